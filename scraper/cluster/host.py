"""One host, crawled by one worker, with the ordinary crawl: what a worker does for `gongkai run --scheduler`.

The worker gets what the run knows of the host, crawls it into a state and an archive of its own, and hands back what
is new. A host is one piece of work, and a piece is done by one worker at a time, so that its pace holds whatever the
cluster does: a worker whose scheduler or whose run has gone stops asking, and one that begins waits a rest first,
since whoever asked that host before may have died just now.

A large host takes hours. It is handed in chapter by chapter, so that no more than a chapter is lost with a worker, and
its records and archive never lie in memory all at once.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from scraper.archive import ARCHIVE, ArchiveWriter
from scraper.cluster.events import HostState
from scraper.crawl import Bounds, Keeping, crawl, rests
from scraper.errors import ClusterError
from scraper.memory import ArchiveMemory
from scraper.portals import Config
from scraper.printed import Printed
from scraper.state import State
from scraper.state.slices import Slice
from scraper.watch import PortalSummary

# Seconds between two looks whether the crawl is to be stopped.
LOOK = 0.5

# An attribute of Dask's worker: the run that was told to stop.
STOPPED = "gongkai_stopped"

# What is known to Dask of a piece that is still wanted.
WANTED = {"executing", "long-running"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """How much of a host is crawled at a time. bytes: of archive and records, compressed."""

    seconds: float = 2 * 3600.0
    bytes: int = 128 << 20


@dataclass(frozen=True, slots=True)
class Order:
    """A host to crawl, or to go on with.

    version: of the gongkai that gives it. run: another one for each run. number: of the chapter, from 0
    config: its portals alone. ends_at: Unix time at which to stop, or None
    archive: folder where earlier bodies lie, if this machine sees it
    """

    version: str
    run: str
    host: str
    number: int
    config: Config
    bounds: Bounds
    ends_at: float | None
    known: Slice
    archive: Path
    started: datetime
    chapter: Chapter = field(default_factory=Chapter)


# At its end; at the end of a chapter; or told to stop.
Ending = Literal["finished", "chapter", "interrupted"]


@dataclass(frozen=True, slots=True)
class Crawled:
    """events: for `scraper.cluster.events.tell`. known: what of the state is new. archive: files to add, by name."""

    ending: Ending
    summaries: list[PortalSummary]
    events: bytes = b""
    known: Slice = field(default_factory=Slice)
    archive: dict[str, bytes] = field(default_factory=dict)


def crawl_host(order: Order) -> Crawled:
    """The task of a Dask worker. Raises ClusterError for another version, or when nobody wants it any more."""
    from distributed import get_worker  # noqa: PLC0415 - the rest of this module works without a cluster

    worker = get_worker()
    key = worker.get_current_task()

    def is_dropped() -> bool:
        # The scheduler is gone and gives the host to another worker, or the run is gone and the next may begin.
        task = worker.state.tasks.get(key)
        return worker.status.name not in {"running", "paused", "init"} or task is None or task.state not in WANTED

    crawled = crawl_chapter(order, lambda: getattr(worker, STOPPED, None) == order.run or is_dropped())
    if is_dropped():
        raise ClusterError(f"{order.host}: dropped: its scheduler or its run has gone")
    return crawled


def stop(run: str, dask_worker: Any = None) -> None:
    """Called on each worker by `Client.run`, which passes the worker."""
    setattr(dask_worker, STOPPED, run)


def crawl_chapter(order: Order, stopped: Callable[[], bool]) -> Crawled:
    """Crawl the host to its end, the chapter's, or until `stopped`. Raises ClusterError, StateError, OutputError."""
    here = metadata.version("gongkai")
    if here != order.version:
        raise ClusterError(f"a worker has gongkai {here}, the run {order.version}. Install the same on both.")
    with TemporaryDirectory(prefix="gongkai-") as scratch:
        folder = Path(scratch) / ARCHIVE
        folder.mkdir()
        _link_archive(order, folder)
        # Archives of one run lie beside each other, and are read in the order of their names.
        label = f"{hashlib.sha256(order.host.encode()).hexdigest()[:8]}{order.number:03}"
        events = Path(scratch) / "events.gz"
        with HostState.open(Path(scratch) / "state.sqlite") as state:
            state.slices.put(order.host, order.known)

            def is_full() -> bool:
                return state.events > 0 and _is_full(order, began, [events, *_written(folder)])

            with ArchiveWriter(folder, order.started, label=label) as archive, state.noting(events):
                began = time.monotonic()
                keeping = Keeping(ArchiveMemory(state, archive, folder), archive)
                summaries, ending = asyncio.run(_crawl(order, state, keeping, stopped, is_full))
            return Crawled(
                ending,
                summaries,
                events.read_bytes(),
                _news(state.slices.of(order.host, [portal.name for portal in order.config.portal]), order.known),
                {path.name: path.read_bytes() for path in _written(folder)},
            )


async def _crawl(
    order: Order, state: State, keeping: Keeping, stopped: Callable[[], bool], is_full: Callable[[], bool]
) -> tuple[list[PortalSummary], Ending]:
    bounds = order.bounds
    if order.ends_at is not None:
        bounds = replace(bounds, minutes=max(0.0, (order.ends_at - time.time()) / 60))

    async def rested() -> list[PortalSummary]:
        await asyncio.sleep(rests(order.config.portal, order.config.fetch)[order.host])
        return await crawl(order.config, state, Silent(), bounds, keeping)

    crawling = asyncio.ensure_future(rested())
    ending: Ending = "finished"
    while not crawling.done():
        await asyncio.wait({crawling}, timeout=LOOK)
        if stopped() or is_full():
            ending = "interrupted" if stopped() else "chapter"
            crawling.cancel()
    if crawling.cancelled():
        runs = state.last_runs(1)
        return list(runs[0].summary) if runs else [], ending
    return crawling.result(), "finished"


def _is_full(order: Order, began: float, files: list[Path]) -> bool:
    if order.bounds.limit is not None or order.config.fetch.max_pages is not None:
        return False  # what such a bound counts, it counts in one go; and it keeps the crawl short
    too_long = time.monotonic() - began > order.chapter.seconds
    return too_long or sum(file.stat().st_size for file in files) > order.chapter.bytes


def _written(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.is_symlink()]


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
    def extracted(self, portal: str, url: str, report: Printed) -> None: ...
    def planned(self, portal: str, url: str) -> None: ...
    def failed(self, portal: str, url: str, rule: str, reason: str) -> None: ...
    def finished(self, portal: str) -> None: ...
