"""`datapackage.json`: what an export holds, in the terms of the Data Package standard (Frictionless)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scraper.dataset.tables import Format, Table
from scraper.export.files import Written

FILE = "datapackage.json"
NAME = "gongkai"
TYPES = {"integers": "array", "strings": "array"}
MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "duckdb": "application/vnd.duckdb",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for a data set as a whole. `portals`: name and address of each; `made`: when it was last brought up
    to date, by the last run or else by the latest page."""

    version: str
    made: str | None
    first_year: int | None
    last_year: int | None
    portals: tuple[tuple[str, str], ...]
    licence: str
    counts: dict[str, int]

    @property
    def period(self) -> str:
        if self.first_year is None:
            return ""
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}–{self.last_year}"


def write_package(facts: Facts, written: list[Written], to: Format, folder: Path) -> None:
    text = json.dumps(package(facts, written, to, folder), ensure_ascii=False, indent=2) + "\n"
    (folder / FILE).write_text(text, "utf-8", newline="\n")


def package(facts: Facts, written: list[Written], to: Format, folder: Path) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": "政府信息公开工作年度报告数据集 / Annual disclosure reports of Chinese government bodies",
        "description": "Every number the reports state, with the words that state it, and what does not add up."
        " data_dictionary.md says what each column means; 数据说明见 data_dictionary.zh.md。",
        "version": facts.version,
        **({"created": facts.made} if facts.made else {}),
        "temporal": {"start": facts.first_year, "end": facts.last_year},
        "counts": facts.counts,
        "licenses": [{"name": facts.licence, "path": f"https://spdx.org/licenses/{facts.licence}.html"}],
        "sources": [{"title": name, "path": address} for name, address in facts.portals],
        "contributors": [{"title": f"gongkai {facts.version}", "roles": ["wrangler"]}],
        "keywords": ["政府信息公开", "open-data", "freedom-of-information", "china"],
        "resources": [resource(one, written, to, folder) for one in written],
    }


def resource(one: Written, all_of: list[Written], to: Format, folder: Path) -> dict[str, Any]:
    """One table. Where several lie in one file (duckdb, xlsx), `table` or the dialect's sheet says which is meant."""
    table = one.table
    file = folder / one.paths[0]
    single = to in ("csv", "parquet") and len(one.paths) == 1
    return {
        "name": table.name.replace("_", "-"),
        "title": f"{table.zh} / {table.en}",
        "path": one.paths[0] if len(one.paths) == 1 else list(one.paths),
        "format": to,
        "mediatype": MEDIA_TYPES[to],
        **({"encoding": "utf-8"} if to == "csv" else {}),
        **({"bytes": file.stat().st_size, "hash": f"sha256:{sha256(file)}"} if single else {}),
        **({"table": table.name} if to == "duckdb" else {}),
        **({"dialect": {"excel": {"sheet": one.sheet}}} if to == "xlsx" else {}),
        "rows": one.rows,
        "schema": schema(table, one.fields, {other.table.name for other in all_of}, plain=to != "xlsx"),
    }


def schema(table: Table, fields: tuple[str, ...], known: set[str], *, plain: bool) -> dict[str, Any]:
    """plain: the fields are called as the table's columns are, so that keys can name them."""
    described: dict[str, Any] = {
        "fields": [
            {
                "name": name,
                "type": TYPES.get(column.type, column.type),
                "title": column.zh,
                "description": column.en,
            }
            for name, column in zip(fields, table.columns, strict=True)
        ],
        "missingValues": [""],
    }
    if plain and table.key:
        described["primaryKey"] = list(table.key)
    targets = {column: target.split(".") for column, target in table.refs.items()}
    if plain and targets:
        described["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other.replace("_", "-"), "fields": [field]}}
            for column, (other, field) in targets.items()
            if other in known
        ]
    return described


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def origin(url: str) -> str:
    """Scheme and host of an address: what a portal is cited by."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme in ("http", "https") else url
