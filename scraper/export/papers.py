"""What a person reads beside the files: the data dictionary in both languages, and how to cite."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from extractors.catalogue import indicators
from scraper.dataset.tables import Column, Table, tables
from scraper.export.package import Facts

Language = Literal["zh", "en"]
DICTIONARIES: dict[Language, str] = {"en": "data_dictionary.md", "zh": "data_dictionary.zh.md"}
CITATION = "CITATION.txt"
MOST_NAMED = 10  # portals; the data package has them all

_INTRODUCTION: dict[Language, str] = {
    "en": """\
# Data dictionary

Empty means that nothing is stated: a missing report, a cell without a number. It never means zero; a report that says
in words that there was none has the value 0 and the basis `stated_none`. Numbers stand as printed, nothing is
repaired. Exact numbers and approximate ones (约, 余, 以上) have columns of their own and are never added together.
`quote` is cut from the report's text at `start`:`end`, counted in characters from 0.

In CSV, text that a spreadsheet might take for a formula has an apostrophe before it (take one away to have the words
back), and CSV and XLSX leave out control characters and marks that turn the direction of writing; Parquet and DuckDB
hold every character. Lists are JSON arrays in CSV and XLSX.
""",
    "zh": """\
# 数据说明

空值表示报告未说明：没有报告，或单元格未填数字，绝不表示零；报告明言没有的，数值为 0，`basis` 为 `stated_none`。
数字照原文，不作修正。准确数与约数（约、余、以上）分列，从不相加。
`quote` 即正文第 `start` 至 `end` 个字符（从 0 起计）。

CSV 中可能被表格软件当作公式的文字前加一个撇号（去掉一个即为原文）；CSV 与 XLSX 略去控制字符和改变书写方向的符号，
Parquet 与 DuckDB 保留全部字符。列表在 CSV 与 XLSX 中写作 JSON 数组。
""",
}
_HEADS: dict[Language, tuple[str, str]] = {
    "en": ("| column | type | meaning |", "| indicator | meaning | unit | kind | source |"),
    "zh": ("| 字段 | 类型 | 含义 |", "| 指标 | 含义 | 单位 | 性质 | 出处 |"),
}


def dictionary(language: Language) -> str:
    """Every table and column, then every indicator."""
    text: Callable[[Table | Column], str] = (lambda one: one.zh) if language == "zh" else (lambda one: one.en)
    columns_head, indicators_head = _HEADS[language]
    lines = [_INTRODUCTION[language]]
    for table in tables().values():
        lines += [f"## {table.name}", "", text(table), "", columns_head, "|---|---|---|"]
        wide = {"panel_wide": 8}.get(table.name, len(table.columns))
        lines += [f"| `{one.name}` | {one.type} | {text(one)} |" for one in table.columns[:wide]]
        if table.name == "panel_wide":
            lines.append(
                "| `requests_received` … | number | one column an indicator below, its points written `_` |"
                if language == "en"
                else "| `requests_received` 等 | number | 下列每个指标一列，点写作 `_` |"
            )
        lines.append("")
    lines += [f"## {'Indicators' if language == 'en' else '指标'}", "", indicators_head, "|---|---|---|---|---|"]
    lines += [
        f"| `{one.key}` | {one.en if language == 'en' else one.zh} | {one.unit} | {one.kind} | {one.source} |"
        for one in indicators().values()
    ]
    return "\n".join(lines) + "\n"


def citation(facts: Facts) -> str:
    """How to cite this very data set: what it covers, when it was made, by which version."""
    day = (facts.made or "")[:10] or "undated"
    reports = f"{facts.counts.get('reports', 0):,}"
    named = [f"{name} ({address})" for name, address in facts.portals[:MOST_NAMED]]
    if len(facts.portals) > MOST_NAMED:
        named.append(f"and {len(facts.portals) - MOST_NAMED:,} more in datapackage.json")
    portals = ", ".join(named) or "local files"
    return f"""\
gongkai data set: annual disclosure reports of Chinese government bodies, {facts.period or "no years"}.
{reports} reports, state of {day}, made by gongkai {facts.version}. Sources: {portals}.

gongkai 数据集：政府信息公开工作年度报告（{facts.period or "无年度"}）。共 {reports} 份报告，截至 {day}，由
gongkai {facts.version} 生成。来源：{portals}。

@misc{{gongkai-{day},
  title        = {{gongkai data set: annual disclosure reports of Chinese government bodies, {facts.period}}},
  howpublished = {{{reports} reports, made by gongkai {facts.version}}},
  note         = {{State of {day}}},
  year         = {{{day[:4]}}}
}}

The figures are public facts as the agencies published them; cite a single figure by its report's address and its
quote. Licence of this compilation: {facts.licence}.
"""


def write_papers(facts: Facts, folder: Path) -> None:
    for language, name in DICTIONARIES.items():
        (folder / name).write_text(dictionary(language), "utf-8", newline="\n")
    (folder / CITATION).write_text(citation(facts), "utf-8", newline="\n")
