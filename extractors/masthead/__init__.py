"""What a report says of itself: title, agency, year, publication, period, contact, announced parts, citations."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import Document
from extractors.masthead.agency import read_agency
from extractors.masthead.announced import Announced, read_announced
from extractors.masthead.cited import read_cited
from extractors.masthead.contact import read_contact
from extractors.masthead.dates import read_published
from extractors.masthead.title import read_title
from extractors.masthead.year import read_year
from extractors.models import Agency, Contact, Period
from extractors.outline import Outline
from extractors.readers import PageHints
from extractors.reading import Doubt
from extractors.sections.models import CitedDocument

# Without a preface, what it would say is looked for in the first section.
PREFACE_LENGTH = 3000


@dataclass(frozen=True, slots=True)
class Masthead:
    """`announced_count`: the number of parts promised where the report does not list them."""

    title: str | None
    agency: Agency
    year: int | None
    published: str | None
    period: Period | None
    contact: Contact | None
    announced_sections: tuple[str, ...]
    cited_documents: tuple[CitedDocument, ...]
    doubts: tuple[Doubt, ...]
    announced_count: int | None = None


def read_masthead(document: Document, outline: Outline, hints: PageHints) -> Masthead:
    """All of it from the page's own words; the caller's hints only where the page is silent."""
    text = document.text
    title = read_title(document, hints)
    preface = text[slice(*outline.preface)]
    blocks = [block.text for block in document.blocks if block.kind != "table"]
    opening = preface if len(preface) >= PREFACE_LENGTH else "\n".join(blocks)[:PREFACE_LENGTH]
    year, period, year_doubts = read_year(document, title, preface, opening, text[outline.preface[1] :])
    announced = read_announced(preface)
    if opening is not preface and announced == Announced():
        announced = read_announced(opening)
    contact = read_contact(preface, blocks)
    return Masthead(
        title=title,
        agency=read_agency(document, title, hints, contact),
        year=year,
        published=read_published(document, hints),
        period=period,
        contact=contact,
        announced_sections=announced.parts,
        cited_documents=read_cited(preface or opening),
        doubts=(*year_doubts, *announced.doubts),
        announced_count=announced.count,
    )
