"""One host, crawled whole by one worker, with the ordinary crawl: what a worker does for `gongkai run --scheduler`.

The worker gets what the run knows of the host, crawls it into a state and an archive of its own, and hands back what
is new. A host is one piece of work, and a piece is done by one worker at a time, so that its pace holds whatever the
cluster does; a worker that has lost its scheduler stops asking, since the host is another's from then on.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from extractors import Report
from scraper.archive import ARCHIVE, ArchiveWriter
from scraper.crawl import Bounds, Keeping, crawl
from scraper.errors import ClusterError
from scraper.memory import ArchiveMemory
from scraper.portals import Config
from scraper.state import Change, State, digests
from scraper.state.slices import Slice
from scraper.watch import PortalSummary

# Seconds between two looks whether the crawl is to be stopped.
LOOK = 0.5

# An attribute of Dask's worker: the run that was told to stop.
STOPPED = "gongkai_stopped"


@dataclass(frozen=True, slots=True)
class Order:
    """A host to crawl.

    version: of the gongkai that gives it. run: another one for each run. config: its portals alone
    ends_at: Unix time at which to stop, or None. archive: folder where earlier bodies lie, if this machine sees it
    """

    version: str
    run: str
    host: str
    config: Config
    bounds: Bounds
    ends_at: float | None
    known: Slice
    archive: Path
    started: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """A report has gone, or is back. See `State.mark`."""

    id: str
    change: Literal["withdrawn", "restored"]
    at: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A report was found as it was."""

    id: str
    at: str


# What happened to reports, in its order; a report that is new or another is its record (JSON).
Event = str | Mark | Seen


@dataclass(frozen=True, slots=True)
class Crawled:
    """known: what of the state is new. archive: files to add, by their names. interrupted: it was told to stop."""

    summaries: list[PortalSummary]
    events: list[Event]
    known: Slice
    archive: dict[str, bytes]
    interrupted: bool


class HostState(State):
    """Takes note of what happens to reports, so that it can be told again where their records are."""

    def __init__(self, database: Any) -> None:
        super().__init__(database)
        self.events: list[Event] = []

    def upsert_report(self, report: Report) -> Change:
        content, reading = digests(report)
        query = "SELECT content, reading, sha256 FROM reports WHERE id = ?"
        stored = self._database.row(query, (report.id,))
        if stored is not None and stored[:2] == (content, reading):
            self.events.append(Seen(report.id, report.source.retrieved_at or ""))
            return "unchanged"
        self.events.append(report.model_dump_json())
        if stored is not None:
            # As if it were new: what it was before is not known here.
            self._database.write("DELETE FROM reports WHERE id = ?", (report.id,))
        super().upsert_report(report)
        if stored is None:
            return "new"
        return "unchanged" if content == stored[0] or report.source.sha256 == stored[2] else "changed"

    def mark(self, identity: str, change: Literal["withdrawn", "restored"], at: str, reason: str | None) -> None:
        self.events.append(Mark(identity, change, at, reason))


def crawl_host(order: Order) -> Crawled:
    """The task of a Dask worker. Raises ClusterError for another version, or when its scheduler has gone."""
    from distributed import get_worker  # noqa: PLC0415 - the rest of this module works without a cluster

    worker = get_worker()

    def stopped() -> bool:
        return getattr(worker, STOPPED, None) == order.run or is_lost()

    def is_lost() -> bool:
        return worker.status.name not in {"running", "paused", "init"}

    crawled = crawl_whole(order, stopped)
    if is_lost():
        raise ClusterError(f"{order.host}: the worker has lost its scheduler")
    return crawled


def stop(run: str, dask_worker: Any = None) -> None:
    """Called on each worker by `Client.run`, which passes the worker."""
    setattr(dask_worker, STOPPED, run)


def crawl_whole(order: Order, stopped: Callable[[], bool]) -> Crawled:
    """Crawl the host to its end, or until `stopped`. Raises ClusterError, StateError, OutputError."""
    here = metadata.version("gongkai")
    if here != order.version:
        raise ClusterError(f"a worker has gongkai {here}, the run {order.version}. Install the same on both.")
    with TemporaryDirectory(prefix="gongkai-") as scratch:
        folder = Path(scratch) / ARCHIVE
        folder.mkdir()
        _link_archive(order, folder)
        label = hashlib.sha256(order.host.encode()).hexdigest()[:8]
        with HostState.open(Path(scratch) / "state.sqlite") as state:
            state.slices.put(order.host, order.known)
            with ArchiveWriter(folder, order.started, label=label) as archive:
                keeping = Keeping(ArchiveMemory(state, archive, folder), archive)
                summaries, interrupted = asyncio.run(_crawl(order, state, keeping, stopped))
            files = {path.name: path.read_bytes() for path in folder.iterdir() if not path.is_symlink()}
            known = state.slices.of(order.host, [portal.name for portal in order.config.portal])
            return Crawled(summaries, state.events, _news(known, order.known), files, interrupted)


async def _crawl(
    order: Order, state: State, keeping: Keeping, stopped: Callable[[], bool]
) -> tuple[list[PortalSummary], bool]:
    bounds = order.bounds
    if order.ends_at is not None:
        bounds = replace(bounds, minutes=max(0.0, (order.ends_at - time.time()) / 60))
    crawling = asyncio.ensure_future(crawl(order.config, state, Silent(), bounds, keeping))
    while not crawling.done():
        await asyncio.wait({crawling}, timeout=LOOK)
        if stopped():
            crawling.cancel()
    if crawling.cancelled():
        summaries = list(state.last_runs(1)[0].summary)
        return summaries, True
    return crawling.result(), False


def _link_archive(order: Order, folder: Path) -> None:
    """Earlier bodies where the crawl looks for them. Where this machine does not see them, pages are fetched anew."""
    for name in {page.file for page in order.known.pages}:
        there = order.archive / name
        with suppress(OSError):
            if there.is_file():
                (folder / name).symlink_to(there)


def _news(known: Slice, before: Slice) -> Slice:
    """Without reports: the events tell of them."""
    return Slice(
        tuple(set(known.visits) - set(before.visits)),
        tuple(set(known.pages) - set(before.pages)),
        (),
        tuple(set(known.finished) - set(before.finished)),
        known.held if known.held != before.held else None,
    )


class Silent:
    """A watcher that shows nothing: who runs the crawl hears of it when the host is done."""

    def started(self, portal: str) -> None: ...
    def listed(self, portal: str, url: str, reports: int) -> None: ...
    def fetched(self, portal: str, url: str) -> None: ...
    def extracted(self, portal: str, url: str, report: Report) -> None: ...
    def planned(self, portal: str, url: str) -> None: ...
    def failed(self, portal: str, url: str, rule: str, reason: str) -> None: ...
    def finished(self, portal: str) -> None: ...
