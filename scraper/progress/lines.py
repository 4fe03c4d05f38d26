"""Progress as plain lines, each with its time: for cron, journals and files. No escape sequences, ever."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TextIO

from scraper.printable import printable
from scraper.printed import Printed

# A portal of a big city has thousands of reports; a line each hundred shows that it lives.
REPORTS_A_LINE = 100

# Lines held back in a quiet run.
MOST_HELD = 10_000


class Lines:
    """quiet: lines are held back until a report was read or a page failed; a night without news leaves none."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._held: list[str] | None = [] if quiet else None
        self._read: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()

    def started(self, portal: str) -> None:
        self._print(portal, "started")

    def listed(self, portal: str, url: str, reports: int) -> None:
        self._print(portal, f"list page {url}: {reports} reports")

    def fetched(self, portal: str, url: str) -> None:
        """Said by `extracted` or `failed`."""

    def extracted(self, portal: str, url: str, report: Printed) -> None:
        self._release()
        self._read[portal] += 1
        if self._read[portal] % REPORTS_A_LINE == 0:
            self._print(portal, f"{self._read[portal]} reports read")

    def planned(self, portal: str, url: str) -> None:
        """Said on stdout, by the command."""

    def failed(self, portal: str, url: str, rule: str, reason: str) -> None:
        self._release()
        self._failed[portal] += 1
        self._print(portal, f"failed {url}: {rule}")

    def finished(self, portal: str) -> None:
        self._print(portal, f"finished: {self._read[portal]} reports read, {self._failed[portal]} pages failed")

    def say(self, words: str, *, is_news: bool = True) -> None:
        if is_news:
            self._release()
        self._print("", words)

    def _release(self) -> None:
        """There is news: what was held back comes out first."""
        held, self._held = self._held, None
        for line in held or ():
            print(line, file=self._stream, flush=True)

    def _print(self, portal: str, words: str) -> None:
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        line = " ".join(part for part in (now, printable(portal), printable(words)) if part)
        if self._held is None:
            print(line, file=self._stream, flush=True)
        elif len(self._held) < MOST_HELD:
            self._held.append(line)
