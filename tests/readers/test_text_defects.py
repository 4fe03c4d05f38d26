"""Text tables whose cells are gone for good, and text that only looks like a table."""

from __future__ import annotations

import pytest
from test_text_layouts import HEADINGS, Cells, Table, cell_a_line, disclosure, forms, paragraphs, report

from extractors.document import Document
from extractors.readers.text import read_text


def defects(document: Document) -> list[str | None]:
    return [block.table.defect for block in document.blocks if block.table is not None]


def glued_rows(table: Table) -> list[str]:
    return ["".join((*row.labels, *row.values)) for row in table]


def glued_whole(table: Table) -> list[str]:
    return ["".join(glued_rows(table))]


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("layout", [glued_rows, glued_whole])
def test_glued_cells_give_no_numbers(layout: object, form: str) -> None:
    tables = [disclosure(form, Cells(3)), *forms(form, Cells(3))[1:]]
    document = read_text(report(tables, layout), encoding=None)
    assert sum(1 for defect in defects(document) if defect) >= 2
    assert [text for text in paragraphs(document) if text in HEADINGS] == list(HEADINGS)


def test_glued_whole_with_its_heading_on_the_line() -> None:
    line = "二、主动公开政府信息情况" + glued_whole(disclosure("2019", Cells(1)))[0]
    document = read_text(f"{HEADINGS[0]}\n我局公开信息3条。\n{line}\n{HEADINGS[2]}\n", encoding=None)
    assert "二、主动公开政府信息情况" in paragraphs(document)
    assert len(defects(document)) == 1
    assert defects(document)[0]


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_deduplicated_lines_are_a_defect(form: str) -> None:
    lines = report(forms(form, Cells(5)), cell_a_line).splitlines()
    document = read_text("\n".join(dict.fromkeys(lines)), encoding=None)
    assert defects(document)
    assert all(defects(document))
    assert [text for text in paragraphs(document) if text in HEADINGS] == list(HEADINGS)


def test_lost_blanks_leave_the_row_as_it_is() -> None:
    tables = forms("2021", Cells(2))
    row = tables[1][3]
    tables[1][3] = type(row)(row.labels, row.values[:5])
    document = read_text(report(tables, cell_a_line), encoding=None)
    assert set(defects(document)) == {None}
    requests = next(b.table for b in document.blocks if b.table is not None and "自然人" in b.text)
    assert [cell.text for cell in requests.rows[1]] == [*row.labels, *row.values[:5]]


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况\n2020年，予以公开3件，不予公开2件。\n（一）行政复议情况\n无。\n（二）行政诉讼情况\n无。\n",
        "（三）不予公开\n不予公开3件，其中属于国家秘密1件，属于行政执法案卷2件。\n",
        "四、政府信息公开行政复议、行政诉讼情况\n行政复议0件；行政诉讼0件。\n",
        "首页 | 政务公开 | 年报\n二、主动公开政府信息情况\n主动公开3条。\n",
        "二、主动公开政府信息情况\n\n三、收到和处理政府信息公开申请情况\n\n四、政府信息公开行政复议、行政诉讼情况\n",
        "四、总体情况\n答复申请14,942件。其中，予以公开4件，部分公开12件，不予公开9件。其余转下年。\n",
        "（二）依申请公开情况：办结申请73件。其中,予以公开30件;部分公开11件;无法提供32件。\n",
        "地址：人民路3号 邮编 272199 电话 05378451001\n一、总体情况\n公开1条。\n",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    document = read_text(text, encoding=None)
    assert defects(document) == []


@pytest.mark.parametrize("mark", ["-", "—", "/", "无", "６"])
def test_glued_marks_are_glued_cells(mark: str) -> None:
    text = f"规章{mark * 3}\n行政规范性文件{mark * 3}\n第二十条第（五）项\n行政许可{mark}\n"
    (defect,) = defects(read_text(text, encoding=None))
    assert defect


def test_glued_header_above_glued_values() -> None:
    document = read_text("行政复议\n结果维持结果纠正其他结果尚未审结总计\n00011\n", encoding=None)
    assert any(defects(document))


@pytest.mark.parametrize("values", ["— ２０ —", "- 3 -"])
def test_values_that_look_like_a_page_number_stay(values: str) -> None:
    header = "信息内容 本年制发件数 本年废止件数 现行有效件数"
    document = read_text(f"{header}\n规章\n{values}\n行政规范性文件\n0 0 3\n", encoding=None)
    assert "\t".join(("规章", *values.split())) in document.text.splitlines()


def test_page_number_between_a_label_and_its_values_goes() -> None:
    header = "信息内容 本年制发件数 本年废止件数 现行有效件数"
    document = read_text(f"{header}\n规章\n- 3 -\n1 2 4\n行政规范性文件\n0 0 3\n", encoding=None)
    assert "规章\t1\t2\t4" in document.text.splitlines()
