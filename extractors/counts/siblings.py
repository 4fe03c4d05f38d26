"""Where a list of parts ends at a semicolon: what follows stands beside the total, and is no part of it.

法规文件类信息25条，占12.5%，其中规章类文件2条；规划计划类信息3条，占1.5%; but 公开20条，其中图片12条；视频8条.
"""

from __future__ import annotations

import re

from extractors.counts.phrases import Count
from extractors.lexicon import lexicon

# Behind a count, in its own part of the sentence: 25条，主要为法规、规章等，[占总体的比例为12.5%]
SHARE_WITHIN = 80
_SHARE = re.compile(r"[^;。\n0-9占]{0,60}占[^,;。\n0-9%]{0,20}([0-9]{1,3}(?:\.[0-9]{1,4})?) ?%")
# The kind of thing that is counted: 法规文件[类信息], 规章[类文件]. 各类信息 is of all kinds.
_CATEGORY = re.compile(r"(?<![各全多种分几两三四五六七八九十0-9])类[^类]{0,5}$")
PERCENT_TOLERANCE = 1.0
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
