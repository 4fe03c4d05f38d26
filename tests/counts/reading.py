"""A sentence as a report of its own, and what was read from it on a line each."""

from __future__ import annotations

from extractors import Figure, Report, extract_report

HEADINGS = {
    "overview": "一、总体情况",
    "disclosure": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}
MARKS = {"exact": "", "at_least": " ≥", "about": " ≈", "at_most": " ≤"}
RULES = ("breakdown.total", "percentage", "number.unreadable", "number.unaccounted")


def read(sentence: str, section: str, year: int = 2020) -> Report:
    page = f"青田县水利局{year}年政府信息公开工作年度报告\n\n{HEADINGS[section]}\n\n{sentence}\n"
    return extract_report(page.encode(), url="file:///sentence.txt")


def shown(report: Report) -> tuple[list[str], list[str]]:
    rules = [finding.rule for finding in report.findings if finding.rule in RULES]
    return [line_of(figure) for figure in report.figures], rules


def line_of(figure: Figure) -> str:
    meaning = "" if figure.indicator is None else f" → {figure.indicator}"
    dimension = "" if figure.dimension is None else f".{figure.dimension}"
    parts = (
        f"{figure.value:g}" if isinstance(figure.value, float) else f"{figure.value}",
        "" if figure.unit is None else f" {figure.unit}",
        MARKS[figure.precision],
        " 无" if figure.basis == "stated_none" else "",
        " ∑" if figure.cumulative else "",
        meaning + dimension,
        "" if figure.channel is None else f" @{figure.channel}",
        "" if figure.part_of is None else f" <{figure.part_of + 1}",
    )
    return "".join(parts)
