"""`findings.jsonl` read back, grouped by severity and rule, however many lines it has.

Only where each line begins is kept in memory: a group's findings are read again when it is their turn.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from extractors.accounting import UNTOLD_RULES, count_numerals
from scraper.errors import ConfigError, OutputError
from scraper.output import FINDINGS, REPORTS, guarded

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule. `starts`: byte offsets of their lines."""

    severity: str
    rule: str
    starts: array[int]

    @property
    def count(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class FindingsFile:
    path: Path
    groups: tuple[Group, ...]

    def of(self, group: Group) -> Iterator[dict[str, Any]]:
        """The findings of a group, in the order of the file."""
        with guarded(self.path.parent), self.path.open("rb") as file:
            for start in group.starts:
                file.seek(start)
                yield json.loads(file.readline())


def read_findings(folder: Path, rules: Collection[str] = (), severities: Collection[str] = ()) -> FindingsFile:
    """The groups of a folder's findings, the gravest first, then the most frequent.

    rules, severities: only these; empty means all. Raises ConfigError, OutputError.
    """
    path = folder / FINDINGS
    if not path.is_file():
        raise ConfigError(f"{path}: no such file. Name an output folder, or make one: gongkai demo.")
    starts: dict[tuple[str, str], array[int]] = {}
    with guarded(folder), path.open("rb") as file:
        for start, finding in _lines(file, path):
            key = (finding["severity"], finding["rule"])
            if (not severities or key[0] in severities) and (not rules or key[1] in rules):
                starts.setdefault(key, array("Q")).append(start)
    groups = [Group(severity, rule, lines) for (severity, rule), lines in starts.items()]
    groups.sort(key=lambda group: (SEVERITIES.index(group.severity), -group.count, group.rule))
    return FindingsFile(path, tuple(groups))


@dataclass(frozen=True, slots=True)
class NumberAccount:
    """Numbers of the running text of all reports, and how many of them a figure or a named non-count explains."""

    found: int
    accounted: int

    @property
    def rate(self) -> float:
        return self.accounted / self.found if self.found else 1.0


def account_of_numbers(folder: Path) -> NumberAccount | None:
    """The second reader's account of a folder's reports, one report in memory at a time; None where there are none.

    Raises OutputError.
    """
    path = folder / REPORTS
    if not path.is_file():
        return None
    found = untold = 0
    with guarded(folder), path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                record = json.loads(line)
                found += count_numerals(record["text"])
                untold += sum(finding["rule"] in UNTOLD_RULES for finding in record["findings"])
            except (ValueError, KeyError, TypeError):
                raise OutputError(
                    f"{path}:{number}: not a report. Write the file anew: delete it and run gongkai run."
                ) from None
    return NumberAccount(found, max(0, found - untold))


def _lines(file: BinaryIO, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    start = 0
    for number, line in enumerate(file, start=1):
        try:
            finding = json.loads(line)
            if finding["severity"] not in SEVERITIES or not isinstance(finding["rule"], str):
                raise ValueError(finding)
        except (ValueError, KeyError, TypeError):
            raise OutputError(
                f"{path}:{number}: not a finding. Write the file anew: delete it and run gongkai run."
            ) from None
        yield start, finding
        start += len(line)
