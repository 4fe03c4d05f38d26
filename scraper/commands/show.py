"""`gongkai show`: one report in the terminal: its outline, its figures beside their words, its findings."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from extractors import Report, extract_report
from scraper.errors import ConfigError, OutputError
from scraper.exit_codes import ExitCode
from scraper.local.paths import STDIN, Source
from scraper.local.reading import MOST_BYTES, hints_for, load, uri_of
from scraper.output import REPORTS, guarded
from scraper.printable import printable

_ID = re.compile(r"[0-9a-f]{4,16}")
_SIGNS = {"at_least": "≥ ", "about": "≈ ", "at_most": "≤ "}
LONGEST_QUOTE = 160


def execute(arguments: argparse.Namespace) -> int:
    report = find(arguments.report, Path(arguments.output))
    for line in in_words(report, every=arguments.all):
        print(line)
    return ExitCode.OK


def find(name: str, folder: Path) -> Report:
    """The report that `name` means: a file or -, an id (or its first digits) or an address in `folder`."""
    if name == STDIN:
        return _read(Source("standard input", None, sys.stdin.buffer.read(MOST_BYTES + 1)))
    if Path(name).is_file():
        return _read(Source(name, Path(name)))
    if "://" in name:
        needles = [json.dumps(name, ensure_ascii=False)]
    elif _ID.fullmatch(name):
        needles = [f'"id":"{name}', f'"id": "{name}']  # ours, and as other programs write JSON
    else:
        raise ConfigError(f"{name}: no such file, no address and no report's id. Check the spelling.")
    found = [record for record in _records(folder, needles) if _is_meant(record, name)]
    if not found:
        raise ConfigError(f"{name}: no such report in {folder}. Name its folder with --output, or show its file.")
    if len(found) > 1:
        raise ConfigError(f"{name}: {len(found)} reports begin so. Give more of the id.")
    return Report.model_validate(found[0])


def _read(source: Source) -> Report:
    try:
        content = load(source)
    except OSError as error:
        raise ConfigError(f"{source.name}: cannot be read: {error.strerror or error}. Check the file.") from error
    if len(content) > MOST_BYTES:
        raise ConfigError(f"{source.name}: larger than {MOST_BYTES // 1_000_000} MB: no page of a report.")
    return extract_report(content, url=uri_of(source), hints=hints_for(source))


def _records(folder: Path, needles: list[str]) -> Iterator[dict[str, Any]]:
    """Records of `folder` whose line holds one of `needles`: only those are parsed."""
    path = folder / REPORTS
    if not path.is_file():
        raise ConfigError(f"{path}: no such file. Name an output folder with --output, or make one: gongkai demo.")
    wanted = [needle.encode() for needle in needles]
    with guarded(folder), path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if any(needle in line for needle in wanted):
                try:
                    yield json.loads(line)
                except ValueError:
                    raise OutputError(f"{path}:{number}: not JSON. Write the file anew: gongkai run.") from None


def _is_meant(record: dict[str, Any], name: str) -> bool:
    source = record["source"]
    return name in (source["url"], source["final_url"]) if "://" in name else record["id"].startswith(name)


def in_words(report: Report, *, every: bool) -> Iterator[str]:
    """every: table cells that say 0 or nothing as well, of which an official form has more than a hundred."""
    agency = report.agency
    yield printable(report.title or "untitled")
    facts = (report.id, agency.name, agency.kind, agency.level, report.year, f"form {report.form}")
    yield "  ".join(printable(str(fact)) for fact in facts if fact is not None)
    yield printable(report.source.url)
    if report.published:
        yield f"published {printable(report.published)}"
    if archive := report.source.archive:
        yield f"archived in {printable(archive.file)} at {archive.offset}"
    yield from _outline(report)
    yield from _figures(report, every=every)
    yield from _findings(report)


def _outline(report: Report) -> Iterator[str]:
    yield ""
    yield "Outline"
    waiting = [(heading, 1) for heading in reversed(report.outline)]
    if not waiting:
        yield "  no headings"
    while waiting:
        heading, depth = waiting.pop()
        role = f"  [{heading.role}]" if heading.role else ""
        yield f"{'  ' * depth}{printable(report.text[heading.start : heading.end])}{role}"
        waiting += [(child, depth + 1) for child in reversed(heading.children)]


def _figures(report: Report, *, every: bool) -> Iterator[str]:
    yield ""
    yield f"Figures ({len(report.figures)})"
    for section, figures in groupby(report.figures, lambda figure: figure.section):
        yield f"  {section or 'outside of sections'}"
        left_out = 0
        for figure in figures:
            if figure.basis == "table" and not figure.value and not every:
                left_out += 1
                continue
            value = f"no number ({figure.mark})" if figure.value is None else f"{figure.value:.15g}"
            amount = f"{_SIGNS.get(figure.precision, '')}{value} {printable(figure.unit or '')}".strip()
            name = " / ".join(filter(None, (figure.indicator, figure.dimension, figure.channel))) or "no indicator"
            yield f"    {amount:>12}  {name}  {printable(figure.label)}"
            if figure.basis != "table":
                yield f"                  “{_short(figure.quote)}”"
        if left_out:
            yield f"    … and {left_out} cells that say 0 or nothing (--all shows them)"


def _findings(report: Report) -> Iterator[str]:
    yield ""
    yield f"Findings ({len(report.findings)})"
    for finding in report.findings:
        yield f"  {finding.severity}  {finding.rule}: {printable(finding.message)}"
        quotes = [report.figures[index].quote for index in finding.figures] or [finding.quote or ""]
        if shown := [f"“{_short(quote)}”" for quote in quotes if quote.strip()]:
            yield f"    {' · '.join(shown)}"


def _short(quote: str) -> str:
    shown = printable(quote)
    return shown if len(shown) <= LONGEST_QUOTE else shown[:LONGEST_QUOTE] + "…"
