"""The crawl: hosts side by side, each portal as `visit` does it; reports go into the state as they come."""

from __future__ import annotations

import asyncio
import difflib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from scraper.errors import ConfigError
from scraper.fetch.client import Fetcher
from scraper.fetch.exchange import Memory
from scraper.fetch.page import BEIJING
from scraper.fetch.tls import contexts
from scraper.portals.config import Config, FetchSettings, Portal
from scraper.queue import Archive
from scraper.state import Outcome, State
from scraper.visit import CrawlRun, visit
from scraper.watch import PortalSummary, Watcher
from scraper.workers import Workers


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a crawl is wanted.

    only: portals by name; None for all. limit: the most report pages to ask for of each
    since: reports published before that day are passed over. minutes: after which to stop; the next run goes on
    dry: read the lists, and name to the watcher the reports that would be asked for
    jobs: processes that read pages; 1 for threads of this one
    """

    only: Collection[str] | None = None
    limit: int | None = None
    since: date | None = None
    minutes: float | None = None
    dry: bool = False
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where a crawl's pages go. memory: what the fetcher remembers. archive: takes notes."""

    memory: Memory | None = None
    archive: Archive | None = None


async def crawl(
    config: Config,
    state: State,
    watcher: Watcher,
    bounds: Bounds = Bounds(),
    keeping: Keeping = Keeping(),
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> list[PortalSummary]:
    """Crawl the portals of the configuration and keep their reports in `state`.

    Returns a summary a portal, in the configuration's order. A page or a portal that fails is in its summary; raised
    are only ConfigError (a name in `only`), StateError and OutputError (the archive). Cancelled, it leaves a
    consistent state behind, with the run in it as interrupted.
    """
    portals = selected(config, bounds.only)
    summaries = {portal.name: PortalSummary(portal.name) for portal in portals}
    number = state.begin_run(_now(clock))
    outcome: Outcome = "interrupted"
    fetching = Fetcher(
        config.fetch,
        config.contact,
        rests(portals, config.fetch),
        memory=keeping.memory,
        context_for=contexts({_name(portal): (portal.tls, portal.tls_authorities) for portal in portals}),
    )
    try:
        with Workers(bounds.jobs) as workers:
            async with fetching as fetcher:
                run = CrawlRun(
                    number=number,
                    settings=config.fetch,
                    schedule=config.schedule,
                    fetcher=fetcher,
                    state=state,
                    archive=keeping.archive,
                    watcher=watcher,
                    workers=workers,
                    families=config.known_families,
                    clock=clock,
                    ends_at=None if bounds.minutes is None else asyncio.get_running_loop().time() + 60 * bounds.minutes,
                    limit=bounds.limit,
                    since=bounds.since,
                    dry=bounds.dry,
                )
                room = asyncio.Semaphore(config.fetch.max_hosts)
                async with asyncio.TaskGroup() as tasks:
                    for host in in_turn(by_host(portals), state):
                        tasks.create_task(_visit_host(host, summaries, run, room))
        outcome = "stopped" if any(one.stopped for one in summaries.values()) else "finished"
    except ExceptionGroup as group:
        # `visit` lets nothing through but a broken state or archive; one such error says it all.
        raise group.exceptions[0] from group
    finally:
        state.finish_run(number, _now(clock), outcome, list(summaries.values()))
    return list(summaries.values())


async def _visit_host(
    portals: Sequence[Portal], summaries: dict[str, PortalSummary], run: CrawlRun, room: asyncio.Semaphore
) -> None:
    """Portals on one host share its pace anyway. In order, so that a report in two of them has one owner."""
    seen: set[str] = set()
    async with room:
        for portal in portals:
            await visit(portal, summaries[portal.name], run, seen)


def selected(config: Config, only: Collection[str] | None) -> list[Portal]:
    names = [portal.name for portal in config.portal]
    for name in only or ():
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(names)}."
            raise ConfigError(f"there is no portal “{name}”. {hint}")
    return [portal for portal in config.portal if not only or portal.name in only]


def by_host(portals: Iterable[Portal]) -> list[list[Portal]]:
    hosts: dict[str, list[Portal]] = {}
    for portal in portals:
        hosts.setdefault(portal.scope, []).append(portal)
    return list(hosts.values())


def rests(portals: Iterable[Portal], settings: FetchSettings) -> dict[str, float]:
    """Seconds between requests by host: the longest that any of its portals asks for."""
    found: dict[str, float] = {}
    for portal in portals:
        own = settings.pace if portal.pace is None else portal.pace
        found[portal.scope] = max(own, found.get(portal.scope, 0.0))
    return found


def in_turn(hosts: list[list[Portal]], state: State) -> list[list[Portal]]:
    """Those first that no run came to the end of for longest: runs that are stopped get round to all of them."""
    return sorted(hosts, key=lambda portals: min(state.visits.finished_at(portal.name) for portal in portals))


def _name(portal: Portal) -> str:
    return urlsplit(portal.addresses[0]).hostname or ""


def _now(clock: Callable[[], datetime]) -> str:
    return clock().astimezone(BEIJING).isoformat(timespec="seconds")
