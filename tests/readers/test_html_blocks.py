"""A page's lines: what is seen, each character once, and a new line only where the page shows one."""

from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.readers import PageHints, read_document

BODY = "<h1>清岚县2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>六、其他需要报告的事项</p>"


def read(markup: str, *selectors: str) -> Document:
    page = f"<html><head><title>年报</title></head><body>{markup}</body></html>"
    return read_document(page.encode(), PageHints(media_type="text/html", body_selectors=selectors))


def lines(markup: str, *selectors: str) -> list[str]:
    return [block.text for block in read(markup, *selectors).blocks]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("8<!-- 年 -->7条", "87条"),
        ("8<!--[if !supportLists]--><span>7</span><!--[endif]-->条", "87条"),
        ("8<a name=x></a>7<o:p></o:p>条", "87条"),
        ("<o:p>8<st1:chmetcnv w:st=on>7</st1:chmetcnv></o:p>条", "87条"),
        ("8<img src=x.gif>7<wbr>条", "87条"),
        ("<b>8</b><i><u>7</u></i><x-odd>条</x-odd>", "87条"),
        ("8\0" + "7条", "87条"),
        ("8&#0;7条", "8\ufffd7条"),
        ("87<span style='DISPLAY : none'>0</span>条", "87条"),
        ("87<b hidden>0</b>条", "87条"),
        ("87<script>var n = '0'</script>条", "87条"),
        ("87<svg><title>图</title></svg>条", "87条"),
    ],
)
def test_what_stands_on_one_line_is_one_text(markup: str, text: str) -> None:
    assert f"主动公开信息{text}" in lines(f"{BODY}<p>主动公开信息{markup}</p>")


@pytest.mark.parametrize("between", ["<br>", "</p><p>", "<div></div>", "<hr>", "<ul><li>", "<h2></h2>"])
def test_what_stands_on_two_lines_is_two(between: str) -> None:
    assert lines(f"{BODY}<p>公开8条{between}受理7件")[-2:] == ["公开8条", "受理7件"]


def test_text_beside_an_element_is_a_line_of_its_own() -> None:
    assert lines(f"{BODY}<div>前<p>中</p>后</div>")[-3:] == ["前", "中", "后"]


def test_all_in_a_heading_is_heading_and_nothing_behind_it() -> None:
    blocks = read(f"{BODY}<h2>二<div>三</div></h2>四").blocks
    assert [(block.kind, block.text) for block in blocks[-3:]] == [
        ("heading", "二"),
        ("heading", "三"),
        ("paragraph", "四"),
    ]


def test_tables_stand_in_the_place_they_are_printed_in() -> None:
    table = "<table><caption>表{0}</caption><tr><td>甲<td>{0}<tr><td>乙<td>0</table>"
    document = read(f"{BODY}<h2>表</h2>{table.format(1)}<p>中</p>{table.format(2)}<p>后</p>")
    assert [block.text for block in document.blocks][-6:] == ["表1", "甲\t1\n乙\t0", "中", "表2", "甲\t2\n乙\t0", "后"]
    assert {block.kind for block in document.blocks if "\t" in block.text} == {"table"}


def test_a_cell_that_is_not_seen_takes_no_column() -> None:
    document = read(f"{BODY}<table><tr><td>甲<td style='display:none'>9<td>1</tr><tr><td>乙<td>2</tr></table>")
    assert [[cell.text for cell in row] for row in document.blocks[-1].table.rows] == [["甲", "1"], ["乙", "2"]]  # type: ignore[union-attr]


@pytest.mark.parametrize("body", ["span", "div", "td", "section", "x-body", "b"])
def test_the_body_may_be_any_element(body: str) -> None:
    around = "<table><tr>" if body == "td" else "<div>"
    inside = BODY.replace("<p>", "").replace("</p>", "<br>")
    page = f"<p>导航</p>{around}<{body} id=here>{inside}<span>8</span>7条</{body}>"
    assert lines(page, "#here")[-3:] == ["一、总体情况", "六、其他需要报告的事项", "87条"]


def test_a_body_that_a_script_will_show_is_read() -> None:
    assert lines(f"<p>正在加载</p><div style='display:none'><div id=here>{BODY}</div></div>", "#here")[1:] == [
        "一、总体情况",
        "六、其他需要报告的事项",
    ]


