"""What a report says of itself: title, agency, year, publication, period, contact, announced parts, citations."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import Document
from extractors.models import Agency, Contact, Period
from extractors.outline import Outline
from extractors.reading import Doubt
from extractors.readers import PageHints
from extractors.sections.models import CitedDocument


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
    return Masthead(None, Agency(), None, None, None, None, (), (), ())
