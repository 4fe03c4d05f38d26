"""What a plan came to, said without naming it again: 计划公开信息50条，实际公开62条."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from extractors.counts.channels import channel_in
from extractors.counts.labels import noun_of, without_leading, without_trailing
from extractors.counts.passages import Sentences, clause_start
from extractors.counts.phrases import Count
from extractors.counts.tokens import Token

# ，实际[公开]62条; ，现已[公开]62条; ，[完成]62条
_CAME_TO = re.compile(
    r"[ ,;(]{0,3}(?:最终|年底|目前|截至目前)?,?(?:实际|现已|已|共|超额|(?=完成))了?([^,;。:0-9了]{0,8})了?"
)
# What says nothing of what was done, but that it was.
_DONE = frozenset({"", "完成", "实际完成", "已完成", "达到", "达", "为", "共"})


def name_fulfilled(text: str, counts: Sequence[Count], planned: Iterable[Token]) -> None:
    """Gives the counts that say what a plan came to its words. planned: the numbers of plans, in order"""
    plans = [token for token in planned if token.measure is not None]
    if not plans:
        return
    starts = [token.start for token in plans]
    sentences = Sentences(text)
    last = 0
    for count in counts:
        index = bisect_left(starts, count.token.start) - 1
        plan = plans[index] if index >= 0 and starts[index] >= last else None
        last = count.token.start
        if plan is None or count.noun_follows or plan.measure != count.token.measure:
            continue
        came_to = _CAME_TO.fullmatch(text, count.clause, last)
        if came_to is None or sentences.parted(plan.start, last):
            continue
        clause = clause_start(text, sentences.start_of(plan.start), plan.start)
        start = without_leading(text, clause, plan.start)
        # 计划培训4次，实际检查6次: something else.
        if came_to[1] not in _DONE and (count.noun or came_to[1] not in text[clause : plan.start]):
            continue
        # 拟公开50条 is no count of what was not published.
        count.words = text[clause : plan.start].replace("拟", "") + count.words
        count.noun = noun_of(text, start, without_trailing(text, start, plan.start))
        count.channel = count.channel or channel_in(text, clause, plan.start)
