"""Progress as bars on a terminal: one for all portals, one for each that is being worked on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from scraper.printable import printable
from scraper.printed import Printed

# More bars would fill a small terminal; portals beyond go on unseen, and are counted in the first bar.
MOST_BARS = 12


@contextmanager
def bars(stream: TextIO, portals: int) -> Iterator[Bars]:
    """Bars that are cleared away at the end: the summary says more than bars that are full.

    What anybody else writes to `sys.stderr` meanwhile (a log line, a warning) comes out above them.
    """
    progress = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[last]}", markup=False, style="dim"),
        TimeElapsedColumn(),
        console=Console(file=stream, highlight=False, markup=False, emoji=False),
        transient=True,
        redirect_stdout=False,
    )
    with progress:
        yield Bars(progress, portals)


class Bars:
    def __init__(self, progress: Progress, portals: int) -> None:
        self._progress = progress
        self._all = progress.add_task("portals", total=portals, last="")
        self._tasks: dict[str, TaskID] = {}
        self._found: dict[str, int] = {}
        self._done: dict[str, int] = {}
        self._failed = 0

    def started(self, portal: str) -> None:
        shown = len(self._tasks) < MOST_BARS
        self._found[portal] = self._done[portal] = 0
        self._tasks[portal] = self._progress.add_task(printable(portal), total=None, last="", visible=shown)

    def listed(self, portal: str, url: str, reports: int) -> None:
        self._found[portal] += reports
        self._progress.update(self._tasks[portal], total=self._found[portal], last="")

    def fetched(self, portal: str, url: str) -> None:
        self._progress.update(self._tasks[portal], last=_short(url))

    def extracted(self, portal: str, url: str, report: Printed) -> None:
        self._advance(portal)

    def planned(self, portal: str, url: str) -> None:
        """Said on stdout, by the command."""

    def failed(self, portal: str, url: str, rule: str, reason: str) -> None:
        """Counted here; the summary names it."""
        self._failed += 1
        self._progress.update(self._all, last=f"{self._failed:,} pages failed")
        # A list page that failed was never counted among the reports found.
        if self._done[portal] < self._found[portal]:
            self._advance(portal)

    def finished(self, portal: str) -> None:
        self._progress.remove_task(self._tasks.pop(portal))
        self._progress.advance(self._all)
        for task in list(self._tasks.values())[:MOST_BARS]:
            self._progress.update(task, visible=True)

    def say(self, words: str, *, is_news: bool = True) -> None:
        self._progress.console.print(printable(words), soft_wrap=True)

    def _advance(self, portal: str) -> None:
        self._done[portal] += 1
        self._progress.advance(self._tasks[portal])


def _short(url: str) -> str:
    """The end of an address, which tells pages of one portal apart."""
    return printable(url)[-40:]
