"""Running totals beside the year's own count, told by both: 2020年公开信息45条，历年累计345条."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractors.counts.meaning import WHOLES, Meaning
from extractors.counts.passages import Sentences, behind_last
from extractors.counts.phrases import Count

# How far before a count it may be said up to when it counts, or of which year.
LONGEST_LEAD = 80
# 截至2020年12月底，我局已公开8400条; without 已 or 累计 it may count the year alone, up to its last day.
_UP_TO = re.compile(r"截[至止]到?(?:目前|年底|年末|[0-9]{4}年?(?:底|末|[0-9]{1,2}月))[^;。\n]{0,60}(?:已|累计)")
# 今年, 2020年: not 截至2020年底, 2020年下半年, 2020年1月.
_OF_THE_YEAR = re.compile(
    r"(?<![至止到])(?:今年|本年度?|当年|全年|(?<![0-9])([0-9]{4})年度?)(?![底末]|的?[上下]半年|第?[0-9一二三四]{1,2}(?:月|季度))"
)
# 历年累计[345条]: nothing is said of what.
_OF_ALL_YEARS = re.compile(
    r"[ ,;(:]{0,3}(?:历年来?)?(?:累计|总计|共计)?(?:主动公开|公开|发布|收到|受理)?(?:达到?|有|为|共)?[:\s]?"
)


def name_running(text: str, counts: Sequence[Count]) -> None:
    """本年度公开信息45条，历年累计345条: a running total of nothing named is of what was counted before it."""
    sentences: Sentences | None = None
    for before, count in pairwise(counts):
        if not count.cumulative or before.cumulative or not (count.is_volume and before.is_volume):
            continue
        if before.measure_kind != count.measure_kind or before.total is not None or count.noun_follows:
            continue
        if _OF_ALL_YEARS.fullmatch(text, count.clause, count.token.start) is None:
            continue
        sentences = sentences or Sentences(text)
        if not sentences.parted(before.token.start, count.token.start):
            count.words, count.noun = before.words + count.words, before.noun
            count.channel, count.family = count.channel or before.channel, count.family or before.family


def mark_running(text: str, counts: Sequence[Count], meanings: Mapping[int, Meaning], year: int | None) -> bool:
    """2020年公开信息1192条。截至2020年底，已公开信息8400条: what there is up to then, beside less in the year.

    Marks such running totals, and says whether there are any. meanings: of the counts, by id
    """
    wholes: dict[str, list[Count]] = defaultdict(list)
    for count in counts:
        indicator = meanings[id(count)][0]
        if indicator in WHOLES and count.is_volume and not count.cumulative:
            wholes[indicator].append(count)
    marked = False
    for group in wholes.values():
        if len(group) < 2:
            continue
        own = min((_value(count) for count in group if _is_the_own(text, count, year)), default=None)
        for count in group:
            if own is not None and _value(count) > own and _UP_TO.search(text, *_lead(text, count)) is not None:
                count.cumulative = marked = True
    return marked


def _value(count: Count) -> float:
    return count.token.value or 0


def _lead(text: str, count: Count) -> tuple[int, int]:
    """From where the words begin that lead to a count, to the number."""
    end = count.token.start
    return behind_last(text, "。;\n", max(0, end - LONGEST_LEAD), end), end


def _is_the_own(text: str, count: Count, year: int | None) -> bool:
    """Whether the words that lead to a count name the report's own year, not only up to when: 2020年，我局公开…"""
    found = next(reversed([*_OF_THE_YEAR.finditer(text, *_lead(text, count))]), None)
    return found is not None and (found[1] is None or int(found[1]) == year)
