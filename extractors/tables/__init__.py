"""The official tables: recognised from their own labels, read cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from extractors.document import Document, Table
from extractors.models import Form
from extractors.outline import Outline
from extractors.reading import Doubt, Reading

TableKind = Literal["disclosure", "requests", "disputes", "statistics"]


@dataclass(frozen=True, slots=True)
class FormTable:
    """One official table as printed (a form split over several HTML tables counts as one).

    cells: (row key, column key) → reading; for `requests` the column is the dimension, for `disputes` the row is
        `review`, `litigation.direct` or `litigation.after_review`; for `disclosure` e.g. ("rules", "issued")
    form: "2019", "2021", or "mixed" where rows or columns of both stand together; "2014" for `statistics`
    """

    kind: TableKind
    form: Form
    tables: tuple[Table, ...]
    cells: Mapping[tuple[str, str], Reading]


@dataclass(frozen=True, slots=True)
class TablesRead:
    """forms: official tables. readings: every number of every table, official or home-made. doubts: what could not be read."""

    forms: tuple[FormTable, ...]
    readings: tuple[Reading, ...]
    doubts: tuple[Doubt, ...]


def read_tables(document: Document, outline: Outline) -> TablesRead:
    return TablesRead((), (), ())
