"""A page as it was fetched. Apart from the client: processes that only read pages start in half the time without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone

from extractors.models import ArchiveRef

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was served. `content` is decompressed; `retrieved_at` is ISO 8601 at +08:00.

    archive: where its bytes lie, when they are kept. not_modified: they were fetched in an earlier run, and the host
    says that they are still what it holds; `retrieved_at` is from then.
    """

    url: str
    final_url: str
    content: bytes
    media_type: str | None
    charset: str | None
    retrieved_at: str
    archive: ArchiveRef | None = None
    not_modified: bool = False
