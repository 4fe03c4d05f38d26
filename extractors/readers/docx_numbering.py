"""Ordinals that Word prints before paragraphs by itself (一、 （一） 1.): they stand nowhere in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from extractors.readers.zipped import attribute, child, local

_PLACE = re.compile(r"%([1-9])")
HAN = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
# Ordinals beyond this are those of a damaged file.
LARGEST = 9_999
DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class Level:
    start: int
    format: str
    text: str


class Numbering:
    """Counts the numbered paragraphs of a document; `ordinal` is called for each of them, in order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        self._by_style = _styles(styles) if styles is not None else {}
        if numbering is not None:
            self._read(numbering)

    def ordinal(self, properties: Any | None, style: str | None) -> str:
        """What Word prints before a paragraph of these properties and style; "" for bullets and plain ones."""
        number, depth = _numbered(properties)
        if number is None or depth is None:
            own, own_depth = self._by_style.get(style or "", (None, None))
            number, depth = number or own, depth if depth is not None else own_depth
        depth = depth or 0
        if number is None or number not in self._lists:
            return ""
        abstract = self._lists[number]
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counters = self._counters[abstract]
        override = self._starts.get((number, depth))
        if override is not None and (number, depth) not in self._begun:
            counters.pop(depth, None)
        self._begun.add((number, depth))
        first = override if override is not None else level.start
        counters[depth] = counters[depth] + 1 if depth in counters else first
        for deeper in [other for other in counters if other > depth]:
            del counters[deeper]
        if level.format in ("bullet", "none"):
            return ""

        def printed(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            wanted = levels.get(place, level)
            return spelt(counters.get(place, wanted.start), wanted.format)

        return _PLACE.sub(printed, level.text)

    def _read(self, numbering: Any) -> None:
        for element in numbering:
            name = local(element)
            if name == "abstractNum":
                self._levels[attribute(element, "abstractNumId") or ""] = {
                    _integer(attribute(level, "ilvl"), 0): _level(level) for level in element if local(level) == "lvl"
                }
            elif name == "num":
                number = attribute(element, "numId") or ""
                abstract = child(element, "abstractNumId")
                self._lists[number] = _value(abstract) or ""
                for override in element:
                    start = child(override, "startOverride") if local(override) == "lvlOverride" else None
                    if start is not None:
                        depth = _integer(attribute(override, "ilvl"), 0)
                        self._starts[number, depth] = _integer(_value(start), 1)


def spelt(number: int, form: str) -> str:
    """A number in one of Word's formats; those never used in Chinese reports are printed as digits."""
    if not 0 <= number <= LARGEST:
        return str(number)
    if form in CHINESE:
        return han(number)
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(HAN[int(digit)] for digit in str(number))
    if form in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return han(number).translate(
            {ord(plain): legal for plain, legal in zip(HAN + "十百千", LEGAL + "拾佰仟", strict=True)}
        )
    if form == "ideographTraditional":
        return STEMS[(number - 1) % 10]
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x245F + number)
    if form == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("upperLetter", "lowerLetter") and number:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    return str(number)


def han(number: int) -> str:
    """一, 十, 十二, 二十, 一百零一 …"""
    if number < 10:
        return HAN[number] if number else "零"
    parts = []
    zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            parts.append(("零" if zero else "") + HAN[digit] + name)
            zero = False
        elif parts:
            zero = True
    spoken = "".join(parts)
    return spoken[1:] if spoken.startswith("一十") else spoken


def _level(element: Any) -> Level:
    start, form, text = (child(element, name) for name in ("start", "numFmt", "lvlText"))
    return Level(_integer(_value(start), 1), _value(form) or "decimal", _value(text) or "")


def _styles(styles: Any) -> dict[str, tuple[str | None, int | None]]:
    """List and level by style, those it is based on looked through."""
    own: dict[str, tuple[str | None, int | None]] = {}
    base: dict[str, str] = {}
    for style in styles:
        if local(style) != "style":
            continue
        identifier = attribute(style, "styleId") or ""
        own[identifier] = _numbered(child(style, "pPr"))
        parent = _value(child(style, "basedOn"))
        if parent:
            base[identifier] = parent
    found: dict[str, tuple[str | None, int | None]] = {}
    for identifier in own:
        number: str | None = None
        depth: int | None = None
        current: str | None = identifier
        for _ in range(DEEPEST_STYLE):
            if current is None:
                break
            mine = own.get(current, (None, None))
            number, depth = number or mine[0], depth if depth is not None else mine[1]
            current = base.get(current)
        found[identifier] = (number, depth)
    return found


def _numbered(properties: Any | None) -> tuple[str | None, int | None]:
    numbered = child(properties, "numPr") if properties is not None else None
    if numbered is None:
        return None, None
    depth = _value(child(numbered, "ilvl"))
    return _value(child(numbered, "numId")), _integer(depth, 0) if depth is not None else None


def _value(element: Any | None) -> str | None:
    return attribute(element, "val") if element is not None else None


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default