def test_furniture_is_no_line_of_the_report_but_tells_where_the_page_stands() -> None:
    trail = "<div class='x Position'>当前位置：首页 > 水利局</div>"
    document = read(f"<div id=here>{trail}{BODY}<div class=share>分享到微信</div></div>", "#here")
    assert "分享到微信" not in document.text
    assert "当前位置" not in document.text
    assert read(f"{trail}<div id=here>{BODY}</div>", "#here").metadata.breadcrumb == ("首页", "水利局")


@pytest.mark.parametrize("selector", ["#here", ".b.a", "div > article", "main, .a"])
def test_a_family_may_name_the_body_by_any_selector(selector: str) -> None:
    page = f"<p>{'导航' * 300}</p><div class=outer><article id=here class='a b'>{BODY}</article><p>尾</p></div>"
    assert lines(page, selector)[1:] == ["一、总体情况", "六、其他需要报告的事项"]


def test_a_narrative_report_without_a_named_body_is_told_by_its_headings() -> None:
    menu = "".join(f'<li><a href="/{number}/">政务公开</a></li>' for number in range(40))
    report = [
        "一、基本情况",
        "2012年，我镇认真贯彻《条例》。",
        "二、主动公开情况",
        "公开信息13条。",
        "五、复议、诉讼情况",
        "行政复议5件。",
        "六、存在的问题及改进措施",
    ]
    body = "".join(f"<p>{line}</p>" for line in report)
    beside = f"<ul>{menu}</ul><div>热搜词：公积金 2000件实事</div><p>累计发布政策896条</p>"
    assert lines(f"<table><tr><td>{beside}</td><td><div>{body}</div></td></tr></table>")[1:] == report


FORM = "<table>{}</table>".format(
    "".join(
        f"<tr><td>{label}<td>件<td>{value}</tr>"
        for label, value in [("一、主动公开情况", ""), ("(一)制发规范性文件总数", 12), ("三、依申请公开情况", ""),
                             ("(一)收到申请数", 7), ("四、行政复议数量", 1), ("五、行政诉讼数量", 0)]
    )
)  # fmt: skip
FORM_TITLE = "清岚县水利局2016年政府信息公开工作年度报告"
MENU = "<ul>" + "<li><a href=/x/>依申请公开指南</a></li>" * 8 + "</ul>"


@pytest.mark.parametrize(
    "page",
    [
        "{title}{form}",
        "{title}<div>2017-01-20</div>{form}<p>填报人：某某</p>",
        "{menu}<div>{title}<div><p>（2016年度）</p>{form}</div></div>",
        "<table><tr><td>{menu}</td><td>{title}{form}</td></tr></table>",
        "<table><tr><td>{title}</td></tr><tr><td><table><tr><td>{form}</td></tr></table></td></tr></table>",
    ],
)
def test_a_form_that_stands_alone_on_its_page_is_a_table(page: str) -> None:
    blocks = read(page.format(title=f"<h1>{FORM_TITLE}</h1>", menu=MENU, form=FORM)).blocks
    tables = [block.table for block in blocks if block.table is not None]
    assert [[cell.text for cell in row] for table in tables for row in table.rows][1::2] == [
        ["(一)制发规范性文件总数", "件", "12"],
        ["(一)收到申请数", "件", "7"],
        ["五、行政诉讼数量", "件", "0"],
    ]


def test_cells_that_hold_a_report_are_lines_whatever_numbers_stand_beside_them() -> None:
    rows = ["一、概述", "公开13条。", "二、主动公开情况", "公开信息13条。", "五、行政复议情况", "复议5件。"]
    page = "<table>" + "".join(f"<tr><td>{number}<td>{row}</tr>" for number, row in enumerate(rows[:3])) + "".join(
        f"<tr><td>{row}</tr>" for row in rows[3:]
    ) + "</table>"  # fmt: skip
    assert not any(block.table for block in read(page).blocks)


def test_a_list_of_the_headings_is_not_the_report() -> None:
    report = ["一、概述", "我局公开。", "二、主动公开情况", "公开信息13条。", "五、行政复议情况", "复议5件。"]
    toc = "".join(f"<li>{line}</li>" for line in report[::2])
    assert lines(f"<div><ul>{toc}</ul><div>{''.join(f'<p>{line}</p>' for line in report)}</div></div>")[1:] == report
