"""Headings found at the start of blocks: their ordinals, their titles, and where a run-in title ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.catalogue.labels import is_request_row
from extractors.catalogue.sections import is_section_title, role_of_title
from extractors.document import Block
from extractors.outline.ordinals import Ordinal, Style, ordinal_at

# A block this short without a full stop is a heading and nothing else.
LONGEST_PURE = 50
# A run-in title longer than this has taken in its first clause: it ends at the comma.
LONGEST_RUN_IN = 20
STATES_SOMETHING = re.compile(r"[0-9０-９]|未|无|没有|零")
# （二）我局未收到政府信息公开申请。 has a number and no title: it is the statement itself, in which a 0 is read.
_STATES_NONE = re.compile(
    r"[^。：:；;，,]{0,24}(?:未|没有|无)(?:共|曾|有|新)?(?:收到|接到|接收|受理|发生|产生|出现|收取|因|被|政府信息公开申请)(?!.*(?:情况|统计)$)"
)
_SENTENCE_END = re.compile(r"[。：:；;！？!?]")
_CLAUSE_END = re.compile(r"[。：:；;！？!?，,]")
# 总体情况2019年，我局…: a title with its text run on, nothing between. The title ends with one of these.
_RUN_ON = re.compile(r".{2,28}?(?:情况|概述|概况|事项|措施|打算|問題|问题)")
# A second top-level heading fused to the first: …情况三、收到和处理…
_FUSED = re.compile(r"(?<=[况项施述题算])\s{0,3}(?=[二三四五六七八九][、．.])")
# A second one in brackets, behind a title or a sentence: （一）主动公开情况 （二）…, （一）主动公开。…12条。（二）…
_FUSED_BRACKET = re.compile(r"(?<=[况项施述题算设障理容。\s])(?=[（(]\s?[二三四五六七八九]\s?[）)])")
_PLACE_OF = {character: place for place, character in enumerate("一二三四五六七八九", 1)}
# 二 主动公开政府信息情况: an ordinal with nothing but a space behind it.
_UNMARKED = re.compile(r"\s{0,4}([一二三四五六七八九十]{1,3})[ \u3000]{1,4}(?=\S)")
# Entries of a list inside a sentence end so; a heading's paragraph does not.
_LIST_ENTRY_ENDS = ("；", ";", "，", ",", "、")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A heading before its level is known. Offsets are those of the document's text.

    end: where the title ends; `block_end`: where its block does
    """

    ordinal: str | None
    style: Style | None
    title: str
    start: int
    end: int
    block_end: int
    role: str | None


def candidates(block: Block) -> Iterator[Candidate]:
    """The headings a paragraph opens with: none, one, or (fused on one line) several of the same style."""
    text = block.text
    ordinal = ordinal_at(text)
    if ordinal is None:
        if len(text) > LONGEST_PURE:
            return
        unmarked = _UNMARKED.match(text)
        if unmarked is not None and is_section_title(text[unmarked.end() :]):
            title, start = text[unmarked.end() :].rstrip(), block.start + unmarked.start(1)
            end = block.start + unmarked.end() + len(title)
            yield Candidate(unmarked[1], "han", title, start, end, block.end, role_of_title(title))
        elif is_section_title(text) and not _SENTENCE_END.search(text.rstrip("：:")):
            title = text.rstrip("：:")
            yield Candidate(None, None, title, block.start, block.start + len(title), block.end, role_of_title(title))
        return
    if ordinal.style not in ("han", "part") and text.endswith(_LIST_ENTRY_ENDS):
        return
    if is_request_row(text):
        return
    position = ordinal.start
    for cut in [*_cuts(text, ordinal), len(text)]:
        piece = ordinal_at(text, position)
        if piece is None:
            return
        end = _title_end(text, piece, cut)
        named = text[piece.end : end].strip()
        title = "" if _STATES_NONE.match(named) else named
        yield Candidate(
            piece.text,
            piece.style,
            title,
            block.start + piece.start,
            block.start + (end if title else piece.end),
            block.end,
            role_of_title(named),
        )
        position = cut


def _cuts(text: str, ordinal: Ordinal) -> list[int]:
    """Where further headings begin in the same block."""
    if ordinal.style == "han_bracket":
        return _bracket_cuts(text, ordinal)
    if ordinal.style != "han":
        return []
    cuts = []
    for match in _FUSED.finditer(text):
        following = ordinal_at(text, match.end())
        if following is not None and role_of_title(_first_clause(text, following.end)) is not None:
            cuts.append(match.end())
    return cuts


def _bracket_cuts(text: str, first: Ordinal) -> list[int]:
    """Where the next number follows with a title that has a role and states nothing itself: what a sentence lists
    (（二）公开信息3条) stays in its text.
    """
    cuts: list[int] = []
    place = _place(first)
    for match in _FUSED_BRACKET.finditer(text, first.end):
        following = ordinal_at(text, match.end())
        if place is None or following is None or _place(following) != place + 1:
            continue
        title = _first_clause(text, following.end)
        named = role_of_title(title) or role_of_title(title, "overview")
        if named and len(title) <= LONGEST_RUN_IN and not STATES_SOMETHING.search(title):
            cuts.append(match.end())
            place += 1
    return cuts


def _place(ordinal: Ordinal) -> int | None:
    return next((_PLACE_OF[character] for character in ordinal.text if character in _PLACE_OF), None)


def _first_clause(text: str, start: int) -> str:
    match = _CLAUSE_END.search(text, start, start + LONGEST_PURE)
    return text[start : match.start()] if match else text[start : start + 24]


def _title_end(text: str, ordinal: Ordinal, limit: int) -> int:
    rest = text[ordinal.end : limit]
    stop = _SENTENCE_END.search(rest)
    if stop is None and len(rest) <= LONGEST_PURE and not any(map(str.isdigit, rest[-12:])):
        return ordinal.end + len(rest.rstrip())
    length = stop.start() if stop else len(rest)
    before, _, behind = rest[:length].partition(" ")
    if behind and is_section_title(before) and before.endswith(("情况", "事项", "措施")):
        return ordinal.end + len(before)
    if length > LONGEST_RUN_IN:
        run_on = _RUN_ON.match(rest)
        if run_on and role_of_title(run_on.group()) is not None and ordinal.style in ("han", "part", "han_bracket"):
            return ordinal.end + run_on.end()
        clause = _CLAUSE_END.search(rest)
        length = clause.start() if clause else min(length, LONGEST_PURE)
    return ordinal.end + length
