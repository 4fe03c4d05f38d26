"""Totals in prose and what they are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from extractors.checks.evidence import Evidence
from extractors.reading import Doubt, Reading

# A percentage printed with no decimals may be off by a whole point where the author cut instead of rounding.
PERCENT_TOLERANCE = 1.0
PERCENT = frozenset({"%", "％"})
# How far apart in the text a part and its percentage may stand: “不予公开3件，占申请总数的12%”.
NEARBY = 40


# Named parts that make up less of the total are rather some of it than a wrong sum.
MOST_OF_IT = 0.8
# A part that takes in whatever the others do not: then none is left out.
REST = ("其他", "其它", "其余", "剩余")


def check_breakdowns(evidence: Evidence) -> Iterator[Doubt]:
    """`breakdown.total`: parts that claim to be all of a total add up to it; no single part exceeds its total.

    Only exact numbers are compared: 2000余条 adds up to nothing in particular.
    """
    parts_of: dict[tuple[Reading, int], list[Reading]] = defaultdict(list)
    for reading in evidence.counts:
        if reading.total is not None and reading.unit not in PERCENT:
            parts_of[reading.total, reading.listing].append(reading)
    for (total, _), parts in parts_of.items():
        if total.value is None or any(reading.precision != "exact" for reading in (total, *parts)):
            continue
        stated = round(sum(part.value or 0 for part in parts), 2)
        exceeds = any((part.value or 0) > total.value for part in parts)
        exhaustive = all(part.exhaustive for part in parts)
        if (exhaustive and stated != total.value) or exceeds:
            whole = (total, *parts)
            yield Doubt(
                "breakdown.total",
                facts={"label": total.label},
                expected=total.value,
                actual=int(stated) if stated == int(stated) else stated,
                readings=whole,
                mild=not exceeds and stated < MOST_OF_IT * total.value and not _name_the_rest(parts),
                quote=evidence.document.text[
                    min(reading.start for reading in whole) : max(reading.end for reading in whole)
                ],
            )


def _name_the_rest(parts: Iterable[Reading]) -> bool:
    return any(part.label.startswith(REST) for part in parts)


def check_percentages(evidence: Evidence) -> Iterator[Doubt]:
    """`percentage`: a share stated right behind a part of a known total is that part's share of it, or of what that
    total is itself a share of: 公告100条，占50%，其中招标60条，占30%.
    """
    text = evidence.document.text
    stated = {part: share for part, share in pairwise(evidence.counts) if _is_share(part, share, text)}
    for part, share in stated.items():
        if part.total is None or not part.total.value or share.value is None:
            continue
        expected = 100 * (part.value or 0) / part.total.value
        fitting = [expected, *_of_wider_totals(part, part.total, stated)]
        if all(abs(one - share.value) > PERCENT_TOLERANCE for one in fitting):
            yield Doubt(
                "percentage",
                facts={"label": part.label},
                expected=round(expected, 2),
                actual=share.value,
                readings=(part.total, part, share),
                quote=text[part.start : share.end],
            )


def _of_wider_totals(part: Reading, total: Reading, stated: Mapping[Reading, Reading]) -> Iterator[float]:
    share = stated.get(total)
    if share is not None and share.value and total.value:
        yield share.value * (part.value or 0) / total.value
    if total.total is not None and total.total.value:
        yield 100 * (part.value or 0) / total.total.value


def _is_share(part: Reading, share: Reading, text: str) -> bool:
    if share.unit not in PERCENT or share.value is None or share.precision != "exact" or part.unit in PERCENT:
        return False
    if part.value is None:
        return False
    between = text[part.end : share.end]
    return "占" in between and len(between) <= NEARBY and "。" not in between
