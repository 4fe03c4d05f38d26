"""Start-up: how long a command takes that has nothing to do, or next to nothing."""

from __future__ import annotations

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import Outcome, Promise, Row, costs_in_turns, gongkai
from tests.generator import generate

SUBJECT = "start-up"


def measure(rounds: int) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        page = Path(folder) / "report.html"
        page.write_bytes(generate(1, layout="plain-trs", encoding="utf-8").content)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "gongkai --help": [gongkai(), "--help"],
            "gongkai --version": [gongkai(), "--version"],
            "gongkai extract, one small file": [gongkai(), "extract", str(page)],
        }
        rows = []
        if find_spec("scrapy"):
            commands["scrapy --help"] = [sys.executable, "-m", "scrapy", "--help"]
        else:
            rows.append(Row(SUBJECT, "scrapy --help", note="not installed"))
        costs = costs_in_turns(commands, max(rounds // 3, 3))
    rows += [
        Row(SUBJECT, name, {"ms": cost.seconds * 1000, "CPU ms": cost.cpu * 1000, "peak MB": cost.peak_mb})
        for name, cost in costs.items()
    ]
    bare, helped = costs["python -c pass"].seconds, costs["gongkai --help"].seconds
    promises = [Promise("gongkai --help, ms beyond 3 × python -c pass", (helped - 3 * bare) * 1000, 100)]
    if "scrapy --help" in costs:
        promises.append(Promise("gongkai --help against scrapy --help", helped / costs["scrapy --help"].seconds, 0.25))
    return Outcome(rows, promises)
