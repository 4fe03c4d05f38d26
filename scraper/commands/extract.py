"""`gongkai extract`: local files to JSON Lines on stdout, in the order of the input."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass

from scraper.cli import complain
from scraper.errors import ConfigError
from scraper.exit_codes import ExitCode
from scraper.local import Reading, Skipped, find_sources, read_all
from scraper.local.paths import STDIN, SUFFIXES
from scraper.local.reading import MOST_BYTES
from scraper.printable import printable


@dataclass(slots=True)
class _Tally:
    records: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def told(self) -> int:
        return self.records + self.failed + self.skipped


def execute(arguments: argparse.Namespace) -> int:
    if arguments.paths.count(STDIN) > 1:
        raise ConfigError("- is given twice, and standard input can be read only once. Leave one out.")
    stdin = sys.stdin.buffer.read(MOST_BYTES + 1) if STDIN in arguments.paths else None
    tally = _Tally()
    for told in read_all(find_sources(arguments.paths, stdin), jobs=arguments.jobs, figures=arguments.figures):
        _tell(told, tally)
    if tally.told > 1:
        complain(f"{tally.records} records, {tally.failed} failed, {tally.skipped} skipped.")
    if not tally.records:
        if not tally.failed:
            complain(f"nothing to read there: folders are searched for {', '.join(sorted(SUFFIXES))}.")
        return ExitCode.NOTHING_DONE
    return ExitCode.SOME_FAILED if tally.failed else ExitCode.OK


def _tell(told: Reading | Skipped, tally: _Tally) -> None:
    """Data to stdout, words to stderr."""
    if isinstance(told, Skipped):
        complain(f"{printable(told.name)}: {'' if told.failed else 'skipped: '}{told.reason}.")
        tally.failed += told.failed
        tally.skipped += not told.failed
        return
    if told.lines is not None:
        sys.stdout.buffer.write(told.lines)
        tally.records += 1
    if told.failure is not None:
        complain(f"{printable(told.name)}: {printable(told.failure).rstrip('.。')}.")
        tally.failed += 1
