"""`gongkai status`: the last runs on an output folder, pages that failed in the latest, what each portal has."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from scraper.coverage import Coverage, spans
from scraper.errors import ConfigError
from scraper.exit_codes import ExitCode
from scraper.fetch.page import BEIJING
from scraper.keeping import STATE
from scraper.lock import is_locked, lock_holder
from scraper.memory import utc
from scraper.printable import printable
from scraper.state import Run, State
from scraper.state.visits import Waiting


def execute(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.folder)
    if not (folder / STATE).is_file():
        raise ConfigError(f"{folder / STATE}: no such file. Name an output folder, or make one: gongkai demo.")
    running = is_locked(folder)
    with State.open(folder / STATE) as state:
        runs = state.last_runs(arguments.runs)
        print(f"{folder}: {state.count_reports():,} reports")
        queue = state.visits.queue(utc(datetime.now(UTC)))
        failures = state.failures(runs[0].id) if runs else []
        for name in state.portals():
            for line in coverage_lines(name, state.coverage(name), whole=arguments.coverage):
                print(printable_line(line))
    if running:
        print(f"a run is under way (process {lock_holder(folder)})")
    for run in runs:
        print(f"run {run.id}: {run.started_at} to {ending(run, running and run is runs[0])}{counts(run)}")
    for portal, waiting in queue.items():
        print(f"queue: {printable(portal)}: {of_queue(waiting)}")
    for page in failures:
        print(f"failed: {page.portal} {printable(page.url)}: {page.rule}: {printable(page.reason)}")
    return ExitCode.OK


def coverage_lines(portal: str, coverage: Coverage, *, whole: bool) -> Iterator[str]:
    """What there is of a portal: one line; `whole`: a line each agency, with the years it has and those it lacks."""
    missing = coverage.missing()
    line = f"{portal}: {coverage.reports:,} reports"
    if coverage.held:
        line += f" of {len(coverage.held):,} agencies, {coverage.first_year} to {coverage.last_year}"
        line += f", {sum(map(len, missing.values())):,} missing"
    if coverage.unplaced:
        line += f", {coverage.unplaced:,} of unknown agency or year"
    yield line
    for agency, years in sorted(coverage.held.items()) if whole else ():
        lacks = f"; missing {spans(missing[agency])}" if agency in missing else ""
        yield f"  {agency}: {spans(years)}{lacks}"


def printable_line(line: str) -> str:
    return ("  " if line.startswith("  ") else "") + printable(line)


def ending(run: Run, under_way: bool) -> str:
    if run.finished_at is None:
        return "now" if under_way else "? (killed)"
    return run.finished_at + ("" if run.outcome == "finished" else f" ({run.outcome})")


def of_queue(waiting: Waiting) -> str:
    words = [f"{waiting.known:,} links known", f"{waiting.due:,} due", f"{waiting.failing:,} failing"]
    if waiting.withdrawn:
        words.append(f"{waiting.withdrawn:,} withdrawn")
    if waiting.next_at is not None:
        at = datetime.fromisoformat(waiting.next_at).astimezone(BEIJING)
        words.append(f"next due {at.isoformat(timespec='minutes')}")
    return ", ".join(words)


def counts(run: Run) -> str:
    """The run in numbers, where it came to an end."""
    if not run.summary:
        return ""
    words = {
        "list pages": sum(one.list_pages for one in run.summary),
        "reports found": sum(one.found for one in run.summary),
        "new": sum(one.new for one in run.summary),
        "changed": sum(one.changed for one in run.summary),
        "not due": sum(one.not_due for one in run.summary),
        "failed": sum(len(one.failed) for one in run.summary),
    }
    return ": " + ", ".join(f"{count:,} {word}" for word, count in words.items())
