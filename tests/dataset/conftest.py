"""What the tests of this folder share: output folders, among them one of hostile reports, and a real Chromium."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from extractors import Report
from scraper.cli import main
from scraper.dataset import read_reports
from scraper.output import write_records
from scraper.rows import RevisionRow, Version
from tests.dataset.synthetic import records, write_output

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "<script>window.hacked = true</script>",
    '<img src=x onerror="window.hacked = true">',
    "\u202e反向\u2066文字",
    "\x1b[31m红\x07",
    "@SUM(1)",
    "-1+1",
    "</script><script>window.hacked = true</script>",
    "'原有撇号",
)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make demo` leaves."""
    folder = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--output", str(folder)]) in (0, 1)
    return folder


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred and fifty reports with every kind of finding the generator makes; two changed since."""
    folder = write_output(tmp_path_factory.mktemp("synthetic"), 250)
    made = list(read_reports(folder))
    towns = [one for one in made if one.agency.level == "town" and one.year == 2019]
    departments = [one for one in made if one.agency.kind == "department" and one.year == 2022]
    changed = [
        next(one for one in towns if one.agency.name and one.agency.name.startswith("清湖县")),
        next(one for one in departments if one.agency.name and not one.agency.name.startswith("清湖县")),
    ]
    lines = "".join(_revision_of(one) for one in changed)
    (folder / "revisions.jsonl").write_text(lines, "utf-8")
    return folder


def _revision_of(report: Report) -> str:
    version = Version(sha256="0", content="0", retrieved_at=None, archive=None, extractor="0")
    revision = RevisionRow(
        report_id=report.id,
        url=report.source.url,
        portal=report.source.portal,
        agency=report.agency.name,
        year=report.year,
        change="changed",
        found_at="2026-02-01T00:00:00+08:00",
        old=version,
        new=version,
        figures=[],
        passages=[],
        reason=None,
    )
    return revision.model_dump_json() + "\n"


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports whose every word is meant to do harm where it is shown."""
    folder = tmp_path_factory.mktemp("hostile")
    write_records(sorted(json.dumps(record, ensure_ascii=False) for record in _hostile_records()), folder)
    return folder


def _hostile_records() -> Iterator[dict[str, object]]:
    for word, record in zip(HOSTILE, records(len(HOSTILE), seed=3), strict=True):
        record["title"] = word
        record["agency"]["name"] = word
        record["agency"]["division"]["city"] = word
        record["source"]["url"] = f"javascript:window.hacked=true//{record['id']}"
        for figure in record["figures"]:
            figure["label"] = figure["unit"] = word
            figure["quote"] = word
            figure["start"] = len(record["text"])
            figure["end"] = figure["start"] + len(word)
        record["text"] += word
        record["findings"] = [
            {
                "rule": "prose.table",
                "severity": "error",
                "message": word,
                "expected": word,
                "actual": 1,
                "figures": [0],
                "quote": word,
            }
        ]
        yield record


CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CANDIDATES)), None)


@dataclass
class Seen:
    """A page with what its console said and what it asked the network for."""

    page: Any
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def pages(demo: Path, synthetic: Path, hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {"demo": demo, "synthetic": synthetic, "hostile": hostile}
    for name, output in made.items():
        assert main(["audit", str(output), "--into", str(folder / f"{name}.html")]) == 0
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture(scope="module")
def browser(pages: dict[str, Path]) -> Iterator[Any]:
    """Started after the pages are made: a crawl and the browser's driver cannot share the thread's event loop."""
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium on the PATH (Debian: apt-get install chromium; or set CHROMIUM)")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def visit(browser: Any, pages: dict[str, Path]) -> Iterator[Any]:
    """visit(name, hash="", width=…, scheme=…, locale=…) opens a page and waits until it is ready."""
    contexts = []

    def open_page(
        name: str, hash: str = "", *, width: int = 1280, scheme: str = "light", locale: str = "zh-CN"
    ) -> Seen:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, locale=locale, accept_downloads=True
        )
        contexts.append(context)
        seen = Seen(context.new_page())
        seen.page.on("console", lambda message: seen.console.append(message.text))
        seen.page.on("pageerror", lambda error: seen.console.append(str(error)))
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.goto(pages[name].as_uri() + (f"#{hash}" if hash else ""))
        seen.page.wait_for_selector("html[data-ready]", timeout=20_000)
        return seen

    yield open_page
    for context in contexts:
        context.close()
