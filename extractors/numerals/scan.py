"""One pass over a text that finds every numeral in it, with its value and the marks inside and right behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from extractors.lexicon import Precision, lexicon
from extractors.models import Number
from extractors.numerals.chinese import CHARACTERS, GROUPS, UNITS, chinese_value

Script = Literal["arabic", "chinese", "mixed", "symbol"]

MAGNITUDES = {**UNITS, **GROUPS}
_MAGNITUDE = "".join(MAGNITUDES)
# Digits with grouping commas, points or spaces between them, taken together so that none is looked at twice.
_ARABIC = re.compile(r"[0-9]+(?:[,. ][0-9]+)*")
# Digits that markup set apart: 1 2 3. Only certain where every one stands alone.
_SPACED = re.compile(r"[0-9](?: [0-9])+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CHINESE = re.compile(f"[{CHARACTERS}]+")
_MAGNITUDES = re.compile(f"[{_MAGNITUDE}]+")
_ONES = frozenset("一二三四五六七八九")
# ① ⑴ ㈠ Ⅰ: one code point, an enumerator.
_SYMBOL = re.compile(r"[①-⒛㈠-㈩㊀-㊉Ⅰ-Ⅻ❶-❿]")
_STARTS = f"0-9{CHARACTERS}①-⒛㈠-㈩㊀-㊉Ⅰ-Ⅻ❶-❿上数几好"
# A magnitude longer than this is no number (万万万…).
LONGEST_MAGNITUDE = 4


class Numeral(NamedTuple):
    """`value` is None where it cannot be read with certainty. Offsets are those of the text.

    end: behind the marks that follow the number (8万多, 2000余); `magnitude` is the start of a final 万 or 亿 with
    nothing behind it, which may belong to a unit (万元). precision is what these marks say.
    """

    start: int
    end: int
    value: Number | None
    script: Script
    precision: Precision = "exact"
    magnitude: int | None = None
    bare: bool = False


@cache
def _start() -> re.Pattern[str]:
    """Where a numeral may begin; group 1 where it is a whole number in digits with nothing behind it that joins."""
    goes_on = f"0-9,. {_MAGNITUDE}{re.escape(''.join(lexicon().marks_inside.first_letters))}"
    return re.compile(f"[{_STARTS}](?:(?<=[0-9])([0-9]{{0,14}}+)(?![{goes_on}]))?")


def find_numerals(text: str) -> Iterator[Numeral]:
    """Every numeral of a folded text, in order. Linear in the length of the text."""
    search = _start().search
    position = 0
    while (match := search(text, position)) is not None:
        start, position = match.span()
        if match[1] is not None:
            yield Numeral(start, position, int(match[0]), "arabic")
        elif (numeral := _numeral_at(text, start)) is not None:
            yield numeral
            position = numeral.end


def _numeral_at(text: str, start: int) -> Numeral | None:
    character = text[start]
    if character.isascii():
        return _arabic(text, start)
    if _SYMBOL.match(text, start):
        return Numeral(start, start + 1, None, "symbol")
    several = lexicon().several.at(text, start)
    if several is not None:
        return _several(text, start, several.end)
    return _chinese(text, start)


def _arabic(text: str, start: int) -> Numeral:
    """Digits and what belongs to them. 27 3件 and 12,5件 may be one number or two: such a run has no value."""
    match = _ARABIC.match(text, start)
    assert match is not None  # noqa: S101 - called at a digit
    return _with_magnitude(text, start, match.end(), _arabic_value(match.group()))


def _arabic_value(printed: str) -> Number | None:
    if _SPACED.fullmatch(printed):
        printed = printed.replace(" ", "")
    if _GROUPED.fullmatch(printed) and printed[0] != "0":
        printed = printed.replace(",", "")
    elif not _PLAIN.fullmatch(printed):
        return None
    if "." not in printed:
        return int(printed) if len(printed) <= 15 else None
    return float(printed) if len(printed) <= 16 else None


def _with_magnitude(text: str, start: int, end: int, value: Number | None) -> Numeral:
    """The number with what follows it: 8万多, 2百余, 30余万, 3亿5000万; a space may part it from 万 or 亿."""
    marks = lexicon().marks_inside
    precision: Precision = "exact"
    magnitude: int | None = None
    ceiling: Number = max(GROUPS.values()) * 10_000
    total: Number = 0
    inner = marks.at(text, end)
    after = inner.end if inner is not None else end
    if text.startswith(" ", after) and text[after + 1 : after + 2] in GROUPS:
        after += 1
    size = _MAGNITUDES.match(text, after)
    script: Script = "arabic"
    while size is not None:
        factor = _magnitude(size.group())
        if factor is None or factor >= ceiling:
            break
        script = "mixed"
        if inner is not None:
            precision = inner.meaning
        total = None if value is None or total is None else _clean(total + value * factor)  # type: ignore[assignment]
        ceiling, end = factor, size.end()
        magnitude = end - 1 if text[end - 1] in GROUPS else None
        value, inner = None, None
        following = _PLAIN.match(text, end)
        if following is None or len(following.group()) > 15:
            value = total
            break
        size = _MAGNITUDES.match(text, following.end())
        if size is None:
            # 3万5: 35,000 or 30,005.
            return Numeral(start, following.end(), None, script)
        value = None if total is None else _arabic_value(following.group())
        end = following.end()
        magnitude = None
    trailing = marks.at(text, end)
    if trailing is not None:
        precision, end, magnitude = trailing.meaning, trailing.end, None
    return Numeral(start, end, value, script, precision, magnitude)


def _magnitude(characters: str) -> int | None:
    """百 100, 千万 10,000,000."""
    if len(characters) > LONGEST_MAGNITUDE:
        return None
    factor = 1
    for character in characters:
        factor *= MAGNITUDES[character]
    return factor


def _several(text: str, start: int, end: int) -> Numeral | None:
    """上百, 数千, 几十万: at least that magnitude."""
    size = _MAGNITUDES.match(text, end)
    factor = _magnitude(size.group()) if size is not None else None
    if size is None or factor is None or (start and text[start - 1] in lexicon().not_several):
        return None
    end = size.end()
    if factor == 10 and text[end : end + 1] in _ONES:
        return None  # 粉丝数十八人: no 数十, but the number of them, and eighteen
    mark = lexicon().marks_inside.at(text, end)
    if mark is not None:
        more = _MAGNITUDES.match(text, mark.end)
        if more is not None and (second := _magnitude(more.group())) is not None and factor < second:
            return _several_end(text, start, more.end(), factor * second)
        end = mark.end
    return _several_end(text, start, end, factor)


def _several_end(text: str, start: int, end: int, value: int) -> Numeral:
    return Numeral(start, end, value, "chinese", "at_least", end - 1 if text[end - 1] in GROUPS else None)


def _chinese(text: str, start: int) -> Numeral | None:
    match = _CHINESE.match(text, start)
    if match is None:
        return None
    marks = lexicon().marks_inside
    end = match.end()
    value = chinese_value(match.group())
    precision: Precision = "exact"
    # 百余, 万多: a magnitude alone is a number with a mark behind it, else a character of some word.
    bare = match.group()[0] not in "十拾" and all(character in MAGNITUDES for character in match.group())
    if bare:
        value = _magnitude(match.group())
    magnitude = end - 1 if text[end - 1] in GROUPS else None
    inner = marks.at(text, end)
    if inner is not None:
        size = _MAGNITUDES.match(text, inner.end)
        factor = _magnitude(size.group()) if size is not None else None
        precision, end, magnitude = inner.meaning, inner.end, None
        if size is not None and factor is not None:
            value = None if value is None else _clean(value * factor)
            end = size.end()
            magnitude = end - 1 if text[end - 1] in GROUPS else None
            trailing = marks.at(text, end)
            if trailing is not None:
                end, magnitude = trailing.end, None
        bare = False
    return Numeral(start, end, value, "chinese", precision, magnitude, bare)


def _clean(value: Number) -> Number:
    """1.2 × 10,000 is 12,000, not 11999.999…; a whole number is an int."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
