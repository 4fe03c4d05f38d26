"""The value of a Chinese numeral: 一千零五, 两万三千, 廿八, 壹佰, 二〇一九."""

from __future__ import annotations

from itertools import pairwise

from extractors.models import Number

DIGITS = {
    **{character: value for value, character in enumerate("〇一二三四五六七八九")},
    **{character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "两": 2,
}
UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
TENS = {"廿": 20, "卅": 30}
GROUPS = {"万": 10_000, "亿": 100_000_000}
CHARACTERS = "".join((*DIGITS, *UNITS, *TENS, *GROUPS))
ZEROS = "〇零"
# Digits without units are read one by one only where that is certain: 一二〇, not 三四 (three or four).
FEWEST_POSITIONAL = 3
LONGEST_POSITIONAL = 12


def chinese_value(text: str) -> Number | None:
    """None for what is no number (十四五), or not certainly one (三四, 一百五)."""
    if not text or any(character not in CHARACTERS for character in text):
        return None
    if all(character in DIGITS for character in text):
        return _positional(text)
    return _grouped(text)


def _positional(text: str) -> int | None:
    if len(text) > LONGEST_POSITIONAL:
        return None
    digits = [DIGITS[character] for character in text]
    if len(digits) == 1:
        return digits[0]
    certain = len(digits) >= FEWEST_POSITIONAL or any(character in ZEROS for character in text[1:])
    ascending = all(after == before + 1 for before, after in pairwise(digits))
    if not certain or ascending or digits[0] == 0:
        return None
    return int("".join(map(str, digits)))


def _grouped(text: str) -> int | None:
    """Sections below 10,000, each with its group: 三 亿 | 五千 万 | 二百. Groups descend."""
    total = 0
    ceiling = max(GROUPS.values()) * 10_000
    start = 0
    for position, character in enumerate(text):
        if character not in GROUPS:
            continue
        section = _section(text[start:position])
        if section is None or GROUPS[character] >= ceiling:
            return None
        total += section * GROUPS[character]
        ceiling = GROUPS[character]
        start = position + 1
    rest = text[start:]
    if not rest:
        return total
    # 两万三 is 23,000 to some and 20,003 to others.
    if start and len(rest) == 1:
        return None
    section = _section(rest.lstrip(ZEROS) if start else rest)
    return None if section is None else total + section


def _section(text: str) -> int | None:
    """A number below 10,000. 十 alone is ten, 百 alone a hundred (both only in front)."""
    if not text:
        return 1
    value = 0
    ceiling = 10_000
    pending: int | None = None
    zero = False
    for position, character in enumerate(text):
        if character in UNITS:
            unit = UNITS[character]
            if unit >= ceiling or (pending is None and position > 0 and not (zero and unit == 10)):
                return None
            value += (1 if pending is None else pending) * unit
            ceiling, pending, zero = unit, None, False
        elif character in TENS:
            if ceiling <= 10 or pending is not None:
                return None
            value += TENS[character]
            ceiling, zero = 10, False
        elif character in ZEROS:
            if position == 0 or pending is not None:
                return None
            zero = True
        else:
            if pending is not None:
                return None
            pending = DIGITS[character]
    if pending is None:
        return None if zero else value
    # 一百五 may be 105 or 150; 十五 and 一百零五 are plain.
    if ceiling > 10 and not zero and len(text) > 1:
        return None
    return value + pending
