"""Layouts as published copies of reports really have them, beyond the regular ones; the numbers are made
up."""

from __future__ import annotations

from extractors.document import Document
from extractors.readers.text import read_text


def rows(document: Document) -> list[list[str]]:
    return [
        [cell.text for cell in row] for block in document.blocks if block.table is not None for row in block.table.rows
    ]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.table is None]


def test_header_rows_broken_inside_their_cells() -> None:
    text = """二、主动公开政府信息情况
第二十条第(一)项 | |||
信息内容 | 本年新 制作数量 | 本年新 公开数量 | 对外公开总数量 |
规章 | 0 | 0 | 0 |
规范性文件 | 1 | 2 | 3 |
其他主动公开文件 | 9 | 8 | 7 |
第二十条第(五)项 | |||
信息内容 | 上一年项目数量
| 本年增/减
| 处理决定数量
|
行政许可 | 4 | +1 | 5 |
第二十条第(八)项 | |||
信息内容 | 上一年项目数量
| 本年增/减
| |
行政事业性收费 | 6 | -1 | |
第二十条第(九)项 | |||
信息内容 | 采购项目数量 | 采购总金额 | |
政府集中采购 | 2 | 12.5万元 |
三、收到和处理政府信息公开申请情况
要注意数据间的逻辑关系：第一项加第二项之和，等于第三项加第四项之和。
"""
    document = read_text(text, encoding=None)
    assert rows(document) == [
        ["第二十条第(一)项"],
        ["信息内容", "本年新 制作数量", "本年新 公开数量", "对外公开总数量"],
        ["规章", "0", "0", "0"],
        ["规范性文件", "1", "2", "3"],
        ["其他主动公开文件", "9", "8", "7"],
        ["第二十条第(五)项"],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "4", "+1", "5"],
        ["第二十条第(八)项"],
        ["信息内容", "上一年项目数量", "本年增/减"],
        ["行政事业性收费", "6", "-1"],
        ["第二十条第(九)项"],
        ["信息内容", "采购项目数量", "采购总金额"],
        ["政府集中采购", "2", "12.5万元"],
    ]
    assert paragraphs(document)[:2] == ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]


def test_blank_cells_before_and_between_and_header_cut_in_two() -> None:
    text = """三、收到和处理政府信息公开申请情况
(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和) | 申请人情况 |
自然人 | 法人或其他组织 | 总计 |
商业 | 科研 | 社会公益组织 | 法律服务机构 | 其他 |
企业 | 机构 |
一、本年新收政府信息公开申请数量 | 3 | | | | | | 3 |
二、上年结转政府信息公开申请数量 | | | | | | | 0 |
三、本年度办理结果 | (一)予以公开 | | | | | | | 0 |
| (二)部分公开(区分处理的,只计这一情形,不计其他情形) | | | | | | | 0 |
| (三)不予公开 | 1.属于国家秘密 | 2 | | | | | | 2 |
| | 2.其他法律行政法规禁止公开 | 1 | | | | | | 1 |
四、结转下年度继续办理 | | | | | | | |
"""
    found = {
        next(cell for cell in reversed(row[:-7]) if cell): row[-7:]
        for row in rows(read_text(text, encoding=None))
        if len(row) > 7
    }
    assert found == {
        "一、本年新收政府信息公开申请数量": ["3", "", "", "", "", "", "3"],
        "二、上年结转政府信息公开申请数量": ["", "", "", "", "", "", "0"],
        "(一)予以公开": ["", "", "", "", "", "", "0"],
        "(二)部分公开(区分处理的,只计这一情形,不计其他情形)": ["", "", "", "", "", "", "0"],
        "1.属于国家秘密": ["2", "", "", "", "", "", "2"],
        "2.其他法律行政法规禁止公开": ["1", "", "", "", "", "", "1"],
        "四、结转下年度继续办理": [""] * 7,
    }


def test_lone_values_in_padded_rows_are_not_spread() -> None:
    """One value in a row that should have seven: the cells are left for the table stage to refuse."""
    text = """三、收到和处理政府信息公开申请情况
自然人 | 法人或其他组织 | 总计 | |||||||
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |||||
一、本年新收政府信息公开申请数量 | 0 | ||||||||
二、上年结转政府信息公开申请数量 | 0 | ||||||||
"""
    assert ["一、本年新收政府信息公开申请数量", "0"] in rows(read_text(text, encoding=None))


def test_each_cell_closed_by_a_bar_with_blank_cells_and_padding_lines() -> None:
    text = """三、收到和处理政府信息公开申请情况
(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和) |
申请人情况 |
||||||||
自然人 |
法人或其他组织 |
总计 |
|||||||
商业企业 |
科研机构 |
社会公益组织 |
法律服务机构 |
其他 |
|||||
一、本年新收政府信息公开申请数量 |
|
|
|
|
|
|
0 |
||
二、上年结转政府信息公开申请数量 |
1 |
|
|
|
|
|
1 |
||
三、本年度办理结果
|
(一)予以公开 |
1 |
0 |
0 |
0 |
0 |
0 |
1 |
"""
    found = rows(read_text(text, encoding=None))
    assert ["一、本年新收政府信息公开申请数量", "", "", "", "", "", "", "0"] in found
    assert ["二、上年结转政府信息公开申请数量", "1", "", "", "", "", "", "1"] in found
    assert ["三、本年度办理结果", "(一)予以公开", "1", "0", "0", "0", "0", "0", "1"] in found


