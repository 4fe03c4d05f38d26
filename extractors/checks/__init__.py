"""What a report promises and does not keep: one module a family of rules, each rule documented in `catalogue/rules.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import Document
from extractors.masthead import Masthead
from extractors.outline import Outline
from extractors.reading import Doubt, Reading
from extractors.tables import TablesRead


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the stages read, for the rules to look at. `readings` are those of tables and prose, in reading order."""

    document: Document
    outline: Outline
    masthead: Masthead
    tables: TablesRead
    counts: tuple[Reading, ...]
    readings: tuple[Reading, ...]


def run_checks(evidence: Evidence) -> tuple[Doubt, ...]:
    return ()
