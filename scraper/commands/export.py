"""`gongkai export`: the data set as Parquet, CSV, DuckDB or XLSX, with its data package and dictionary."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from scraper.cli import complain
from scraper.errors import ConfigError
from scraper.exit_codes import ExitCode
from scraper.export import Options, export

_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{1,63}")


def execute(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.folder)
    if not _SPDX.fullmatch(arguments.licence):
        raise ConfigError(f"--licence {arguments.licence}: not an SPDX identifier, such as CC0-1.0 or CC-BY-4.0.")
    if arguments.bom and arguments.to != "csv":
        raise ConfigError("--bom: only CSV files have one. Leave it out, or choose --to csv.")
    target = Path(arguments.into) if arguments.into else folder / "export" / arguments.to
    options = Options(bom=arguments.bom, licence=arguments.licence)
    done = export(folder, arguments.to, target, options, complain)
    rows = {one.table.name: one.rows for one in done.written}
    complain(
        f"{target}: {rows['reports']:,} reports, {rows['figures']:,} figures, {len(rows)} tables, datapackage.json."
    )
    return ExitCode.OK
