"""One run from start to end: lock, crawl, write, sum up. `gongkai run` and `gongkai demo` both are one."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from scraper.archive import ARCHIVE, ArchiveWriter
from scraper.coverage import Coverage
from scraper.crawl import Bounds, Keeping, crawl
from scraper.errors import ConfigError, OutputError
from scraper.exit_codes import ExitCode
from scraper.fetch.page import BEIJING
from scraper.keeping import STATE, copied, opened, publish
from scraper.lock import run_lock
from scraper.memory import ArchiveMemory, ReadOnlyMemory
from scraper.output import RUNS, append_run, guarded
from scraper.portals import Config
from scraper.progress import Look, Planner, Shown, is_interactive, watching
from scraper.progress.json_lines import JsonLines
from scraper.progress.summary import in_a_line, is_news, print_summary
from scraper.rows import FailedPageRow, PortalCoverage, PortalRun, RunRow
from scraper.state import State
from scraper.watch import PortalSummary

Command = Literal["run", "demo"]


@dataclass(frozen=True, slots=True)
class Job:
    """What to crawl and where to write.

    prepare: called with the state's path once the folder is ours, before the state is opened
    look: how the run shows itself. quiet: not at all where nothing is new and nobody watches
    scheduler: address of a Dask scheduler whose workers crawl the hosts; None to crawl them here
    """

    command: Command
    config: Config
    folder: Path
    bounds: Bounds = field(default_factory=Bounds)
    prepare: Callable[[Path], None] | None = None
    look: Look = "text"
    quiet: bool = False
    scheduler: str | None = None


def work(job: Job) -> ExitCode:
    """Do the job. Raises ConfigError, RunLocked, StateError, OutputError."""
    make_folder(job.folder)
    with run_lock(job.folder), _stopped_as_interrupted():
        refuse_mixture(job)
        if job.prepare:
            job.prepare(job.folder / STATE)
        started = datetime.now(UTC)
        portals = len(job.bounds.only) if job.bounds.only else len(job.config.portal)
        with (
            watching(sys.stderr, portals, look=job.look, quiet=job.quiet) as watcher,
            opened(job.folder, watcher.say) as state,
        ):
            for words in _weak_tls(job):
                watcher.say(words, is_news=False)
            try:
                summaries = _crawled(job, state, watcher, started)
                written = publish(state, job.folder)
            except KeyboardInterrupt:
                with suppress(OutputError):
                    done = state.last_runs(1)[0].summary
                    append_run(_row(job, started, done, ExitCode.INTERRUPTED, state), job.folder)
                watcher.say(f"interrupted: what was fetched is kept in {job.folder}; the next run goes on.")
                return ExitCode.INTERRUPTED
            code = exit_code(summaries)
            row = _row(job, started, summaries, code, state)
            append_run(row, job.folder)
            if isinstance(watcher, JsonLines):
                watcher.event("run.finished", **row.model_dump(exclude={"failed_pages"}), reports=written.reports)
        if job.look == "text" and (not job.quiet or is_interactive(sys.stderr) or is_news(summaries)):
            print_summary(sys.stderr, summaries, written)
            print(f"{job.folder}: {in_a_line(summaries, written)}.", file=sys.stderr)
    return code


def _crawled(job: Job, state: State, watcher: Shown, started: datetime) -> list[PortalSummary]:
    folder = job.folder / ARCHIVE
    if job.scheduler is not None:
        # Imported here: it needs an extra, and takes a second.
        from scraper.cluster.crawl import crawl_on  # noqa: PLC0415

        return crawl_on(job.scheduler, job.config, state, watcher, job.bounds, folder, started)
    with ArchiveWriter(folder, started) as archive:
        keeping = Keeping(ArchiveMemory(state, archive, folder), archive)
        return asyncio.run(crawl(job.config, state, watcher, job.bounds, keeping))


def rehearse(job: Job, planned: Callable[[str, str], None]) -> ExitCode:
    """Read the lists, and tell `planned` portal and address of each report that `work` would ask for.

    Nothing is written to the folder, and a run may be under way there. Raises ConfigError, StateError.
    """
    with (
        TemporaryDirectory(prefix="gongkai-") as scratch,
        copied(job.folder, Path(scratch)) as state,
        ArchiveWriter(Path(scratch) / ARCHIVE, datetime.now(UTC)) as unused,
    ):
        memory = ReadOnlyMemory(state, unused, job.folder / ARCHIVE)
        summaries = asyncio.run(crawl(job.config, state, Planner(planned), job.bounds, Keeping(memory)))
    for page in (page for one in summaries for page in one.failed):
        print(f"failed: {page.portal} {page.url}: {page.rule}: {page.reason}", file=sys.stderr)
    return exit_code(summaries)


@contextmanager
def _stopped_as_interrupted() -> Iterator[None]:
    """SIGTERM, from `kill` or from systemd, is a Ctrl-C: the state is saved, and the run's line written."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def exit_code(summaries: Sequence[PortalSummary]) -> ExitCode:
    if not any(one.reachable for one in summaries):
        return ExitCode.NOTHING_DONE
    return ExitCode.SOME_FAILED if any(one.failed for one in summaries) else ExitCode.OK


