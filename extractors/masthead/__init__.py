"""What a report says of itself: title, agency, year, publication, period, contact, announced parts, citations."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import Document
from extractors.masthead.agency import read_agency
from extractors.masthead.dates import read_published
from extractors.masthead.preface import read_announced, read_cited, read_contact
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
    title: str | None
    agency: Agency
    year: int | None
    published: str | None
    period: Period | None
    contact: Contact | None
    announced_sections: tuple[str, ...]
    cited_documents: tuple[CitedDocument, ...]
    doubts: tuple[Doubt, ...]


def read_masthead(document: Document, outline: Outline, hints: PageHints) -> Masthead:
    """All of it from the page's own words; the caller's hints only where the page is silent."""
    text = document.text
    title = read_title(document, hints)
    preface = text[slice(*outline.preface)]
    opening = text[:PREFACE_LENGTH] if len(preface) < PREFACE_LENGTH else preface
    year, period, year_doubts = read_year(document, title, preface, opening)
    announced, announced_doubts = read_announced(preface or opening)
    blocks = [block.text for block in document.blocks if block.kind != "table"]
    return Masthead(
        title=title,
        agency=read_agency(document, title, hints),
        year=year,
        published=read_published(document, hints),
        period=period,
        contact=read_contact(preface, blocks),
        announced_sections=announced,
        cited_documents=read_cited(preface),
        doubts=(*year_doubts, *announced_doubts),
    )
