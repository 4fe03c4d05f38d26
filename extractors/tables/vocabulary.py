"""The words of `vocabulary.toml`, checked."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue import load_data
from extractors.catalogue.labels import folded


class Vocabulary(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    none_words: frozenset[str]
    changes: dict[str, int]
    units: frozenset[str]
    column_units: dict[str, str]


@cache
def vocabulary() -> Vocabulary:
    return load_data("extractors.tables", "vocabulary.toml", Vocabulary)


def unit_in_label(label: str) -> str | None:
    """The unit a label prints: 本年收费金额（单位：万元） → 万元, 本年制发件数 → 件."""
    words = folded(label)
    return next((unit for printed, unit in vocabulary().column_units.items() if printed in words), None)
