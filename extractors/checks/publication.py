"""`published.late`: the deadlines of the Regulation on Disclosure (政府信息公开条例)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from extractors.checks.evidence import Evidence
from extractors.models import Agency
from extractors.reading import Doubt

# The 2008 regulation (第三十一条) gave everybody until 31 March; the revision in force since 15 May 2019 (第四十九条)
# gives agencies until 31 January and keeps 31 March for a county-or-higher government's own report.
FIRST_YEAR_OF_REVISION = 2019
CONSOLIDATING_LEVELS = {"county", "city", "province", "ministry", None}


def check_publication(evidence: Evidence) -> Iterator[Doubt]:
    masthead = evidence.masthead
    if masthead.year is None or masthead.published is None:
        return
    due = deadline(masthead.year, masthead.agency)
    published = date.fromisoformat(masthead.published[:10])
    if published > due:
        yield Doubt("published.late", expected=due.isoformat(), actual=published.isoformat())


def deadline(year: int, agency: Agency) -> date:
    """The last day on which the report for `year` is in time. Where the level is unknown, the later one holds."""
    if year < FIRST_YEAR_OF_REVISION:
        return date(year + 1, 3, 31)
    own_report = agency.kind in ("government", None) and agency.level in CONSOLIDATING_LEVELS
    return date(year + 1, 3, 31) if own_report else date(year + 1, 1, 31)
