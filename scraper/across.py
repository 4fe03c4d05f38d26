"""Findings that need several reports: what the reports of one agency say of each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager

from extractors import Finding, Report, check_years


class AcrossYears:
    """Findings by the report they are about. Kept in a table that SQLite moves to the disk when it grows, so that a
    data set of any size costs the same memory.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, report: str) -> list[Finding]:
        """In the order they were found. report: its id."""
        rows = self._connection.execute("SELECT finding FROM across WHERE report = ? ORDER BY number", (report,))
        return [Finding.model_validate_json(finding) for (finding,) in rows]


@contextmanager
def across_years(agencies: Iterable[Sequence[str]]) -> Iterator[AcrossYears]:
    """agencies: the records (JSON) of one agency after the other; those of one are in memory at a time."""
    with closing(sqlite3.connect("")) as connection:
        connection.execute(
            "CREATE TABLE across (number INTEGER PRIMARY KEY, report TEXT NOT NULL, finding TEXT NOT NULL)"
        )
        for records in agencies:
            found = check_years(map(Report.model_validate_json, records))
            connection.executemany(
                "INSERT INTO across (report, finding) VALUES (?, ?)",
                ((report, finding.model_dump_json()) for report, findings in found.items() for finding in findings),
            )
        connection.execute("CREATE INDEX by_report ON across (report)")
        yield AcrossYears(connection)
