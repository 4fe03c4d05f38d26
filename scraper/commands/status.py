"""`gongkai status`: the last runs on an output folder, and the pages that failed in the latest."""

from __future__ import annotations

import argparse
from pathlib import Path

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
    if running:
        print(f"a run is under way (process {lock_holder(folder)})")
    for run in runs:
        print(f"run {run.id}: {run.started_at} to {ending(run, running and run is runs[0])}{counts(run)}")
    for page in failures:
        print(f"failed: {page.portal} {printable(page.url)}: {page.rule}: {printable(page.reason)}")
    return ExitCode.OK


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
