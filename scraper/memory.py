"""What a crawl remembers from run to run: bodies in the archive, and in the state where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from extractors.models import ArchiveRef
from scraper.archive import ArchiveWriter, load
from scraper.archive.writer import digest
from scraper.fetch.exchange import Exchange, Kept, Recalled, Truncated, key_of
from scraper.fetch.wire import PAGE_STATUSES
from scraper.state import KnownPage, State

# An answer that says nothing about the page does not take the place of one that did.
PASSING_STATUSES = {408, 425, 429, *range(500, 600)}


class ArchiveMemory:
    """A fetcher's memory over a state and an archive. folder: where the archive's files lie."""

    def __init__(self, state: State, writer: ArchiveWriter, folder: Path) -> None:
        self._state = state
        self._writer = writer
        self._folder = folder
        self._there: dict[str, bool] = {}

    def validators(self, url: str) -> Mapping[str, str]:
        known = self._state.pages.get(url)
        if known is None or known.status not in PAGE_STATUSES or not self._is_there(known.file):
            return {}
        fields = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in fields.items() if value}

    def keep(self, exchange: Exchange) -> Kept | None:
        key = key_of(exchange.method, exchange.url, exchange.request_body)
        known = self._state.pages.get(key)
        body_digest = digest(exchange.body)
        same = (
            known is not None
            and exchange.body
            and exchange.truncated is None
            and known.digest == body_digest
            and self._is_there(known.file)
        )
        kept = self._writer.add(
            exchange, body_digest, (exchange.url, kept_of(known)) if same and known is not None else None
        )
        if known is None or exchange.status not in PASSING_STATUSES:
            self._state.pages.put(
                known_page(
                    key,
                    status=exchange.status,
                    fields={name.lower(): value for name, value in exchange.fields},
                    truncated=exchange.truncated,
                    digest=body_digest,
                    kept=kept,
                    at=exchange.at,
                )
            )
        return kept

    def recall(self, key: str, *, younger_than: float | None = None) -> Recalled | None:
        known = self._state.pages.get(key)
        if known is None:
            return None
        if younger_than is not None:
            age = datetime.now(UTC) - datetime.fromisoformat(known.checked_at)
            if age > timedelta(seconds=younger_than):
                return None
        found = load(self._folder, kept_of(known).ref)
        if found is None:
            self._state.pages.forget(key)
        return found

    def unchanged(self, url: str) -> None:
        self._state.pages.checked(url, utc(datetime.now(UTC)))

    def hold(self, host: str, seconds: float) -> None:
        self._state.pages.hold(host, utc(datetime.now(UTC) + timedelta(seconds=seconds)))

    def held(self, host: str) -> str | None:
        until = self._state.pages.held_until(host)
        return until if until is not None and until > utc(datetime.now(UTC)) else None

    def _is_there(self, file: str) -> bool:
        """Whether nobody has moved the archive's file away. Looked up once a run."""
        if file not in self._there:
            self._there[file] = (self._folder / file).is_file()
        return self._there[file]


class ReadOnlyMemory(ArchiveMemory):
    """Remembers, and keeps nothing: for a rehearsal."""

    def keep(self, exchange: Exchange) -> None:
        return None


def known_page(
    url: str,
    *,
    status: int,
    fields: Mapping[bytes, bytes],
    truncated: Truncated | str | None,
    digest: str,
    kept: Kept,
    at: datetime,
) -> KnownPage:
    """fields: of the answer, names in lower case. Of a body that is not whole no validators are kept."""

    def field(name: bytes) -> str | None:
        value = fields.get(name, b"").decode("latin-1").strip()
        return value or None if truncated is None else None

    return KnownPage(
        url=url,
        status=status,
        etag=field(b"etag"),
        last_modified=field(b"last-modified"),
        digest=digest,
        file=kept.ref.file,
        offset=kept.ref.offset,
        record=kept.record,
        fetched_at=utc(kept.at),
        checked_at=utc(at),
    )


def kept_of(known: KnownPage) -> Kept:
    ref = ArchiveRef(file=known.file, offset=known.offset)
    return Kept(ref, known.record, datetime.fromisoformat(known.fetched_at))


def utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
