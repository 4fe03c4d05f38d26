"""An SQLite file: opened, brought up to date, written in transactions; what goes wrong with it in words."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.errors import StateError
from scraper.state.migrations import MIGRATIONS


class Database:
    """Use it from one thread. All methods raise StateError.

    Write-ahead log, each change in a transaction of its own: measured on rows of reports that is no slower than many
    in one, since nothing waits for the disk, and whoever kills us loses at most the change just being made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            # Transactions are opened by hand (`transaction`), so that a migration is one as well.
            self.connection = sqlite3.connect(path, isolation_level=None)
        except sqlite3.Error as error:
            raise StateError(f"{path}: cannot be opened: {error}. Check the folder's rights.") from error
        try:
            self._prepare()
        except BaseException:
            self.connection.close()
            raise

    def close(self) -> None:
        self.connection.close()

    def rows(self, query: str, parameters: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
        with self.failing():
            yield from self.connection.execute(query, parameters)

    def row(self, query: str, parameters: tuple[object, ...] = ()) -> tuple[object, ...] | None:
        with self.failing():
            found: tuple[object, ...] | None = self.connection.execute(query, parameters).fetchone()
            return found

    def write(self, statement: str, parameters: tuple[object, ...]) -> None:
        with self.transaction() as connection:
            connection.execute(statement, parameters)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One change, whole or not at all. Within another it is a part of that."""
        with self.failing():
            if self.connection.in_transaction:
                yield self.connection
                return
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    @contextmanager
    def failing(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, zlib.error) as error:
            raise StateError(
                f"{self._path}: {error}. If the disk is not full and nothing else has the file open, it is"
                " damaged: move it away; the next run makes a new one from the archive."
            ) from error

    def _prepare(self) -> None:
        with self.failing():
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute("PRAGMA busy_timeout = 5000")
            version: int = self.connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise StateError(
                f"{self._path}: made by a newer gongkai (format {version}, this one knows {len(MIGRATIONS)})."
                " Use that version, or another output folder."
            )
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            with self.transaction() as connection:
                for statement in script.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
