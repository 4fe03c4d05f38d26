"""The watcher of a rehearsal: it hands on what would be asked for, and says nothing else."""

from __future__ import annotations

from collections.abc import Callable

from scraper.printed import Printed


class Planner:
    """planned: takes portal and address."""

    def __init__(self, planned: Callable[[str, str], None]) -> None:
        self.planned = planned

    def started(self, portal: str) -> None:
        """Nothing to plan yet."""

    def listed(self, portal: str, url: str, reports: int) -> None:
        """Of these, `planned` tells those that are due."""

    def fetched(self, portal: str, url: str) -> None:
        """A list page."""

    def extracted(self, portal: str, url: str, report: Printed) -> None:
        """Never in a rehearsal."""

    def failed(self, portal: str, url: str, rule: str, reason: str) -> None:
        """Named at the end."""

    def finished(self, portal: str) -> None:
        """Its plans are told."""
