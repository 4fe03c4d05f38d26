"""The crawl state: one SQLite file, the reports as last read, and what happened in each run.

One writer, write-ahead log, each report in a transaction of its own: a run killed at any moment has lost at
most the report it was reading. `output` writes the JSON Lines files from here and never the other way round.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Self, cast

from extractors import Report
from scraper.coverage import Coverage, coverage_of
from scraper.printed import Printed, digests
from scraper.revisions import figure_changes, passages, version_of
from scraper.rows import RevisionRow
from scraper.state.database import Database
from scraper.state.pages import Pages
from scraper.state.slices import Slices
from scraper.state.visits import Visits
from scraper.watch import FailedPage, PortalSummary

Change = Literal["new", "changed", "unchanged"]
Outcome = Literal["finished", "stopped", "interrupted"]

CHANGES = "changes"  # a fact: how often a record changed


@dataclass(frozen=True, slots=True)
class Run:
    """One line of the history. `summary` is what `crawl` returned, a portal each; empty for a killed run."""

    id: int
    started_at: str
    finished_at: str | None
    outcome: Outcome | None
    summary: tuple[PortalSummary, ...]


class State:
    """An open state file. Use it from one thread; close it, or use it in a `with`. Raises StateError.

    pages: what is known of each address. visits: the queue. slices: what belongs to one host.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.pages = Pages(database)
        self.visits = Visits(database)
        self.slices = Slices(database)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file at `path`, making it or bringing it up to date. Raises StateError."""
        return cls(Database(path))

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Whatever is written within is kept whole or not at all."""
        with self._database.transaction():
            yield

    # reports

    def upsert_report(self, report: Report, read_from: str | None = None) -> Change:
        """As `upsert`, a report that was not printed yet."""
        return self.upsert(Printed.of(report), read_from)

    def upsert(self, report: Printed, read_from: str | None = None) -> Change:
        """Keep a report just read, and say what that changes; a change is a revision.

        A page read again word for word leaves the stored record as it is, with its time of retrieval, so that
        output does not change either; bytes may differ (counters, dates in a footer). Read differently from
        the same bytes, by a newer gongkai, the record is replaced, and still nothing was published anew.

        read_from: digest of all bytes it was read from, where that is more than the page
        """
        read_from = read_from or report.sha256
        with self._database.transaction() as connection:
            stored = connection.execute(
                "SELECT content, reading, sha256, record FROM reports WHERE id = ?", (report.id,)
            ).fetchone()
            if stored is not None and stored[:2] == (report.content, report.reading):
                connection.execute("UPDATE reports SET checked_at = ? WHERE id = ?", (report.retrieved_at, report.id))
                return "unchanged"
            connection.execute(
                "INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    report.id,
                    report.url,
                    report.portal,
                    read_from,
                    report.content,
                    report.reading,
                    report.year,
                    report.figures,
                    report.retrieved_at,
                    report.retrieved_at,
                    report.packed,
                    report.agency,
                ),
            )
            self._touch(connection)
            if stored is None:
                return "new"
            if report.content == stored[0] or read_from == stored[2]:
                return "unchanged"
            old = Report.model_validate_json(zlib.decompress(stored[3]))
            self._revise(connection, _changed(old, stored[0], report.report(), report.content))
            return "changed"

    def has_report(self, identity: str) -> bool:
        return self._database.row("SELECT 1 FROM reports WHERE id = ?", (identity,)) is not None

    def twin_of(self, report: Printed) -> str | None:
        """The address of another report of its portal that says the same, word for word; None for a known one."""
        if self.has_report(report.id):
            return None
        row = self._database.row(
            "SELECT url FROM reports WHERE portal = ? AND content = ? AND id <> ? ORDER BY id LIMIT 1",
            (report.portal, report.content, report.id),
        )
        return str(row[0]) if row is not None else None

    def coverage(self, portal: str) -> Coverage:
        """Which agencies of a portal have a report for which year."""
        rows = self._database.rows(
            "SELECT agency, year, count(*) FROM reports WHERE portal = ? GROUP BY 1, 2", (portal,)
        )
        return coverage_of(cast(Iterator[tuple[str | None, int | None, int]], rows))

    def portals(self) -> list[str]:
        """The portals there are reports of."""
        rows = self._database.rows("SELECT DISTINCT portal FROM reports WHERE portal IS NOT NULL ORDER BY 1")
        return [str(name) for (name,) in rows]

    def report(self, identity: str) -> Report | None:
        row = self._database.row("SELECT record FROM reports WHERE id = ?", (identity,))
        return Report.model_validate_json(zlib.decompress(_blob(row[0]))) if row is not None else None

    def mark(self, identity: str, change: Literal["withdrawn", "restored"], at: str, reason: str | None) -> None:
        """Note that a report has gone from its portal, or is back. The report itself stays."""
        report = self.report(identity)
        if report is None:
            return
        version = version_of(report, digests(report)[0])
        row = RevisionRow(
            report_id=identity,
            url=report.source.url,
            portal=report.source.portal,
            agency=report.agency.name,
            year=report.year,
            change=change,
            found_at=at,
            old=version,
            new=version if change == "restored" else None,
            figures=[],
            passages=[],
            reason=reason,
        )
        with self._database.transaction() as connection:
            self._revise(connection, row)

    def revisions(self) -> Iterator[str]:
        """Lines of `revisions.jsonl`, without line breaks, in the order they were found."""
        for (line,) in self._database.rows("SELECT line FROM revisions ORDER BY number"):
            yield str(line)

    def count_revisions(self) -> int:
        row = self._database.row("SELECT count(*) FROM revisions")
        return int(str(row[0])) if row is not None else 0

    def fact(self, name: str) -> str | None:
        """Something remembered under a name."""
        row = self._database.row("SELECT value FROM facts WHERE name = ?", (name,))
        return str(row[0]) if row is not None else None

    def remember(self, name: str, value: str) -> None:
        self._database.write("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def reports_version(self) -> str:
        """Another one after each change of any record."""
        return self.fact(CHANGES) or "0"

    def records(self) -> Iterator[str]:
        """Every report as one line of JSON (without its line break), sorted by id, one at a time."""
        with self._database.failing():
            for (record,) in self._database.connection.execute("SELECT record FROM reports ORDER BY id"):
                yield zlib.decompress(record).decode()

    def agencies(self) -> Iterator[list[str]]:
        """The records of each agency of each portal that has several, one agency at a time."""
        query = (
            "SELECT group_concat(id, ' ') FROM reports WHERE agency IS NOT NULL AND year IS NOT NULL"
            " GROUP BY portal, agency HAVING count(*) > 1"
        )
        for (identities,) in self._database.rows(query):
            with self._database.failing():
                found: list[bytes] = [
                    record
                    for identity in sorted(str(identities).split())
                    for (record,) in self._database.connection.execute(
                        "SELECT record FROM reports WHERE id = ?", (identity,)
                    )
                ]
                yield [zlib.decompress(record).decode() for record in found]

    def count_reports(self) -> int:
        with self._database.failing():
            count: int = self._database.connection.execute("SELECT count(*) FROM reports").fetchone()[0]
            return count

    # runs

    def begin_run(self, started_at: str) -> int:
        """A new run's number. Until `finish_run` it counts as running or killed."""
        with self._database.transaction() as connection:
            cursor = connection.execute("INSERT INTO runs (started_at) VALUES (?)", (started_at,))
            return cursor.lastrowid or 0

    def record_failure(self, run: int, page: FailedPage) -> None:
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO failures VALUES (?, ?, ?, ?, ?)",
                (run, page.portal, page.url, page.rule, page.reason),
            )

    def failures(self, run: int) -> list[FailedPage]:
        """The failed pages of a run, in the order they failed."""
        with self._database.failing():
            rows = self._database.connection.execute(
                "SELECT portal, url, rule, reason FROM failures WHERE run = ? ORDER BY rowid", (run,)
            )
            return [FailedPage(*row) for row in rows]

    def finish_run(self, run: int, finished_at: str, outcome: Outcome, summaries: Sequence[PortalSummary]) -> None:
        # Links passed over are the same hundreds night after night, and failed pages have their own table.
        counts = [
            {key: value for key, value in asdict(one).items() if key not in {"failed", "passed_over"}}
            for one in summaries
        ]
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE runs SET finished_at = ?, outcome = ?, summary = ? WHERE id = ?",
                (finished_at, outcome, json.dumps(counts, ensure_ascii=False), run),
            )

    def last_runs(self, count: int = 10) -> list[Run]:
        """The latest runs, newest first, with the failed pages of each."""
        with self._database.failing():
            rows = self._database.connection.execute(
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

    def _revise(self, connection: sqlite3.Connection, row: RevisionRow) -> None:
        """Once: a run that was killed finds the same again."""
        connection.execute(
            "INSERT OR IGNORE INTO revisions (report, found_at, change, line) VALUES (?, ?, ?, ?)",
            (row.report_id, row.found_at, row.change, row.model_dump_json()),
        )

    def _touch(self, connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO facts VALUES (?, '1') ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
            (CHANGES,),
        )


def _changed(old: Report, old_content: str, new: Report, new_content: str) -> RevisionRow:
    return RevisionRow(
        report_id=new.id,
        url=new.source.url,
        portal=new.source.portal,
        agency=new.agency.name,
        year=new.year,
        change="changed",
        found_at=new.source.retrieved_at or "",
        old=version_of(old, old_content),
        new=version_of(new, new_content),
        figures=figure_changes(old, new),
        passages=passages(old, new),
        reason=None,
    )


def _blob(value: object) -> bytes:
    assert isinstance(value, bytes)  # noqa: S101 - what the column holds
    return value
