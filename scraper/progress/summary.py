"""The end of a run in one table, and every page that failed by its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.output import Written
from scraper.printable import printable
from scraper.progress.terminal import is_interactive
from scraper.watch import FailedPage, PortalSummary

# Where nobody's terminal sets a width, cells are not broken to fit one.
PLAIN_WIDTH = 200

COLUMNS = ("list pages", "reports found", "new", "changed", "failed", "findings: error", "warning", "info")


def print_summary(stream: TextIO, summaries: Sequence[PortalSummary], written: Written) -> None:
    """Up to `failed` the columns say what this run did; the findings are those of all reports there are."""
    console = _console(stream)
    # Fits 80 columns; where a portal's name is too long for that, it is what breaks: counts and their heads do not.
    table = (
        Table(box=box.SIMPLE, padding=(0, 1, 0, 0), pad_edge=False) if console.is_terminal else Table(box=box.ASCII2)
    )
    table.add_column("portal", overflow="fold")
    for column in COLUMNS:
        table.add_column(column, justify="right", min_width=max(map(len, column.split())), overflow="fold")
    rows = [_counts(one, written) for one in summaries]
    for summary, counts in zip(summaries, rows, strict=True):
        name = printable(summary.portal) + ("" if summary.reachable else " (not reached)")
        table.add_row(Text(name), *(f"{count:,}" for count in counts))
    if len(rows) > 1:
        table.add_section()
        table.add_row(Text("all"), *(f"{sum(column):,}" for column in zip(*rows, strict=True)))
    console.print(table)
    print_failed(console, (page for one in summaries for page in one.failed))


def is_news(summaries: Iterable[PortalSummary]) -> bool:
    """Whether anything happened that somebody may want to know of."""
    return any(one.new or one.changed or one.failed or one.withdrawn or not one.reachable for one in summaries)


def in_a_line(summaries: Sequence[PortalSummary], written: Written) -> str:
    """The run in one line."""
    counts = {
        "new": sum(one.new for one in summaries),
        "changed": sum(one.changed for one in summaries),
        "withdrawn": sum(one.withdrawn for one in summaries),
        "failed": sum(len(one.failed) for one in summaries),
    }
    stopped = sum(one.stopped is not None for one in summaries)
    parts = [
        f"{written.reports:,} reports, {written.figures:,} figures",
        ", ".join(f"{count:,} {what}" for what, count in counts.items()),
        ", ".join(written.replaced) if written.replaced else "no file changed",
    ]
    if stopped:
        parts.append(f"{stopped} of {len(summaries)} portals not finished, the next run goes on")
    return "; ".join(parts)


def print_failed(console: Console, pages: Iterable[FailedPage]) -> None:
    for page in pages:
        line = f"failed: {printable(page.portal)} {printable(page.url)}: {page.rule}: {printable(page.reason)}"
        console.print(Text(line), soft_wrap=True)


def _counts(summary: PortalSummary, written: Written) -> list[int]:
    findings = written.findings.get(summary.portal, Counter())
    return [
        summary.list_pages,
        summary.found,
        summary.new,
        summary.changed,
        len(summary.failed),
        *(findings[severity] for severity in ("error", "warning", "info")),
    ]


def _console(stream: TextIO) -> Console:
    if is_interactive(stream):
        return Console(file=stream, highlight=False, markup=False, emoji=False)
    return Console(
        file=stream,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=False,
        color_system=None,
        width=PLAIN_WIDTH,
    )
