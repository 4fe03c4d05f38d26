"""One run at a time on an output folder: a lock the system takes back, however its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.errors import RunLocked
from scraper.output import guarded

LOCK_NAME = "run.lock"

# `gongkai status` tries the lock for a moment: a run that starts just then tries again before it gives up.
ATTEMPTS = 5
BETWEEN_ATTEMPTS = 0.1  # seconds

if sys.platform == "win32":
    import msvcrt

    # Windows locks bytes, and a locked byte cannot be read either: lock one far behind the process id.
    BEYOND = 1 << 20

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, BEYOND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def run_lock(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises RunLocked when another process does.

    The file holds the holder's process id while it is held and is empty afterwards. It is never removed: a
    process that had just opened it would lock a file nobody else can see.
    """
    path = folder / LOCK_NAME
    with guarded(folder):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _lock(descriptor):
            holder = lock_holder(folder)
            who = f"process {holder}" if holder else "another process"
            raise RunLocked(f"{folder}: {who} is running there. Wait until it is done, or use another --output.")
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    for attempt in range(ATTEMPTS):
        try:
            _try_lock(descriptor)
        except OSError:
            if attempt < ATTEMPTS - 1:
                time.sleep(BETWEEN_ATTEMPTS)
        else:
            return True
    return False


def lock_holder(folder: Path) -> int | None:
    """The process id in the folder's lock file: who holds the lock, or who died holding it."""
    try:
        text = (folder / LOCK_NAME).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return int(text) if text.isdigit() else None


def is_locked(folder: Path) -> bool:
    """Whether a run is under way in the folder."""
    if not (folder / LOCK_NAME).exists():
        return False
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR)
    try:
        _try_lock(descriptor)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
