"""Parts that no word announces and only their sum tells: 公开信息506条，政策法规类13条，工作动态类493条."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.counts.breakdowns import MOST_PARTS, TOLERANCE
from extractors.counts.passages import Sentences
from extractors.counts.phrases import Count


def link_unannounced(text: str, counts: Sequence[Count]) -> None:
    """Give the count of what was published to those that say nothing but names, follow it to the next verb or the
    sentence's end in its unit, and add up to it, all of them together.
    """
    volumes = [count for count in counts if count.is_volume]
    if len(volumes) < 3:
        return
    owners = {id(count.total) for count in volumes}
    sentences = Sentences(text)
    index = 0
    while index < len(volumes):
        total = volumes[index]
        index += 1
        if not _is_whole(total):
            continue
        parts: list[Count] = []
        while index < len(volumes) and len(parts) < MOST_PARTS:
            part = volumes[index]
            if part.family is not None or sentences.parted(total.token.start, part.token.start):
                break
            parts.append(part)
            index += 1
        if total.total is None and id(total) not in owners and _are_all(text, total, parts, owners):
            for part in parts:
                part.total, part.listing, part.exhaustive = total, 0, True


def _is_whole(count: Count) -> bool:
    """Of information in general (公开信息506条), or of no noun at all (全年发布300条), and exact."""
    general = count.noun.endswith("信息") or not count.noun
    return general and count.family == "disclose" and count.token.precision == "exact" and bool(count.token.value)


def _are_all(text: str, total: Count, parts: Sequence[Count], owners: set[int]) -> bool:
    named = all(
        part.label_start < part.label_end
        and part.total is None
        and not part.sums_up
        and id(part) not in owners
        and part.cumulative == total.cumulative
        and _unit(text, part) == _unit(text, total)
        # 网站公开200条，微信150条，微博50条 stand beside one another.
        and (total.channel is None or part.channel in {None, total.channel})
        for part in parts
    )
    added = sum(part.token.value or 0 for part in parts)
    several = sum(bool(part.token.value) for part in parts) > 1
    # 发布300条，网站200条，微信100条: without a noun the channels tell that the same is counted.
    placed = bool(total.noun) or all(part.channel is not None for part in parts)
    return named and placed and several and abs(added - (total.token.value or 0)) < TOLERANCE


def _unit(text: str, count: Count) -> str:
    """条次 and 条(次) are 条."""
    return text[count.token.unit_start : count.token.unit_end][:1]
