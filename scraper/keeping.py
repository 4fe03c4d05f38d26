"""The output folder's state and archive, opened for a run: mended after a crash, made again from the archive."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from scraper.across import across_years
from scraper.archive import ARCHIVE, mend
from scraper.archive.replay import replay
from scraper.errors import StateError
from scraper.local.paths import is_warc
from scraper.output import Written, append_revisions, fingerprint, guarded, write_records
from scraper.state import State

STATE = "state.sqlite"
WRITTEN = "written"  # a fact of the state: what was last written from it


@contextmanager
def opened(folder: Path, say: Callable[[str], None]) -> Iterator[State]:
    """The folder's state. Where there is none, and an archive, it is made from that. Raises StateError, OutputError."""
    path = folder / STATE
    archive = folder / ARCHIVE
    if not path.exists() and archive.is_dir() and any(is_warc(file.name) for file in archive.iterdir()):
        say(f"{path} is not there: it is made again from {archive}.")
        _rebuild(path, archive, say)
    with State.open(path) as state:
        last = state.last_runs(1)
        if archive.is_dir() and (not last or last[0].outcome is None):
            for name in mend(archive):
                say(f"{archive / name}: the end was torn, by a crash or a full disk; what is whole of it stays.")
        yield state


@contextmanager
def copied(folder: Path, scratch: Path) -> Iterator[State]:
    """A copy of the folder's state as it is now, in another folder: what is done to it stays there."""
    source = folder / STATE
    if source.exists():
        try:
            # Opened for reading only, SQLite would leave its log's files behind.
            with (
                closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as there,
                closing(sqlite3.connect(scratch / STATE)) as here,
            ):
                there.backup(here)
        except sqlite3.Error as error:
            raise StateError(f"{source}: cannot be read: {error}. Mend or move it away.") from error
    with State.open(scratch / STATE) as state:
        yield state


def publish(state: State, folder: Path) -> Written:
    """Write the files of records and the revisions; nothing where no record changed since. Raises OutputError."""
    version = state.reports_version()
    known = json.loads(state.fact(WRITTEN) or "{}")
    if known.get("version") == version and known.get("files") == fingerprint(folder):
        findings = {portal: Counter(counts) for portal, counts in known["findings"].items()}
        written = Written(known["reports"], known["figures"], findings)
    else:
        with across_years(state.agencies()) as across:
            written = write_records(state.records(), folder, across)
        counts = {"reports": written.reports, "figures": written.figures, "findings": written.findings}
        state.remember(WRITTEN, json.dumps({"version": version, "files": fingerprint(folder), **counts}))
    written.revisions = append_revisions(state.revisions(), folder) if state.count_revisions() else 0
    return written


def _rebuild(path: Path, archive: Path, say: Callable[[str], None]) -> None:
    """Under another name until it is whole: a rebuild that is killed begins anew."""
    draft = path.with_name(f".{path.name}.new")
    for suffix in ("", "-wal", "-shm"):
        draft.with_name(draft.name + suffix).unlink(missing_ok=True)
    mend(archive)
    with State.open(draft) as state:
        told = replay((file for file in archive.iterdir() if is_warc(file.name)), state)
        reports = state.count_reports()
    for damage in told.damaged:
        say(f"{damage.name}: {damage.reason}")
    with guarded(path.parent):
        draft.replace(path)
    say(f"{path}: {reports:,} reports, as the archive has them.")
