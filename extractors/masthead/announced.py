"""The report's own list of its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from extractors.outline import role_of
from extractors.outline.ordinals import ordinal_at
from extractors.reading import Doubt

_PARTS = ("部分", "方面", "章", "大项")
# 六部分, 七个部分, 6大部分; before it the list (由 A、B、C 六部分组成), or behind it (共分七个部分：A、B…)
_COUNT = re.compile(rf"(?P<count>[一二三四五六七八九十0-9](?:(?<=[0-9])[0-9])?)\s?(?:个|大)?\s?(?:{'|'.join(_PARTS)})")
# The same with no list beside it: 本报告分为七个部分。
_COUNT_ALONE = re.compile(
    r"(?:报告|全文|内容)[^。；;]{0,12}?(?:分|由|包括|包含|含)(?:为|成)?\s?共?(?P<count>[一二三四五六七八九十]|[0-9]{1,2})\s?(?:个|大)?\s?部分"
)
_OPENER = re.compile(r"(?:由|包括|包含|分为|内容为|分|含有?)\s?[:：]?")
_BEHIND = re.compile(r"(?:组成|构成|内容)?\s?[,，]?\s?(?:分别(?:是|为)|包括|即|[:：])\s?[:：]?")
_WITHOUT_COUNT = re.compile(r"(?:组成|构成|等内容)")
# 全文包括A、B、C。 with neither number nor 组成
_SAYS_PARTS = re.compile(r"(?:全文|报告|内容)(?:的)?(?:主要)?(?:内容)?(?:共)?(?:包括|包含|分为|有)(?:了)?\s?[:：]?")
_CLOSING = re.compile(r"\s?等?\s?共?(?:计)?(?:几|若干)?(?:个)?(?:部分|方面)?(?:的?内容)?$")
_ANNEX = re.compile(r"[,，]?\s?并附.{0,40}$")
_CONJUNCTION = re.compile(r"^(?:以及|和|及|与)")
_IN_BRACKETS = re.compile(r"[（(][^（）()]{0,60}[)）]")
_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九十", 1)}
_CLOSED = ("情况", "事项", "概述", "概况", "问题", "措施", "打算", "附表", "计划", "说明")
FEWEST_PARTS = 3
# A list of parts stands near the top and is no longer than this; a text of openers only must not cost its square.
WITHIN, LONGEST_LIST, MOST_OPENERS = 6000, 800, 12


@dataclass(frozen=True, slots=True)
class Announced:
    """parts: as printed. count: the number of parts promised where they are not listed."""

    parts: tuple[str, ...] = ()
    count: int | None = None
    doubts: tuple[Doubt, ...] = ()


def read_announced(preface: str) -> Announced:
    """The parts a preface promises; a doubt where it promises another number than it lists."""
    preface = preface[:WITHIN]
    counted = _COUNT.finditer(preface) if any(part in preface for part in _PARTS) else ()
    for match in islice(counted, MOST_OPENERS):
        parts = _listed(preface[_sentence_start(preface, match.start()) : match.start()])
        if not parts:
            behind = _BEHIND.match(preface, match.end())
            parts = _parts(preface[behind.end() : _sentence_end(preface, match.end())]) if behind else ()
        if _are_sections(parts):
            return Announced(parts, doubts=_miscounted(match, parts))
    for match in islice(_WITHOUT_COUNT.finditer(preface), MOST_OPENERS):
        parts = _listed(preface[_sentence_start(preface, match.start()) : match.start()])
        if _are_sections(parts):
            return Announced(parts)
    for match in islice(_SAYS_PARTS.finditer(preface), MOST_OPENERS):
        parts = _parts(preface[match.end() : _sentence_end(preface, match.end())])
        if _are_sections(parts):
            return Announced(parts)
    alone = _COUNT_ALONE.search(preface) if "部分" in preface else None
    return Announced(count=_number(alone) if alone else None)


def _number(match: re.Match[str]) -> int:
    return _DIGITS.get(match["count"]) or int(match["count"])


def _miscounted(match: re.Match[str], parts: tuple[str, ...]) -> tuple[Doubt, ...]:
    count = _number(match)
    if count == len(parts):
        return ()
    facts = {"section": f"{match.group()}（列出{len(parts)}部分）"}
    return (Doubt("section.announced", facts=facts, expected=count, actual=len(parts), quote=match.group()),)


def _sentence_start(text: str, end: int) -> int:
    return max(text.rfind("。", 0, end), text.rfind("\n", 0, end)) + 1


def _sentence_end(text: str, start: int) -> int:
    ends = [end for mark in "。\n" if (end := text.find(mark, start, start + LONGEST_LIST)) >= 0]
    return min(ends, default=min(len(text), start + LONGEST_LIST))


def _listed(sentence: str) -> tuple[str, ...]:
    """The list that ends a sentence's text, from the last opener on that leaves a list (由 also opens 由…编制)."""
    sentence = sentence[-LONGEST_LIST:]
    for opener in list(_OPENER.finditer(sentence))[: -MOST_OPENERS - 1 : -1]:
        parts = _parts(sentence[opener.end() :])
        if _are_sections(parts):
            return parts
    return ()


def _are_sections(parts: tuple[str, ...]) -> bool:
    return len(parts) >= FEWEST_PARTS and sum(role_of(part) is not None for part in parts) >= FEWEST_PARTS - 1


def _parts(listed: str) -> tuple[str, ...]:
    """Split at ，； where each piece is then a part, else at 、 too, and then 行政复议、行政诉讼情况 is one part."""
    listed = _ANNEX.sub("", listed)
    listed = _CLOSING.sub("", listed.strip(' ,，“”"'))
    pieces = _split(listed, "，,；;")
    if len(pieces) > FEWEST_PARTS and all(_closed(piece) and role_of(piece) for piece in pieces[:-1]):
        return _joined(pieces[:-1]) + _joined(_split(pieces[-1], "、")) if "、" in pieces[-1] else _joined(pieces)
    return _joined(_split(listed, "、，,；;"))


def _split(listed: str, marks: str) -> list[str]:
    """Pieces between marks, but for the marks inside brackets."""
    bracketed = [match.span() for match in _IN_BRACKETS.finditer(listed)]
    cuts = [
        place
        for place, character in enumerate(listed)
        if character in marks and not any(start <= place < end for start, end in bracketed)
    ]
    spans = zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(listed)], strict=True)
    return [name for start, end in spans if (name := _bare(listed[start:end]))]


def _joined(pieces: list[str]) -> tuple[str, ...]:
    """Pieces of one role that are one part; 和 parts two of different roles only."""
    parts: list[str] = []
    for name in pieces:
        if parts and role_of(parts[-1]) is not None and role_of(parts[-1]) == role_of(name) and not _closed(parts[-1]):
            parts[-1] += f"、{name}"
            continue
        left, conjunction, right = name.rpartition("以及") if "以及" in name else name.rpartition("和")
        left = left.rstrip(" ,，、")
        if conjunction and _closed(left) and role_of(left) and role_of(right) not in (None, role_of(left)):
            parts += [left, right]
        else:
            parts.append(name)
    return tuple(parts)


def _bare(piece: str) -> str:
    piece = _CONJUNCTION.sub("", piece.strip(' \t“”"'))
    ordinal = ordinal_at(piece)
    return (piece[ordinal.end :] if ordinal else piece).strip(' \t“”"')


def _closed(name: str) -> bool:
    return _IN_BRACKETS.sub("", name).endswith(_CLOSED)
