"""The crawl state: one SQLite file, the reports as last read, and what happened in each run.

One writer, write-ahead log, each report in a transaction of its own: a run killed at any moment has lost at
most the report it was reading. `output` writes the JSON Lines files from here and never the other way round.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Self

from extractors import Report
from scraper.errors import StateError
from scraper.watch import FailedPage, PortalSummary

Change = Literal["new", "changed", "unchanged"]
Outcome = Literal["finished", "interrupted"]

# `user_version` of the file is the number of these already applied. Never edit one that was released: append.
MIGRATIONS = (
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        started_at TEXT NOT NULL,
        finished_at TEXT,             -- null: still running, or killed
        outcome TEXT,                 -- finished, interrupted
        summary TEXT                  -- JSON: one object a portal
    );
    CREATE TABLE reports (
        id TEXT PRIMARY KEY,          -- 16 hex of the SHA-256 of the canonical URL
        url TEXT NOT NULL,
        portal TEXT,
        sha256 TEXT NOT NULL,         -- of the bytes the stored record was read from
        content TEXT NOT NULL,        -- digest of text and figures: what was published
        reading TEXT NOT NULL,        -- digest of the whole record but where and when it was fetched
        year INTEGER,
        figures INTEGER NOT NULL,     -- how many
        etag TEXT,
        last_modified TEXT,
        fetched_at TEXT NOT NULL,     -- when the stored record was fetched
        checked_at TEXT NOT NULL,     -- when the page was last seen
        record BLOB NOT NULL          -- zlib-compressed JSON, as reports.jsonl prints it
    ) WITHOUT ROWID;
    CREATE TABLE failures (
        run INTEGER NOT NULL REFERENCES runs (id),
        portal TEXT NOT NULL,
        url TEXT NOT NULL,
        rule TEXT NOT NULL,
        reason TEXT NOT NULL
    );
    CREATE INDEX failures_by_run ON failures (run);
    """,
)


@dataclass(frozen=True, slots=True)
class Run:
    """One line of the history. `summary` is what `crawl` returned, a portal each; empty for a killed run."""

    id: int
    started_at: str
    finished_at: str | None
    outcome: Outcome | None
    summary: tuple[PortalSummary, ...]


class State:
    """An open state file. Use it from one thread; close it, or use it in a `with`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file at `path`, making it or bringing it up to date. Raises StateError."""
        try:
            # Transactions are opened by hand (`_transaction`), so that a migration is one as well.
            connection = sqlite3.connect(path, isolation_level=None)
        except sqlite3.Error as error:
            raise StateError(f"{path}: cannot be opened: {error}. Check the folder's rights.") from error
        state = cls(connection, path)
        try:
            state._prepare()
        except BaseException:
            connection.close()
            raise
        return state

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # reports

    def upsert_report(self, report: Report) -> Change:
        """Keep a report just read, and say what that changes.

        A page read again word for word leaves the stored record as it is, with its time of retrieval, so that
        output does not change either; bytes may differ (counters, dates in a footer). Read differently from
        the same bytes, by a newer gongkai, the record is replaced, and still nothing was published anew.
        """
        seen_at = report.source.retrieved_at or ""
        record = report.model_dump_json()
        content, reading = digests(report)
        with self._transaction() as connection:
            stored = connection.execute(
                "SELECT content, reading, sha256 FROM reports WHERE id = ?", (report.id,)
            ).fetchone()
            if stored is not None and stored[:2] == (content, reading):
                connection.execute("UPDATE reports SET checked_at = ? WHERE id = ?", (seen_at, report.id))
                return "unchanged"
            connection.execute(
                "INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    report.id,
                    report.source.url,
                    report.source.portal,
                    report.source.sha256,
                    content,
                    reading,
                    report.year,
                    len(report.figures),
                    None,
                    None,
                    seen_at,
                    seen_at,
                    zlib.compress(record.encode()),
                ),
            )
        if stored is None:
            return "new"
        return "unchanged" if content == stored[0] or report.source.sha256 == stored[2] else "changed"

    def records(self) -> Iterator[str]:
        """Every report as one line of JSON (without its line break), sorted by id, one at a time."""
        with self._failing():
            for (record,) in self._connection.execute("SELECT record FROM reports ORDER BY id"):
                yield zlib.decompress(record).decode()

    def count_reports(self) -> int:
        with self._failing():
            count: int = self._connection.execute("SELECT count(*) FROM reports").fetchone()[0]
            return count

    # runs

    def begin_run(self, started_at: str) -> int:
        """A new run's number. Until `finish_run` it counts as running or killed."""
        with self._transaction() as connection:
            cursor = connection.execute("INSERT INTO runs (started_at) VALUES (?)", (started_at,))
            return cursor.lastrowid or 0

    def record_failure(self, run: int, page: FailedPage) -> None:
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO failures VALUES (?, ?, ?, ?, ?)",
                (run, page.portal, page.url, page.rule, page.reason),
            )

    def failures(self, run: int) -> list[FailedPage]:
        """The failed pages of a run, in the order they failed."""
        with self._failing():
            rows = self._connection.execute(
                "SELECT portal, url, rule, reason FROM failures WHERE run = ? ORDER BY rowid", (run,)
            )
            return [FailedPage(*row) for row in rows]

    def finish_run(self, run: int, finished_at: str, outcome: Outcome, summaries: Sequence[PortalSummary]) -> None:
        # Links passed over are the same hundreds night after night, and failed pages have their own table.
        counts = [
            {key: value for key, value in asdict(one).items() if key not in {"failed", "passed_over"}}
            for one in summaries
        ]
        with self._transaction() as connection:
            connection.execute(
                "UPDATE runs SET finished_at = ?, outcome = ?, summary = ? WHERE id = ?",
                (finished_at, outcome, json.dumps(counts, ensure_ascii=False), run),
            )

    def last_runs(self, count: int = 10) -> list[Run]:
        """The latest runs, newest first, with the failed pages of each."""
        with self._failing():
            rows = self._connection.execute(
                "SELECT id, started_at, finished_at, outcome, summary FROM runs ORDER BY id DESC LIMIT ?",
                (count,),
            ).fetchall()
        runs = []
        for number, started_at, finished_at, outcome, summary in rows:
            failed = self.failures(number)
            portals = tuple(
                PortalSummary(**one, failed=[page for page in failed if page.portal == one["portal"]])
                for one in json.loads(summary or "[]")
            )
            runs.append(Run(number, started_at, finished_at, outcome, portals))
        return runs

    # the file

    def _prepare(self) -> None:
        with self._failing():
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA busy_timeout = 5000")
            version: int = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise StateError(
                f"{self._path}: made by a newer gongkai (format {version}, this one knows {len(MIGRATIONS)})."
                " Use that version, or another output folder."
            )
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            with self._transaction() as connection:
                for statement in script.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._failing():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, zlib.error) as error:
            raise StateError(
                f"{self._path}: {error}. If the disk is not full and nothing else has the file open, it is"
                " damaged: move it away; the next run makes a new one."
            ) from error


def digests(report: Report) -> tuple[str, str]:
    """(what was published, how it was read): SHA-256 of text and figures; of the record without its fetching.

    Text and figures are what a publisher can change. All else in a record follows from them and from the
    version of gongkai that read it.
    """
    published = {"text": report.text, "figures": [figure.model_dump() for figure in report.figures]}
    fetching = {"retrieved_at", "sha256", "archive", "encoding", "media_type", "final_url"}
    read = report.model_dump(mode="json", exclude={"source": fetching})
    return _sha256(published), _sha256(read)


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
