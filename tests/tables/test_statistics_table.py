"""The statistics table of 2014 in its printed shapes: columns, codes, units, local rows, sums."""

from __future__ import annotations

import pytest

from extractors import Figure, PageHints, Report, extract_report

TITLE = "某县2016年政府信息公开工作年度报告"
LABELS = ("（一）收到申请数", "1.当面申请数", "2.传真申请数", "3.网络申请数", "4.信函申请数", "六、举报投诉数量")
KEYS = (
    "requests.received",
    "requests.received.in_person",
    "requests.received.fax",
    "requests.received.online",
    "requests.received.letter",
    "complaints.total",
)


def html(rows: list[list[str]]) -> Report:
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<html><body><h1>{TITLE}</h1><p>一、概述</p><p>推进公开。</p><table>{table}</table></body></html>"
    return extract_report(page.encode(), url="https://x.gov.cn/nb.html", hints=PageHints(media_type="text/html"))


def text(lines: list[str]) -> Report:
    page = "\n".join([TITLE, "一、概述", "推进公开工作。", "附件", *lines])
    return extract_report(page.encode(), url="file:///nb.txt", hints=PageHints(media_type="text/plain"))


def figures(report: Report) -> dict[str, Figure]:
    return {figure.indicator: figure for figure in report.figures if figure.basis == "table" and figure.indicator}


def rows(values: list[str]) -> list[list[str]]:
    return [[label, "件", value] for label, value in zip(LABELS, values, strict=True)]


HEADER = ["统计指标", "单位", "统计数"]
VALUES = ["9", "1", "2", "3", "3", "4"]


def test_table_of_three_columns() -> None:
    report = html([HEADER, ["三、依申请公开情况", "——", ""], *rows(VALUES)])
    found = figures(report)
    assert report.form == "2014"
    assert [found[key].value for key in KEYS] == [9, 1, 2, 3, 3, 4]
    assert {figure.unit for figure in found.values()} == {"件"}
    assert found["requests.received"].dimension == "total"
    total = report.figures.index(found["requests.received"])
    assert [found[key].part_of for key in KEYS[1:5]] == [total] * 4
    assert not [finding for finding in report.findings if finding.severity == "error"]


@pytest.mark.parametrize("number", ["序号", "编号"])
def test_running_numbers_are_no_values(number: str) -> None:
    printed = [[str(place), *row] for place, row in enumerate(rows(VALUES), start=1)]
    by_cells = text([cell for row in [[number, *HEADER], *printed] for cell in row])
    for report in (html([[number, *HEADER], *printed]), by_cells):
        assert [figures(report)[key].value for key in KEYS] == [9, 1, 2, 3, 3, 4]


def test_codes_and_two_columns_of_numbers() -> None:
    header = ["指标名称", "计量单位", "代码", "本期实际", "本年累计"]
    printed = [[label, "件", f"{code:02d}", "1", value] for code, (label, _, value) in enumerate(rows(VALUES), start=1)]
    lettered = ["甲", "乙", "丙", "1", "2"]
    for report in (html([header, lettered, *printed]), text([cell for row in [header, *printed] for cell in row])):
        assert [figures(report)[key].value for key in KEYS] == [9, 1, 2, 3, 3, 4]
        kept = [figure for figure in report.figures if figure.basis == "table" and figure.indicator is None]
        assert [(figure.label.split(" / ")[-1], figure.value) for figure in kept] == [("本期实际", 1)] * 6


@pytest.mark.parametrize("unit", ["（件）", "（单位：件）", "(件)"])
def test_unit_in_the_label(unit: str) -> None:
    printed = [[label + unit, value] for label, _, value in rows(VALUES)]
    for report in (html([["统计指标", "统计数"], *printed]), text([" ".join(row) for row in printed])):
        assert {figure.unit for figure in figures(report).values()} == {"件"}
        assert [figures(report)[key].value for key in KEYS] == [9, 1, 2, 3, 3, 4]


def test_whole_table_on_one_line() -> None:
    words = [*HEADER, *(cell for row in rows(VALUES) for cell in row), *("填报说明" * 60,)]
    report = text([" ".join(words[:-1]) + " 现场接待人数 人次 63" * 8])
    assert [figures(report)[key].value for key in KEYS] == [9, 1, 2, 3, 3, 4]


def test_local_rows_are_kept_without_an_indicator() -> None:
    report = html([HEADER, *rows(VALUES), ["咨询电话接听数", "次", "77"]])
    (kept,) = [figure for figure in report.figures if figure.basis == "table" and figure.indicator is None]
    assert (kept.label, kept.unit, kept.value) == ("咨询电话接听数", "次", 77)


def test_columns_of_several_kinds_of_agency_are_kept_apart() -> None:
    header = ["统计指标", "单位", "区政府统计数", "乡镇统计数", "数量"]
    report = html([header, *([*row[:2], "1", "2", row[2]] for row in rows(VALUES))])
    assert [figures(report)[key].value for key in KEYS] == [9, 1, 2, 3, 3, 4]


