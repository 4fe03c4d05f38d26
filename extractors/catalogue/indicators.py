"""The indicators a figure may name: what each counts, in both languages, and where that is defined."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractors.catalogue.loading import load_data

# What a number is, and so what may be done with it: only volumes may be added up over agencies.
IndicatorKind = Literal["volume", "stock", "change", "share", "reach", "money"]
IndicatorForm = Literal["2014", "2019", "2021", "prose"]


class Indicator(BaseModel):
    """An entry of `indicators.toml`. `unit`: usual measure word; `forms` has `prose` beside the forms' names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    zh: str
    en: str
    section: str | None = None
    unit: str
    kind: IndicatorKind
    forms: tuple[IndicatorForm, ...]
    source: str = ""


class _IndicatorFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: list[Indicator]


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by key, in the order of the forms."""
    found = load_data("extractors.catalogue", "indicators.toml", _IndicatorFile).indicator
    return {indicator.key: indicator for indicator in found}
