"""Writes the documentation that is drawn from data: `python docs/generate.py`. A test keeps it in step."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from extractors.catalogue import rules
from scraper.cli import make_parser
from scraper.export.papers import dictionary

DOCS = Path(__file__).parent
SEVERITIES = {
    "error": "the page contradicts itself or cannot be read",
    "warning": "something owed is missing or doubtful",
    "info": "worth a look",
}


def findings_page() -> str:
    """`docs/findings.md`: every rule a finding may name, by severity."""
    lines = [
        "# Findings",
        "",
        "A finding says that something in a report is inconsistent, missing or doubtful. The report itself is shown as",
        "printed: nothing is repaired. Identifiers are stable; programs may filter by them. This page is made from",
        "`extractors/catalogue/rules.toml` by `docs/generate.py`.",
    ]
    for severity, meaning in SEVERITIES.items():
        lines += [
            "",
            f"## {severity}: {meaning}",
            "",
            "| rule | what is compared | source |",
            "|---|---|---|",
        ]
        lines += [
            f"| `{rule.id}` | {rule.meaning} | {rule.source} |"
            for rule in rules().values()
            if rule.severity == severity
        ]
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """`docs/commands.md`: every command with its options, as `--help` says them."""
    parser = make_parser()
    lines = [
        "# Commands",
        "",
        "Data go to standard output, progress and messages to standard error. This page is made from the command line",
        "itself by `docs/generate.py`.",
        "",
        "| exit code | |",
        "|---|---|",
    ]
    for line in (parser.epilog or "").splitlines()[1:]:
        code, meaning = line.split(maxsplit=1)
        lines.append(f"| {code} | {meaning} |")
    [choices] = [action.choices for action in parser._actions if isinstance(action.choices, dict)]
    for name, command in choices.items():
        lines += ["", f"## gongkai {name}", "", command.description or "", ""]
        lines += ["| | |", "|---|---|"]
        lines += [_option(action) for action in command._actions if action.dest != "help"]
    return "\n".join(lines) + "\n"


def _option(action: argparse.Action) -> str:
    """A row: how it is written, what it does."""
    values = "/".join(map(str, action.choices)) if action.choices else action.metavar
    flag = " ".join(filter(None, (action.option_strings[-1] if action.option_strings else "", str(values or ""))))
    return f"| `{flag.replace('|', chr(92) + '|')}` | {(action.help or '').replace('|', chr(92) + '|')} |"


# Kept in the repository, for those who read there. A test keeps them in step.
PAGES: dict[str, Callable[[], str]] = {"findings.md": findings_page}
# Made when the site is built, and not kept: every new option or indicator would change them.
SITE_PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "data-dictionary.md": lambda: dictionary("en"),
    "data-dictionary.zh.md": lambda: dictionary("zh"),
}


def main() -> None:
    for name, page in (PAGES | SITE_PAGES).items():
        (DOCS / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
