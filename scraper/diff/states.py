"""A state of a data set, read report by report in the order of their ids: an output folder, or an export of one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scraper.dataset.database import connect, need_duckdb
from scraper.dataset.tables import Table, tables
from scraper.errors import ConfigError, OutputError
from scraper.export.files import quoted
from scraper.export.job import DUCKDB_FILE
from scraper.export.package import FILE as PACKAGE
from scraper.output import REPORTS, guarded

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROWS_AT_ONCE = 2_000
# What of a report may change beside its text and figures.
FIELDS = ("title", "agency", "year", "form", "published", "period_start", "period_end")


@dataclass(frozen=True, slots=True)
class ReportState:
    """One report as a state has it. fields: those of FIELDS. figures: rows with the keys of figures.jsonl."""

    id: str
    url: str
    fields: dict[str, Any]
    text_sha256: str
    figures: list[dict[str, Any]]


def read_state(path: Path) -> Iterator[ReportState]:
    """The reports of an output folder, a Parquet, CSV or DuckDB export, or a .duckdb file.

    One report is in memory at a time. Raises ConfigError, OutputError.
    """
    if (path / REPORTS).is_file():
        return _from_output(path / REPORTS)
    if path.is_file() and path.suffix == ".duckdb":
        return _from_database(path)
    if (path / PACKAGE).is_file():
        return _from_export(path)
    raise ConfigError(f"{path}: neither an output folder nor an export. Name one of those, or a .duckdb file.")


def _from_output(path: Path) -> Iterator[ReportState]:
    with guarded(path.parent), path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield _state_of(json.loads(line))
            except (ValueError, KeyError, TypeError):
                raise OutputError(f"{path}:{number}: not a report. Write the file anew: gongkai run.") from None


def _state_of(record: dict[str, Any]) -> ReportState:
    period = record["period"] or {"start": None, "end": None}
    return ReportState(
        id=record["id"],
        url=record["source"]["url"],
        fields={
            "title": record["title"],
            "agency": record["agency"]["name"],
            "year": record["year"],
            "form": record["form"],
            "published": record["published"],
            "period_start": period["start"],
            "period_end": period["end"],
        },
        text_sha256=hashlib.sha256(record["text"].encode()).hexdigest(),
        figures=record["figures"],
    )


def _from_export(folder: Path) -> Iterator[ReportState]:
    if (folder / DUCKDB_FILE).is_file():
        return _from_database(folder / DUCKDB_FILE)
    if (folder / "reports.parquet").is_file():
        parts = folder / "figures" / "**" / "*.parquet"
        figures = parts if (folder / "figures").is_dir() else folder / "figures.parquet"
        sources = {"reports": folder / "reports.parquet", "figures": figures}
        return _from_queries({name: f"SELECT * FROM read_parquet({quoted(path)})" for name, path in sources.items()})  # noqa: S608
    if (folder / "reports.csv").is_file():
        return _from_queries({name: _csv_query(tables()[name], folder) for name in ("reports", "figures")})
    raise ConfigError(f"{folder}: a workbook cannot be compared. Export to parquet, csv or duckdb instead.")


def _csv_query(table: Table, folder: Path) -> str:
    """The cells as they were before an apostrophe was put before those that might start a formula."""
    types = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}
    declared = ", ".join(f"'{column.name}': '{types.get(column.type, 'VARCHAR')}'" for column in table.columns)
    columns = ", ".join(_unguarded(one.name) if one.type == "string" else f'"{one.name}"' for one in table.columns)
    options = f"header = true, columns = {{{declared}}}, auto_detect = false, quote = '\"', escape = '\"'"
    return f"SELECT {columns} FROM read_csv({quoted(folder / f'{table.name}.csv')}, {options})"  # noqa: S608


def _unguarded(name: str) -> str:
    return f"""CASE WHEN starts_with("{name}", '''') THEN substr("{name}", 2) ELSE "{name}" END AS "{name}" """


def _from_database(path: Path) -> Iterator[ReportState]:
    return _from_queries({name: f"SELECT * FROM {name}" for name in ("reports", "figures")}, path)  # noqa: S608


def _from_queries(queries: dict[str, str], database: Path | None = None) -> Iterator[ReportState]:
    duckdb = need_duckdb()
    connection = connect(database, read_only=database is not None)
    try:
        reports = _rows(connection, f"SELECT * FROM ({queries['reports']}) ORDER BY id")  # noqa: S608
        figures = _rows(connection.cursor(), f'SELECT * FROM ({queries["figures"]}) ORDER BY report_id, "index"')  # noqa: S608
        grouped = groupby(figures, itemgetter("report_id"))
        waiting = next(grouped, None)
        for report in reports:
            held: list[dict[str, Any]] = []
            if waiting and waiting[0] == report["id"]:
                held = list(waiting[1])
                waiting = next(grouped, None)
            yield ReportState(
                id=report["id"],
                url=report["url"],
                fields={name: report[name] for name in FIELDS},
                text_sha256=report["text_sha256"],
                figures=held,
            )
    except duckdb.Error as error:
        raise OutputError(f"{database or 'export'}: {str(error).splitlines()[0]}. Export it anew.") from error
    finally:
        connection.close()


def _rows(connection: DuckDBPyConnection, query: str) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or ()]
    while batch := cursor.fetchmany(ROWS_AT_ONCE):
        for values in batch:
            yield dict(zip(names, values, strict=True))
