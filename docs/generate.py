"""Writes the documentation that is drawn from data: `python docs/generate.py`. A test keeps it in step."""

from __future__ import annotations

from pathlib import Path

from extractors.catalogue import rules

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


PAGES = {"findings.md": findings_page}


def main() -> None:
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
