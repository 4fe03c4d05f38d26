"""One spelling for the words of the lexicons: half width, simplified, without changing any offset."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue.loading import load_data
from extractors.width import CHINESE

# U+FF01…U+FF5E are the full-width forms of U+0021…U+007E.
_FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
# Brackets, dashes and signs that pages print for the same thing.
_SIGNS = {
    ord("〔"): "[",
    ord("〕"): "]",
    ord("【"): "[",
    ord("】"): "]",
    ord("﹝"): "[",
    ord("﹞"): "]",
    ord("\t"): " ",
    ord("─"): "—",
    ord("–"): "—",
    ord("－"): "-",
    ord("○"): "〇",
    ord("％"): "%",
    ord("﹪"): "%",
    ord("｡"): "。",
    ord("﹐"): ",",
    ord("﹔"): ";",
    ord("﹕"): ":",
    ord("「"): "“",
    ord("」"): "”",
}


class _Characters(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    traditional: str
    simplified: str


@cache
def _folding() -> dict[int, int | str]:
    characters = load_data("extractors.lexicon", "traditional.toml", _Characters)
    pairs = zip(characters.traditional, characters.simplified, strict=True)
    return {**CHINESE, **_FULL_WIDTH, **_SIGNS, **{ord(old): new for old, new in pairs}}


def fold(text: str) -> str:
    """`text` in one spelling; `fold(text)[i]` stands for `text[i]`."""
    return text.translate(_folding())
