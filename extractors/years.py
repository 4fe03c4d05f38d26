"""What the reports of one agency say of each other, year after year.

A pure function of reports: `extract_report` reads one at a time, so whoever holds several calls this one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.catalogue import rules
from extractors.catalogue.indicators import Indicator, indicators
from extractors.models import Finding, Number, Report

DOCUMENTS = ("rules", "normative_documents")
ITEMS = ("licences", "other_services", "penalties", "coercion", "fees")
# A volume that grew or fell so many times, and by so much, is worth a look.
JUMP_TIMES, JUMP_BY = 10, 100
# A sentence long enough that two people would not write it alike, and short enough to be one.
SHORTEST_SENTENCE, LONGEST_SENTENCE = 14, 300
_SENTENCE = re.compile(r"[^。；\n]+")
_CITED = re.compile(r"《[^《》]{0,200}》|[〔\[][0-9]{4}[〕\]]")
# What may speak of last year in any year: comparisons, stocks, laws.
_SPEAKS_OF_THE_PAST = re.compile(
    "比|较|同期|增长|下降|增加|减少|上年|去年|以来|自20|从20|截[至止]|历年|累计|修订|施行|印发|实施|成立|颁布|条例|公布的"
)


@dataclass(frozen=True, slots=True)
class _Stated:
    value: Number
    index: int


class _Year:
    """A report's figures by indicator: those of its tables, else the one number its text states exactly."""

    def __init__(self, report: Report, year: int) -> None:
        self.report, self.year = report, year
        self._stated: dict[str, _Stated] = {}
        from_text: dict[str, list[_Stated]] = defaultdict(list)
        for index, figure in enumerate(report.figures):
            if figure.indicator is None or figure.value is None or figure.dimension not in (None, "total"):
                continue
            if figure.basis == "table":
                self._stated.setdefault(figure.indicator, _Stated(figure.value, index))
            elif figure.precision == "exact" and not figure.cumulative and figure.part_of is None:
                from_text[figure.indicator].append(_Stated(figure.value, index))
        for key, stated in from_text.items():
            if len({one.value for one in stated}) == 1:
                self._stated.setdefault(key, stated[0])

    def get(self, indicator: str) -> _Stated | None:
        return self._stated.get(indicator)

    def all(self, *keys: str) -> list[_Stated] | None:
        found = [stated for key in keys if (stated := self._stated.get(key)) is not None]
        return found if len(found) == len(keys) else None

    def stated(self) -> Mapping[str, _Stated]:
        return self._stated


def check_years(reports: Iterable[Report]) -> dict[str, list[Finding]]:
    """Findings by the id of the later report. reports: of one agency, in any order, also several for a year.

    Only neighbouring years are compared, and only where each has one report (or several with the same figures), since
    which of two versions next year's author had before him is not known.
    """
    by_year: dict[tuple[int, str | None], list[Report]] = defaultdict(list)
    for report in reports:
        if report.year is not None:
            division = report.agency.division
            by_year[report.year, f"{division.code} {division.town}" if division else None].append(report)
    found: dict[str, list[Finding]] = {}
    for (year, place), later in by_year.items():
        earlier = by_year.get((year - 1, place), [])
        if not _alike(earlier):
            continue
        before = _Year(earlier[0], year - 1)
        for report in later:
            findings = list(_compared(before, _Year(report, year)))
            if findings:
                found[report.id] = findings
    return found


def _alike(reports: Sequence[Report]) -> bool:
    return bool(reports) and all(
        [figure.value for figure in report.figures] == [figure.value for figure in reports[0].figures]
        for report in reports[1:]
    )


def _compared(before: _Year, now: _Year) -> Iterator[Finding]:
    yield from _carried(before, now)
    yield from _in_force(before, now)
    yield from _items(before, now)
    yield from _jumps(before, now)
    yield from _left_in(before, now)


def _finding(
    rule_id: str,
    facts: Mapping[str, Number | str],
    figures: Sequence[int] = (),
    quote: str | None = None,
) -> Finding:
    rule = rules()[rule_id]
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=rule.message(facts),
        expected=facts.get("expected"),
        actual=facts.get("actual"),
        figures=sorted(figures),
        quote=quote,
    )


