"""`gongkai check`: the findings of a data set, grouped, counted, with the quotes that show them."""

from __future__ import annotations

import argparse
import difflib
import json
from pathlib import Path
from typing import Any

from extractors.catalogue import rules
from scraper.errors import ConfigError
from scraper.exit_codes import ExitCode
from scraper.findings import SEVERITIES, FindingsFile, Group, NumberAccount, account_of_numbers, read_findings
from scraper.printable import printable

# A quote of a whole paragraph shows nothing: its beginning does.
LONGEST_QUOTE = 120


def execute(arguments: argparse.Namespace) -> int:
    if arguments.explain:
        print(explanation(arguments.explain))
        return ExitCode.OK
    wanted = arguments.rule or ()
    for rule in wanted:
        if rule not in rules():
            raise ConfigError(f"--rule {rule}: there is no such rule. docs/findings.md lists them.")
    folder = Path(arguments.folder)
    findings = read_findings(folder, wanted, arguments.severity or ())
    account = account_of_numbers(folder)
    if arguments.format == "json":
        print_json(findings, account)
    else:
        print_text(findings)
        if account is not None:
            told = f"{account.accounted:,} of {account.found:,} numbers in the running text"
            print(f"{told} are figures or named for what they are ({account.rate:.2%})")
    grave = SEVERITIES[: SEVERITIES.index(arguments.fail_on) + 1] if arguments.fail_on else ()
    return ExitCode.SOME_FAILED if any(group.severity in grave for group in findings.groups) else ExitCode.OK


def explanation(name: str) -> str:
    """What a rule compares, the sentences it is told in, and its legal source. Raises ConfigError."""
    rule = rules().get(name)
    if rule is None:
        near = difflib.get_close_matches(name, rules(), n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else " docs/findings.md lists them."
        raise ConfigError(f"--explain {name}: there is no such rule.{hint}")
    return "\n".join([f"{rule.id}  ({rule.severity})", rule.meaning, f"{rule.zh} {rule.en}", f"Source: {rule.source}"])


def print_text(findings: FindingsFile) -> None:
    for group in findings.groups:
        print(f"{group.severity}  {group.rule}  {group.count:,} ×  {meaning_of(group)}")
        for finding in findings.of(group):
            agency = printable(finding["agency"] or "agency unknown")
            print(f"  {agency} {finding['year'] or 'year unknown'}: {printable(finding['message'])}")
            if quotes := quotes_of(finding):
                print("    " + " · ".join(f"“{quote}”" for quote in quotes))
            print(f"    {printable(finding['url'])}")
        print()
    totals = dict.fromkeys(SEVERITIES, 0)
    for group in findings.groups:
        totals[group.severity] += group.count
    print(", ".join(f"{severity} {count:,}" for severity, count in totals.items()))


def print_json(findings: FindingsFile, account: NumberAccount | None) -> None:
    """One document, written piece by piece: a group holds what `findings.jsonl` says of each finding."""
    print('{"groups": [', end="")
    for position, group in enumerate(findings.groups):
        head = {
            "severity": group.severity,
            "rule": group.rule,
            "meaning": meaning_of(group),
            "count": group.count,
        }
        opening = json.dumps(head, ensure_ascii=False).removesuffix("}")
        print("," if position else "", opening, ', "findings": [', sep="\n" if position else "", end="")
        for number, finding in enumerate(findings.of(group)):
            print(",\n" if number else "\n", json.dumps(finding, ensure_ascii=False), sep="", end="")
        print("]}", end="")
    numbers = None if account is None else {"found": account.found, "accounted": account.accounted}
    print('], "numbers":', json.dumps(numbers), end="}\n")


def meaning_of(group: Group) -> str:
    """What the rule compares; nothing for one that a newer gongkai wrote."""
    rule = rules().get(group.rule)
    return rule.meaning if rule else ""


def quotes_of(finding: dict[str, Any]) -> list[str]:
    """The words that show a finding: those of its figures, in the order of the page, or else its own."""
    quotes = finding["quotes"] or ([finding["quote"]] if finding["quote"] else [])
    return [_shortened(printable(quote)) for quote in quotes if quote.strip()]


def _shortened(quote: str) -> str:
    return quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + "…"
