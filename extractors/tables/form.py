"""An official table as read, and which form it follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.catalogue.forms import form_tables
from extractors.catalogue.labels import folded
from extractors.document import Table
from extractors.models import Form
from extractors.reading import Reading

# Shorter labels than these are parts of others of either form (3.其他, （六）其他处理).
SHORTEST_COLUMN, SHORTEST_ROW = 5, 10

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


def form_printed(texts: Iterable[str]) -> Form | None:
    """The form whose own labels stand in tables that cannot be read cell by cell; None where they leave it open."""
    whole = "".join(map(folded, texts))
    found: set[Form] = set()
    for label, form in _labels_of_one_form():
        if label in whole:
            found.add(form)
            # 处理决定数量 of the one form is a part of 本年处理决定数量 of the other.
            whole = whole.replace(label, "|")
    return found.pop() if len(found) == 1 else None


@cache
def _labels_of_one_form() -> tuple[tuple[str, Form], ...]:
    """Labels that only one form has, longer ones first."""
    forms: dict[str, set[Form]] = {}
    for table in form_tables().values():
        for entry, shortest in (
            *((one, SHORTEST_COLUMN) for one in table.column),
            *((one, SHORTEST_ROW) for one in table.row),
        ):
            for label in entry.printings:
                if len(label) >= shortest:
                    forms.setdefault(folded(label), set()).update(entry.forms or table.forms)
    telling = ((label, of.pop()) for label, of in forms.items() if len(of) == 1)
    return tuple(sorted(telling, key=lambda pair: len(pair[0]), reverse=True))
