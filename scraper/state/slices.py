"""The part of the state that belongs to one host: what a worker elsewhere needs to crawl it, and brings back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scraper.state.database import Database
from scraper.state.pages import KnownPage, Pages
from scraper.state.visits import Visit, Visits


@dataclass(frozen=True, slots=True)
class Slice:
    """reports: rows of `reports` as they are, but without their records. finished: portals that a run came to
    the end of, and when. held: until when the host asked to be left alone.
    """

    visits: tuple[Visit, ...] = ()
    pages: tuple[KnownPage, ...] = ()
    reports: tuple[tuple[object, ...], ...] = ()
    finished: tuple[tuple[str, str], ...] = ()
    held: str | None = None


class Slices:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._pages = Pages(database)
        self._visits = Visits(database)

    def of(self, host: str, portals: Iterable[str]) -> Slice:
        """host: name, with its port where that is not the scheme's own."""
        names = list(portals)
        return Slice(
            tuple(visit for name in names for visit in self._visits.of(name)),
            tuple(page for scheme in ("http", "https") for page in self._pages_below(f"{scheme}://{host}/")),
            tuple(row for name in names for row in self._reports(name)),
            tuple((name, at) for name in names if (at := self._visits.finished_at(name))),
            self._pages.held_until(host),
        )

    def put(self, host: str, part: Slice) -> None:
        """All of it in one transaction. Of reports only the rows, which stay without a record."""
        with self._database.transaction() as connection:
            for visit in part.visits:
                self._visits.put(visit)
            for page in part.pages:
                self._pages.put(page)
            for name, at in part.finished:
                self._visits.finished(name, at)
            if part.held is not None:
                self._pages.hold(host, part.held)
            for row in part.reports:
                connection.execute(f"INSERT OR REPLACE INTO reports VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608

    def seen(self, reports: Iterable[tuple[str, str]]) -> None:
        """Reports found as they were. reports: id and time of each."""
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE reports SET checked_at = ? WHERE id = ?", [(at, identity) for identity, at in reports]
            )

    def _pages_below(self, address: str) -> list[KnownPage]:
        # Up to the character after the slash: by the table's own order, without looking through all of it.
        rows = self._database.rows("SELECT * FROM pages WHERE url >= ? AND url < ?", (address, f"{address[:-1]}0"))
        return [KnownPage(*row) for row in rows]  # type: ignore[arg-type]  # SQLite's columns are untyped

    def _reports(self, portal: str) -> list[tuple[object, ...]]:
        columns = [str(row[1]) for row in self._database.rows("PRAGMA table_info (reports)")]
        wanted = ", ".join("x''" if name == "record" else name for name in columns)
        return list(self._database.rows(f"SELECT {wanted} FROM reports WHERE portal = ?", (portal,)))  # noqa: S608
