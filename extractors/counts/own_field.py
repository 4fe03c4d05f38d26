"""What an agency published of its own field is all it published, where it states no other total.

主动公开气象类信息3600条 of a weather bureau; beside a total, or in a list of fields, it is some of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.counts.channels import SEVERAL
from extractors.counts.passages import Passage, Sentences
from extractors.counts.phrases import Count
from extractors.lexicon import lexicon
from extractors.reading import Reading

TOTAL, PROACTIVE = "proactive.total", "proactive."
ROLES = frozenset({"overview", "disclosure", "overview.proactive"})
# 涉公安政府信息, 海关信息, 气象类信息
_OF_A_FIELD = re.compile(
    r"(?:涉及?|有关|关于)?([\u4e00-\u9fff]{2,8}?)(?:工作|业务|系统|领域)?(?:类|相关|有关|方面)?的?(?:政府|政务|公开)?信息"
)
# The year's: 全年, 2015年; 共 sums it up.
_OF_THE_YEAR = re.compile(r"[全今本]年|年度|20[0-9]{2}年?|共")
# How far before a count its year is looked for, and among how many counts on either side what stands beside it.
YEAR_WITHIN = 200
NEIGHBOURS = 24
_NOT_PUBLISHED = re.compile(r"[不未没拟应被]|申请|主动公开[^,;。]{0,12}主动公开")


def of_own_field(passage: Passage, counts: Sequence[Count], agency: str | None) -> Iterator[int]:
    """The places, in `counts`, of those that may be the whole of what was published."""
    if not agency or ROLES.isdisjoint(passage.roles):
        return
    sentences: Sentences | None = None
    for place, count in enumerate(counts):
        if "主动公开" not in count.words or not _is_whole(count):
            continue
        field = _OF_A_FIELD.fullmatch(count.noun)
        if field is None or field[1] not in agency or field[1] in lexicon().any_field:
            continue
        if _NOT_PUBLISHED.search(count.words) is not None:
            continue
        sentences = sentences or Sentences(passage.text)
        start = sentences.start_of(count.token.start)
        if _OF_THE_YEAR.search(passage.text, max(start, count.token.start - YEAR_WITHIN), count.token.start) is None:
            continue
        near = counts[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]
        if not any(_is_beside(count, other) and start == sentences.start_of(other.token.start) for other in near):
            yield place


def _is_whole(count: Count) -> bool:
    alone = count.total is None and not (count.cumulative or count.of_the_year or count.unsure)
    return alone and count.is_volume and count.measure_kind == "item" and count.channel in {None, SEVERAL}


def _is_beside(count: Count, other: Count) -> bool:
    """Whether another count is of something else that was published, or holds this one."""
    published = other.is_volume and other.family in {"disclose", None} and other.measure_kind == "item"
    return published and other is not count and other.total is not count


def name_own_field(readings: Sequence[Reading], wholes: Sequence[Reading]) -> list[Reading]:
    """The one reading of `wholes` as the total, unless another states it or a channel has more."""
    if len(wholes) != 1:
        return list(readings)
    whole = wholes[0]
    said = [one for one in readings if one.indicator is not None and one.indicator.startswith(PROACTIVE)]
    if whole.indicator is not None or any(
        one.indicator == TOTAL or (one.value or 0) > (whole.value or 0) for one in said
    ):
        return list(readings)
    total = replace(whole, indicator=TOTAL)
    return [total if one is whole else replace(one, total=total) if one.total is whole else one for one in readings]
