"""What the rules look at."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.counts import NonCount
from extractors.document import Document
from extractors.masthead import Masthead
from extractors.outline import Outline
from extractors.reading import Reading
from extractors.tables import TablesRead


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the stages read.

    readings: those of tables and prose together, in reading order
    host: where the page was fetched from; None for a local file
    non_counts: the numbers of the running text that count nothing, each with what it is
    """

    document: Document
    outline: Outline
    masthead: Masthead
    tables: TablesRead
    counts: tuple[Reading, ...]
    readings: tuple[Reading, ...]
    non_counts: tuple[NonCount, ...] = ()
    host: str | None = None
