"""`gongkai status`: the last runs on an output folder, pages that failed in the latest, what each portal has."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from scraper.coverage import Coverage, spans
from scraper.errors import ConfigError
from scraper.exit_codes import ExitCode
from scraper.keeping import STATE
from scraper.lock import is_locked, lock_holder
from scraper.printable import printable
from scraper.state import Run, State


def execute(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.folder)
    if not (folder / STATE).is_file():
        raise ConfigError(f"{folder / STATE}: no such file. Name an output folder, or make one: gongkai demo.")
    running = is_locked(folder)
    with State.open(folder / STATE) as state:
        runs = state.last_runs(arguments.runs)
        print(f"{folder}: {state.count_reports():,} reports")
        failures = state.failures(runs[0].id) if runs else []
        for name in state.portals():
            for line in coverage_lines(name, state.coverage(name), whole=arguments.coverage):
                print(printable_line(line))
    if running:
        print(f"a run is under way (process {lock_holder(folder)})")
    for run in runs:
        print(f"run {run.id}: {run.started_at} to {ending(run, running and run is runs[0])}{counts(run)}")
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


def counts(run: Run) -> str:
    """The run in numbers, where it came to an end."""
    if not run.summary:
        return ""
    words = {
        "list pages": sum(one.list_pages for one in run.summary),
        "reports found": sum(one.found for one in run.summary),
        "new": sum(one.new for one in run.summary),
        "changed": sum(one.changed for one in run.summary),
        "failed": sum(len(one.failed) for one in run.summary),
    }
    return ": " + ", ".join(f"{count:,} {word}" for word, count in words.items())
