"""Text exports as documents: masthead, furniture, paragraphs broken at a fixed width, offsets on any
input."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.document import Defect, Document
from extractors.readers.text import read_text

TITLE = "示例市青石镇2019年度政府信息公开工作年度报告"
BODY = "一、总体情况\n2019年，我镇公开政府信息3条。\n"


def read(text: str) -> Document:
    return read_text(text, encoding="utf-8")


def blocks(text: str) -> list[str]:
    return [block.text for block in read(text).blocks]


def test_title_comes_first_and_labels_leave_the_text() -> None:
    document = read(f"{TITLE}\n\n发布时间:2020-01-21 10:39\n\n{BODY}")
    assert document.metadata.titles == (TITLE,)
    assert document.metadata.labels == {"发布时间": "2020-01-21 10:39"}
    assert [block.text for block in document.blocks] == [
        TITLE,
        "一、总体情况",
        "2019年，我镇公开政府信息3条。",
    ]
    assert document.encoding == "utf-8"
    assert document.media_type == "text/plain"


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        (
            "发布日期: 2021-01-29  来源:青石镇 字体:  打印   分享至:",
            {"发布日期": "2021-01-29", "来源": "青石镇", "字体": "打印"},
        ),
        ("索 引 号：/2021-None 文　号：无文号", {"索引号": "/2021-None", "文号": "无文号"}),
        (
            "索 引 号 | 0144/2018-04 | 发文日期 | 2018-02-28 |",
            {"索引号": "0144/2018-04", "发文日期": "2018-02-28"},
        ),
        ("发布时间：\n2020年1月21日", {"发布时间": "2020年1月21日"}),
        ("发布机构\n青石镇人民政府", {"发布机构": "青石镇人民政府"}),
        ("[发布时间：2020/1/21] [点击数：35]", {"发布时间": "2020/1/21", "点击数": "35"}),
        ("点击数：", {}),
        ("公文生成日期：2020-01-21", {"公文生成日期": "2020-01-21"}),
    ],
)
def test_label_lines(line: str, labels: dict[str, str]) -> None:
    document = read(f"{TITLE}\n{line}\n{BODY}")
    assert document.metadata.labels == labels
    assert document.blocks[1].text == "一、总体情况"


def test_lines_above_the_title_are_the_pages_own() -> None:
    document = read(f"登录 注册\n当前位置：首页 > 政务公开 > 青石镇\n无障碍浏览\n{TITLE}\n{BODY}")
    assert document.metadata.breadcrumb == ("首页", "政务公开", "青石镇")
    assert document.blocks[0].text == TITLE


@pytest.mark.parametrize(
    "trail",
    [
        f"首页 -> 政务公开 -> {TITLE[8:]}",
        f"您现在所在的位置: 网站首页 > 政务公开 > {TITLE[8:]}",
    ],
)
def test_the_trail_is_no_title_though_it_ends_like_one(trail: str) -> None:
    document = read(f"{trail}\n{TITLE}\n2020年1月28日来源:青石镇\n{BODY}")
    assert document.metadata.titles == (TITLE,)
    assert document.metadata.breadcrumb[-2:] == ("政务公开", TITLE[8:])
    assert document.metadata.labels == {"来源": "青石镇"}


@pytest.mark.parametrize(
    "lines",
    [
        "示例市青石镇人民政府\n2019年政府信息公开工作年度报告",
        "示例市青石镇人民政府2019年政府信息公开\n工作年度报告",
    ],
)
def test_title_cut_by_a_line_break(lines: str) -> None:
    document = read(f"{lines}\n{BODY}")
    assert document.metadata.titles == ("示例市青石镇人民政府2019年政府信息公开工作年度报告",)
    assert document.blocks[0].text == document.metadata.titles[0]


def test_title_printed_twice_stands_once() -> None:
    assert blocks(f"{TITLE}\n发布时间：2020-01-21\n{TITLE}\n{BODY}")[:2] == [TITLE, "一、总体情况"]


def test_date_below_the_title_and_preface_stay() -> None:
    preface = "根据《条例》要求，编制本报告。统计期限自2019年1月1日至12月31日。"
    assert blocks(f"{TITLE}\n（2020年1月21日）\n{preface}\n{BODY}")[:3] == [
        TITLE,
        "（2020年1月21日）",
        preface,
    ]


def test_text_without_title_starts_with_its_first_line() -> None:
    document = read(BODY)
    assert document.metadata.titles == ()
    assert document.blocks[0].text == "一、总体情况"


def test_labels_inside_the_body_stay_there() -> None:
    text = f"{TITLE}\n{BODY}六、其他需要报告的事项\n时间：全年。\n来源：本局。\n无其他事项。\n"
    assert "时间：全年。" in blocks(text)


def test_tail_of_the_page_goes() -> None:
    text = f"{TITLE}\n{BODY}扫一扫在手机打开当前页\n./t20200121_1_ext.html\nX\n市政府门户网站提醒您:\n"
    assert blocks(text)[-1] == "2019年，我镇公开政府信息3条。"


WRAPPED = """一、总体情况
  各科室的全力配合协作下,我局政务公开和政府信息公开工作取得