def test_spaced_lines_with_cells_broken_inside() -> None:
    text = """二、主动公开政府信息情况

第二十条第(一)项

信息内容

本年新
制作数量

本年新
公开数量

对外公开总数量

规章

  0

 0

0

规范性文件

  1

0

 4

三、收到和处理政府信息公开申请情况
"""
    document = read_text(text, encoding=None)
    assert rows(document) == [
        ["第二十条第(一)项"],
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
        ["规章", "0", "0", "0"],
        ["规范性文件", "1", "0", "4"],
    ]
    assert paragraphs(document) == ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]


def test_page_of_a_printed_report_with_an_upright_header() -> None:
    text = """四、结转下年度继续办理 1 0 0 0 0 0 1
四、政府信息公开行政复议、行政诉讼情况
2020 年，未发生复议和诉讼。
行政复议 行政诉讼
未经复议直接起诉 复议后起诉
结 结 其 尚
结 结 其 尚 结 结 其 尚
果 果 他 未
总计 果 果 他 未 总 果 果 他 未 总
维 纠 结 审
维 纠 结 审 计 维 纠 结 审 计
持 正 果 结
持 正 果 结 持 正 果 结
1 2 3 4 10 0 0 0 0 0 0 0 0 1 1
- 9 -
五、存在的主要问题及改进情况
"""
    document = read_text(text, encoding=None)
    found = rows(document)
    assert ["1", "2", "3", "4", "10", "0", "0", "0", "0", "0", "0", "0", "0", "1", "1"] in found
    assert "四、政府信息公开行政复议、行政诉讼情况" in paragraphs(document)
    assert "- 9 -" not in document.text


def test_disputes_as_stacked_tables_and_upright() -> None:
    outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    stacked = ["行政复议", *outcomes, "1", "2", "3", "4", "10"]
    stacked += ["行政诉讼", "未经复议直接起诉", *outcomes, "0", "0", "0", "1", "1"]
    found = rows(read_text("\n".join(stacked), encoding=None))
    assert ["1", "2", "3", "4", "10"] in found
    assert ["0", "0", "0", "1", "1"] in found
    upright = [
        "行政复议",
        *(line for outcome, value in zip(outcomes, "12306", strict=True) for line in (outcome, value)),
    ]
    assert rows(read_text("\n".join(upright), encoding=None)) == [
        ["行政复议", "结果维持", "1"],
        ["结果纠正", "2"],
        ["其他结果", "3"],
        ["尚未审结", "0"],
        ["总计", "6"],
    ]


def test_rows_by_group_with_a_header_of_outcomes() -> None:
    text = """结果维持 结果纠正 其他结果 尚未审结 总计
行政复议 1 0 0 0 1
未经复议直接起诉 0 0 0 0 0
复议后起诉 0 2 0 0 2
"""
    assert rows(read_text(text, encoding=None))[1:] == [
        ["行政复议", "1", "0", "0", "0", "1"],
        ["未经复议直接起诉", "0", "0", "0", "0", "0"],
        ["复议后起诉", "0", "2", "0", "0", "2"],
    ]


def test_long_filling_notes_broken_over_lines() -> None:
    text = """二、主动公开政府信息情况
第二十条第（一）项
信息内容
本年新制作数量
本年新公开数量
对外公开总数量
规章（设区的市、自治州人民政府应提供
相关数据）
0
0
0
规范性文件（行政机关制定发布的决定、公告、通告、意见、通
知，以及标题采用“规定”“办法”“细则”“规范”
等字样的公文）
8
7
6
其他主动公开文件（含以本单位名义正式签发的文件）
5
4
3
"""
    found = rows(read_text(text, encoding=None))
    assert [row[1:] for row in found if row[0].startswith(("规章", "规范", "其他"))] == [
        ["0", "0", "0"],
        ["8", "7", "6"],
        ["5", "4", "3"],
    ]


def test_heading_without_ordinal_between_two_tables() -> None:
    text = """规章
0
0
0
行政规范性文件
1
0
3
收到和处理政府信息公开申请的情况
申请人情况
自然人
法人或其他组织
总计
商业企业
科研机构
社会公益组织
法律服务机构
其他
一、本年新收政府信息公开申请数量
1
2
3
4
5
6
21
"""
    document = read_text(text, encoding=None)
    assert paragraphs(document) == ["收到和处理政府信息公开申请的情况"]
    assert rows(document)[-1] == ["一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "6", "21"]


def test_labels_with_typing_errors_and_padding() -> None:
    text = """规 章
0
0
0
行政规范性文件
1
0
3
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数
1
0
0
0
0
0
1
2.其他法律行政止公开
0
0
0
0
0
0
0
"""
    found = rows(read_text(text, encoding=None))
    assert ["规 章", "0", "0", "0"] in found
    assert ["2.其他法律行政止公开", *"0000000"] in found
    assert ["一、本年新收政府信息公开申请数", *"1000001"] in found
