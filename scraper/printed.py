"""A report as it is kept: its line of JSON, and what has to be known of it without reading that."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import Any, Self

from extractors import Report
from extractors.models import Source

LEVEL = 3  # of zlib: 6 takes twice the time and saves a tenth

# Where a record's source begins. Nothing before it could hold these characters: a version and a hexadecimal id.
SOURCE = '"source":'


@dataclass(frozen=True, slots=True)
class Printed:
    """Made where a page is read. A report itself takes as long to be handed from process to process as to be printed.

    agency: its name. figures: how many. sha256: of the page. content, reading: see `digests`
    packed: the record, compressed
    """

    id: str
    url: str
    portal: str | None
    agency: str | None
    year: int | None
    figures: int
    sha256: str
    retrieved_at: str
    content: str
    reading: str
    packed: bytes

    @classmethod
    def of(cls, report: Report) -> Self:
        record = report.model_dump_json()
        content, reading = digests(report, record)
        return cls(
            id=report.id,
            url=report.source.url,
            portal=report.source.portal,
            agency=report.agency.name,
            year=report.year,
            figures=len(report.figures),
            sha256=report.source.sha256,
            retrieved_at=report.source.retrieved_at or "",
            content=content,
            reading=reading,
            packed=zlib.compress(record.encode(), LEVEL),
        )

    @classmethod
    def again(cls, record: bytes, **known: Any) -> Self:
        """From its record and all else that was known of it."""
        return cls(packed=zlib.compress(record, LEVEL), **known)

    @property
    def record(self) -> str:
        """As `reports.jsonl` has it, without its line break."""
        return zlib.decompress(self.packed).decode()

    def report(self) -> Report:
        return Report.model_validate_json(self.record)


def digests(report: Report, record: str | None = None) -> tuple[str, str]:
    """(what was published, how it was read): SHA-256 of text and figures; of the record without its fetching.

    Text and figures are what a publisher can change. All else in a record follows from them and from the
    version of gongkai that read it.

    record: the report's JSON, where that is at hand
    """
    record = record or report.model_dump_json()
    source = report.source
    begins = record.index(SOURCE) + len(SOURCE)
    ends = begins + len(source.model_dump_json())
    unfetched = Source(url=source.url, portal=source.portal, sha256="").model_dump_json()
    published = report.model_dump_json(include={"text", "figures"})
    return _sha256(published), _sha256(f"{record[:begins]}{unfetched}{record[ends:]}")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
