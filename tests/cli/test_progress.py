"""What is shown while a run goes on: no escape sequence where no terminal is, none of a page's own tricks."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_portal import report_page

from extractors import extract_report
from scraper.output import Written
from scraper.printable import printable
from scraper.printed import Printed
from scraper.progress import is_interactive, watching
from scraper.progress.summary import print_summary
from scraper.watch import FailedPage, PortalSummary, Watcher


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


REPORT = extract_report(report_page("a.html").encode(), url="http://x.example/a.html")
TRICKS = "http://x.example/\x1b[2J\u202e\x9b31m\n\rfalse line"


def play(watcher: Watcher) -> None:
    """A small run."""
    watcher.started("清岚")
    watcher.listed("清岚", TRICKS, 2)
    watcher.fetched("清岚", TRICKS)
    watcher.extracted("清岚", TRICKS, Printed.of(REPORT))
    watcher.failed("清岚", TRICKS, "fetch.status", "404 \x1b[31mNot Found")
    watcher.failed("清岚", TRICKS, "fetch.status", "a list page, of which nothing was known")
    watcher.finished("清岚")


@pytest.mark.parametrize("name", ["NO_COLOR", "TERM"])
def test_bars_need_a_terminal_that_wants_them(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert is_interactive(Terminal())
    assert not is_interactive(io.StringIO())
    monkeypatch.setenv(name, "dumb")
    assert not is_interactive(Terminal())


def test_plain_lines_carry_the_time_and_no_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    with watching(stream, 1) as watcher:
        play(watcher)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 5
    assert all(line[4] == "-" and line[10] == "T" and " 清岚 " in line for line in lines)
    assert stream.getvalue().replace("\n", "").isprintable()
    assert lines[-1].endswith("1 reports read, 2 pages failed")


def test_bars_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with watching(stream, 1) as watcher:
        play(watcher)
    assert "portals" in stream.getvalue()
    assert "\x1b[2J" not in stream.getvalue()
    assert "\u202e" not in stream.getvalue()


def test_more_portals_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with watching(Terminal(), 40) as watcher:
        for number in range(40):
            watcher.started(f"portal {number}")
        for number in range(40):
            watcher.listed(f"portal {number}", "http://x.example/", 0)
            watcher.finished(f"portal {number}")


def test_summary_in_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    page = FailedPage("清岚", TRICKS, "fetch.status", "404")
    summaries = [PortalSummary("清岚", list_pages=3, found=1234, new=7, failed=[page]), PortalSummary("down")]
    summaries[1].reachable = False
    print_summary(stream, summaries, Written())
    shown = stream.getvalue()
    assert "| 清岚               |          3 |         1,234 |   7 |" in shown
    assert "down (not reached)" in shown
    assert "failed: 清岚 http://x.example/[2J31m false line: fetch.status: 404\n" in shown
    assert shown.replace("\n", "").isprintable()


def test_summary_on_a_terminal_of_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    stream = Terminal()
    long = "guangzhou-nansha-free-trade-zone"
    print_summary(stream, [PortalSummary("rongjiang", new=12_345), PortalSummary(long)], Written())
    shown = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())
    assert "…" not in shown
    for head in ("reports", "changed", "findings:", "warning", "12,345", "info"):
        assert head in shown.split()
    assert max(map(len, shown.splitlines())) <= 80


@given(st.text())
def test_printable_text_is_one_harmless_line(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert shown == shown.strip()
    assert "  " not in shown
    letters: Any = [character for character in text if unicodedata.category(character)[0] in "LNS"]
    assert [character for character in shown if unicodedata.category(character)[0] in "LNS"] == letters
