"""`gongkai run --scheduler`: the hosts of a run, each crawled by a worker; what they bring is kept here.

State, archive and output stay in the one output folder of the run, whose lock it holds. What a worker hands in is
taken in one transaction, after its archive is safe; a run that is killed has lost what was under way, and no more.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib import metadata
from pathlib import Path
from uuid import uuid4

from scraper.cluster.crew import Crew, Done
from scraper.cluster.events import tell
from scraper.cluster.host import Chapter, Crawled, Order, crawl_host, stop
from scraper.crawl import Bounds, by_host, in_turn, selected
from scraper.fetch.page import BEIJING
from scraper.memory import utc
from scraper.output import guarded
from scraper.portals import Config, Portal
from scraper.printed import Printed
from scraper.progress import Shown
from scraper.state import Outcome, State
from scraper.state.slices import Slice
from scraper.watch import FailedPage, PortalSummary, Watcher

# After any time that `due_at` is held against.
NEVER = "9999-12-31T23:59:59+00:00"


def crawl_on(
    address: str,
    config: Config,
    state: State,
    watcher: Shown,
    bounds: Bounds,
    archive: Path,
    started: datetime,
    chapter: Chapter | None = None,
) -> list[PortalSummary]:
    """As `scraper.crawl.crawl`, over the workers of the scheduler at `address`. archive: the folder of the archive.

    A host that no worker could finish is in its portals' summaries as failed. Raises ConfigError, ClusterError,
    StateError, OutputError, and KeyboardInterrupt once what was fetched until then is kept.
    """
    portals = selected(config, bounds.only)
    run = Run(
        token=uuid4().hex,
        number=state.begin_run(_now()),
        config=config,
        bounds=replace(bounds, only=None, minutes=None, jobs=1),
        ends_at=None if bounds.minutes is None else time.time() + 60 * bounds.minutes,
        state=state,
        watcher=watcher,
        archive=archive.absolute(),
        started=started,
        chapter=chapter or Chapter(),
    )
    outcome: Outcome = "interrupted"
    hosts = {host[0].scope: Host(host, run) for host in _in_turn(by_host(portals), state, bounds)}
    waiting = deque(hosts)
    try:
        with Crew(address, watcher.say) as crew:
            halt = partial(crew.on_all, stop, run.token)
            for done in crew.work(crawl_host, waiting, lambda name: (hosts[name].order(),), twice=False, halt=halt):
                hosts[done.name].take(done)
                if hosts[done.name].goes_on:
                    waiting.append(done.name)
        outcome = "stopped" if any(one.stopped for host in hosts.values() for one in host.summaries) else "finished"
    finally:
        found = {one.portal: one for host in hosts.values() for one in host.summaries}
        summaries = [found[portal.name] for portal in portals]
        state.finish_run(run.number, _now(), outcome, summaries)
    return summaries


@dataclass(frozen=True, slots=True)
class Run:
    """token: another one for each run. number: of the run in `state`. ends_at: Unix time at which to stop, or None."""

    token: str
    number: int
    config: Config
    bounds: Bounds
    ends_at: float | None
    state: State
    watcher: Watcher
    archive: Path
    started: datetime
    chapter: Chapter


class Host:
    """A host in a run, and what has come of it so far. goes_on: after the chapter that was taken last."""

    def __init__(self, portals: Sequence[Portal], run: Run) -> None:
        self.summaries = [PortalSummary(portal.name) for portal in portals]
        self.goes_on = False
        self._portals = portals
        self._run = run
        self._chapters = 0

    def order(self) -> Order:
        run, host = self._run, self._portals[0].scope
        config = run.config.model_copy(update={"portal": tuple(self._portals)})
        known = run.state.slices.of(host, [portal.name for portal in self._portals])
        if self._chapters:
            known = _without_asked(known, run.started)
            config = config.model_copy(update={"schedule": config.schedule.model_copy(update={"whole_below": 0})})
        else:
            for portal in self._portals:
                run.watcher.started(portal.name)
        return Order(
            version=metadata.version("gongkai"),
            run=run.token,
            host=host,
            number=self._chapters,
            config=config,
            bounds=run.bounds,
            ends_at=run.ends_at,
            known=known,
            archive=run.archive,
            started=run.started,
            chapter=run.chapter,
        )

    def take(self, done: Done[Crawled]) -> None:
        """Keep what a worker brought, whole or not at all. Raises StateError, OutputError."""
        run, crawled = self._run, done.result
        if crawled is None:
            crawled = Crawled("finished", [_unfinished(portal, done.failure) for portal in self._portals])
        _add_archive(crawled.archive, run.archive)
        told = {page for one in self.summaries for page in one.failed}
        failed = [page for one in crawled.summaries for page in one.failed if page not in told]
        with run.state.together():
            tell(crawled.events, run.state, self._show)
            run.state.slices.put(done.name, crawled.known)
            for page in failed:
                run.state.record_failure(run.number, page)
        now = {one.portal: one for one in crawled.summaries}
        self.summaries = [
            _summed(one, now[one.portal], self._chapters) if one.portal in now else one for one in self.summaries
        ]
        self._chapters += 1
        self.goes_on = crawled.ending == "chapter"
        for page in failed:
            run.watcher.failed(page.portal, page.url, page.rule, page.reason)
        if not self.goes_on:
            for portal in self._portals:
                run.watcher.finished(portal.name)

    def _show(self, report: Printed) -> None:
        if report.portal is not None:
            self._run.watcher.extracted(report.portal, report.url, report)


def _without_asked(known: Slice, started: datetime) -> Slice:
    """What the chapters of this run have asked for is not due in the next, whatever the schedule says."""
    since = utc(started)
    visits = (replace(one, due_at=NEVER) if one.checked_at >= since else one for one in known.visits)
    return replace(known, visits=tuple(visits))


def _summed(before: PortalSummary, now: PortalSummary, chapters: int) -> PortalSummary:
    """A portal's summary up to now. now: of the last chapter, which went through all lists anew, and found not due what
    those before it had read. chapters: that there were before."""
    if not chapters:
        return now
    return replace(
        now,
        new=before.new + now.new,
        changed=before.changed + now.changed,
        unchanged=before.unchanged + now.unchanged,
        withdrawn=before.withdrawn + now.withdrawn,
        not_due=max(0, now.not_due - before.new - before.changed - before.unchanged),
        failed=list(dict.fromkeys([*before.failed, *now.failed])),
        passed_over=list(dict.fromkeys([*before.passed_over, *now.passed_over])),
        reachable=before.reachable or now.reachable,
    )


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


def _in_turn(hosts: list[list[Portal]], state: State, bounds: Bounds) -> list[list[Portal]]:
    """The host with most to do ends last, and should not begin last too; a run that will be stopped gets round first
    to those that others did not."""
    in_order = in_turn(hosts, state)
    if bounds.minutes is not None:
        return in_order
    return sorted(in_order, key=lambda portals: -sum(state.visits.count(portal.name) for portal in portals))


def _now() -> str:
    return datetime.now(UTC).astimezone(BEIJING).isoformat(timespec="seconds")
