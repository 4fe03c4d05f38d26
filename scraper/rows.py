"""What stands beside `reports.jsonl`: tidy rows drawn from the records, and the line each run leaves.

The models fix keys and order (and are what `gongkai schema` prints); the functions make rows of what is printed,
since a data set has millions of them and every key comes from a record that was checked when it was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic_core import from_json, to_json

from extractors.models import ArchiveRef, Basis, Figure, Finding, Form, Kind, Level, Mark, Number, Precision, Record

Row = dict[str, Any]


class _FigureIdentity(Record):
    """Which report a figure is from. `index` is its position there: what `part_of` and findings refer to."""

    report_id: str
    url: str
    portal: str | None
    agency: str | None
    level: Level | None
    kind: Kind | None
    year: int | None
    form: Form
    index: int


class FigureRow(Figure, _FigureIdentity):
    """One line of `figures.jsonl`: a figure with its report's identity."""


class _FindingIdentity(Record):
    report_id: str
    url: str
    agency: str | None
    year: int | None


class FindingRow(Finding, _FindingIdentity):
    """One line of `findings.jsonl`. `quotes` are the words of the figures the finding points at."""

    quotes: list[str]


class Version(Record):
    """One state of a published page. content: digest of its text and figures. extractor: the version that read it."""

    sha256: str
    content: str
    retrieved_at: str | None
    archive: ArchiveRef | None
    extractor: str


class FigureState(Record):
    """What a figure was, or is."""

    value: Number | None
    unit: str | None
    precision: Precision
    mark: Mark | None
    quote: str


class FigureChange(Record):
    """A figure that is other than before. old: null for one that is new; new: null for one that is gone."""

    indicator: str | None
    dimension: str | None
    label: str
    section: str | None
    basis: Basis
    old: FigureState | None
    new: FigureState | None


class Passage(Record):
    """A block of the text that is other than before: a paragraph, or a row of a table."""

    old: str | None
    new: str | None


class RevisionRow(Record):
    """One line of `revisions.jsonl`: a report changed after its publication, was withdrawn, or came back.

    new: null for a report withdrawn. reason: what the portal answers instead of it
    """

    report_id: str
    url: str
    portal: str | None
    agency: str | None
    year: int | None
    change: Literal["changed", "withdrawn", "restored"]
    found_at: str
    old: Version
    new: Version | None
    figures: list[FigureChange]
    passages: list[Passage]
    reason: str | None


class PortalCoverage(Record):
    """Which agencies and years a portal's reports are of, as far as there are reports, of all runs.

    missing: reports that are not there, of years from an agency's first to the last that half of the agencies have
    unplaced: reports whose agency or year is not known
    """

    reports: int
    agencies: int
    first_year: int | None
    last_year: int | None
    missing: int
    unplaced: int


class PortalRun(Record):
    """What one run did on one portal, and which of its reports there are now.

    not_due: reports known that were not asked for in this run. withdrawn: reports that have gone
    failed, passed_over: how many pages and links. stopped: why it ended before its end, as it was told to
    """

    portal: str
    reachable: bool
    list_pages: int
    found: int
    new: int
    changed: int
    unchanged: int
    not_due: int
    withdrawn: int
    failed: int
    passed_over: int
    stopped: Literal["time", "pages", "window"] | None
    coverage: PortalCoverage


class FailedPageRow(Record):
    """A page that gave no report. `rule` is a finding's identifier or `fetch.<what>`."""

    portal: str
    url: str
    rule: str
    reason: str


class RunRow(Record):
    """One line of `runs.jsonl`. Times are `YYYY-MM-DDTHH:MM:SS+08:00`; a killed run leaves no line."""

    started: str
    finished: str
    version: str
    command: Literal["run", "demo"]
    exit_code: int
    portals: list[PortalRun]
    failed_pages: list[FailedPageRow]


# In a record as it is printed. A quotation mark within its strings is escaped, so none of these can stand in one; and
# no figure holds an object or a list. Findings, whose figures are numbers, come after.
FIGURES, BETWEEN, FINDINGS = b'"figures":[', b'},{"', b'],"findings":['


def split(record: bytes) -> tuple[Row, list[bytes]]:
    """A record (a Report as JSON) without its figures, and each of those as it is printed, without its braces.

    Reading hundreds of figures a report, only to print the same again, takes ten times as long. That is done where
    somebody else printed it, with spaces.
    """
    if FIGURES not in record or FINDINGS not in record:
        record = to_json(from_json(record))
    before, _, figures = record.partition(FIGURES)
    figures, _, after = figures.partition(FINDINGS)
    rest: Row = from_json(b"".join((before, FIGURES, FINDINGS, after)))
    if not figures:
        return rest, []
    first, *others = figures[1:-1].split(BETWEEN)
    return rest, [first, *(b'"' + other for other in others)]


def figure_lines(record: Mapping[str, Any], figures: Sequence[bytes]) -> Iterator[bytes]:
    """The tidy rows of a record and its figures as lines of JSON. figures: as `split` gives them."""
    identity = {
        "report_id": record["id"],
        "url": record["source"]["url"],
        "portal": record["source"]["portal"],
        "agency": record["agency"]["name"],
        "level": record["agency"]["level"],
        "kind": record["agency"]["kind"],
        "year": record["year"],
        "form": record["form"],
    }
    start = to_json(identity).removesuffix(b"}")
    for index, figure in enumerate(figures):
        yield b'%s,"index":%d,%s}\n' % (start, index, figure)


def finding_rows(record: Mapping[str, Any], figures: Sequence[bytes]) -> Iterator[Row]:
    """The findings of a record, each with the quotes of its figures. figures: as `split` gives them."""
    identity = {
        "report_id": record["id"],
        "url": record["source"]["url"],
        "agency": record["agency"]["name"],
        "year": record["year"],
    }
    for finding in record["findings"]:
        quotes = [from_json(b"{%s}" % figures[index])["quote"] for index in finding["figures"]]
        yield {**identity, **finding, "quotes": quotes}