def _carried(before: _Year, now: _Year) -> Iterator[Finding]:
    out, came_in = before.get("requests.carried_out"), now.get("requests.carried_in")
    if out is not None and came_in is not None and out.value != came_in.value:
        facts = {"year": before.year, "expected": out.value, "actual": came_in.value}
        yield _finding("carry.previous_year", facts, [came_in.index])


def _in_force(before: _Year, now: _Year) -> Iterator[Finding]:
    for row in DOCUMENTS:
        key = f"disclosure.{row}"
        stock = before.get(f"{key}.in_force")
        stated = now.all(f"{key}.in_force", f"{key}.issued", f"{key}.repealed")
        if stock is None or stated is None:
            continue
        in_force, issued, repealed = stated
        expected = stock.value + issued.value - repealed.value
        if in_force.value != expected:
            facts = {
                **_names(f"{key}.in_force"),
                "year": before.year,
                "before": stock.value,
                "issued": issued.value,
                "repealed": repealed.value,
                "expected": expected,
                "actual": in_force.value,
            }
            yield _finding("stock.previous_year", facts, [one.index for one in stated])


def _items(before: _Year, now: _Year) -> Iterator[Finding]:
    for row in ITEMS:
        key = f"disclosure.{row}"
        earlier = before.all(f"{key}.items_last_year", f"{key}.items_change")
        stated = now.get(f"{key}.items_last_year")
        if earlier is None or stated is None:
            continue
        expected = sum(one.value for one in earlier)
        if stated.value != expected:
            facts = {"year": before.year, "expected": expected, "actual": stated.value}
            yield _finding("items.previous_year", {**_names(f"{key}.items_last_year"), **facts}, [stated.index])


def _names(key: str) -> dict[str, Number | str]:
    """规章：现行有效件数 → 规章"""
    entry = indicators()[key]
    return {"name": entry.zh.partition("：")[0], "name_en": entry.en.partition(":")[0].capitalize()}


def _jumps(before: _Year, now: _Year) -> Iterator[Finding]:
    for key, stated in now.stated().items():
        entry, earlier = indicators().get(key), before.get(key)
        if entry is None or earlier is None or not _is_volume(entry) or not _jumped(earlier.value, stated.value):
            continue
        if before.report.figures[earlier.index].unit != now.report.figures[stated.index].unit:
            continue
        facts: dict[str, Number | str] = {"name": entry.zh, "name_en": entry.en.capitalize(), "year": before.year}
        facts |= {"before": earlier.value, "actual": stated.value}
        yield _finding("jump.previous_year", facts, [stated.index])


def _is_volume(entry: Indicator) -> bool:
    return entry.kind == "volume" and entry.section is not None


def _jumped(before: Number, now: Number) -> bool:
    low, high = sorted((before, now))
    return high - low >= JUMP_BY and high >= JUMP_TIMES * low


def _left_in(before: _Year, now: _Year) -> Iterator[Finding]:
    """The first sentence that is last year's word for word and speaks of last year alone."""
    old, new = f"{before.year}年", f"{now.year}年"
    earlier = {"".join(sentence.split()) for sentence in _SENTENCE.findall(before.report.text) if old in sentence}
    if not earlier:
        return
    title = now.report.title
    for match in _SENTENCE.finditer(now.report.text):
        sentence = match.group()
        if old not in sentence or new in sentence or sentence.strip() == title:
            continue
        plain = _CITED.sub("", sentence)
        if old not in plain or _SPEAKS_OF_THE_PAST.search(plain):
            continue
        if SHORTEST_SENTENCE <= len(sentence) <= LONGEST_SENTENCE and "".join(sentence.split()) in earlier:
            facts = {"year": before.year, "expected": now.year, "actual": before.year}
            inside = [
                index
                for index, figure in enumerate(now.report.figures)
                if match.start() <= figure.start and figure.end <= match.end()
            ]
            yield _finding("text.previous_year", facts, inside, sentence.strip())
            return
