"""What stands in a cell: a number with its unit, a mark for none, or something that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from extractors.models import Mark, Number
from extractors.tables.vocabulary import vocabulary

# 1,234 and 12,345.60: groups of three; a number without groups; either may carry decimals.
_NUMBER = re.compile(r"(?P<sign>[+\-]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,15})(?P<decimals>\.\d{1,6})?")
LONGEST_CELL = 40


@dataclass(frozen=True, slots=True)
class CellValue:
    """`value` is None for a mark and for what cannot be read (`readable` is False then)."""

    value: Number | None = None
    unit: str | None = None
    mark: Mark | None = None
    readable: bool = True


UNREADABLE = CellValue(readable=False)


def cell_value(text: str) -> CellValue:
    """What a cell states, as `_read` has it. Most cells of a country's tables print the same few texts."""
    return _remembered(text) if len(text) <= LONGEST_CELL else _read(text)


def _read(text: str) -> CellValue:
    """Read a cell as printed: 0, +2, 增3, 减少1, 1,234, 251000元, 12.5万元, —, /, 无, blank."""
    folded = "".join(unicodedata.normalize("NFKC", text).split()).replace("−", "-").replace("‐", "-")
    words = vocabulary()
    if not folded:
        return CellValue(mark="blank")
    if folded in words.none_words:
        return CellValue(mark="word")
    if not folded.strip("-—–―─_"):
        return CellValue(mark="dash")
    if not folded.strip("/\\"):
        return CellValue(mark="slash")
    if len(folded) > LONGEST_CELL:
        return UNREADABLE
    sign = 1
    for word, direction in words.changes.items():
        if folded.startswith(word):
            folded, sign = folded[len(word) :].lstrip(":"), direction
            break
    match = _NUMBER.match(folded)
    if match is None:
        return UNREADABLE
    unit = folded[match.end() :]
    if unit and unit not in words.units:
        return UNREADABLE
    digits = match["digits"].replace(",", "")
    number: Number = float(digits + match["decimals"]) if match["decimals"] else int(digits)
    if match["sign"] == "-":
        sign = -sign
    return CellValue(sign * number, unit or None)


_remembered = lru_cache(maxsize=4096)(_read)


def looks_like_value(text: str) -> bool:
    """Whether a cell belongs to the numbers of a row rather than to its labels (a blank one may be either)."""
    value = cell_value(text)
    return value.readable and value.mark != "blank"
