"""One spelling for the words of the lexicons: half width, simplified, without changing any offset."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue.loading import load_data
from extractors.width import respelled

# Chinese characters and punctuation: `str.translate` takes twice the time for one its table lacks.
_AS_THEY_ARE = {code: code for code in range(0x3000, 0xA000)}
# Kinds of characters in a text beyond which one pass over it is faster.
MOST_REPLACED = 24
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


@dataclass(frozen=True, slots=True)
class _Folding:
    """changing: the characters that have another spelling. any: one of them. chained: those that are themselves the
    other spelling of one (薴 → 苧, 苧 → 苎), and must not be replaced twice. table: all of it for `str.translate`.
    """

    changing: dict[str, str]
    any: re.Pattern[str]
    chained: frozenset[str]
    table: dict[int, int | str]


@cache
def _folding() -> _Folding:
    characters = load_data("extractors.lexicon", "traditional.toml", _Characters)
    simplified = dict(zip(map(ord, characters.traditional), characters.simplified, strict=True))
    table: dict[int, int | str] = {**_FULL_WIDTH, **_SIGNS, **simplified}
    changing = {chr(code): new if isinstance(new, str) else chr(new) for code, new in table.items()}
    anyone = re.compile(f"[{re.escape(''.join(changing))}]")
    return _Folding(changing, anyone, frozenset(changing).intersection(changing.values()), {**_AS_THEY_ARE, **table})


def fold(text: str) -> str:
    """`text` in one spelling; `fold(text)[i]` stands for `text[i]`."""
    folding = _folding()
    changing = set(folding.any.findall(text))
    if len(changing) > MOST_REPLACED or not changing.isdisjoint(folding.chained):
        return text.translate(folding.table)
    return respelled(text, changing, folding.changing)
