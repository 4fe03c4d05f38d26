"""Export: rows a second into each format, of an output folder made up for it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import ROOT, Outcome, Row, cost_of, costs_in_turns, gongkai

SUBJECT = "export"
REPORTS = 5_000


def measure(rounds: int, reports: int = REPORTS) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as scratch:
        folder = Path(scratch) / "output"
        cost_of([sys.executable, "-m", "tests.dataset.synthetic", str(folder), str(reports)], ROOT)
        with (folder / "figures.jsonl").open("rb") as lines:
            figures = sum(1 for _ in lines)
        commands = {
            to: [gongkai(), "export", str(folder), "--to", to, "--into", str(Path(scratch) / to)]
            for to in ("parquet", "csv", "duckdb")
        }
        costs = costs_in_turns(commands, max(rounds // 10, 1))
    return Outcome(
        [
            Row(
                SUBJECT,
                f"gongkai export --to {to}",
                {"figures": figures, "s": cost.seconds, "rows/s": figures / cost.seconds, "peak MB": cost.peak_mb},
            )
            for to, cost in costs.items()
        ]
    )
