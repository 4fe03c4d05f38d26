"""The files of the output folder, written from the state.

`reports.jsonl`, `figures.jsonl` and `findings.jsonl` are replaced whole, by a rename, and only when something
in them changed; `runs.jsonl` and `revisions.jsonl` grow, by one write a run. A reader sees a file as it was or as
it is.
"""

from __future__ import annotations

import errno
import filecmp
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from pydantic_core import from_json, to_json

from scraper.across import AcrossYears
from scraper.errors import OutputError
from scraper.rows import RunRow, figure_lines, finding_rows, split

REPORTS = "reports.jsonl"
FIGURES = "figures.jsonl"
FINDINGS = "findings.jsonl"
RUNS = "runs.jsonl"
REVISIONS = "revisions.jsonl"

# Bytes written at once: a report has some 150 KB of lines.
BUFFER = 1 << 20


@dataclass(slots=True)
class Written:
    """What the data set holds now. findings: how many of each severity, by portal. revisions: those added now."""

    reports: int = 0
    figures: int = 0
    findings: dict[str, Counter[str]] = field(default_factory=dict)
    replaced: list[str] = field(default_factory=list)
    revisions: int = 0


def write_records(records: Iterable[str], folder: Path, across: AcrossYears | None = None) -> Written:
    """Write the three files of records from `records` (JSON, sorted by id), one record in memory at a time.

    across: what the reports of an agency say of each other, added to the findings of each.
    Nothing is put in place before all three are safe on the disk. Raises OutputError.
    """
    written = Written()
    paths = [folder / name for name in (REPORTS, FIGURES, FINDINGS)]
    with guarded(folder), ExitStack() as stack:
        reports, figures, findings = (stack.enter_context(_draft(path)) for path in paths)
        for line in records:
            printed = line.encode()
            record, its_figures = split(printed)
            later = across.of(record["id"]) if across is not None else []
            if later:
                whole = from_json(printed)
                whole["findings"] += [finding.model_dump() for finding in later]
                record["findings"] = whole["findings"]
            reports.write(to_line(whole) if later else printed + b"\n")
            written.reports += 1
            figures.writelines(figure_lines(record, its_figures))
            written.figures += len(its_figures)
            tally = written.findings.setdefault(record["source"]["portal"] or "", Counter())
            for row in finding_rows(record, its_figures):
                findings.write(to_line(row))
                tally[row["severity"]] += 1
    with guarded(folder):
        written.replaced = [path.name for path in paths if _put_in_place(path)]
        if written.replaced:
            _sync_folder(folder)
    return written


def append_run(run: RunRow, folder: Path) -> None:
    """Add a run's line to `runs.jsonl`, whole or not at all. Raises OutputError."""
    _append(folder / RUNS, run.model_dump_json().encode() + b"\n")


def append_revisions(lines: Iterable[str], folder: Path) -> int:
    """Add to `revisions.jsonl` those of all revisions (JSON) that it does not hold. Returns how many they were.

    A run that was killed before it came to this is made good by the next. Raises OutputError.
    """
    path = folder / REVISIONS
    with guarded(folder):
        held = set(path.read_bytes().splitlines()) if path.exists() else set()
    missing = [line for line in (line.encode() for line in lines) if line not in held]
    if missing:
        _append(path, b"".join(line + b"\n" for line in missing))
    return len(missing)


def fingerprint(folder: Path) -> str:
    """Another one when somebody else wrote, moved or removed one of the three files of records."""
    stats = []
    for name in (REPORTS, FIGURES, FINDINGS):
        with suppress(FileNotFoundError), guarded(folder):
            found = (folder / name).stat()
            stats.append(f"{name} {found.st_size} {found.st_mtime_ns}")
    return "\n".join(stats)


def _append(path: Path, lines: bytes) -> None:
    """In one write, whole or not at all."""
    with guarded(path.parent):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            before = os.fstat(descriptor).st_size
            if os.write(descriptor, lines) < len(lines):  # a disk that fills up takes what still fits
                os.ftruncate(descriptor, before)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def to_line(row: Mapping[str, Any]) -> bytes:
    """One line of JSON as all our files have it: UTF-8, LF, keys in the model's order, no NaN.

    By what prints the records too, in a third of the time of `json.dumps`.
    """
    line = to_json(row)
    if b"NaN" in line or b"Infinity" in line:  # a value, which is refused, or words
        line = json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return line + b"\n"


@contextmanager
def guarded(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses into an OutputError that says what to do."""
    try:
        yield
    except OSError as error:
        where = error.filename or folder
        raise OutputError(f"{where}: {error.strerror or error}. {_remedy(error)}") from error


def _remedy(error: OSError) -> str:
    """What to do about what the disk refuses. What was fetched is in the state by then, in any case."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "Free some space, then run the same command again; what was fetched is kept."
        case errno.EACCES | errno.EPERM:
            return "Make the folder writable for this user, or choose another --output."
        case _:
            return "Mend that, or choose another --output."


@contextmanager
def _draft(path: Path) -> Iterator[BinaryIO]:
    """A file beside `path` for what it shall hold: safe on the disk at the end, removed on failure."""
    draft = _draft_of(path)
    try:
        with draft.open("wb", BUFFER) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _draft_of(path: Path) -> Path:
    """Always the same name: what a killed run left there is overwritten by the next."""
    return path.with_name(f".{path.name}.new")


def _put_in_place(path: Path) -> bool:
    """Rename the draft to `path`, unless that holds the same already; whether it was replaced."""
    draft = _draft_of(path)
    if path.exists() and filecmp.cmp(draft, path, shallow=False):
        draft.unlink()
        return False
    draft.replace(path)
    return True


def _sync_folder(folder: Path) -> None:
    """Make a rename outlast a power cut. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
