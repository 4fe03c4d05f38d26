"""Both official forms printed in every layout text exports have, with random cells: rows, headings, offsets.

The printer below knows the forms from the notices (国办公开办函〔2019〕60号, 〔2021〕30号) and nothing of the
reader.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from extractors.document import Document
from extractors.readers.text import read_text

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PROSE = (
    "2020年，我局主动公开政府信息96条，不予公开3件，收到行政许可申请12件。",
    "一是公开的内容不够丰富；二是人员不固定。下一步，将加强培训。",
    "本年度未收取信息处理费。",
)
MARKS = ("-", "—", "/", "无")


@dataclass(frozen=True)
class PrintedRow:
    labels: tuple[str, ...]
    values: tuple[str, ...] = ()


Table = list[PrintedRow]
Layout = Callable[[Table], list[str]]


class Cells:
    """Random cells: mostly small numbers, as in the reports."""

    def __init__(self, seed: int, *, blanks: float = 0.0, marks: float = 0.0) -> None:
        self.random = random.Random(seed)
        self.blanks = blanks
        self.marks = marks

    def count(self) -> str:
        chance = self.random.random()
        if chance < self.blanks:
            return ""
        if chance < self.blanks + self.marks:
            return self.random.choice(MARKS)
        return str(self.random.choice([0, 0, 0, 1, 2, 7, 13, 105, 2048]))

    def counts(self, number: int) -> tuple[str, ...]:
        return tuple(self.count() for _ in range(number))

    def change(self) -> str:
        return self.random.choice(["0", "+19", "-2", "增3", "减少1", "0"])

    def money(self) -> str:
        return self.random.choice(["251000元", "153103.83", "12.5万元", "0", "160.5964万元", "1,234"])


def disclosure(form: str, cells: Cells) -> Table:
    caption = "第二十条第（{}）项".format
    if form == "2021":
        decisions = PrintedRow(("信息内容", "本年处理决定数量"))
        return [
            PrintedRow((caption("一"),)),
            PrintedRow(("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")),
            PrintedRow(("规章",), cells.counts(3)),
            PrintedRow(("行政规范性文件",), cells.counts(3)),
            PrintedRow((caption("五"),)),
            decisions,
            PrintedRow(("行政许可",), cells.counts(1)),
            PrintedRow((caption("六"),)),
            decisions,
            PrintedRow(("行政处罚",), cells.counts(1)),
            PrintedRow(("行政强制",), cells.counts(1)),
            PrintedRow((caption("八"),)),
            PrintedRow(("信息内容", "本年收费金额（单位：万元）")),
            PrintedRow(("行政事业性收费",), (cells.money(),)),
        ]
    actions = PrintedRow(("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"))

    def changed(label: str) -> PrintedRow:
        return PrintedRow((label,), (cells.count(), cells.change(), cells.count()))

    return [
        PrintedRow((caption("一"),)),
        PrintedRow(("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量")),
        PrintedRow(("规章",), cells.counts(3)),
        PrintedRow(("规范性文件",), cells.counts(3)),
        PrintedRow((caption("五"),)),
        actions,
        changed("行政许可"),
        changed("其他对外管理服务事项"),
        PrintedRow((caption("六"),)),
        actions,
        changed("行政处罚"),
        changed("行政强制"),
        PrintedRow((caption("八"),)),
        PrintedRow(("信息内容", "上一年项目数量", "本年增/减")),
        PrintedRow(("行政事业性收费",), (cells.count(), cells.change())),
        PrintedRow((caption("九"),)),
        PrintedRow(("信息内容", "采购项目数量", "采购总金额")),
        PrintedRow(("政府集中采购",), (cells.count(), cells.money())),
    ]


REFUSED = (
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
)
UNAVAILABLE = ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")
NOT_PROCESSED = (
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
)
OTHERWISE = (
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
)


def requests(form: str, cells: Cells) -> Table:
    def group(label: str, rows: tuple[str, ...]) -> Table:
        return [PrintedRow(((label, row) if not index else (row,)), cells.counts(7)) for index, row in enumerate(rows)]

    table = [
        PrintedRow(("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况")),
        PrintedRow(("自然人", "法人或其他组织", "总计")),
        PrintedRow(("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")),
        PrintedRow(("一、本年新收政府信息公开申请数量",), cells.counts(7)),
        PrintedRow(("二、上年结转政府信息公开申请数量",), cells.counts(7)),
        PrintedRow(("三、本年度办理结果", "（一）予以公开"), cells.counts(7)),
        PrintedRow(("（二）部分公开（区分处理的，只计这一情形，不计其他情形）",), cells.counts(7)),
        *group("（三）不予公开", REFUSED),
        *group("（四）无法提供", UNAVAILABLE),
        *group("（五）不予处理", NOT_PROCESSED),
    ]
    if form == "2021":
        table += group("（六）其他处理", OTHERWISE)
    else:
        table.append(PrintedRow(("（六）其他处理",), cells.counts(7)))
    return [
        *table,
        PrintedRow(("（七）总计",), cells.counts(7)),
        PrintedRow(("四、结转下年度继续办理",), cells.counts(7)),
    ]


def disputes(cells: Cells) -> Table:
    outcomes = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    return [
        PrintedRow(("行政复议", "行政诉讼")),
        PrintedRow((*outcomes, "未经复议直接起诉", "复议后起诉")),
        PrintedRow((*outcomes, *outcomes)),
        PrintedRow((), cells.counts(15)),
    ]


def printed(row: PrintedRow) -> list[str]:
    return [*row.labels, *row.values]


# --- layouts ---------------------------------------------------------------------------------------------


def cell_a_line(table: Table) -> list[str]:
    return [cell for row in table for cell in printed(row)]


def cell_a_line_spaced(table: Table) -> list[str]:
    return [line for row in table for cell in printed(row) for line in ("", cell, "")]


SPLIT = {
    "本年新制作数量": ["本年新", "制作数量"],
    "本年新公开数量": ["本年新", "公开数量"],
    "对外公开总数量": ["对外公开", "总数量"],
    "本年收费金额（单位：万元）": ["本年收费金额", "（单位：万元）"],
    "本年增/减": ["本年增/", "减"],
    "商业企业": ["商业", "企业"],
    "科研机构": ["科研", "机构"],
    "社会公益组织": ["社会公", "益组织"],
    "法律服务机构": ["法律", "服务", "机构"],
    "结果维持": ["结果", "维持"],
    "结果纠正": ["结果", "纠正"],
    "其他结果": ["其他", "结果"],
    "尚未审结": ["尚未", "审结"],
    "三、本年度办理结果": ["三、本年度", "办理结果"],
    "（三）不予公开": ["（三）不", "予公开"],
    "（四）无法提供": ["（四）", "无法提供"],
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": [
        "（二）部分公开（区分处理的，只",
        "计这一情形，不计其他情形）",
    ],
    "5.要求行政机关确认或重新出具已获取信息": ["5.要求行政机关确认或重新出具", "已获取信息"],
    "4.无正当理由大量反复申请": ["4.", "无正当理由大量反复申请"],
    "一、本年新收政府信息公开申请数量": ["一、本年新收政府信息", "公开申请数量"],
    "四、结转下年度继续办理": ["四、", "结转下年度继续办理"],
}


def split_cells_a_line(table: Table) -> list[str]:
    return [part for row in table for cell in printed(row) for part in SPLIT.get(cell, [cell])]


def split_cells_spaced(table: Table) -> list[str]:
    lines = []
    for row in table:
        for cell in printed(row):
            lines += ["", *SPLIT.get(cell, [cell])]
    return lines


def pipes(table: Table) -> list[str]:
    return [" | ".join(printed(row)) for row in table]


def bare_pipes(table: Table) -> list[str]:
    return ["|".join(printed(row)) for row in table]


def leading_pipes(table: Table) -> list[str]:
    return ["| " + " | ".join(printed(row)) for row in table]


def trailing_pipes(table: Table) -> list[str]:
    return [" | ".join(printed(row)) + " |" for row in table]


def outer_pipes(table: Table) -> list[str]:
    return ["| " + " | ".join(printed(row)) + " |" for row in table]


def padded_pipes(table: Table) -> list[str]:
    """As trafilatura prints spans: a bar for each column that is missing at the end of the row."""
    widest = max(len(printed(row)) for row in table)
    return [" | ".join(printed(row)) + " | " + "|" * (widest - len(printed(row))) for row in table]


def markdown(table: Table) -> list[str]:
    lines = outer_pipes(table)
    return [lines[0], "|" + "---|" * len(printed(table[0])), *lines[1:]]


def rowspan_pipes(table: Table) -> list[str]:
    """Cells spanned from above are printed blank, so that every row of the requests table has its three label
    cells."""
    lines = []
    for row in table:
        labels = row.labels
        if row.values and labels and re.match(r"（[二三四五六七]）", labels[0]):
            labels = ("", *labels)
        elif row.values and labels and re.match(r"\d\.", labels[0]):
            labels = ("", "", *labels)
        lines.append(" | ".join((*labels, *row.values)) + " |")
    return lines


def pipe_ends_line(table: Table) -> list[str]:
    return [f"{cell} |" if cell else "|" for row in table for cell in printed(row)]


def pipe_ends_line_padded(table: Table) -> list[str]:
    widest = max(len(printed(row)) for row in table)
    lines = []
    for row in table:
        lines += [f"{cell} |" if cell else "|" for cell in printed(row)]
        missing = widest - len(printed(row))
        lines += ["|" * missing] if missing > 1 else []
    return lines


def pipe_starts_row(table: Table) -> list[str]:
    lines = []
    for row in table:
        lines += ["|", *(f"{cell} |" if cell else "|" for cell in printed(row))]
    return lines


def pipe_alone(table: Table) -> list[str]:
    return [line for row in table for cell in printed(row) for line in ((cell, "|") if cell else ("|",))]


def split_pipe_alone(table: Table) -> list[str]:
    return [
        line for row in table for cell in printed(row) for line in ((*SPLIT.get(cell, [cell]), "|") if cell else ("|",))
    ]


def indented_pipes(table: Table) -> list[str]:
    lines = []
    for row in table:
        first, *rest = printed(row)
        lines += [first, *(f"    | {cell}" for cell in rest)]
    return lines


def indented_closed_pipes(table: Table) -> list[str]:
    lines = []
    for row in table:
        first, *rest = printed(row)
        lines += [first, *(f"    | {cell}" for cell in rest), "    |"]
    return lines


def indented_rows(table: Table) -> list[str]:
    lines = []
    for row in table:
        cells = printed(row)
        lines.append(" | ".join(cells[:3]) + " |")
        lines += ["      " + " | ".join(cells[at : at + 3]) + " |" for at in range(3, len(cells), 3)]
    return lines


def tabs(table: Table) -> list[str]:
    return ["\t".join(printed(row)) for row in table]


def spaces(table: Table) -> list[str]:
    return [" ".join(printed(row)) for row in table]


def one_line(table: Table) -> list[str]:
    return [" ".join(cell for row in table for cell in printed(row))]


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        cell_a_line,
        cell_a_line_spaced,
        split_cells_a_line,
        split_cells_spaced,
        pipes,
        bare_pipes,
        leading_pipes,
        trailing_pipes,
        outer_pipes,
        padded_pipes,
        markdown,
        rowspan_pipes,
        pipe_ends_line,
        pipe_ends_line_padded,
        pipe_starts_row,
        pipe_alone,
        split_pipe_alone,
        indented_pipes,
        indented_closed_pipes,
        indented_rows,
        tabs,
        spaces,
        one_line,
    )
}
#: Layouts that show a blank cell as such.
SHOWING_BLANKS = (
    "cell_a_line",
    "cell_a_line_spaced",
    "split_cells_a_line",
    "pipes",
    "bare_pipes",
    "leading_pipes",
    "trailing_pipes",
    "outer_pipes",
    "padded_pipes",
    "markdown",
    "rowspan_pipes",
    "pipe_ends_line",
    "pipe_ends_line_padded",
    "pipe_starts_row",
    "pipe_alone",
    "split_pipe_alone",
    "indented_pipes",
    "indented_closed_pipes",
    "tabs",
)


def report(tables: list[Table], layout: Layout, *, prose: bool = True) -> str:
    blocks = ["示例市某某局2020年政府信息公开工作年度报告", "发布时间：2021-01-20 10:39", HEADINGS[0]]
    blocks += [PROSE[0]] if prose else []
    for heading, table in zip(HEADINGS[1:4], tables, strict=True):
        blocks += [heading, "\n".join(layout(table))]
    blocks += [HEADINGS[4], PROSE[1], HEADINGS[5], PROSE[2]]
    return "\n".join(blocks) + "\n"


def forms(form: str, cells: Cells) -> list[Table]:
    return [disclosure(form, cells), requests(form, cells), disputes(cells)]


# --- what must come back ---------------------------------------------------------------------------------

VALUE = re.compile(r"|[+\-]?[\d,]+(?:\.\d+)?(?:万?元)?|增\d+|减少\d+|[-—/无]")


def read_rows(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """(labels joined, values) of each table row that has values."""
    rows = []
    for block in document.blocks:
        if block.table is None:
            continue
        assert block.table.defect is None
        for row in block.table.rows:
            texts = [cell.text for cell in row]
            count = 0
            while count < len(texts) and VALUE.fullmatch(texts[-1 - count]):
                count += 1
            values = tuple(texts[len(texts) - count :])
            if values:
                rows.append(("".join("".join(texts[: len(texts) - count]).split()), values))
    return rows


def expected_rows(tables: list[Table]) -> list[tuple[str, tuple[str, ...]]]:
    return [("".join(row.labels), row.values) for table in tables for row in table if row.values]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind != "table"]


def check(document: Document, tables: list[Table]) -> None:
    assert read_rows(document) == expected_rows(tables)
    assert paragraphs(document) == [
        "示例市某某局2020年政府信息公开工作年度报告",
        HEADINGS[0],
        PROSE[0],
        *HEADINGS[1:5],
        PROSE[1],
        HEADINGS[5],
        PROSE[2],
    ]
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
        for cell in block.table.cells() if block.table is not None else ():
            assert document.text[cell.start : cell.end] == cell.text
    kinds = [block.kind for block in document.blocks]
    assert kinds.count("table") == 3


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_row_of_both_forms_comes_back(layout: str, form: str) -> None:
    for seed in range(4):
        tables = forms(form, Cells(seed, marks=0.1))
        check(read_text(report(tables, LAYOUTS[layout]), encoding="utf-8"), tables)


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("layout", SHOWING_BLANKS)
def test_blank_cells_keep_their_place(layout: str, form: str) -> None:
    for seed in range(4):
        tables = forms(form, Cells(seed, blanks=0.15))
        if layout.startswith("indented"):
            # A row that begins with a blank cell begins with an empty line there, which shows nothing.
            tables[2][-1] = PrintedRow((), ("0", *tables[2][-1].values[1:]))
        check(read_text(report(tables, LAYOUTS[layout]), encoding="utf-8"), tables)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_whole_report_on_one_line_a_section(form: str) -> None:
    """Heading, table and the next heading on one line, cells parted by spaces."""
    tables = forms(form, Cells(1))
    lines = ["示例市某某局2020年政府信息公开工作年度报告", HEADINGS[0], PROSE[0]]
    lines.append(
        " ".join(f"{heading} {one_line(table)[0]}" for heading, table in zip(HEADINGS[1:4], tables, strict=True))
    )
    lines[-1] += f" {HEADINGS[4]} {PROSE[1]}"
    lines += [HEADINGS[5], PROSE[2]]
    document = read_text("\n".join(lines), encoding=None)
    assert read_rows(document) == expected_rows(tables)
    assert [text for text in paragraphs(document) if text in HEADINGS] == list(HEADINGS)
