"""Many files in several processes: in chunks, in order, with a bounded number of them under way."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from scraper.local.paths import Skipped, Source
from scraper.local.reading import Reading, read_source

# Files a chunk: enough that handing them over costs little, few enough that all processes end together.
CHUNK = 16
# Chunks under way for each process: one being read, some waiting, no more results in memory than that.
AHEAD = 3

Found = Source | Skipped
Told = Reading | Skipped


def read_all(found: Iterable[Found], *, jobs: int, figures: bool) -> Iterator[Told]:
    """Read every source, in order; what was skipped is handed on in its place. jobs 1: in this process."""
    if jobs == 1:
        yield from read_chunk(found, figures=figures)
        return
    chunks = _chunks(found)
    waiting: deque[tuple[list[Found], Future[list[Told]]]] = deque()
    executor = _executor(jobs)
    try:
        while True:
            for chunk in islice(chunks, jobs * AHEAD - len(waiting)):
                waiting.append((chunk, _submit(executor, chunk, figures)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                told = future.result()
            except BrokenProcessPool:
                # A process was killed, most likely for want of memory, and took the pool with it. The file
                # to blame is found by reading the oldest chunk file by file; the rest is handed in again.
                executor.shutdown(wait=False, cancel_futures=True)
                told = [one for found_one in chunk for one in _read_alone(found_one, figures)]
                executor = _executor(jobs)
                waiting = deque((later, _submit(executor, later, figures)) for later, _ in waiting)
            yield from told
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def read_chunk(found: Iterable[Found], *, figures: bool) -> Iterator[Told]:
    for one in found:
        yield one if isinstance(one, Skipped) else read_source(one, figures=figures)


def _submit(executor: ProcessPoolExecutor, found: list[Found], figures: bool) -> Future[list[Told]]:
    """A chunk handed to the pool. That a pool which broke takes none shows when it is the chunk's turn."""
    try:
        return executor.submit(_read_list, found, figures)
    except BrokenProcessPool as error:
        refused: Future[list[Told]] = Future()
        refused.set_exception(error)
        return refused


def _read_list(found: list[Found], figures: bool) -> list[Told]:
    return list(read_chunk(found, figures=figures))


def _read_alone(found: Found, figures: bool) -> list[Told]:
    with _executor(1) as executor:
        try:
            return executor.submit(_read_list, [found], figures).result()
        except BrokenProcessPool:
            return [Reading(found.name, None, "reading it ended the process, probably for want of memory")]


def _executor(jobs: int) -> ProcessPoolExecutor:
    # Ctrl-C reaches every process of the terminal; only this one shall say anything about it.
    return ProcessPoolExecutor(jobs, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))


def _chunks(found: Iterable[Found]) -> Iterator[list[Found]]:
    remaining = iter(found)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
