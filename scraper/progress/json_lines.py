"""Progress as JSON, one event a line: for collectors of logs."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TextIO

from scraper.printed import Printed


class JsonLines:
    """Each line has `time`, `event` and what the event is about."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def started(self, portal: str) -> None:
        self.event("portal.started", portal=portal)

    def listed(self, portal: str, url: str, reports: int) -> None:
        self.event("list.read", portal=portal, url=url, reports=reports)

    def fetched(self, portal: str, url: str) -> None:
        """Said by `extracted` or `failed`."""

    def extracted(self, portal: str, url: str, report: Printed) -> None:
        self.event("report.read", portal=portal, url=url, id=report.id, figures=report.figures)

    def planned(self, portal: str, url: str) -> None:
        """Said on stdout, by the command."""

    def failed(self, portal: str, url: str, rule: str, reason: str) -> None:
        self.event("page.failed", portal=portal, url=url, rule=rule, reason=reason)

    def finished(self, portal: str) -> None:
        self.event("portal.finished", portal=portal)

    def say(self, words: str, *, is_news: bool = True) -> None:
        self.event("notice", message=words)

    def event(self, event: str, **about: object) -> None:
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        print(json.dumps({"time": now, "event": event, **about}, ensure_ascii=False), file=self._stream, flush=True)
