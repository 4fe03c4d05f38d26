"""The official tables, as `forms.toml` lists them."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractors.catalogue.loading import load_data

TableKey = Literal["disclosure", "requests", "disputes", "statistics"]
FormKey = Literal["2014", "2019", "2021"]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    label: str
    variants: tuple[str, ...] = ()
    forms: tuple[FormKey, ...] = ()

    @property
    def printings(self) -> tuple[str, ...]:
        return (self.label, *self.variants)


class Column(Entry):
    """A column; `forms` empty: it is in all forms of its table."""


class Row(Entry):
    """A row. `columns`: keys of the columns it has in each form, where that is not all of them."""

    within: str | None = None
    part_of: str | None = None
    parent: bool = False
    columns: dict[FormKey, tuple[str, ...]] = {}


class TableEntry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: TableKey
    zh: str
    forms: tuple[FormKey, ...]
    column: tuple[Column, ...]
    row: tuple[Row, ...]


class _FormsFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    table: tuple[TableEntry, ...]


@cache
def form_tables() -> dict[str, TableEntry]:
    """The official tables by key."""
    return {table.key: table for table in load_data("extractors.catalogue", "forms.toml", _FormsFile).table}


def table_name(table: str) -> str:
    return form_tables()[table].zh


@cache
def row_name(table: str, key: str) -> str:
    """A row's printed label, the key itself where the catalogue has none."""
    return next((row.label for row in form_tables()[table].row if row.key == key), key)


@cache
def column_name(table: str, key: str) -> str:
    return next((column.label for column in form_tables()[table].column if column.key == key), key)


@cache
def prescribed_rows(table: str, form: str) -> tuple[str, ...]:
    """Keys of the rows a form asks for, in its order; for `mixed` those that both forms have."""
    entry = form_tables()[table]
    wanted = entry.forms if form == "mixed" else (form,)
    owed = [row for row in entry.row if not row.parent]
    keys = [row.key for row in owed if all(_has(row, one, entry) for one in wanted)]
    return tuple(dict.fromkeys(keys))


def _has(row: Row, form: str, entry: TableEntry) -> bool:
    return any(other.key == row.key and (form in (other.forms or entry.forms)) for other in entry.row)
