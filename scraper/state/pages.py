"""What is known of each address asked for: its validators, and where its last body lies in the archive."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.state.database import Database


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A row of `pages`, whose columns `migrations` explains. Times are `YYYY-MM-DDTHH:MM:SS+00:00`."""

    url: str
    status: int
    etag: str | None
    last_modified: str | None
    digest: str
    file: str
    offset: int
    record: str
    fetched_at: str
    checked_at: str


class Pages:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, url: str) -> KnownPage | None:
        row = self._database.row("SELECT * FROM pages WHERE url = ?", (url,))
        return KnownPage(*row) if row is not None else None  # type: ignore[arg-type]  # SQLite's columns are untyped

    def put(self, page: KnownPage) -> None:
        values = tuple(getattr(page, name) for name in KnownPage.__slots__)
        self._database.write("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def checked(self, url: str, at: str) -> None:
        self._database.write("UPDATE pages SET checked_at = ? WHERE url = ?", (at, url))

    def forget(self, url: str) -> None:
        self._database.write("DELETE FROM pages WHERE url = ?", (url,))

    def hold(self, host: str, until: str) -> None:
        self._database.write("INSERT OR REPLACE INTO hosts VALUES (?, ?)", (host, until))

    def held_until(self, host: str) -> str | None:
        row = self._database.row("SELECT held_until FROM hosts WHERE host = ?", (host,))
        return str(row[0]) if row is not None else None
