"""Where a list of parts ends at a semicolon: what follows stands beside the total, and is no part of it.

法规文件类信息25条，占12.5%，其中规章类文件2条；规划计划类信息3条，占1.5%; but 公开20条，其中图片12条；视频8条.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.counts.labels import acts
from extractors.counts.openings import skip_space
from extractors.counts.phrases import Count
from extractors.lexicon import lexicon

# Behind a count, in its own part of the sentence: 25条，主要为法规、规章等，[占总体的比例为12.5%]
SHARE_WITHIN = 80
_SHARE = re.compile(r"[^;。\n0-9占]{0,60}占[^,;。\n0-9%]{0,20}([0-9]{1,3}(?:\.[0-9]{1,4})?) ?%")
# The kind of thing that is counted: 法规文件[类信息], 规章[类文件]. 各类信息 is of all kinds.
_CATEGORY = re.compile(r"(?<![各全多种分几两三四五六七八九十0-9])类[^类]{0,5}$")
PERCENT_TOLERANCE = 1.0
# By how much sums of printed numbers may differ, as such of money do.
TOLERANCE = 0.005
# 20个[专题专栏]
_BEHIND_UNIT = re.compile(r"[^,;。:、()0-9\n]{1,10}")


def shares_another_whole(text: str, total: Count, first: Count, part: Count) -> bool:
    """Both are said to be shares of something, and the part's is none of this total, unlike the first part's."""
    share = _share(text, part)
    if share is None or not total.token.value or _share(text, total) is None:
        return False
    of_first = _share(text, first)
    return not _is_share(share, part, total) and (of_first is None or _is_share(of_first, first, total))


def _is_share(share: float, part: Count, total: Count) -> bool:
    return abs(100 * (part.token.value or 0) / (total.token.value or 1) - share) <= PERCENT_TOLERANCE


def is_vessel(text: str, total: Count, part: Count) -> bool:
    """公开信息100条，其中动态80条，开设专栏2个: what things are published in is none of those things."""
    pieces, vessel = total.token.measure, part.token.measure
    if pieces is None or vessel is None or pieces.kind != "item" or not pieces.firm or vessel.firm:
        return False
    vessels = lexicon().vessels
    if vessels.before(text, part.label_end, part.label_start) is not None:
        return True
    behind = _BEHIND_UNIT.match(text, part.token.unit_end)
    return behind is not None and vessels.first(text, behind.start(), behind.end()) is not None


def is_beside(text: str, total: Count, first: Count, part: Count) -> bool:
    """Whether a count looks like its total more than like the first of the parts: larger, or named as of a kind."""
    value = total.token.value or 0
    if total.token.precision == "exact" and (part.token.value or 0) > value >= (first.token.value or 0):
        return True
    category = _category(text, total)
    if category is None or category != _category(text, part):
        return False
    # 法规类25条，其中规章类2条；规划类3条, but 法规类25条，其中：规章类2条；规划类3条.
    return category != _category(text, first) or ":" not in text[total.end : first.token.start]


def outgrows(text: str, total: Count, first: Count, part: Count) -> bool:
    """公开35条，更新1条，其中概况类1条；动态类19条: of a kind with the first part, more than the count before."""
    category = _category(text, first)
    return (
        category is not None
        and category == _category(text, part)
        and _category(text, total) is None
        and (part.token.value or 0) > (total.token.value or 0)
    )


def names_all(text: str, total: Count, parts: Sequence[Count]) -> bool:
    """Whether parts may be all there is.

    发布信息56条，其中图片12张，视频3个 names examples, none of them in the unit of the total.
    公开信息12条，其中全文电子化12条，新增12条 looks at the same twelve twice. 其中20条被采用 picks some out.
    增加到16个，其中新增4个: what came to a stock.
    """
    unit, value, chosen, added = unit_of(text, total), total.token.value, lexicon().chosen, lexicon().added
    if any(chosen.first(part.words, 0, len(part.words)) is not None for part in parts):
        return False
    if any(added.at(text, skip_space(text, part.label_start)) is not None for part in parts):
        return False
    repeated = sum(part.token.value == value for part in parts)
    others = sum(bool(part.token.value) for part in parts) - repeated
    return any(unit_of(text, part) == unit for part in parts) and not (repeated and (others or repeated > 1))


def in_aside(text: str, count: Count) -> bool:
    """20条(同时撤销2条): told beside the count before it."""
    return text.endswith("(", 0, count.clause) and lexicon().aside.at(text, count.clause) is not None


def adding_up_alone(text: str, total: Count, parts: Sequence[Count], count: int) -> Sequence[Count]:
    """Of the parts those in the unit of the total that do what it does, where just they are the whole sum.

    公开300条，其中网站200条；回复留言9条；开通微博2个，发布80条；微信20条. Elsewhere the first `count` of them.
    """
    unit, value = unit_of(text, total), total.token.value or 0
    if total.token.precision == "exact" and not _adds_up(parts[:count], value):
        alone = [part for part in parts if unit_of(text, part) == unit and _family(text, part) in {None, total.family}]
        if len(alone) > 1 and _adds_up(alone, value):
            return alone
    return parts[:count]


def _adds_up(parts: Sequence[Count], value: float) -> bool:
    return abs(sum(part.token.value or 0 for part in parts) - value) < TOLERANCE


def _family(text: str, count: Count) -> str | None:
    return acts(text, count.label_start, count.label_end)


def unit_of(text: str, count: Count) -> str:
    """条次 and 条(次) are 条."""
    return text[count.token.unit_start : count.token.unit_end][:1]


def is_dispute_of(total: Count, first: Count, part: Count) -> bool:
    """收到申请9件，其中网上申请4件、信函申请5件，发生行政复议1件: what requests led to is none of them."""
    return (
        ("复议" in part.words or "诉讼" in part.words)
        and ("申请" in total.words or "申请" in first.words)
        and "复议" not in total.words
        and "诉讼" not in total.words
    )


def _share(text: str, count: Count) -> float | None:
    if text.find("占", count.end, count.end + SHARE_WITHIN) < 0:
        return None
    found = _SHARE.match(text, count.end)
    return None if found is None else float(found[1])


def _category(text: str, count: Count) -> str | None:
    found = _CATEGORY.search(text, max(count.label_start, count.label_end - 6), count.label_end)
    return None if found is None else found.group()
