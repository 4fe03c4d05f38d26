"""Parts that no word announces and only their sum tells: 公开信息506条，政策法规类13条，工作动态类493条.

And what became of cases: 行政复议3件，维持2件，纠正1件.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.counts.breakdowns import MOST_PARTS
from extractors.counts.passages import Sentences
from extractors.counts.phrases import Count
from extractors.counts.siblings import TOLERANCE, unit_of
from extractors.lexicon import lexicon


def link_unannounced(text: str, counts: Sequence[Count]) -> None:
    """Give the count of what was published to those that say nothing but names, follow it to the next verb or the
    sentence's end in its unit, and add up to it, all of them together.
    """
    volumes = [count for count in counts if count.is_volume]
    if len(volumes) < 2:
        return
    owners = {id(count.total) for count in volumes}
    sentences = Sentences(text)
    _link_outcomes(text, volumes, owners, sentences)
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


def _link_outcomes(text: str, volumes: Sequence[Count], owners: set[int], sentences: Sentences) -> None:
    """Give a count of cases to the outcomes right behind it in its sentence that add up to it, be it but one."""
    for index, total in enumerate(volumes[:-1]):
        value = total.token.value
        if not value or not _is_of_cases(total) or total.total is not None or id(total) in owners:
            continue
        before = volumes[index - 1] if index else None
        beside = before is not None and _is_of_cases(before) and id(before) not in owners
        if before is not None and beside and not sentences.parted(before.token.start, total.token.start):
            # 复议3件，诉讼2件，维持2件: of which of them? But 复议3件；诉讼2件，维持2件.
            apart = ";" in text[before.end : total.token.start]
            if not apart or ";" in text[total.end : volumes[index + 1].token.start]:
                continue
        running = 0.0
        for place, part in enumerate(volumes[index + 1 : index + 1 + MOST_PARTS], index + 1):
            if not _is_outcome(text, total, part, owners) or sentences.parted(total.token.start, part.token.start):
                break
            running += part.token.value or 0
            if abs(running - value) < TOLERANCE:
                owners.add(id(total))
                for one in volumes[index + 1 : place + 1]:
                    one.total, one.listing, one.exhaustive = total, 0, True
                break


def _is_of_cases(count: Count) -> bool:
    """行政复议3件, but neither both kinds in one, nor those withdrawn or decided alone (复议维持3件)."""
    words = count.words
    of_one_kind = ("复议" in words) != ("诉讼" in words)
    return of_one_kind and count.token.precision == "exact" and lexicon().outcomes.first(words, 0, len(words)) is None


def _is_outcome(text: str, total: Count, part: Count, owners: set[int]) -> bool:
    words = part.words.replace("诉讼请求", "")
    named = lexicon().outcomes.first(words, 0, len(words)) is not None
    free = part.total is None and id(part) not in owners and not part.sums_up
    return (
        free and named and "复议" not in words and "诉讼" not in words and unit_of(text, part) == unit_of(text, total)
    )


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
        and unit_of(text, part) == unit_of(text, total)
        # 网站公开200条，微信150条，微博50条 stand beside one another.
        and (total.channel is None or part.channel in {None, total.channel})
        for part in parts
    )
    added = sum(part.token.value or 0 for part in parts)
    several = sum(bool(part.token.value) for part in parts) > 1
    # 发布300条，网站200条，微信100条: without a noun the channels tell that the same is counted.
    placed = bool(total.noun) or all(part.channel is not None for part in parts)
    return named and placed and several and abs(added - (total.token.value or 0)) < TOLERANCE
