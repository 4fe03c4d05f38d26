"""Totals in prose and what they are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from extractors.checks.evidence import Evidence
from extractors.reading import Doubt, Reading

# A percentage printed with no decimals may be off by a whole point where the author cut instead of rounding.
PERCENT_TOLERANCE = 1.0
PERCENT = frozenset({"%", "％"})
# How many counts before a part are tried for the one that its percentage may be of.
BASES_TRIED = 24
# How far apart in the text a part and its percentage may stand: “不予公开3件，占申请总数的12%”.
NEARBY = 40
# Named parts that make up less of the total are rather some of it than a wrong sum.
MOST_OF_IT = 0.8
# Behind 其中 one or two may be picked out; who names three or more that come near the total means to name all.
FEWEST_OF_ALL = 3
# A part that takes in whatever the others do not: then none is left out.
REST = ("其他", "其它", "其余", "剩余")


def check_breakdowns(evidence: Evidence) -> Iterator[Doubt]:
    """`breakdown.total`: parts that claim to be all of a total add up to it; no single part exceeds its total.

    Only exact numbers are compared: 2000余条 adds up to nothing in particular.
    """
    for (total, _), parts in _lists(evidence).items():
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
                mild=not exceeds and stated < total.value and _may_name_some(total, parts, stated, evidence),
                quote=evidence.document.text[
                    min(reading.start for reading in whole) : max(reading.end for reading in whole)
                ],
            )


def _lists(evidence: Evidence) -> dict[tuple[Reading, int], list[Reading]]:
    """The parts of each list, by its total and its number."""
    lists: dict[tuple[Reading, int], list[Reading]] = defaultdict(list)
    for reading in evidence.counts:
        if reading.total is not None and reading.unit not in PERCENT:
            lists[reading.total, reading.listing].append(reading)
    return lists


def _may_name_some(total: Reading, parts: Sequence[Reading], stated: float, evidence: Evidence) -> bool:
    """Whether parts that fall short of their total may be but some of it: 其中 (among them) need not name all."""
    if any(part.label.startswith(REST) for part in parts):
        return False
    if stated < MOST_OF_IT * (total.value or 0):
        return True
    return len(parts) < FEWEST_OF_ALL and "其中" in evidence.document.text[total.end : parts[0].start]


def check_percentages(evidence: Evidence) -> Iterator[Doubt]:
    """`percentage`: a share stated right behind a part of a known total is that part's share of it, or of what that
    total is itself a share of: 公告100条，占50%，其中招标60条，占30%.

    Only where nothing else can be what the share is of, or what it is the share of: no count before it of which it
    would be the share, no other part whose share it would be, and no list in which most shares are of something else.
    """
    text = evidence.document.text
    stated = {part: share for part, share in pairwise(evidence.counts) if _is_share(part, share, text)}
    places = {reading: place for place, reading in enumerate(evidence.counts)}
    siblings = _lists(evidence)
    astray = {key for key, parts in siblings.items() if _are_of_something_else(key[0], parts, stated)}
    for part, share in stated.items():
        if part.total is None or not part.total.value or share.value is None:
            continue
        if (part.total, part.listing) in astray:
            continue
        expected = _percent(part, part.total)
        before = evidence.counts[max(0, places[part] - BASES_TRIED) : places[part]]
        of_others = (_percent(part, base) for base in before if _may_be_base(base, part))
        others = (_percent(one, part.total) for one in siblings[part.total, part.listing])
        fitting = (expected, *_of_wider_totals(part, part.total, stated), *of_others, *others)
        if not any(_agree(one, share.value) for one in fitting):
            yield Doubt(
                "percentage",
                facts={"label": part.label},
                expected=round(expected, 2),
                actual=share.value,
                readings=(part.total, part, share),
                quote=text[part.start : share.end],
            )


def _may_be_base(base: Reading, part: Reading) -> bool:
    """比上年增加100条 is what nothing is a share of; people are no share of documents."""
    counted = base.indicator not in {"other.change", "other.reach", "other.share"}
    return counted and base.unit not in PERCENT and (base.unit or "")[:1] == (part.unit or "")[:1]


def _percent(part: Reading, base: Reading) -> float:
    return 100 * (part.value or 0) / base.value if base.value else 0


def _agree(expected: float, stated: float) -> bool:
    return abs(expected - stated) <= PERCENT_TOLERANCE


def _are_of_something_else(total: Reading, parts: Iterable[Reading], stated: Mapping[Reading, Reading]) -> bool:
    """Whether a list has several shares, and fewer than half of them are of the total it was given."""
    agreeing = [_agree(_percent(part, total), stated[part].value or 0) for part in parts if part in stated]
    return len(agreeing) > 1 and 2 * sum(agreeing) < len(agreeing)


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
