"""Run the subjects named, or all; a table on stderr, JSON on stdout and kept in `benchmarks/results/`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from benchmarks.measure import Outcome

SUBJECTS = ("extraction", "crawling", "startup", "exporting", "growth", "cluster", "country")
RESULTS = Path(__file__).with_name("results")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"of {', '.join(SUBJECTS)}; by default all")
    parser.add_argument("--rounds", type=int, default=15, help="how often the quick ones are timed (default: 15)")
    parser.add_argument("--check", action="store_true", help="end with 1 when a ratio that must hold does not")
    options = parser.parse_args()
    unknown = set(options.subjects) - set(SUBJECTS)
    if unknown:
        parser.error(f"there is no subject {', '.join(sorted(unknown))}; there are {', '.join(SUBJECTS)}")
    before = _newest()
    outcomes = {}
    for name in options.subjects or SUBJECTS:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        outcomes[name] = import_module(f"benchmarks.{name}").measure(options.rounds)
        for line in table(outcomes[name], before.get(name, [])):
            print(line, file=sys.stderr, flush=True)
    result = _result(outcomes, options.rounds)
    RESULTS.mkdir(exist_ok=True)
    kept = RESULTS / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
    kept.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    json.dump(result, sys.stdout, ensure_ascii=False)
    print()
    return int(options.check and not all(one.held for outcome in outcomes.values() for one in outcome.promises))


def table(outcome: Outcome, before: Iterable[dict[str, Any]]) -> Iterable[str]:
    """before: rows of the run before this, whose times stand in brackets."""
    earlier = {row["name"]: row["values"] for row in before}
    width = max(len(row.name) for row in outcome.rows)
    for row in outcome.rows:
        shown = [
            f"{_number(value)} {name}{_was(earlier.get(row.name, {}).get(name))}" for name, value in row.values.items()
        ]
        yield f"  {row.name:<{width}}  {'  '.join([*shown, row.note]).rstrip()}"
    for one in outcome.promises:
        bound = f"{'at most' if one.at_most else 'at least'} {_number(one.bound)}"
        yield f"  {'holds ' if one.held else 'MISSED'} {one.what}: {_number(one.value)} ({bound})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _was(value: float | None) -> str:
    return "" if value is None else f" ({_number(value)})"


def _newest() -> dict[str, list[dict[str, Any]]]:
    """The rows of each subject when it was last measured."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(RESULTS.glob("*.json")):
        subjects = json.loads(path.read_text("utf-8"))["subjects"]
        rows |= {name: outcome["rows"] for name, outcome in subjects.items()}
    return rows


def _result(outcomes: dict[str, Outcome], rounds: int) -> dict[str, Any]:
    return {
        "version": metadata.version("gongkai"),
        "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "rounds": rounds,
        "subjects": {
            name: {
                "rows": [asdict(row) for row in outcome.rows],
                "promises": [{**asdict(one), "held": one.held} for one in outcome.promises],
            }
            for name, outcome in outcomes.items()
        },
    }


if __name__ == "__main__":
    sys.exit(main())
