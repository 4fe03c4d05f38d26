"""What a run shows on stderr while it goes on: bars on a terminal, plain lines with the time elsewhere, or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, Protocol, TextIO

from scraper.progress.json_lines import JsonLines
from scraper.progress.lines import Lines
from scraper.progress.planner import Planner
from scraper.progress.terminal import is_interactive
from scraper.watch import Watcher

__all__ = ["Look", "Planner", "Shown", "is_interactive", "watching"]

Look = Literal["text", "json"]


class Shown(Watcher, Protocol):
    """A watcher that somebody reads."""

    def say(self, words: str, *, is_news: bool = True) -> None:
        """Something about the run as a whole. is_news: worth being said in a run without any other news."""


@contextmanager
def watching(stream: TextIO, portals: int, *, look: Look = "text", quiet: bool = False) -> Iterator[Shown]:
    """A watcher for a run over so many portals that shows what happens on `stream`.

    quiet: where nobody watches nothing is shown until something is new, changed or failed
    """
    if look == "json":
        yield JsonLines(stream)
    elif is_interactive(stream):
        # Imported here: rich takes a tenth of a second, and under cron nobody sees a bar.
        from scraper.progress.bars import bars  # noqa: PLC0415

        with bars(stream, portals) as watcher:
            yield watcher
    else:
        yield Lines(stream, quiet=quiet)