def make_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder}: is a file, not a folder. Choose another --output.")
    with guarded(folder):
        folder.mkdir(parents=True, exist_ok=True)


def refuse_mixture(job: Job) -> None:
    """Sample reports and real ones must not end up in one data set. Raises ConfigError."""
    try:
        with (job.folder / RUNS).open(encoding="utf-8") as lines:
            first = json.loads(next(lines, "{}"))
    except (FileNotFoundError, ValueError):
        return
    command = first.get("command", job.command)
    if command != job.command:
        raise ConfigError(
            f"{job.folder}: holds what `gongkai {command}` wrote, and sample reports must not be mixed with"
            " real ones. Choose another --output, or empty the folder."
        )


def _weak_tls(job: Job) -> Iterator[str]:
    """What is less safe than it should be is said in every run."""
    for portal in job.config.portal:
        if portal.tls == "legacy":
            yield f"warning: {portal.name}: old TLS is allowed, as configured: what it protects can be broken."
        if portal.tls == "unverified":
            yield f"warning: {portal.name}: its certificate is not checked, as configured: pages may be anybody's."


def _beijing(moment: datetime) -> str:
    """As all times of the records are."""
    return moment.astimezone(BEIJING).isoformat(timespec="seconds")


def _row(job: Job, started: datetime, summaries: Sequence[PortalSummary], code: ExitCode, state: State) -> RunRow:
    return RunRow(
        started=_beijing(started),
        finished=_beijing(datetime.now(UTC)),
        version=metadata.version("gongkai"),
        command=job.command,
        exit_code=code,
        portals=[
            PortalRun(
                portal=one.portal,
                reachable=one.reachable,
                list_pages=one.list_pages,
                found=one.found,
                new=one.new,
                changed=one.changed,
                unchanged=one.unchanged,
                not_due=one.not_due,
                withdrawn=one.withdrawn,
                stopped=one.stopped,
                failed=len(one.failed),
                passed_over=len(one.passed_over),
                coverage=_coverage(state.coverage(one.portal)),
            )
            for one in summaries
        ],
        failed_pages=[
            FailedPageRow(portal=page.portal, url=page.url, rule=page.rule, reason=page.reason)
            for one in summaries
            for page in one.failed
        ],
    )


def _coverage(held: Coverage) -> PortalCoverage:
    return PortalCoverage(
        reports=held.reports,
        agencies=len(held.held),
        first_year=held.first_year,
        last_year=held.last_year,
        missing=sum(map(len, held.missing().values())),
        unplaced=held.unplaced,
    )
