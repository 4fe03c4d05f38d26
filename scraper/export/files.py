"""The files of each format: `write(connection, table, folder)` gives what was written of one table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.dataset.tables import Column, Table
from scraper.export.cells import MACROS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of a table. `paths` below the export's folder; `fields`: the names of its columns there."""

    table: Table
    paths: tuple[str, ...]
    rows: int
    fields: tuple[str, ...]
    sheet: str | None = None


def count(connection: DuckDBPyConnection, table: Table) -> int:
    found = connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()  # noqa: S608 - a name of ours
    return int(found[0]) if found else 0


def select(table: Table) -> str:
    """A query for the table's columns in their order."""
    return _query(table, [f'"{column.name}"' for column in table.columns])


def select_text(table: Table, before: str = "") -> str:
    """The same as the text of CSV cells. before: what stands before the first column's name."""
    columns = [f'{text_of(column)} AS "{column.name}"' for column in table.columns]
    columns[0] = f'{text_of(table.columns[0])} AS "{before}{table.columns[0].name}"'
    return _query(table, columns)


def _query(table: Table, columns: list[str]) -> str:
    # Sorting whole texts would take more memory than all the rest.
    order = "" if table.name == "texts" else ", ".join(f'"{table.name}"."{name}"' for name in table.key)
    return f'SELECT {", ".join(columns)} FROM "{table.name}"' + (f" ORDER BY {order}" if order else "")  # noqa: S608


def text_of(column: Column) -> str:
    """A column as the text of a CSV cell."""
    name = f'"{column.name}"'
    match column.type:
        case "string":
            return f"cell({name})"
        case "number":
            return f"number({name})"
        case "strings" | "integers":
            return f"seen(to_json({name})::VARCHAR)"
        case _:
            return name


def write_parquet(connection: DuckDBPyConnection, table: Table, folder: Path, *, partition_above: int) -> Written:
    """One file, or a folder with one a year for a table of figures beyond `partition_above` rows."""
    rows = count(connection, table)
    partitioned = table.name == "figures" and rows > partition_above
    target = folder / (table.name if partitioned else f"{table.name}.parquet")
    options = "FORMAT parquet, COMPRESSION zstd"
    if table.name == "texts":  # long cells: groups of the usual number of rows would not fit into memory
        options += ", ROW_GROUP_SIZE_BYTES '8MB'"
    if partitioned:
        options += ", PARTITION_BY (year), WRITE_PARTITION_COLUMNS true"
    connection.execute(f"COPY ({select(table)}) TO {quoted(target)} ({options})")
    files = sorted(target.rglob("*.parquet")) if partitioned else [target]
    paths = tuple(file.relative_to(folder).as_posix() for file in files)
    return Written(table, paths, rows, names(table))


def write_csv(connection: DuckDBPyConnection, table: Table, folder: Path, *, bom: bool) -> Written:
    """UTF-8, LF, a header. bom: with the mark by which Excel knows UTF-8."""
    for macro in MACROS:
        connection.execute(macro.replace("CREATE TEMP MACRO", "CREATE OR REPLACE TEMP MACRO"))
    target = folder / f"{table.name}.csv"
    query = select_text(table, BOM if bom else "")
    connection.execute(f"COPY ({query}) TO {quoted(target)} (FORMAT csv, HEADER true)")
    return Written(table, (target.name,), count(connection, table), names(table))


def names(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns)


def quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
