"""`gongkai extract`: local files to JSON Lines on stdout, in the order of the input."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scraper.cli import complain
from scraper.errors import ConfigError
from scraper.exit_codes import ExitCode
from scraper.local import Reading, Skipped, Source, find_sources, read_all
from scraper.local.paths import STDIN, SUFFIXES, is_warc
from scraper.local.reading import MOST_BYTES, record_lines
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
    if arguments.scheduler is not None:
        return _extract_on_cluster(arguments)
    if arguments.into is not None:
        raise ConfigError("--into goes with --scheduler. On one machine, redirect stdout to a file.")
    if arguments.paths.count(STDIN) > 1:
        raise ConfigError("- is given twice, and standard input can be read only once. Leave one out.")
    stdin = sys.stdin.buffer.read(MOST_BYTES + 1) if STDIN in arguments.paths else None
    tally = _Tally()
    archives: list[Path] = []
    files = _besides_archives(find_sources(arguments.paths, stdin), archives)
    for told in read_all(files, jobs=arguments.jobs, figures=arguments.figures):
        _tell(told, tally)
    if archives:
        _extract_archives(archives, arguments, tally)
    if tally.told > 1:
        complain(f"{tally.records} records, {tally.failed} failed, {tally.skipped} skipped.")
    if not tally.records:
        if not tally.failed:
            complain(f"nothing to read there: folders are searched for {', '.join(sorted(SUFFIXES))}.")
        return ExitCode.NOTHING_DONE
    return ExitCode.SOME_FAILED if tally.failed else ExitCode.OK


def _besides_archives(found: Iterable[Source | Skipped], archives: list[Path]) -> Iterator[Source | Skipped]:
    """What is one page a file; web archives are added to `archives`."""
    for one in found:
        if isinstance(one, Source) and one.path is not None and is_warc(one.path.name):
            archives.append(one.path)
        else:
            yield one


def _extract_archives(paths: Sequence[Path], arguments: argparse.Namespace, tally: _Tally) -> None:
    """All archives as one: of each report its last version, sorted by id, as a run writes them."""
    # Imported here: files alone need neither HTTP nor a database.
    from scraper.archive.replay import replay  # noqa: PLC0415
    from scraper.state import State  # noqa: PLC0415

    with TemporaryDirectory(prefix="gongkai-") as scratch, State.open(Path(scratch) / "state.sqlite") as state:
        told = replay(paths, state, arguments.jobs)
        for damage in told.damaged:
            complain(f"{printable(damage.name)}: {printable(damage.reason).rstrip('.')}.")
        for record in state.records():
            sys.stdout.buffer.write(record_lines(record, figures=arguments.figures))
            tally.records += 1
    tally.failed += len(told.damaged)
    tally.skipped += told.none


def _extract_on_cluster(arguments: argparse.Namespace) -> int:
    """As `_extract_archives`, by the workers of a cluster; also archives in object storage."""
    from scraper.cluster.crew import Crew  # noqa: PLC0415
    from scraper.cluster.extract import Told, find_archives, to_lines, to_storage  # noqa: PLC0415

    archives = find_archives(arguments.paths)
    told = Told()
    tally = _Tally()
    with Crew(arguments.scheduler, complain) as crew:
        if arguments.into is not None:
            files = to_storage(crew, archives, arguments.into, told, complain, figures=arguments.figures)
            complain(f"{arguments.into}: {len(files)} files.")
            tally.records = told.reports
        else:
            for lines in to_lines(crew, archives, told, complain, figures=arguments.figures):
                sys.stdout.buffer.write(lines)
                tally.records += 1
    for name, reason in told.damaged:
        complain(f"{printable(name)}: {printable(reason).rstrip('.')}.")
    complain(f"{tally.records} records, {len(told.damaged)} failed, {told.none} skipped.")
    if not tally.records:
        return ExitCode.NOTHING_DONE
    return ExitCode.SOME_FAILED if told.damaged else ExitCode.OK


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
