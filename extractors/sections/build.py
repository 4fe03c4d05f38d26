"""From headings and tables to the typed sections."""

from __future__ import annotations

from extractors.masthead import Masthead
from extractors.outline import Outline
from extractors.sections.models import Sections
from extractors.tables import TablesRead


def build_sections(outline: Outline, tables: TablesRead, masthead: Masthead) -> Sections:
    return Sections()
