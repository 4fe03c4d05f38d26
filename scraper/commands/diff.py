"""`gongkai diff`: what changed between two output folders or exports."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from scraper.cli import complain
from scraper.diff import ReportChange, compare, read_state
from scraper.diff.page import page
from scraper.diff.wording import SIGNS, field_change, figure_name, report_name, stated
from scraper.exit_codes import ExitCode
from scraper.output import to_line
from scraper.printable import printable


def execute(arguments: argparse.Namespace) -> int:
    tally: Counter[str] = Counter()
    changes = _counted(compare(read_state(Path(arguments.old)), read_state(Path(arguments.new))), tally)
    match arguments.format:
        case "json":
            for change in changes:
                sys.stdout.buffer.write(to_line(change.as_row()))
        case "html":
            sys.stdout.writelines(page(arguments.old, arguments.new, changes))
        case _:
            sys.stdout.writelines(in_words(changes))
    complain(
        f"{tally['added']:,} reports added, {tally['withdrawn']:,} withdrawn, {tally['changed']:,} changed"
        f" ({tally['figures']:,} figures)."
    )
    return ExitCode.SOME_FAILED if arguments.fail_on_change and tally.total() else ExitCode.OK


def _counted(changes: Iterable[ReportChange], tally: Counter[str]) -> Iterator[ReportChange]:
    for change in changes:
        tally[change.change] += 1
        tally["figures"] += len(change.figures)
        yield change


def in_words(changes: Iterable[ReportChange]) -> Iterator[str]:
    for change in changes:
        yield f"{SIGNS[change.change]} {change.change} {report_name(change)}  {change.report_id}\n"
        yield f"    {printable(change.url)}\n"
        for name, values in change.fields.items():
            yield f"    {field_change(name, values)}\n"
        if change.text_changed and not change.figures:
            yield "    the text changed, no figure did\n"
        for figure in change.figures:
            yield f"    {SIGNS[figure.change]} {figure_name(figure)}: {stated(figure.old)} → {stated(figure.new)}\n"
            for sign, side in (("-", figure.old), ("+", figure.new)):
                if side and side["quote"].strip():
                    yield f"        {sign} “{printable(side['quote'])}”\n"
