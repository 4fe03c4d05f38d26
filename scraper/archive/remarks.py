"""Notes of ours in the archive: what a page was taken for, so that reports can be made again from it alone.

Each is a `metadata` record with a JSON object, about the page of its WARC-Target-URI.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter

from extractors import PageHints
from extractors.models import ArchiveRef, Record


class FileAt(Record):
    """A file that a page links or shows, where its bytes lie, and their digest."""

    url: str
    file: ArchiveRef
    sha256: str | None = None


class ReadAs(Record):
    """A page was read as a report.

    url: as linked, which the report's id is made of. body: where its bytes lie. title, published, agency, selectors:
    what was known of it beforehand (see `extractors.PageHints`). files: read with it
    """

    kind: Literal["report"] = "report"
    url: str
    portal: str
    page: ArchiveRef
    title: str | None = None
    published: str | None = None
    agency: str | None = None
    selectors: tuple[str, ...] = ()
    files: tuple[FileAt, ...] | None = None

    @classmethod
    def of(cls, url: str, portal: str, page: ArchiveRef, hints: PageHints) -> Self:
        return cls(
            url=url,
            portal=portal,
            page=page,
            title=hints.title,
            published=hints.published,
            agency=hints.agency,
            selectors=hints.body_selectors,
            files=tuple(
                FileAt(url=one.url, file=one.archive, sha256=hashlib.sha256(one.content).hexdigest())
                for one in hints.files
                if one.archive
            )
            or None,
        )

    def read_from(self, page: str) -> str:
        """What tells all that was read from another reading of it. page: the SHA-256 of the page's bytes."""
        files = [file.sha256 for file in self.files or () if file.sha256]
        return hashlib.sha256("\n".join([page, *files]).encode()).hexdigest() if files else page

    def page_hints(self, media_type: str | None, charset: str | None) -> PageHints:
        """media_type, charset: of the answer the page came in."""
        return PageHints(
            media_type=media_type,
            charset=charset,
            body_selectors=self.selectors,
            title=self.title,
            published=self.published,
            agency=self.agency,
        )


class Withdrawn(Record):
    """A report has gone from its portal, or is back. reason: what the portal answers instead."""

    kind: Literal["withdrawn", "restored"]
    id: str
    reason: str = ""


Remark = ReadAs | Withdrawn

_REMARKS: TypeAdapter[Remark] = TypeAdapter(Annotated[Remark, Field(discriminator="kind")])


def parse_remark(content: bytes) -> Remark | None:
    """None for a metadata record that is not ours."""
    try:
        return _REMARKS.validate_json(content)
    except ValueError:
        return None
