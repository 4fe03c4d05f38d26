"""A report as it is kept: its line of JSON, and what has to be known of it without reading that."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import Any, Self

from extractors import Report
from extractors.models import Source
from scraper.rows import FIGURES, FINDINGS

LEVEL = 3  # of zlib: 6 takes twice the time and saves a tenth

# Where in a record its source begins, and its text and what comes after. As with the figures (`scraper.rows`), no
# string can hold these, and nothing between the figures and the end has keys of these names.
SOURCE, TEXT, EXTRACTOR = b'"source":', b'],"text":', b',"extractor":'


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
        record = report.model_dump_json().encode()
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
            packed=zlib.compress(record, LEVEL),
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


def digests(report: Report, record: bytes | None = None) -> tuple[str, str]:
    """(what was published, how it was read): SHA-256 of text and figures; of the record without its fetching.

    Text and figures are what a publisher can change. All else in a record follows from them and from the
    version of gongkai that read it.

    record: the report's JSON, where that is at hand. Both are cut from it: printing takes longer than all else here.
    """
    record = record or report.model_dump_json().encode()
    _, _, rest = record.partition(FIGURES)
    figures, _, rest = rest.partition(FINDINGS)
    text = rest.partition(TEXT)[2].rpartition(EXTRACTOR)[0]
    source = report.source
    before, _, rest = record.partition(SOURCE)
    after = rest[len(source.model_dump_json().encode()) :]
    unfetched = Source(url=source.url, portal=source.portal, sha256="").model_dump_json().encode()
    return _sha256(b"{", FIGURES, figures, TEXT, text, b"}"), _sha256(before, SOURCE, unfetched, after)


def _sha256(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()
