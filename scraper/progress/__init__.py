"""What a run shows on stderr while it goes on: bars on a terminal, plain lines with the time elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from scraper.progress.lines import Lines
from scraper.watch import Watcher

__all__ = ["is_interactive", "watching"]


def is_interactive(stream: TextIO) -> bool:
    """Whether somebody sits there: a terminal that understands escapes, and no wish to be spared them."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") not in {None, "", "dumb"}


@contextmanager
def watching(stream: TextIO, portals: int) -> Iterator[Watcher]:
    """A watcher for a run over so many portals that shows what happens on `stream`."""
    if is_interactive(stream):
        # Imported here: rich takes a tenth of a second, and under cron nobody sees a bar.
        from scraper.progress.bars import bars  # noqa: PLC0415

        with bars(stream, portals) as watcher:
            yield watcher
    else:
        yield Lines(stream)
