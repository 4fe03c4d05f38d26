"""What happens to reports on a worker, noted in order, and told again where their records are."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from scraper.printed import Printed
from scraper.state import Change, State
from scraper.state.database import Database

# Gzip's: records have much in common, and go over the network.
LEVEL = 3

# Noted of a report beside its record.
PRINTED = tuple(name for name in Printed.__slots__ if name != "packed")


class HostState(State):
    """A worker's state, which keeps no records between two orders: their digests tell what changed.

    `noting` must be called first.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.events = 0

    def noting(self, path: Path) -> gzip.GzipFile:
        """Opens the file that events go to; close it before it is read."""
        self._notes = gzip.GzipFile(path, "wb", LEVEL)
        return self._notes

    def upsert(self, report: Printed, read_from: str | None = None) -> Change:
        read_from = read_from or report.sha256
        query = "SELECT content, reading, sha256 FROM reports WHERE id = ?"
        stored = self._database.row(query, (report.id,))
        if stored is not None and stored[:2] == (report.content, report.reading):
            self._note("seen", json.dumps([report.id, report.retrieved_at]))
            return "unchanged"
        known = {name: getattr(report, name) for name in PRINTED}
        self._note("read", f"{json.dumps([read_from, known])}\t{report.record}")
        if stored is not None:
            # As if it were new: what it was before is not known here.
            self._database.write("DELETE FROM reports WHERE id = ?", (report.id,))
        super().upsert(report, read_from)
        if stored is None:
            return "new"
        return "unchanged" if report.content == stored[0] or read_from == stored[2] else "changed"

    def mark(self, identity: str, change: Literal["withdrawn", "restored"], at: str, reason: str | None) -> None:
        self._note("mark", json.dumps([identity, change, at, reason]))

    def _note(self, kind: str, about: str) -> None:
        # JSON holds no line breaks and no tabs of its own.
        self._notes.write(f"{kind} {about}\n".encode())
        self.events += 1


def tell(events: bytes, state: State, read: Callable[[Printed], None]) -> None:
    """Do to `state` what was noted. read: hears of each report that is new or another. Raises StateError."""
    with gzip.GzipFile(fileobj=io.BytesIO(events)) as lines:
        for line in lines:
            kind, _, about = line.partition(b" ")
            if kind == b"read":
                known, _, record = about.partition(b"\t")
                read_from, fields = json.loads(known)
                report = Printed.again(record.removesuffix(b"\n"), **fields)
                state.upsert(report, read_from)
                read(report)
            elif kind == b"seen":
                identity, at = json.loads(about)
                state.slices.seen([(identity, at)])
            else:
                state.mark(*json.loads(about))
