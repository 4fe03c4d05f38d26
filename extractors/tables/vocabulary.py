"""The words of `vocabulary.toml`, checked."""

from __future__ import annotations

import unicodedata
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue import load_data


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
    folded = "".join(unicodedata.normalize("NFKC", label).split())
    return next((unit for printed, unit in vocabulary().column_units.items() if printed in folded), None)
