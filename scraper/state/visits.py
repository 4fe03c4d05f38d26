"""The queue: each link to a report that was ever followed, what came of it, and when it is due again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scraper.state.database import Database

REPORT = "report"


@dataclass(frozen=True, slots=True)
class Visit:
    """A row of `visits`, whose columns `migrations` explains. Times are `YYYY-MM-DDTHH:MM:SS+00:00`."""

    id: str
    url: str
    portal: str
    hints: str
    year: int | None
    outcome: str
    failures: int
    version: str
    checked_at: str
    due_at: str
    withdrawn_at: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The queue of a portal. failing: links that last gave no report. next_at: when one not due now will be."""

    known: int
    due: int
    failing: int
    withdrawn: int
    next_at: str | None


class Visits:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, identity: str) -> Visit | None:
        row = self._database.row("SELECT * FROM visits WHERE id = ?", (identity,))
        return Visit(*row) if row is not None else None  # type: ignore[arg-type]  # SQLite's columns are untyped

    def put(self, visit: Visit) -> None:
        values = tuple(getattr(visit, name) for name in Visit.__slots__)
        self._database.write("INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def withdrawn(self, identity: str, at: str | None) -> None:
        """A report has gone from its portal at that time; None: it is back."""
        self._database.write("UPDATE visits SET withdrawn_at = ? WHERE id = ?", (at, identity))

    def of(self, portal: str) -> Iterator[Visit]:
        """Those of a portal, the one due for longest first."""
        for row in self._database.rows("SELECT * FROM visits WHERE portal = ? ORDER BY due_at, id", (portal,)):
            yield Visit(*row)  # type: ignore[arg-type]  # SQLite's columns are untyped

    def count(self, portal: str) -> int:
        row = self._database.row("SELECT count(*) FROM visits WHERE portal = ?", (portal,))
        return int(str(row[0])) if row is not None else 0

    def queue(self, now: str) -> dict[str, Waiting]:
        """What waits, by portal."""
        found = self._database.rows(
            "SELECT portal, count(*), sum(due_at <= ?), sum(outcome <> ?), sum(withdrawn_at IS NOT NULL),"
            " min(CASE WHEN due_at > ? THEN due_at END) FROM visits GROUP BY portal ORDER BY portal",
            (now, REPORT, now),
        )
        return {str(portal): Waiting(*counts) for portal, *counts in found}  # type: ignore[arg-type]  # as above

    def finished(self, portal: str, at: str) -> None:
        """A run came to the end of this portal."""
        self._database.write("INSERT OR REPLACE INTO portals VALUES (?, ?)", (portal, at))

    def finished_at(self, portal: str) -> str:
        """When a run last did; empty for never."""
        row = self._database.row("SELECT finished_at FROM portals WHERE name = ?", (portal,))
        return str(row[0]) if row is not None else ""
