"""Past one machine: archives of the set, read by one worker of a Dask scheduler, by two, and by this machine alone.

Each worker is a process with one thread. What is timed is the whole command, with its start.
"""

from __future__ import annotations

import gzip
import statistics
import tempfile
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from benchmarks.measure import Outcome, Promise, Row, cost_of, gongkai
from benchmarks.pages import samples
from scraper.archive import ArchiveWriter
from tests.cluster.fleet import START, Fleet, add

SUBJECT = "cluster"
ARCHIVES = 16
PAGES = 250  # in each


def measure(rounds: int) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as scratch:
        archive = Path(scratch) / "archive"
        _write(archive)
        times: dict[str, list[float]] = {"alone": [], "1": [], "2": []}
        outputs: dict[str, bytes] = {}
        for number in range(max(rounds // 5, 1)):
            begun = time.perf_counter()
            cost_of([gongkai(), "extract", str(archive)])
            times["alone"].append(time.perf_counter() - begun)
            for workers in (1, 2):
                into = Path(scratch) / f"{workers}-{number}"
                with Fleet(workers) as fleet:
                    fleet.wait_for_workers()
                    begun = time.perf_counter()
                    cost_of([gongkai(), "extract", "--scheduler", fleet.address, "--into", str(into), str(archive)])
                    times[str(workers)].append(time.perf_counter() - begun)
                outputs[str(workers)] = _merged(into)
    taken = {name: statistics.median(seconds) for name, seconds in times.items()}
    return Outcome(_rows(taken), _promises(taken, outputs))


def _rows(taken: Mapping[str, float]) -> list[Row]:
    names = {"alone": "gongkai extract", "1": "… --scheduler, one worker", "2": "… --scheduler, two workers"}
    return [
        Row(SUBJECT, names[name], {"s": seconds, "pages/s": ARCHIVES * PAGES / seconds})
        for name, seconds in taken.items()
    ]


def _promises(taken: Mapping[str, float], outputs: Mapping[str, bytes]) -> list[Promise]:
    return [
        Promise("two workers, times one", taken["1"] / taken["2"], 1.7, at_most=False),
        Promise("lines of their output that differ", float(_differing(outputs["1"], outputs["2"])), 0),
    ]


def _differing(one: bytes, other: bytes) -> int:
    return len(set(one.splitlines()) ^ set(other.splitlines()))


def _merged(folder: Path) -> bytes:
    return b"".join(gzip.decompress(file.read_bytes()) for file in sorted(folder.glob("*.jsonl.gz")))


def _write(folder: Path) -> None:
    """The set over and over, each page under an address of its own."""
    bodies = [one.content for one in samples()[1:] if one.html]
    for run in range(ARCHIVES):
        started = START + timedelta(days=run)
        with ArchiveWriter(folder, started) as writer:
            for number in range(run * PAGES, (run + 1) * PAGES):
                add(writer, number, bodies[number % len(bodies)], started)
