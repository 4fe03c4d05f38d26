"""The report's numbered headings, and the sections they open."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import Document
from extractors.models import Heading


@dataclass(frozen=True, slots=True)
class SectionSpan:
    """A top-level section: from its heading's first character to the next section's (or the body's end).

    `role` is a key of `catalogue/sections.toml` or None; `body_start` is where the heading (ordinal and title) ends.
    """

    role: str | None
    title: str | None
    start: int
    body_start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """preface: the span before the first section, title and date lines left out (may be empty)."""

    headings: tuple[Heading, ...]
    sections: tuple[SectionSpan, ...]
    preface: tuple[int, int]

    def role_at(self, offset: int) -> str | None:
        """Role of the top-level section an offset lies in; None in the preface."""
        for section in self.sections:
            if section.start <= offset < section.end:
                return section.role
        return None


def read_outline(document: Document) -> Outline:
    return Outline((), (), (0, 0))
