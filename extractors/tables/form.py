"""An official table as read, and which form it follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from extractors.document import Table
from extractors.models import Form
from extractors.reading import Reading

TableKind = Literal["disclosure", "requests", "disputes", "statistics"]


@dataclass(frozen=True, slots=True)
class FormTable:
    """One official table as printed (a form split over several tables of the file counts as one).

    cells: (row key, column key) → reading; for `requests` the column is the dimension, for `disputes` the row is
        `review`, `litigation.direct` or `litigation.after_review`; for `disclosure` e.g. ("rules", "issued")
    form: "2014" for `statistics`; "mixed" where rows or columns of 2019 and 2021 stand together. The disputes table is
        the same in both; it is "2021" and decides nothing beside another table.
    """

    kind: TableKind
    form: Form
    tables: tuple[Table, ...]
    cells: Mapping[tuple[str, str], Reading]


def table_form(labels: Iterable[tuple[Form, ...]], forms: tuple[Form, ...]) -> Form:
    """The form that the labels' forms have in common; the newest where they leave it open; `mixed` where none fits."""
    possible = set(forms)
    for label in labels:
        possible &= set(label)
        if not possible:
            return "mixed"
    return max(possible)
