"""Evidence put together by hand, so that each rule is tested on exactly the numbers it is about."""

from __future__ import annotations

from extractors.checks.evidence import Evidence
from extractors.document import Document, DocumentBuilder
from extractors.masthead import Masthead
from extractors.models import Agency, Number
from extractors.outline import Outline, SectionSpan
from extractors.reading import Doubt, Reading
from extractors.tables import FormTable, TablesRead

COLUMNS = (
    "natural_person",
    "business",
    "research",
    "public_interest",
    "legal_service",
    "other_organisation",
    "total",
)


def document_of(*paragraphs: str) -> Document:
    builder = DocumentBuilder()
    for paragraph in paragraphs:
        builder.paragraph(paragraph)
    return builder.build(media_type="text/plain", encoding="utf-8")


def masthead_of(
    *,
    year: int | None = 2021,
    published: str | None = None,
    agency: Agency | None = None,
    announced: tuple[str, ...] = (),
) -> Masthead:
    return Masthead("报告", agency or Agency(), year, published, None, None, announced, (), ())


def cell(value: Number | None, *, indicator: str | None = None, dimension: str | None = None) -> Reading:
    return Reading("", value, 0, 0, "table", indicator=indicator, dimension=dimension)


def requests_table(rows: dict[str, list[Number | None]], form: str = "2021") -> FormTable:
    """Rows of seven numbers, by row key."""
    cells = {
        (row, column): cell(value, indicator=f"requests.{row}", dimension=column)
        for row, values in rows.items()
        for column, value in zip(COLUMNS, values, strict=True)
    }
    return FormTable("requests", form, (), cells)  # type: ignore[arg-type]


def evidence_of(
    *,
    document: Document | None = None,
    sections: tuple[SectionSpan, ...] = (),
    masthead: Masthead | None = None,
    forms: tuple[FormTable, ...] = (),
    table_doubts: tuple[Doubt, ...] = (),
    counts: tuple[Reading, ...] = (),
) -> Evidence:
    readings = tuple(reading for form in forms for reading in form.cells.values()) + counts
    return Evidence(
        document or document_of("报告"),
        Outline((), sections, (0, 0)),
        masthead or masthead_of(),
        TablesRead(forms, readings, table_doubts),
        counts,
        readings,
    )
