"""Where pages are read: in threads beside the event loop, or in processes of their own, on all cores."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self, TypeVar, TypeVarTuple

A = TypeVarTuple("A")
T = TypeVar("T")


class Workers:
    """Use it in a `with`. jobs: processes; 1 for threads of this one, which is enough at the pace portals are given.

    Processes pay where hosts are many: threads share one core for Python's own work.
    """

    def __init__(self, jobs: int = 1) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    async def do(self, work: Callable[[*A], T], *args: *A) -> T:
        """What `work` returns or raises. Raises BrokenProcessPool when a page ends the process twice."""
        if self._jobs == 1:
            return await asyncio.to_thread(work, *args)
        pool = self._started()
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, work, *args)
        except BrokenProcessPool:
            # Another page may be to blame, which took all that were under way with it.
            if self._pool is pool:
                self._pool = None
            return await asyncio.get_running_loop().run_in_executor(self._started(), work, *args)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned: a fork of a process with threads and an open database may never come back.
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=spawn, initializer=_begin)
        return self._pool


def _begin() -> None:
    """In each process: Ctrl-C is the first one's business; and when that is killed, there is nothing left to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.join,), daemon=True).start()


def _end_with(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)
