"""How far the words reach that say what is to be done: 拟, 力争, 计划 …; 下一步, 今后 …; 将."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.lexicon import Found, lexicon

INTENTIONS = frozenset({"plan", "outlook", "will"})
# Of the words in one sentence, how many of the last ones are looked at.
MOST_INTENTIONS = 8
# How far behind its number the word may stand that only puts it first: 将6个栏目[合并为]4个.
DISPOSED_WITHIN = 16
_CLAUSE_END = re.compile(r"[,;。:!?\n]")
# A number that may be planned; not the days in which something is to be done (在20个工作日内).
_PLANNED = re.compile(r"[0-9](?![0-9.]*(?:个?工作日|[年月日天%]))")

# 将每季度通报一次，[已通报]3次; but 下一步，对[已公开的目录]清理2次. Searched up to the number.
_DONE = re.compile(r"[,;:] ?[均现都]?已[^,;:的]{0,20}$")


def is_planned(text: str, intentions: Sequence[Found[str]], place: int, year: int | None, *, ahead: bool) -> bool:
    """Whether the number at `place` is no count of what was done.

    intentions: words of its sentence before it; ahead: it stands under a heading that looks ahead
    """
    last = {
        found.meaning: found
        for found in intentions[-MOST_INTENTIONS:]
        if found.meaning == "plan" or _looks_ahead(text, found, place, ahead=ahead)
    }
    return any(
        found is not None and reaches(text, found, place, year)
        for found, reaches in ((last.get("plan"), _plan), (last.get("outlook"), _outlook), (last.get("will"), _outlook))
    )


def _looks_ahead(text: str, found: Found[str], place: int, *, ahead: bool) -> bool:
    if found.meaning == "will":
        clause = _clause_end(text, found.end, min(len(text), place + DISPOSED_WITHIN))
        return ahead and lexicon().disposal.first(text, found.end, clause) is None
    return lexicon().carried.before(text, found.start) is None


def _outlook(text: str, found: Found[str], place: int, year: int | None) -> bool:
    behind = _clause_end(text, found.end, place)
    return behind >= place or not (
        lexicon().resumes.first(text, behind, place) is not None
        or _in_year(text, behind, place, year)
        or _DONE.search(text, behind, place) is not None
    )


def _plan(text: str, found: Found[str], place: int, year: int | None) -> bool:
    """力争应公开尽公开，主动公开政府信息43条: a plan of no number is over where something is done again."""
    words = lexicon()
    behind = _clause_end(text, found.end, place)
    if behind >= place:
        return True
    if words.resumes_plan.first(text, behind, place) is not None or _in_year(text, behind, place, year):
        return False
    return _PLANNED.search(text, found.end, behind) is not None or words.verbs.first(text, behind, place) is None


def _in_year(text: str, start: int, end: int, year: int | None) -> bool:
    return year is not None and text.find(f"{year}年", start, end) >= 0


def _clause_end(text: str, start: int, end: int) -> int:
    found = _CLAUSE_END.search(text, start, end)
    return end if found is None else found.start()
