"""One run from start to end: lock, crawl, write, sum up. `gongkai run` and `gongkai demo` both are one."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from importlib import metadata
from pathlib import Path
from typing import Literal

from scraper.crawl import crawl
from scraper.errors import ConfigError, OutputError
from scraper.exit_codes import ExitCode
from scraper.lock import run_lock
from scraper.output import RUNS, Written, append_run, guarded, write_records
from scraper.portals import Config
from scraper.progress import watching
from scraper.progress.summary import print_summary
from scraper.rows import FailedPageRow, PortalRun, RunRow
from scraper.state import State
from scraper.watch import PortalSummary

STATE = "state.sqlite"
BEIJING = timezone(timedelta(hours=8))

Command = Literal["run", "demo"]


@dataclass(frozen=True, slots=True)
class Job:
    """What to crawl and where to write.

    only, limit: see `scraper.crawl.crawl`
    prepare: called with the state's path once the folder is ours, before the state is opened
    """

    command: Command
    config: Config
    folder: Path
    only: Collection[str] | None = None
    limit: int | None = None
    prepare: Callable[[Path], None] | None = None


def work(job: Job) -> ExitCode:
    """Do the job. Raises ConfigError, RunLocked, StateError, OutputError."""
    make_folder(job.folder)
    with run_lock(job.folder):
        refuse_mixture(job)
        if job.prepare:
            job.prepare(job.folder / STATE)
        started = now()
        with State.open(job.folder / STATE) as state:
            try:
                summaries = _crawl(job, state)
                written = write_records(state.records(), job.folder)
            except KeyboardInterrupt:
                with suppress(OutputError):
                    done = state.last_runs(1)[0].summary
                    append_run(_row(job, started, done, ExitCode.INTERRUPTED), job.folder)
                kept = job.folder / STATE
                print(f"interrupted: what was fetched is kept in {kept}; the next run goes on.", file=sys.stderr)
                return ExitCode.INTERRUPTED
        code = exit_code(summaries)
        append_run(_row(job, started, summaries, code), job.folder)
        _sum_up(job, summaries, written)
    return code


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


def now() -> str:
    """Beijing time, as all times of the records are."""
    return datetime.now(BEIJING).isoformat(timespec="seconds")


def _crawl(job: Job, state: State) -> list[PortalSummary]:
    portals = len(job.only) if job.only else len(job.config.portal)
    with watching(sys.stderr, portals) as watcher:
        return asyncio.run(crawl(job.config, state, watcher, only=job.only, limit=job.limit))


def _row(job: Job, started: str, summaries: Sequence[PortalSummary], code: ExitCode) -> RunRow:
    return RunRow(
        started=started,
        finished=now(),
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
                failed=len(one.failed),
                passed_over=len(one.passed_over),
            )
            for one in summaries
        ],
        failed_pages=[
            FailedPageRow(portal=page.portal, url=page.url, rule=page.rule, reason=page.reason)
            for one in summaries
            for page in one.failed
        ],
    )


def _sum_up(job: Job, summaries: Sequence[PortalSummary], written: Written) -> None:
    print_summary(sys.stderr, summaries, written)
    changed = ", ".join(written.replaced) if written.replaced else "no file changed"
    print(f"{job.folder}: {written.reports:,} reports, {written.figures:,} figures; {changed}.", file=sys.stderr)
