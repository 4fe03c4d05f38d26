"""Reports made again from the archive, without the network: the crawl's own way from a page to the state.

The remarks in the archive say which pages were read as reports, in which order, and what was known of each; their
bytes are read where the remarks say they lie. So the state that comes out is the one the crawl left.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import httpx
from fastwarc.warc import WarcRecordType

from extractors import AttachedFile
from extractors.models import ArchiveRef
from scraper.archive.reader import Entry, entries, load, recalled
from scraper.archive.remarks import ReadAs, Withdrawn, parse_remark
from scraper.errors import OutputError
from scraper.fetch.addresses import report_id
from scraper.fetch.client import page_of
from scraper.fetch.exchange import Recalled, decoded
from scraper.fetch.page import BEIJING
from scraper.fetch.wire import PAGE_STATUSES
from scraper.memory import known_page, utc
from scraper.printed import Printed
from scraper.read import read as read_page
from scraper.state import KnownPage, State, Visit
from scraper.state.visits import REPORT

# Of another crawler's archive, what may be a report.
MEDIA = ("text/", "application/xhtml", "application/pdf", "application/msword", "application/vnd.openxmlformats")

KINDS = WarcRecordType.warcinfo | WarcRecordType.response | WarcRecordType.request | WarcRecordType.metadata

# The response at a place of the archive in a folder, as `load` finds it.
Find = Callable[[Path, ArchiveRef], Recalled | None]

# Pages under way for each process, so that all have something to do and memory stays bounded.
AHEAD = 8


@dataclass(frozen=True, slots=True)
class Told:
    """A page to be read as a report. place: the folder of its file. url: where it was found in the end.

    remark: what was known beforehand; of another crawler's page only where it lies, and that may be no report at all
    """

    place: Path
    url: str
    remark: ReadAs
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A report was withdrawn, or came back."""

    remark: Withdrawn
    at: datetime


@dataclass(frozen=True, slots=True)
class Damaged:
    """What cannot be read. reason: for people."""

    name: str
    reason: str


Step = Told | Mark | KnownPage | Damaged


@dataclass(slots=True)
class Replayed:
    """reports: pages read as such, all versions. none: other crawlers' pages that are no reports."""

    reports: int = 0
    none: int = 0
    damaged: list[Damaged] = field(default_factory=list)


def replay(paths: Iterable[Path], state: State, jobs: int = 1) -> Replayed:
    """Read what the archive's files hold into `state`. paths: in any order. jobs: processes that read pages.

    Raises StateError. What cannot be read is named in the result.
    """
    told = Replayed()
    in_order = sorted(paths, key=lambda path: (path.name, path))
    for step, report in _read((step for path in in_order for step in steps(path)), jobs):
        match step:
            case KnownPage():
                state.pages.put(step)
            case Mark():
                at = step.at.astimezone(BEIJING).isoformat(timespec="seconds")
                state.mark(step.remark.id, step.remark.kind, at, step.remark.reason or None)
                state.visits.withdrawn(step.remark.id, utc(step.at) if step.remark.kind == "withdrawn" else None)
            case Damaged():
                told.damaged.append(step)
            case Told() if isinstance(report, Damaged):
                told.damaged.append(report)
            case Told() if report is None:
                told.none += 1
            case Told() if isinstance(report, Printed):
                told.reports += 1
                state.upsert(report, step.remark.read_from(report.sha256))
                if step.is_ours:
                    state.visits.put(_visit(step.remark, report))
    return told


def steps(path: Path) -> Iterator[Step]:
    """What one file tells, in its order. Archives of other crawlers are taken page by page."""
    is_ours = False
    answer: tuple[Entry, KnownPage] | None = None
    try:
        for entry in entries(path, KINDS):
            if entry.kind is WarcRecordType.warcinfo:
                is_ours = b"software: gongkai/" in entry.block
            elif entry.kind is WarcRecordType.response:
                page = _known(entry, path)
                answer = (entry, page) if page is not None else None
                if page is not None and not is_ours and _may_be_report(entry, page):
                    ref = ArchiveRef(file=path.name, offset=entry.offset)
                    yield Told(path.parent, entry.url, ReadAs(url=entry.url, portal="", page=ref), is_ours=False)
            elif entry.kind is WarcRecordType.request:
                # What a form was answered with is not what the address gives.
                if is_ours and answer is not None and entry.block.startswith(b"GET "):
                    yield answer[1]
                answer = None
            elif is_ours:
                remark = parse_remark(entry.block)
                if isinstance(remark, ReadAs):
                    yield Told(path.parent, entry.url, remark, is_ours=True)
                elif remark is not None:
                    yield Mark(remark, entry.at)
    except OutputError as error:
        yield Damaged(path.name, str(error))


