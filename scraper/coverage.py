"""Which agencies of a portal have a report for which year, which are missing, and whether that is what was expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scraper.portals.config import Expectation

# Agencies or years named in one sentence; the rest is a number.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Coverage:
    """held: agency → the years it has a report for. unplaced: reports whose agency or year is not known."""

    reports: int
    held: Mapping[str, frozenset[int]]
    unplaced: int

    @property
    def first_year(self) -> int | None:
        return min((min(years) for years in self.held.values()), default=None)

    @property
    def last_year(self) -> int | None:
        return max((max(years) for years in self.held.values()), default=None)

    @property
    def settled_year(self) -> int | None:
        """The last year that at least half of the agencies have a report for.

        Reports come out from January to March: until then one that is not there is not missing.
        """
        counts = Counter(year for years in self.held.values() for year in years)
        return max((year for year, count in counts.items() if 2 * count >= len(self.held)), default=None)

    def missing(self) -> dict[str, list[int]]:
        """agency → years without a report, from its own first to its last or the settled one."""
        settled = self.settled_year or 0
        gaps = {
            agency: [year for year in range(min(years), max(*years, settled) + 1) if year not in years]
            for agency, years in sorted(self.held.items())
        }
        return {agency: years for agency, years in gaps.items() if years}


def coverage_of(rows: Iterable[tuple[str | None, int | None, int]]) -> Coverage:
    """rows: agency, year, and how many reports of these there are."""
    held: dict[str, set[int]] = {}
    reports = unplaced = 0
    for agency, year, count in rows:
        reports += count
        if agency is None or year is None:
            unplaced += count
        else:
            held.setdefault(agency, set()).add(year)
    return Coverage(reports, {agency: frozenset(years) for agency, years in held.items()}, unplaced)


def broken(expected: Expectation, coverage: Coverage) -> Iterator[str]:
    """What is not as expected, a sentence each."""
    if expected.reports is not None and coverage.reports < expected.reports:
        yield f"{coverage.reports} reports, at least {expected.reports} were expected"
    if expected.agencies is not None and len(coverage.held) < expected.agencies:
        yield f"{len(coverage.held)} agencies, at least {expected.agencies} were expected"
    if expected.first_year is not None and expected.last_year is not None:
        wanted = range(expected.first_year, expected.last_year + 1)
        lacking = {agency: [year for year in wanted if year not in years] for agency, years in coverage.held.items()}
        yield from _lacking(lacking, "a report for each year was expected")
    if expected.every_year:
        gaps = {
            agency: [year for year in range(min(years), max(years)) if year not in years]
            for agency, years in coverage.held.items()
        }
        yield from _lacking(gaps, "a report each year between the first and the last was expected")


def _lacking(gaps: Mapping[str, list[int]], expected: str) -> Iterator[str]:
    found = {agency: years for agency, years in sorted(gaps.items()) if years}
    if found:
        named = "; ".join(f"{agency} {spans(years)}" for agency, years in list(found.items())[:NAMED])
        more = f" and {len(found) - NAMED} more agencies" if len(found) > NAMED else ""
        yield f"{expected}, missing are: {named}{more}"


def spans(years: Iterable[int]) -> str:
    """Years as people write them: 2018, 2020-2023."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in runs)
