"""The statistics table of 2014 as text exports print it, and the narrative report above it."""

from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.readers.text import read_text

NARRATIVE = """示例市某某局2016年政府信息公开工作年度报告
一、概述
2016年，我局主动公开政府信息30条。
二、主动公开政府信息情况
（一）主动公开情况
通过网站公开政府信息30条。
三、依申请公开政府信息情况
未收到申请。
附表
政府信息公开情况统计表
"""
ROWS = [
    ("一、主动公开情况", "——", "——"),
    ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "30"),
    ("其中：主动公开规范性文件数", "条", "2"),
    ("制发规范性文件总数", "件", "3"),
    ("（二）通过不同渠道和方式公开政府信息的情况", "——", "——"),
    ("1.政府公报公开政府信息数", "条", "0"),
    ("2.政府网站公开政府信息数", "条", "30"),
    ("二、回应解读情况", "——", "——"),
    ("（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "4"),
    ("三、依申请公开情况", "——", "——"),
    ("（一）收到申请数", "件", "5"),
    ("1.当面申请数", "件", "1"),
    ("（二）本地自设指标数", "件", "8"),
    ("四、行政复议数量", "件", "0"),
    ("（二）被依法纠错数", "件", "0"),
    ("七、依申请公开信息收取的费用", "万元", "0.5"),
]
HEADER = ("统计指标", "单位", "统计数")


def cell_a_line(rows: list[tuple[str, ...]]) -> str:
    return "\n".join(cell for row in rows for cell in row)


def pipes(rows: list[tuple[str, ...]]) -> str:
    return "\n".join(" | ".join(row) + " |" for row in rows)


def pipe_ends_line(rows: list[tuple[str, ...]]) -> str:
    return "\n".join(f"{cell} |" for row in rows for cell in row)


def tabs(rows: list[tuple[str, ...]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def spaces(rows: list[tuple[str, ...]]) -> str:
    return "\n".join(" ".join(row) for row in rows)


def far_spaces(rows: list[tuple[str, ...]]) -> str:
    return "\n".join("    ".join(row) for row in rows)


def table_rows(document: Document) -> list[tuple[str, ...]]:
    return [
        tuple(cell.text for cell in row)
        for block in document.blocks
        if block.table is not None
        for row in block.table.rows
    ]


@pytest.mark.parametrize("layout", [cell_a_line, pipes, pipe_ends_line, tabs, spaces])
def test_statistics_rows_come_back(layout: object) -> None:
    text = NARRATIVE + layout([HEADER, *ROWS]) + "\n填报人：略\n"
    document = read_text(text, encoding=None)
    assert table_rows(document) == [HEADER, *ROWS]
    assert [block.text for block in document.blocks if block.table is None] == [
        *NARRATIVE.splitlines(),
        "填报人：略",
    ]


def test_headings_that_are_indicators_elsewhere_stay_headings() -> None:
    document = read_text(NARRATIVE, encoding=None)
    assert table_rows(document) == []


OWN_ROWS = [
    ("网站专栏页面访问量（次）", "230"),
    ("咨询电话接听数（次）", "—"),
    ("现场接待人数（单位：人次）", "652"),
]


@pytest.mark.parametrize("layout", [spaces, far_spaces])
def test_rows_of_the_agency_s_own_beside_their_number(layout: object) -> None:
    """The form without a column of units, its rows on a line each: the unit stands in brackets behind the label."""
    form = [
        (f"{label}（{unit}）", value) if unit != "——" else (label,)
        for label, unit, value in ROWS
        if not label.startswith("（二）本地")
    ]
    among = ("走访接待人数", "7")
    text = NARRATIVE + layout([("统计指标", "统计数"), *form[:4], among, *form[4:], *OWN_ROWS])
    document = read_text(text + "\n填报人：略\n填报日期 2016\n", encoding=None)
    read = table_rows(document)
    assert among in read
    assert read[-4:] == [form[-1], *OWN_ROWS]
    assert [block.text for block in document.blocks][-2:] == ["填报人：略", "填报日期 2016"]