了一些成绩,但仍存在着一些短板和不足,如政务公开的内容形式和
创新方式、开展政府开放日活动方面有待提升,公开信息共计一百二
十条,其中公开栏公开3条。
2.进一步加强学习,严格落实上级部署要求,进一步提升公开工作水
平,充分发挥作用。
"""


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    assert blocks(WRAPPED) == [
        "一、总体情况",
        "各科室的全力配合协作下,我局政务公开和政府信息公开工作取得了一些成绩,但仍存在着一些短板和不足,如政务公开的内容"
        "形式和创新方式、开展政府开放日活动方面有待提升,公开信息共计一百二十条,其中公开栏公开3条。",
        "2.进一步加强学习,严格落实上级部署要求,进一步提升公开工作水平,充分发挥作用。",
    ]


def test_paragraphs_of_their_own_length_are_not_joined() -> None:
    lines = ["我局没有因政府信息公开被申请行政复议和提起行政诉讼的情况" + "某" * count for count in (3, 30, 60, 11, 90)]
    assert blocks("\n".join(lines)) == lines


def test_windows_line_ends_tabs_and_invisible_characters() -> None:
    text = "\ufeff" + f"{TITLE}\r\n\r\n一、\u200b总体情况\r\n\u3000\u3000公开3条。\x00\r\n"
    assert blocks(text) == [TITLE, "一、总体情况", "公开3条。"]


def test_defects_and_media_type_are_passed_on() -> None:
    defect = Defect("encoding.damaged", "2 bytes")
    document = read_text("一、总体情况", encoding=None, media_type="application/pdf", defects=[defect])
    assert document.defects == (defect,)
    assert document.media_type == "application/pdf"


def test_empty_text() -> None:
    document = read("\n \n\t\n")
    assert document.blocks == ()
    assert document.text == ""


PIECES = st.sampled_from(
    [
        "规章",
        "0",
        "|",
        " | ",
        "\n",
        "\t",
        "一、",
        "（一）",
        "总计",
        "其他",
        "行政复议",
        "结果维持",
        "自然人",
        "（",
        "）",
        "情况",
        "。",
        "第二十条第（一）项",
        "信息内容",
        "12",
        "-",
        "||",
        "  ",
        "三、本年度办理结果",
        "1.属于国家秘密",
        "本年新",
        "公开3条，",
        "规章00",
    ]
)


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_offsets_hold_and_no_letter_is_lost(text: str) -> None:
    document = read(text)
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
        for cell in block.table.cells() if block.table is not None else ():
            assert document.text[cell.start : cell.end] == cell.text
    kept = [character for character in document.text if character.isalnum()]
    assert kept == [character for character in text if character.isalnum()]
