"""Measuring: work in this process in turns, or other processes with what they cost the machine."""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. values: numbers by the name of their column. note: why there are none."""

    subject: str
    name: str
    values: Mapping[str, float] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """A ratio that must hold. held: at most `bound` when `at_most`, else at least."""

    what: str
    value: float
    bound: float
    at_most: bool = True

    @property
    def held(self) -> bool:
        return self.value <= self.bound if self.at_most else self.value >= self.bound


@dataclass(frozen=True, slots=True)
class Outcome:
    rows: Sequence[Row]
    promises: Sequence[Promise] = ()


def in_turns(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median milliseconds of processor time of each. Round by round: a busy moment of the machine meets all of them."""
    for work in works.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            start = time.process_time()
            work()
            times[name].append(time.process_time() - start)
    return {name: statistics.median(taken) * 1000 for name, taken in times.items()}


def peak_kilobytes(work: Callable[[], object]) -> float:
    """The most that Python held at a time for this work (what a C library takes of its own is not seen)."""
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        work()
        return (tracemalloc.get_traced_memory()[1] - before) / 1000
    finally:
        tracemalloc.stop()


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a process with its children. said: the JSON object it printed last, when it prints one."""

    seconds: float
    cpu: float
    peak_mb: float
    said: dict[str, Any]


# A process counts the memory of the one it was forked from as its own peak: a small one is put between.
BETWEEN = """
import json, os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - start
code = os.waitstatus_to_exitcode(status)
print(json.dumps([seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, code]), file=sys.stderr)
"""


# With modules compiled once, as an installer leaves them: here and there a shell is set to have them compiled anew by
# every process, which takes longer than what is to be measured.
_AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def cost_of(command: Sequence[str], folder: Path = ROOT) -> Cost:
    """Run a process to its end. Raises RuntimeError when it fails."""
    between = [sys.executable, "-S", "-E", "-c", BETWEEN, *command]
    run = subprocess.run(between, capture_output=True, cwd=folder, env=_AS_INSTALLED, check=True)
    seconds, cpu, peak, code = json.loads(run.stderr)
    if code:
        raise RuntimeError(f"{' '.join(command)} ended with {code}: nothing of it can be compared")
    return Cost(seconds, cpu, peak / (1e6 if sys.platform == "darwin" else 1000), _last_object(run.stdout))


def costs_in_turns(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Cost]:
    """The median run of each process, by its time."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(cost_of(command))
    return {name: sorted(taken, key=lambda cost: cost.seconds)[len(taken) // 2] for name, taken in costs.items()}


def gongkai() -> str:
    """The command, beside the interpreter that runs this."""
    return str(Path(sys.executable).with_name("gongkai"))


def _last_object(printed: bytes) -> dict[str, Any]:
    last = printed.strip().rpartition(b"\n")[2]
    if not last.startswith(b"{"):
        return {}
    said: dict[str, Any] = json.loads(last)
    return said
