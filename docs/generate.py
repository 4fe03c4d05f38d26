"""Writes the documentation that is drawn from data: `python docs/generate.py`. A test keeps it in step."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from extractors.catalogue import rules
from extractors.catalogue.dictionary import printed_labels, sums
from extractors.catalogue.forms import form_tables
from extractors.catalogue.indicators import Indicator, indicators
from extractors.catalogue.sections import section_entries
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


KINDS = {
    "volume": "本年数量 a year's volume",
    "stock": "存量 a stock",
    "change": "增减 a change",
    "share": "比例 a share",
    "reach": "传播量 reach",
    "money": "金额 money",
}


def indicators_page() -> str:
    """`docs/indicators.md`: the data dictionary, section by section, in both languages."""
    lines = [
        "# 指标目录 · Indicators",
        "",
        "`figures[].indicator` 的取值。由 `extractors/catalogue/` 中的数据文件经 `docs/generate.py` 生成；",
        "目录中没有的数字其 `indicator` 为 null，仍保留原文标签、单位和数值。",
        "",
        "What `figures[].indicator` may be. Made from the data files of `extractors/catalogue/` by `docs/generate.py`.",
        "A number that the catalogue has no indicator for keeps its label, unit and value as printed, and its",
        "`indicator` is null.",
        "",
        "- 形式 form: `2014` 国办发〔2014〕32号 · `2019` 国办公开办函〔2019〕60号 · `2021` 国办公开办函〔2021〕30号 ·",
        "  `prose` 正文 running text.",
        f"- 类型 kind: {'; '.join(f'`{kind}` {meaning}' for kind, meaning in KINDS.items())}.",
        "  Only volumes and money may be added up over agencies.",
        "- 申请表各列 columns of the requests table (`figures[].dimension`): "
        + ", ".join(f"`{column.key}` {column.label}" for column in form_tables()["requests"].column)
        + ".",
    ]
    by_section: dict[str | None, list[Indicator]] = {}
    for indicator in indicators().values():
        by_section.setdefault(indicator.section, []).append(indicator)
    for section in [*section_entries(), None]:
        entries = by_section.get(section, [])
        if not entries:
            continue
        names = section_entries()[section] if section else None
        lines += [
            "",
            f"## {names.zh} · {names.en} (`{section}`)" if names else "## 各部分 · any section",
            "",
            "| indicator | 含义 | meaning | 单位 unit | kind | form | 来源 source |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [
            f"| `{one.key}` | {one.zh} | {one.en} | {one.unit} | {one.kind} | {' '.join(one.forms)} | {one.source} |"
            for one in entries
        ]
        lines += _details(entries)
    return "\n".join(lines) + "\n"


def _details(entries: list[Indicator]) -> list[str]:
    """Label variants and sums, for those that have any."""
    lines: list[str] = []
    for one in entries:
        labels = [label for label in printed_labels().get(one.key, ()) if label != one.zh]
        if labels:
            lines.append(f"- `{one.key}` 标签 labels: {'；'.join(labels)}")
        lines += [f"- `{one.key}` 勾稽 sum: `{line}`" for line in sums().get(one.key, ())]
    return ["", *lines] if lines else []


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
PAGES: dict[str, Callable[[], str]] = {"findings.md": findings_page, "indicators.md": indicators_page}
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
