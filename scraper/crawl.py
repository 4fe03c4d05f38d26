"""The crawl: hosts side by side, each portal as `visit` does it; reports go into the state as they come."""

from __future__ import annotations

import asyncio
import difflib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from scraper.errors import ConfigError
from scraper.fetch.client import BEIJING, Fetcher
from scraper.portals.config import Config, FetchSettings, Portal
from scraper.state import State
from scraper.visit import CrawlRun, visit
from scraper.watch import PortalSummary, Watcher


async def crawl(
    config: Config,
    state: State,
    watcher: Watcher,
    *,
    only: Collection[str] | None = None,
    limit: int | None = None,
) -> list[PortalSummary]:
    """Crawl the portals of the configuration, or those named in `only`, and keep their reports in `state`.

    limit: the most report pages to fetch of each portal. Returns a summary a portal, in the configuration's
    order. A page or a portal that fails is in its summary; raised are only ConfigError (a name in `only`) and
    StateError. Cancelled, it leaves a consistent state behind, with the run in it as interrupted.
    """
    portals = _selected(config, only)
    summaries = {portal.name: PortalSummary(portal.name) for portal in portals}
    number = state.begin_run(_now())
    finished = False
    try:
        async with Fetcher(config.fetch, config.contact, _rests(portals, config.fetch)) as fetcher:
            run = CrawlRun(number, config.fetch, fetcher, state, watcher, limit, config.known_families)
            room = asyncio.Semaphore(config.fetch.max_hosts)
            async with asyncio.TaskGroup() as tasks:
                for host in _by_host(portals):
                    tasks.create_task(_visit_host(host, summaries, run, room))
        finished = True
    except ExceptionGroup as group:
        # `visit` lets nothing through but a broken state; one such error says it all.
        raise group.exceptions[0] from group
    finally:
        state.finish_run(number, _now(), "finished" if finished else "interrupted", list(summaries.values()))
    return list(summaries.values())


async def _visit_host(
    portals: Sequence[Portal], summaries: dict[str, PortalSummary], run: CrawlRun, room: asyncio.Semaphore
) -> None:
    """Portals on one host share its pace anyway. In order, so that a report in two of them has one owner."""
    seen: set[str] = set()
    async with room:
        for portal in portals:
            await visit(portal, summaries[portal.name], run, seen)


def _selected(config: Config, only: Collection[str] | None) -> list[Portal]:
    names = [portal.name for portal in config.portal]
    for name in only or ():
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(names)}."
            raise ConfigError(f"there is no portal “{name}”. {hint}")
    return [portal for portal in config.portal if not only or portal.name in only]


def _by_host(portals: Iterable[Portal]) -> list[list[Portal]]:
    hosts: dict[str, list[Portal]] = {}
    for portal in portals:
        hosts.setdefault(portal.scope, []).append(portal)
    return list(hosts.values())


def _rests(portals: Iterable[Portal], settings: FetchSettings) -> dict[str, float]:
    """Seconds between requests by host: the longest that any of its portals asks for."""
    rests: dict[str, float] = {}
    for portal in portals:
        own = settings.pace if portal.pace is None else portal.pace
        rests[portal.scope] = max(own, rests.get(portal.scope, 0.0))
    return rests


def _now() -> str:
    return datetime.now(BEIJING).isoformat(timespec="seconds")
