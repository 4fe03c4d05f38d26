"""The numbers a report states in words."""

from __future__ import annotations

from extractors.document import Document
from extractors.outline import Outline
from extractors.reading import Reading


def read_counts(document: Document, outline: Outline, *, year: int | None) -> tuple[Reading, ...]:
    """Every count stated in the running text of the sections and of the preface, and every statement of none."""
    return ()
