"""`gongkai run --scheduler`: the hosts of a run, each crawled by a worker; what they bring is kept here.

State, archive and output stay in the one output folder of the run, whose lock it holds. A host is taken in one
transaction, after its archive is safe: a run that is killed has lost the hosts that were being crawled, and no more.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from uuid import uuid4

from extractors import Report
from scraper.cluster.crew import Crew, Done, Piece
from scraper.cluster.host import Crawled, Mark, Order, Seen, crawl_host, stop
from scraper.crawl import Bounds, by_host, in_turn, selected
from scraper.fetch.client import BEIJING
from scraper.output import guarded
from scraper.portals import Config, Portal
from scraper.progress import Shown
from scraper.state import Outcome, State
from scraper.watch import FailedPage, PortalSummary


def crawl_on(
    address: str, config: Config, state: State, watcher: Shown, bounds: Bounds, archive: Path, started: datetime
) -> list[PortalSummary]:
    """As `scraper.crawl.crawl`, over the workers of the scheduler at `address`. archive: the folder of the archive.

    A host that no worker could finish is in its portals' summaries as failed. Raises ConfigError, ClusterError,
    StateError, OutputError, and KeyboardInterrupt once what was fetched until then is kept.
    """
    portals = selected(config, bounds.only)
    summaries = {portal.name: PortalSummary(portal.name) for portal in portals}
    number = state.begin_run(_now())
    outcome: Outcome = "interrupted"
    run = uuid4().hex
    hosts = {host[0].scope: host for host in _largest_first(in_turn(by_host(portals), state), state)}
    ends_at = None if bounds.minutes is None else time.time() + 60 * bounds.minutes

    def orders() -> Iterator[Piece]:
        for host, own in hosts.items():
            for portal in own:
                watcher.started(portal.name)
            order = Order(
                version=metadata.version("gongkai"),
                run=run,
                host=host,
                config=config.model_copy(update={"portal": tuple(own)}),
                bounds=replace(bounds, only=None, minutes=None, jobs=1),
                ends_at=ends_at,
                known=state.slices.of(host, [portal.name for portal in own]),
                archive=archive.absolute(),
                started=started,
            )
            yield Piece(host, (order,))

    def take(done: Done[Crawled]) -> None:
        for summary in _taken(done, hosts[done.piece.name], state, number, archive):
            summaries[summary.portal] = summary
            for page in summary.failed:
                watcher.failed(page.portal, page.url, page.rule, page.reason)
            watcher.finished(summary.portal)

    try:
        with Crew(address, watcher.say) as crew:
            for done in crew.work(crawl_host, orders(), twice=False, halt=lambda: crew.on_all(stop, run)):
                take(done)
        outcome = "stopped" if any(one.stopped for one in summaries.values()) else "finished"
    finally:
        state.finish_run(number, _now(), outcome, list(summaries.values()))
    return list(summaries.values())


def _taken(
    done: Done[Crawled], portals: Sequence[Portal], state: State, run: int, archive: Path
) -> list[PortalSummary]:
    """Keep what a worker brought, whole or not at all."""
    if done.result is None:
        summaries = [_unfinished(portal, done.failure) for portal in portals]
    else:
        summaries = done.result.summaries
        _add_archive(done.result.archive, archive)
    with state.together():
        if done.result is not None:
            for event in done.result.events:
                _tell(event, state)
            state.slices.put(done.piece.name, done.result.known)
        for page in (page for one in summaries for page in one.failed):
            state.record_failure(run, page)
    return summaries


def _tell(event: str | Mark | Seen, state: State) -> None:
    match event:
        case Mark():
            state.mark(event.id, event.change, event.at, event.reason)
        case Seen():
            state.slices.seen([(event.id, event.at)])
        case _:
            state.upsert_report(Report.model_validate_json(event))


def _unfinished(portal: Portal, reason: str) -> PortalSummary:
    page = FailedPage(portal.name, portal.addresses[0], "crawl.crashed", reason)
    return PortalSummary(portal.name, failed=[page], reachable=False)


def _add_archive(files: dict[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        draft = path.with_name(f".{name}.new")
        with guarded(path):
            folder.mkdir(exist_ok=True)
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)


def _largest_first(hosts: Iterable[list[Portal]], state: State) -> list[list[Portal]]:
    """The host with most to do ends last, and should not begin last too."""
    return sorted(hosts, key=lambda portals: -sum(state.visits.count(portal.name) for portal in portals))


def _now() -> str:
    return datetime.now(UTC).astimezone(BEIJING).isoformat(timespec="seconds")
