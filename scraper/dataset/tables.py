"""What the tables of an exported data set are: `tables.toml`, loaded."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractors.catalogue import indicators, load_data

ColumnType = Literal["string", "integer", "number", "boolean", "integers", "strings"]
Format = Literal["parquet", "csv", "duckdb", "xlsx"]

# Indicators whose numbers mean something in a column of their own. Changes and shares need their base beside them.
WIDE_KINDS = frozenset({"volume", "stock", "money"})


class Column(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: ColumnType
    zh: str
    en: str


class Table(BaseModel):
    """A table: `key` tells its rows apart, `refs` leads from its columns to `table.column` of others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    refs: dict[str, str] = {}
    only: tuple[Format, ...] = ("parquet", "csv", "duckdb", "xlsx")


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    zh: str
    en: str
    column: list[tuple[str, ColumnType, str, str]]
    key: tuple[str, ...] = ()
    refs: dict[str, str] = {}
    only: tuple[Format, ...] = ("parquet", "csv", "duckdb", "xlsx")


class _TableFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    table: list[_Entry]


@cache
def tables() -> dict[str, Table]:
    """All tables by name, in the order a reader meets them."""
    found = {}
    for entry in load_data("scraper.dataset", "tables.toml", _TableFile).table:
        columns = [Column(name=name, type=kind, zh=zh, en=en) for name, kind, zh, en in entry.column]
        if entry.name == "panel_wide":
            columns += wide_columns()
        found[entry.name] = Table(columns=tuple(columns), **entry.model_dump(exclude={"column"}))
    return found


def wide_columns() -> list[Column]:
    """The indicators' columns of `panel_wide`: `requests.received` is `requests_received`."""
    return [
        Column(name=wide_name(one.key), type="number", zh=one.zh, en=one.en)
        for one in indicators().values()
        if one.kind in WIDE_KINDS
    ]


def wide_name(indicator: str) -> str:
    """Without the point: a column's name that R, Stata and SQL take unquoted."""
    return indicator.replace(".", "_")
