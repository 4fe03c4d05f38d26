"""Processes that read pages: the same result, one that dies, and none left behind."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from scraper.workers import Workers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")


def square(number: int) -> int:
    return number * number


def die(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_from_threads_and_processes(jobs: int) -> None:
    async def run() -> list[int]:
        with Workers(jobs) as workers:
            return await asyncio.gather(*(workers.do(square, number) for number in range(20)))

    assert asyncio.run(run()) == [number * number for number in range(20)]


def test_a_process_that_dies_costs_its_page_only() -> None:
    async def run() -> int:
        with Workers(2) as workers:
            with contextlib.suppress(BrokenProcessPool):
                await workers.do(die, 0)
                raise AssertionError("nothing was said of it")
            return await workers.do(square, 3)

    assert asyncio.run(run()) == 9


def test_no_process_outlives_one_that_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "pids"
    script = tmp_path / "script.py"
    script.write_text(
        f"""
import asyncio, os, time
from pathlib import Path
from scraper.workers import Workers

def busy(number):
    with Path({str(told)!r}).open("a") as file:
        file.write(f"{{os.getpid()}}\\n")
    time.sleep(30)

async def main():
    with Workers(2) as workers:
        await asyncio.gather(*(workers.do(busy, number) for number in range(2)))

if __name__ == "__main__":
    asyncio.run(main())
""",
        "utf-8",
    )
    parent = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and (not told.exists() or len(told.read_text().split()) < 2):
        time.sleep(0.05)
    children = [int(pid) for pid in told.read_text().split()]
    parent.kill()
    parent.wait()
    while time.monotonic() < deadline and any(alive(pid) for pid in children):
        time.sleep(0.05)
    assert not any(alive(pid) for pid in children)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 0)
            return not Path("/proc").exists()
        return False
    return state != "Z"


def test_processes_that_read_pages_load_no_client() -> None:
    script = (
        "import sys, scraper.read, scraper.discover.article; print({'httpx', 'tenacity', 'rich'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
