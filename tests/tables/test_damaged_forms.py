"""Forms printed with a header lost or damaged: what fits no cell of the form is kept without an indicator."""

from __future__ import annotations

import pytest

from extractors import Figure, PageHints, Report, extract_report

TITLE = "某县2021年政府信息公开工作年度报告"


def read(rows: list[list[str]]) -> Report:
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<html><body><h1>{TITLE}</h1><p>一、总体情况</p><p>推进公开。</p><table>{table}</table></body></html>"
    return extract_report(page.encode(), url="https://x.gov.cn/nb.html", hints=PageHints(media_type="text/html"))


def tabled(report: Report) -> list[Figure]:
    return [figure for figure in report.figures if figure.basis == "table"]


def test_a_row_under_a_header_of_other_rows_has_no_number_of_theirs() -> None:
    """行政事业性收费 without the header of its own (上一年项目数量, 本年增/减)."""
    report = read(
        [
            ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
            ["行政许可", "5", "1", "30"],
            ["其他对外管理服务事项", "7", "0", "8"],
            ["行政处罚", "9", "0", "4"],
            ["行政事业性收费", "2", "-1", "6"],
        ]
    )
    assert report.sections.disclosure is not None and report.sections.disclosure.table is not None
    fees = report.sections.disclosure.table.fees
    assert fees is not None and (fees.items_last_year, fees.items_change, fees.amount) == (2, -1, None)
    [beyond] = [figure for figure in tabled(report) if figure.value == 6]
    assert beyond.indicator is None and beyond.label == "行政事业性收费 / 处理决定数量"


def test_litigation_without_its_two_kinds_is_not_shared_out() -> None:
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    report = read([["行政诉讼"], outcomes, ["1", "2", "0", "3", "6"]])
    assert report.sections.disputes is None or report.sections.disputes.table is None
    assert [finding.rule for finding in report.findings if finding.rule == "table.unreadable"] == ["table.unreadable"]


def test_an_unreadable_number_in_a_column_of_the_agencys_own_is_a_figure_without_value() -> None:
    columns = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "小计", "总计"]
    rows = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开", "（二）部分公开"]
    numbers = ["3", "0", "0", "0", "0", "0", "0", "3"]
    report = read([["", *columns], *([row, *numbers] for row in rows), ["（七）总计", *numbers[:6], "1?2", "3"]])
    [doubted] = [finding for finding in report.findings if finding.rule == "number.unreadable"]
    [figure] = [report.figures[index] for index in doubted.figures]
    assert (figure.value, figure.quote, figure.indicator) == (None, "1?2", None)
    assert figure.label == "（七）总计 / 小计"


@pytest.mark.parametrize(
    ("header", "form"),
    [("本年制发件数本年废止件数现行有效件数", "2021"), ("本年新制作数量本年新公开数量对外公开总数量", "2019")],
)
def test_cells_run_together_still_show_whose_form_they_are_of(header: str, form: str) -> None:
    lines = [TITLE, "一、总体情况", "推进公开。", "二、主动公开政府信息情况", "第二十条第（一）项", f"信息内容{header}"]
    lines += ["规章000", "行政规范性文件214", "三、收到和处理政府信息公开申请情况", "未收到申请。"]
    page = "\n\n".join(lines).encode()
    report = extract_report(page, url="file:///nb.txt", hints=PageHints(media_type="text/plain"))
    assert report.form == form
    assert not tabled(report)
    assert "table.unreadable" in [finding.rule for finding in report.findings]
