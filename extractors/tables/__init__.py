"""The official tables: recognised from their own labels, read cell by cell.

Which table a table is, its labels say; neither the section it stands in nor the year of the report is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from extractors.document import Document
from extractors.models import Form
from extractors.reading import Doubt, Reading
from extractors.tables.disclosure import is_disclosure_table, read_disclosure
from extractors.tables.disputes import is_disputes_table, read_disputes
from extractors.tables.form import FormTable, TableKind, form_printed
from extractors.tables.home_made import read_home_made
from extractors.tables.requests import continues_requests, is_requests_table, read_requests
from extractors.tables.rows import PrintedTable, printed
from extractors.tables.statistics import is_statistics_table, read_statistics

__all__ = ["FormTable", "TableKind", "TablesRead", "read_tables"]


@dataclass(frozen=True, slots=True)
class TablesRead:
    """forms: official tables; readings: numbers of all tables, home-made ones too; doubts: what was not readable.
    unreadable: the form whose labels stand in tables that cannot be read cell by cell
    """

    forms: tuple[FormTable, ...]
    readings: tuple[Reading, ...]
    doubts: tuple[Doubt, ...]
    unreadable: Form | None = None


def read_tables(document: Document) -> TablesRead:
    """Every table of the document; the parts of one form that are printed as several tables are read as one."""
    tables = [printed(block.table) for block in document.blocks if block.table is not None]
    doubts = [_defect(table, table.table.defect) for table in tables if table.table.defect is not None]
    kinds = {id(table): _kinds(table) for table in tables}
    for one, other in [*pairwise(tables), *pairwise(reversed(tables))]:
        if "requests" in kinds[id(one)] and not kinds[id(other)] and continues_requests(other):
            kinds[id(other)] = frozenset({"requests"})

    def of(kind: TableKind) -> list[PrintedTable]:
        return [table for table in tables if kind in kinds[id(table)]]

    disclosure, more_disclosure, disclosure_doubts = read_disclosure(of("disclosure"))
    requests, more_requests, requests_doubts = read_requests(of("requests"))
    disputes, disputes_doubts = read_disputes(of("disputes"))
    statistics, more_statistics, statistics_doubts = read_statistics(of("statistics"))
    forms = tuple(form for form in (disclosure, requests, disputes, statistics) if form is not None)
    readings = [reading for form in forms for reading in form.cells.values()]
    readings += [*more_disclosure, *more_requests, *more_statistics]
    for table in tables:
        if not kinds[id(table)]:
            readings += read_home_made(table)
    doubts += [*disclosure_doubts, *requests_doubts, *disputes_doubts, *statistics_doubts]
    unreadable = form_printed(text for table in tables if table.table.defect for text in table.texts())
    return TablesRead(forms, tuple(readings), tuple(doubts), unreadable)


def _kinds(table: PrintedTable) -> frozenset[TableKind]:
    """Usually one; a single table of the file may hold several of the official ones, one below the other."""
    if table.table.defect is not None:
        return frozenset()
    recognisers: tuple[tuple[TableKind, bool], ...] = (
        ("disclosure", is_disclosure_table(table)),
        ("requests", is_requests_table(table)),
        ("disputes", is_disputes_table(table)),
        ("statistics", is_statistics_table(table)),
    )
    return frozenset(kind for kind, recognised in recognisers if recognised)


def _defect(table: PrintedTable, reason: str) -> Doubt:
    kinds = (
        ("disclosure", is_disclosure_table),
        ("requests", is_requests_table),
        ("disputes", is_disputes_table),
    )
    facts = {"reason": reason}
    for kind, recognised in kinds:
        if recognised(table):
            facts["table"] = kind
            break
    return Doubt("table.unreadable", facts=facts, quote=table.rows[0].cells[0].text)
