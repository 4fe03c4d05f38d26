"""`export`: the tables in one format, with all that makes them a data package, put in place whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.dataset.database import check_folder, open_dataset
from scraper.dataset.tables import Format, Table, tables
from scraper.errors import ConfigError
from scraper.export import package
from scraper.export.files import Written, count, names, write_csv, write_parquet
from scraper.export.papers import write_papers
from scraper.export.workbook import write_workbook
from scraper.output import RUNS, guarded

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DUCKDB_FILE = "gongkai.duckdb"


@dataclass(frozen=True, slots=True)
class Options:
    """bom: begin CSV files with a byte order mark. licence: an SPDX identifier. partition_above: rows of figures beyond
    which Parquet is written a year a file."""

    bom: bool = False
    licence: str = "CC0-1.0"
    partition_above: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Exported:
    target: Path
    written: list[Written]


def export(
    folder: Path, to: Format, target: Path, options: Options, tell: Callable[[str], None] = lambda _: None
) -> Exported:
    """Write the data set of `folder` to the folder `target`, which is replaced as a whole when all is written.

    tell: hears of each step. Raises ConfigError, OutputError.
    """
    check_folder(folder)
    _check_target(target)
    draft = target.with_name(f".{target.name}.new")
    with guarded(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
    try:
        tell(f"reading {folder}")
        database = draft / DUCKDB_FILE if to == "duckdb" else None
        with open_dataset(folder, database, scratch=draft) as connection, guarded(target.parent):
            wanted = [table for table in tables().values() if to in table.only]
            written = _write(connection, to, wanted, draft, options, tell)
            facts = _facts(connection, folder, options.licence)
        with guarded(target.parent):
            package.write_package(facts, written, to, draft)
            write_papers(facts, draft)
            _replace(draft, target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return Exported(target, written)


def _write(
    connection: DuckDBPyConnection,
    to: Format,
    wanted: list[Table],
    draft: Path,
    options: Options,
    tell: Callable[[str], None],
) -> list[Written]:
    if to == "xlsx":
        tell("writing the workbook")
        return write_workbook(connection, wanted, draft)
    written = []
    for table in wanted:
        match to:
            case "parquet":
                one = write_parquet(connection, table, draft, partition_above=options.partition_above)
            case "csv":
                one = write_csv(connection, table, draft, bom=options.bom)
            case "duckdb":
                one = Written(table, (DUCKDB_FILE,), count(connection, table), names(table))
        tell(f"{table.name}: {one.rows:,} rows")
        written.append(one)
    return written


def _facts(connection: DuckDBPyConnection, folder: Path, licence: str) -> package.Facts:
    first, last, latest = connection.execute(
        "SELECT min(year), max(year), max(retrieved_at) FROM reports"
    ).fetchone() or (None, None, None)
    portals = connection.execute(
        "SELECT portal, min(url) FROM reports WHERE portal IS NOT NULL GROUP BY portal ORDER BY portal"
    ).fetchall()
    return package.Facts(
        version=version("gongkai"),
        made=last_run(folder) or latest,
        first_year=first,
        last_year=last,
        portals=tuple((name, package.origin(url)) for name, url in portals),
        licence=licence,
        counts={name: count(connection, tables()[name]) for name in ("reports", "figures", "findings", "agencies")},
    )


def last_run(folder: Path) -> str | None:
    """When the last run ended, by `runs.jsonl`."""
    path = folder / RUNS
    if not path.is_file():
        return None
    finished = None
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                finished = json.loads(line)["finished"]
            except (ValueError, KeyError, TypeError):
                continue  # a damaged line costs the export nothing but a date
    return finished if isinstance(finished, str) else None


def _check_target(target: Path) -> None:
    """What is replaced must be an export: a folder of the user's own shall not vanish by a slip of the keyboard."""
    if target.exists() and not (target / package.FILE).is_file() and (not target.is_dir() or any(target.iterdir())):
        raise ConfigError(f"{target}: is there, and is no export. Choose another --into, or remove it.")


def _replace(draft: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.replace(old)
    draft.replace(target)
    shutil.rmtree(old, ignore_errors=True)
