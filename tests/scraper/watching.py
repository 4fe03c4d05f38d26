"""A watcher that keeps what it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from scraper.printed import Printed


class Notes:
    def __init__(self, on_extracted: Callable[[], None] | None = None) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self._on_extracted = on_extracted

    def started(self, portal: str) -> None:
        self.calls.append(("started", portal))

    def listed(self, portal: str, url: str, reports: int) -> None:
        self.calls.append(("listed", portal, url, reports))

    def fetched(self, portal: str, url: str) -> None:
        self.calls.append(("fetched", portal, url))

    def extracted(self, portal: str, url: str, report: Printed) -> None:
        self.calls.append(("extracted", portal, url))
        if self._on_extracted:
            self._on_extracted()

    def planned(self, portal: str, url: str) -> None:
        self.calls.append(("planned", portal, url))

    def failed(self, portal: str, url: str, rule: str, reason: str) -> None:
        self.calls.append(("failed", portal, url, rule))

    def finished(self, portal: str) -> None:
        self.calls.append(("finished", portal))

    def count(self) -> Counter[str]:
        return Counter(call[0] for call in self.calls)
