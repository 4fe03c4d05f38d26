"""A name that belongs elsewhere, and all the names that may stand in a report."""

from __future__ import annotations

import pytest

from extractors import Finding, extract_report


def findings(title: str, *lines: str) -> list[Finding]:
    page = "\n".join(
        (f"{title}2020年政府信息公开工作年度报告", *lines, "六、其他需要报告的事项", "没有其他需要报告的事项。")
    )
    report = extract_report(page.encode(), url="https://example.gov.cn/1.txt")
    return [finding for finding in report.findings if finding.rule == "agency.foreign"]


OWN = "一、总体情况"


@pytest.mark.parametrize(
    ("title", "lines", "name"),
    [
        ("阆中市柏垭镇", (OWN, "2020年，洪山镇主动公开政府信息30条。"), "洪山镇"),
        ("沭阳县水利局", (OWN, "2020年泗阳县水利局共收到政府信息公开申请3件。"), "泗阳县"),
        (
            "沭阳县人民政府",
            ("由泗阳县人民政府编制2020年度年度报告。", OWN, "公开3条。"),
            "泗阳县人民政府",
        ),
        ("阆中市柏垭镇", (OWN, "洪山镇认真落实条例。", "洪山镇严格保密审查。"), "洪山镇"),
    ],
)
def test_another_agency_speaks(title: str, lines: tuple[str, ...], name: str) -> None:
    [finding] = findings(title, *lines)
    assert finding.actual == name
    assert finding.expected == title
    assert title in finding.message and name in finding.message


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("阆中市柏垭镇", (OWN, "2020年，柏垭镇主动公开政府信息30条。")),
        ("阆中市柏垭镇", (OWN, "阆中市发布通知。阆中市公开目录。")),
        ("阆中市人民政府", (OWN, "洪山镇公开信息3条。柏垭镇公开信息4条。")),
        ("淮安市洪泽区人民政府", (OWN, "洪泽县公开信息3条。")),
        ("阆中市柏垭镇", (OWN, "洪山镇认真落实条例。")),
        ("阆中市柏垭镇", (OWN, "在洪山镇公开信息。各乡镇公开信息3条。全镇公开信息3条。小城镇发布信息3条。")),
        ("水利局", (OWN, "泗阳县发布信息3条。")),
        ("杭州市西湖区", (OWN, "西湖区公开信息3条。")),
        ("沭阳县人民政府", ("由沭阳县人民政府办公室编制。", OWN, "公开3条。")),
    ],
)
def test_names_that_may_stand_there(title: str, lines: tuple[str, ...]) -> None:
    assert findings(title, *lines) == []
