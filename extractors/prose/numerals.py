"""Numerals as reports print them: 1,234 · 282.1 · 四十余 · 两万三千 · 廿八 · 壹佰 · 8万多 · 2.5亿 · 二十多万 · 上百.

Values are the printed number; what a mark of approximation (余, 多, 约, 近 …) says of it is the numeral's precision.
Works on half-width text (`extractors.width`), so that １２３ and 1，234 need no cases of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.models import Number

DIGITS = {
    **{character: value for value, character in enumerate("零一二三四五六七八九")},
    **{character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0, "○": 0, "两": 2, "兩": 2, "貳": 2, "陸": 6,
}  # fmt: skip
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SHORT_TENS = {"廿": 20, "卅": 30}
MAGNITUDES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_HAN = "".join(DIGITS) + "".join(TENS) + "".join(SHORT_TENS) + "".join(MAGNITUDES)
_POWERS = {**TENS, **MAGNITUDES}

# Arabic with groups of three or without; or Chinese; or 数百, 上千, 几十 with a word for an unknown front digit.
# Then, for mixed ones, 余/多/几 and a magnitude (10余万, 8万多, 2百余), and once more 余/多 behind it.
NUMERAL = re.compile(
    rf"""(?:
        (?P<arabic>\d{{1,3}}(?:,\d{{3}}){{1,4}}(?!\d)(?:\.\d{{1,4}})?|\d{{1,15}}(?:\.\d{{1,6}})?)
      | (?P<vague>[数上几](?=[十百千万亿]))?(?P<han>[{_HAN}]{{1,20}})
    )
    (?P<inner>\s?[余多几](?=\s?[十百千万亿萬億]))?
    (?:\s?(?P<power>[十百千]?[万亿萬億]|[百千](?!分)))?
    (?P<outer>\s?余|\s?多(?![样种元少数年月日]))?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at `start:end`. `more`: 余, 多, 数, 上, 几 say that there are more; `arabic`: printed in digits.

    base, base_end: value and end without a magnitude that follows digits, since 万 may belong to the unit (12.5 | 万元)
    """

    value: Number
    start: int
    end: int
    more: bool
    arabic: bool
    base: Number
    base_end: int


def find_numerals(text: str, start: int, end: int) -> Iterator[Numeral]:
    """Every run of characters that can be a numeral, in half-width text; those that are none (千百 in a word) too."""
    position = start
    while match := NUMERAL.search(text, position, end):
        position = match.end()
        numeral = _numeral(match)
        if numeral is not None:
            yield numeral


def _numeral(match: re.Match[str]) -> Numeral | None:
    more = any(match[name] for name in ("vague", "inner", "outer"))
    if match["arabic"]:
        value: Decimal | int | None = Decimal(match["arabic"].replace(",", ""))
    else:
        value = han_value(match["han"])
    if value is None:
        return None
    base = _number(value)
    for power in match["power"] or "":
        value *= _POWERS[power]
    base_end = match.start("power") if match["power"] else match.end()
    return Numeral(_number(value), match.start(), match.end(), more, match["arabic"] is not None, base, base_end)


def _number(value: Decimal | int) -> Number:
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def han_value(text: str) -> int | None:
    """A Chinese numeral's value: 一千零五 → 1005, 廿八 → 28, 二〇一九 → 2019, 百 → 100; None for what is none (十百)."""  # noqa: E501
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    total = section = digit = 0
    seen_digit = False
    last_power = 10**9
    for character in text:
        if character in DIGITS:
            if seen_digit and digit:
                return None
            digit, seen_digit = DIGITS[character], True
        elif character in SHORT_TENS:
            if section or seen_digit:
                return None
            section = SHORT_TENS[character]
        elif character in TENS:
            power = TENS[character]
            if power >= last_power:
                return None
            last_power = power
            section += (digit if seen_digit else 1) * power
            digit, seen_digit = 0, False
        else:
            power = MAGNITUDES[character]
            section += digit
            if not section and not total:
                section = 1
            total = (total + section) * power
            section, digit, seen_digit, last_power = 0, 0, False, 10**9
    return total + section + digit