def test_sum_is_checked_where_all_its_parts_are_printed() -> None:
    wrong = ["10", "1", "2", "3", "3", "4"]
    report = html([HEADER, *rows(wrong)])
    (finding,) = [finding for finding in report.findings if finding.rule == "statistics.total"]
    assert (finding.expected, finding.actual) == (10, 9)
    lacking = [row for row in rows(wrong) if "信函" not in row[0]]
    more = [*lacking, ["七、依申请公开信息收取的费用", "万元", "0"]]
    assert "statistics.total" not in {finding.rule for finding in html([HEADER, *more]).findings}
    local = [*rows(wrong)[:3], ["电子邮箱收到数", "件", "1"], *rows(wrong)[3:]]
    assert "statistics.total" not in {finding.rule for finding in html([HEADER, *local]).findings}


def test_outcomes_belong_to_the_row_they_stand_under() -> None:
    printed = [
        *rows(VALUES),
        ["四、行政复议数量", "件", "3"],
        ["（一）维持具体行政行为数", "件", "1"],
        ["（二）被依法纠错数", "件", "2"],
        ["（三）其他情形数", "件", "0"],
        ["五、行政诉讼数量", "件", "5"],
        ["（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "1"],
        ["（二）被依法纠错数", "件", "0"],
        ["（三）其他情形数", "件", "4"],
    ]
    for report in (html([HEADER, *printed]), text([cell for row in [HEADER, *printed] for cell in row])):
        found = figures(report)
        assert [found[f"disputes.review.{key}"].value for key in ("upheld", "corrected", "other")] == [1, 2, 0]
        assert [found[f"disputes.litigation.{key}"].value for key in ("upheld", "corrected", "other")] == [1, 0, 4]


@pytest.mark.parametrize("stock", ["历年累计", "累计", "累计总数"])
def test_home_made_table_with_a_stock_beside_the_year(stock: str) -> None:
    printed = [["项目", "本年度", stock], ["政策法规类", "3", "90"], ["主动公开政府信息数", "12", "340"]]
    cells = [cell for row in printed for cell in row]
    layouts = [text(cells), text([" ".join(row) for row in printed]), text([" | ".join(row) for row in printed])]
    for report in (html(printed), *layouts):
        read = [(f.indicator, f.value, f.cumulative) for f in report.figures if f.basis == "table"]
        assert read == [
            (None, 3, False),
            (None, 90, True),
            ("proactive.total", 12, False),
            ("proactive.total", 340, True),
        ]
        assert report.form == "narrative"


def test_older_rows_keep_their_own_names_and_totals() -> None:
    printed = [
        ["主动公开政府信息数", "条", "40", "400"],
        ["其中：政府网站", "条", "30", "300"],
        ["政府公报", "条", "10", "100"],
        ["申请总数", "条", "9", "30"],
        ["依申请公开信息目录数", "条", "50", "90"],
        ["对申请的答复总数", "条", "9", "30"],
        ["其中：1.同意公开答复数", "条", "5", "20"],
        ["2.否决公开答复总数", "条", "4", "10"],
        ["其中：（1）信息不存在数", "条", "3", "6"],
        ["（2）非本部门掌握", "条", "1", "4"],
        ["行政复议数", "件", "0", "1"],
        ["行政诉讼数", "件", "0", "2"],
        ["行政申诉数", "件", "1", "3"],
    ]
    report = html([["指标名称", "单位", "2016年度", "历年累计"], *printed])
    stated = [figure for figure in report.figures if figure.basis == "table"]
    year = {figure.indicator: figure for figure in stated if not figure.cumulative}
    assert [year[f"proactive.{key}"].value for key in ("website", "gazette")] == [30, 10]
    assert year["requests.received"].value == 9
    assert [figure.indicator for figure in stated if "目录" in figure.label] == [None, None]
    refused = report.figures.index(year["requests.answered.refused"])
    assert [year[f"requests.answered.{key}"].part_of for key in ("does_not_exist", "not_this_agency")] == [refused] * 2
    assert year["requests.answered.granted"].part_of == report.figures.index(year["requests.answered"])
    assert [(figure.value, figure.indicator) for figure in stated if "申诉" in figure.label] == [(1, None), (3, None)]
    assert [figure.value for figure in stated if figure.indicator == "disputes.litigation.total"] == [0, 2]


# The table as a page of its own: nothing but a title and a line of dates before it.
ALONE = {
    "bare": "{table}",
    "under a date": "<div>发布时间：2017-01-20</div>{table}<p>填报日期：2017年1月12日</p>",
    "in a box": "<div class='content'><div>{table}</div></div>",
    "in a layout table": "<table><tr><td>首页</td></tr><tr><td><div>{table}</div></td></tr></table>",
}


@pytest.mark.parametrize("around", ALONE.values(), ids=ALONE)
def test_table_that_is_all_of_a_page(around: str) -> None:
    printed = [
        ["一、主动公开情况", "——", ""],
        ["（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "12"],
        ["（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "2"],
        ["三、依申请公开情况", "——", ""],
        *rows(VALUES),
        ["四、行政复议数量", "件", "1"],
        ["五、行政诉讼数量", "件", "0"],
    ]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [HEADER, *printed])
    markup = around.format(table=f"<table>{cells}</table>")
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{markup}</body></html>"
    report = extract_report(page.encode(), url="https://x.gov.cn/b.html", hints=PageHints(media_type="text/html"))
    assert report.form == "2014"
    assert [figures(report)[key].value for key in KEYS] == [9, 1, 2, 3, 3, 4]
    assert len(report.figures) == len(VALUES) + 4
    assert "number.unaccounted" not in [finding.rule for finding in report.findings]


def test_how_things_are_counted_is_no_figure() -> None:
    report = text(["（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）次12"])
    assert not report.figures


@pytest.mark.parametrize("header", [True, False])
def test_the_unit_may_stand_behind_the_number(header: bool) -> None:
    printed = [[label, value, "件"] for label, value in zip(LABELS, VALUES, strict=True)]
    report = html([["统计指标", "统计数", "单位"], *printed] if header else printed)
    found = figures(report)
    assert [found[key].value for key in KEYS] == [9, 1, 2, 3, 3, 4]
    assert {figure.unit for figure in found.values()} == {"件"}


def test_a_long_table_may_be_printed_as_two_beside_each_other() -> None:
    more = (
        "（二）申请办结数",
        "1.按时办结数",
        "2.延期办结数",
        "（三）申请答复数",
        "1.属于已主动公开范围数",
        "2.同意公开答复数",
    )
    all_rows = rows(VALUES) + [
        [label, "件", value] for label, value in zip(more, ["9", "8", "1", "9", "4", "5"], strict=True)
    ]
    printed = [left + right for left, right in zip(all_rows[:6], all_rows[6:], strict=True)]
    report = html([HEADER * 2, *printed])
    assert report.form == "2014"
    assert {figure.label: figure.value for figure in report.figures} == {row[0]: int(row[2]) for row in all_rows}
    assert all(figure.indicator for figure in report.figures)
    total = report.figures.index(figures(report)["requests.received"])
    assert [figures(report)[key].part_of for key in KEYS[1:5]] == [total] * 4
    assert "table.unreadable" not in [finding.rule for finding in report.findings]


def test_numbers_of_some_agencies_stand_beside_their_sum() -> None:
    header = ["序号", "统计指标", "单位", "合计", "区直单位统计数", "乡镇街道统计数"]
    printed = [[str(place), *row, "1", "2"] for place, row in enumerate(rows(VALUES), start=1)]
    report = html([header, *printed])
    assert [figures(report)[key].value for key in KEYS] == [9, 1, 2, 3, 3, 4]
    assert [figure.label for figure in report.figures if figure.indicator is None] == [
        f"{label} / {head}" for label in LABELS for head in header[4:]
    ]
    apart = html([[*header[:3], *header[4:]], *([*row[:3], *row[4:]] for row in printed)])
    assert [figure.indicator for figure in apart.figures] == [None] * 2 * len(LABELS)
    assert "table.unreadable" not in [finding.rule for finding in apart.findings]


OLDER_ROWS = """主动公开信息数|条|01|120|480
其中：全文电子化的主动公开信息数|条|02|120|480
新增的行政规范性文件数|条|03|2|6
提供服务类信息数|条|04|30|90
网站专栏页面访问量|人次|05|5100|21000
现场接待人数|人次|06|12|40
网上咨询数|人次|07|3|9
咨询电话接听数|人次|08|7|31
依申请公开信息目录数|条|09|15|15
申请总数|条|10|4|9
其中：1.当面申请数|条|11|1|2
2.传真申请数|条|12|0|0
3.电子邮件申请数|条|13|0|1
4.网上申请数|条|14|2|5
5.信函申请数|条|15|1|1
行政复议数|件|32|0|1
行政诉讼数|件|33|0|0"""


@pytest.mark.parametrize("between", [" | ", "\t", "\n| "])
def test_the_form_of_a_province_with_its_columns_lettered(between: str) -> None:
    header = [["指标名称", "计量单位", "代码", "本期实际", "本年累计"], ["甲", "乙", "丙", "1", "2"]]
    printed = [*header, *(line.split("|") for line in OLDER_ROWS.splitlines())]
    report = text([between.join(row) for row in printed])
    found = figures(report)
    assert found["proactive.total"].value == 480
    assert found["requests.received.in_person"].value == 2
    assert len([figure for figure in report.figures if figure.basis == "table"]) == 2 * len(OLDER_ROWS.splitlines())
    assert "table.unreadable" not in [finding.rule for finding in report.findings]
