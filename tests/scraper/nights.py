"""A portal that changes from night to night, and the runs of these nights, with a clock of their own."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from loopback import NOT_FOUND, Answer, Hit, Site, html
from watching import Notes

from scraper.archive import ARCHIVE, ArchiveWriter
from scraper.crawl import Bounds, Keeping, crawl
from scraper.keeping import opened, publish
from scraper.memory import ArchiveMemory
from scraper.portals import Config, parse_config
from scraper.watch import PortalSummary

REPORT = """<html><head><title>{title}</title></head><body><h1>{title}</h1><div id="zoom">
<p>现公布{year}年政府信息公开工作年度报告。</p><p>一、总体情况</p><p>全年主动公开政府信息{count}条。</p>
<p>二、主动公开政府信息情况</p><p>通过政府网站公开政府信息12条。</p>
<p>三、收到和处理政府信息公开申请情况</p><p>{year}年未收到政府信息公开申请。</p>
<p>四、政府信息公开行政复议、行政诉讼情况</p><p>没有因政府信息公开提起的行政复议、行政诉讼。</p>
<p>五、存在的主要问题及改进情况</p><p>公开的意识不够强。</p><p>六、其他需要报告的事项</p><p>无。</p></div></body></html>"""


def title(name: str, year: int) -> str:
    return f"某某县{name}{year}年政府信息公开工作年度报告"


@dataclass
class Portal:
    """A portal whose pages a test can change between two nights. etags: whether it answers conditional requests."""

    site: Site
    etags: bool = True
    listed: dict[str, str] = field(default_factory=dict)  # path → title
    bodies: int = 0

    def put(self, path: str, name: str, year: int = 2020, count: int = 87) -> None:
        self.listed[path] = title(name, year)
        self.serve(path, REPORT.format(title=title(name, year), year=year, count=count))
        self._list()

    def unlist(self, path: str) -> None:
        del self.listed[path]
        self._list()

    def gone(self, path: str) -> None:
        self.site.pages[path] = NOT_FOUND

    def serve(self, path: str, markup: str) -> None:
        def answer(hit: Hit) -> Answer:
            page = html(markup)
            tag = f'"{hash(markup):x}"'
            if self.etags and hit.headers.get("if-none-match") == tag:
                return Answer(status=304, headers={"ETag": tag})
            self.bodies += 1
            return Answer(page.body, headers={**page.headers, "ETag": tag} if self.etags else page.headers)

        self.site.pages[path] = lambda _: answer(self.site.hits[-1])

    def _list(self) -> None:
        links = "".join(f'<li><a href="{path}">{text}</a></li>' for path, text in self.listed.items())
        self.serve("/", f"<html><body><ul>{links}</ul></body></html>")


@dataclass
class Nights:
    """Runs into one folder, with a clock of their own."""

    folder: Path
    config: Config
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def run(self, *, days: float = 1, **bounds: Any) -> PortalSummary:
        return self.all(days=days, **bounds)[0]

    def all(self, *, days: float = 1, **bounds: Any) -> list[PortalSummary]:
        self.now += timedelta(days=days)
        with opened(self.folder, print) as state, ArchiveWriter(self.folder / ARCHIVE, self.now) as archive:
            memory = ArchiveMemory(state, archive, self.folder / ARCHIVE)
            keeping = Keeping(memory, archive)
            done = asyncio.run(crawl(self.config, state, Notes(), Bounds(**bounds), keeping, clock=lambda: self.now))
            publish(state, self.folder)
        return done

    def lines(self, name: str) -> list[dict[str, Any]]:
        path = self.folder / name
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def bytes(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.folder.glob("*.jsonl")}


def configured(site: Site, *more: str) -> Config:
    lines = ['contact = "me@example.org"', "[fetch]", "pace = 0", "backoff = 0.01", "retries = 1", *more]
    return parse_config("\n".join([*lines, "[[portal]]", 'name = "h"', f'columns = ["{site.url("/")}"]']), "test")
