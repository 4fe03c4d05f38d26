"""How a command ends, as shells and cron see it."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    OK = 0
    SOME_FAILED = 1  # finished, with some pages failed, each of them named
    USAGE = 2  # wrong usage or configuration
    NOTHING_DONE = 3  # no portal reachable, nothing readable, disk full
    LOCKED = 4  # another run works on the same output folder
    INTERRUPTED = 130  # Ctrl-C: 128 + SIGINT, as shells have it
    BROKEN_PIPE = 141  # whoever read stdout has gone: 128 + SIGPIPE