def read(told: Told, find: Find = load) -> Printed | Damaged | None:
    """The report on a page; None for a page of another crawler that holds none. find: as `load`."""
    remark = told.remark
    try:
        found = find(told.place, remark.page)
        if found is None:
            return Damaged(remark.url, f"its page is not in {remark.page.file} at {remark.page.offset}")
        content = decoded(found.fields, found.body)
    except httpx.DecodingError as error:
        return Damaged(remark.url, f"its compression is broken: {error}")
    headers = httpx.Headers(list(found.fields))
    page = page_of(remark.url, told.url, headers, content, found.kept.at, found.kept.ref)
    hints = replace(remark.page_hints(page.media_type, page.charset), files=tuple(_files(told, find)))
    was_read = read_page(page, hints, remark.portal or None)
    if was_read.stop is not None:
        return Damaged(remark.url, "is no longer read as a report") if told.is_ours else None
    return was_read.report


def _files(told: Told, find: Find) -> Iterator[AttachedFile]:
    """The files the page was read with, those that the archive has lost left out."""
    for one in told.remark.files or ():
        try:
            found = find(told.place, one.file)
            content = decoded(found.fields, found.body) if found is not None else b""
        except httpx.DecodingError:
            continue
        if found is not None:
            page = page_of(one.url, one.url, httpx.Headers(list(found.fields)), content, found.kept.at, found.kept.ref)
            yield AttachedFile(one.url, content, page.media_type, page.charset, one.file)


def _read(found: Iterable[Step], jobs: int) -> Iterator[tuple[Step, Printed | Damaged | None]]:
    """Each step, with its report where it leads to one; in order."""
    if jobs == 1:
        for step in found:
            yield step, read(step) if isinstance(step, Told) else None
        return
    waiting: deque[tuple[Step, Future[Printed | Damaged | None] | None]] = deque()
    # Ctrl-C reaches every process of the terminal; only this one shall say anything about it.
    with ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as executor:
        for step in found:
            waiting.append((step, executor.submit(read, step) if isinstance(step, Told) else None))
            while len(waiting) > jobs * AHEAD:
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())


def _done(step: Step, future: Future[Printed | Damaged | None] | None) -> tuple[Step, Printed | Damaged | None]:
    return step, future.result() if future is not None else None


def _known(entry: Entry, path: Path) -> KnownPage | None:
    answer = recalled(entry, path.name, entry.offset)
    if answer is None:
        return None
    return known_page(
        entry.url,
        status=answer.status,
        fields={name.lower(): value for name, value in answer.fields},
        truncated=entry.headers.get("WARC-Truncated"),
        digest=entry.headers.get("WARC-Payload-Digest", ""),
        kept=answer.kept,
        at=entry.at,
    )


def _may_be_report(entry: Entry, page: KnownPage) -> bool:
    if page.status not in PAGE_STATUSES:
        return False
    head = entry.block.partition(b"\r\n\r\n")[0].lower()
    kind = next((line for line in head.split(b"\r\n") if line.startswith(b"content-type:")), b"")
    return kind.partition(b":")[2].strip().decode("latin-1").startswith(MEDIA)


def _visit(remark: ReadAs, report: Printed) -> Visit:
    """Due at once: nobody knows when the page was last looked at."""
    at = utc(datetime.fromisoformat(report.retrieved_at or "1970-01-01T00:00:00+00:00").astimezone(UTC))
    return Visit(
        id=report_id(remark.url),
        url=remark.url,
        portal=remark.portal,
        hints=remark.model_dump_json(exclude_none=True),
        year=report.year,
        outcome=REPORT,
        failures=0,
        version=metadata.version("gongkai"),
        checked_at=at,
        due_at=at,
        withdrawn_at=None,
    )
