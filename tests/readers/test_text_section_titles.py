"""Titles of sections between tables stay headings in every layout, and broken labels come together."""

from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.readers.text import read_text

COLUMNS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
REQUESTS = "（三）不予公开\n1.属于国家秘密\n0\n0\n0\n0\n0\n0\n0\n2.其他法律行政法规禁止公开\n0\n0\n0\n0\n0\n0\n0\n"
OPENING = "三、收到和处理政府信息公开申请情况\n全年收到申请3件。\n"
TITLES = (
    "（四）因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    "4.行政复议、行政诉讼情况",
    "政府信息公开行政复议、行政诉讼情况",
)


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind == "paragraph"]


@pytest.mark.parametrize("title", TITLES)
def test_title_after_a_table_printed_a_cell_a_line(title: str) -> None:
    text = REQUESTS + title + "\n行政复议\n" + "\n".join(COLUMNS) + "\n0\n0\n0\n0\n0\n"
    assert paragraphs(read_text(text, encoding=None)) == [title]


@pytest.mark.parametrize("title", TITLES)
def test_title_between_tables_with_bars_on_lines_of_their_own(title: str) -> None:
    values = "\n|\n".join("0000000")
    rows = f"1.属于国家秘密\n|\n{values}\n2.其他法律行政法规禁止公开\n|\n{values}\n"
    text = (
        OPENING
        + rows
        + title
        + "\n行政复议\n|\n行政诉讼\n"
        + "\n|\n".join(COLUMNS)
        + "\n"
        + "\n|\n".join("01001")
        + "\n"
    )
    assert paragraphs(read_text(text, encoding=None)) == [*OPENING.splitlines(), title]


@pytest.mark.parametrize(("upper", "lower"), [("本年处", "理决定数量"), ("本年收", "费金（单位：万元）")])
def test_header_cell_whose_rest_is_a_label_itself(upper: str, lower: str) -> None:
    text = f"第二十条第（五）项\n信息内容\n{upper}\n{lower}\n行政许可\n3\n行政处罚\n5\n"
    assert f"信息内容\t{upper}{lower}" in read_text(text, encoding=None).text.splitlines()


def test_rows_broken_at_a_bar_and_rows_of_blanks() -> None:
    text = (
        "二、上年结转政府信息公开申请数量 | / | / |\n      4 | / | 286 | 1 | 3\n"
        "（三）不予公开 |\n      1.属于国家秘密 | 3 | / | / | / | / | 1 | 4\n"
        "2.其他法律行政法规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0\n"
    )
    assert read_text(text, encoding=None).text.splitlines() == [
        "二、上年结转政府信息公开申请数量\t/\t/\t4\t/\t286\t1\t3",
        "（三）不予公开\t1.属于国家秘密\t3\t/\t/\t/\t/\t1\t4",
        "2.其他法律行政法规禁止公开\t0\t0\t0\t0\t0\t0\t0",
    ]


def test_rows_whose_cells_are_all_blank_but_the_label() -> None:
    text = "1.属于国家秘密 | | | | | | |\n2.其他法律行政法规禁止公开 | | | | | | |\n3.重复申请 | | | | | | |\n"
    assert [line.count("\t") for line in read_text(text, encoding=None).text.split("\n")] == [7, 7, 7]
