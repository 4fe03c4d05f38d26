"""Headings in every shape they are printed in, and what looks like one and is none."""

from __future__ import annotations

import pytest

from extractors.document import Document
from extractors.models import Heading
from extractors.outline import Outline, prose_spans, read_outline
from extractors.readers import PageHints, read_document

ROLES = ("overview", "disclosure", "requests", "disputes", "problems", "other_matters")
TITLES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
TEXTS = (
    "我镇认真落实条例，公开信息12条。",
    "公开规范性文件1件。",
    "未收到申请。",
    "没有发生。",
    "公开不够及时，下一步加强培训。",
    "没有收取信息处理费。",
)
HAN = "一二三四五六七八九"
PREFACE = "根据《条例》要求，编制本报告，欢迎查阅。"


def document(*lines: str) -> Document:
    page = "<html><body><h1>石桥镇2020年政府信息公开工作年度报告</h1><div id='zoom'>{}</div></body></html>"
    content = page.format("".join(f"<p>{line}</p>" for line in lines))
    return read_document(content.encode(), PageHints(media_type="text/html"))


def outline(*lines: str) -> Outline:
    return read_outline(document(*lines))


def report(headings: tuple[str, ...]) -> list[str]:
    return [PREFACE, *(line for heading, text in zip(headings, TEXTS, strict=True) for line in (heading, text))]


def roles(found: Outline) -> tuple[str | None, ...]:
    return tuple(section.role for section in found.sections)


@pytest.mark.parametrize(
    "ordinals",
    [
        pytest.param([f"{number}、" for number in HAN[:6]], id="han"),
        pytest.param([f"{number} 、" for number in HAN[:6]], id="han_spaced"),
        pytest.param([f"{number}、 " for number in HAN[:6]], id="han_space_behind"),
        pytest.param([f"{number}." for number in HAN[:6]], id="han_point"),
        pytest.param([f"{number} " for number in HAN[:6]], id="han_space_alone"),
        pytest.param([f"{number}，" for number in HAN[:6]], id="han_comma"),
        pytest.param([f"（{number}）" for number in HAN[:6]], id="han_bracket"),
        pytest.param([f"({number})" for number in HAN[:6]], id="han_half_bracket"),
        pytest.param([f"（{number}）、" for number in HAN[:6]], id="han_bracket_and_comma"),
        pytest.param([f"{number}）" for number in HAN[:6]], id="left_bracket_lost"),
        pytest.param([f"第{number}部分 " for number in HAN[:6]], id="part"),
        pytest.param([f"第{number}部分：" for number in HAN[:6]], id="part_colon"),
        pytest.param([f"{number}、" for number in range(1, 7)], id="arabic"),
        pytest.param([f"{number}." for number in range(1, 7)], id="arabic_point"),
        pytest.param([f"{number}．" for number in range(1, 7)], id="arabic_full_width_point"),
        pytest.param([f"（{number}）" for number in range(1, 7)], id="arabic_bracket"),
        pytest.param([f"{number}）" for number in range(1, 7)], id="arabic_half_open"),
        pytest.param(list("㈠㈡㈢㈣㈤㈥"), id="one_character"),
        pytest.param(list("①②③④⑤⑥"), id="circled"),
        pytest.param([""] * 6, id="no_ordinals"),
        pytest.param(["一、", "二、", "三、", "四、", "四、", "五、"], id="repeated"),
        pytest.param(["一、", "二、", "三、", "五、", "六、", "七、"], id="one_skipped"),
        pytest.param(["一、", "", "三、", "四、", "五、", "六、"], id="one_lost"),
        pytest.param(["", "二、", "三、", "四、", "五、", "六、"], id="first_lost"),
        pytest.param(["一、", "二、", "三、", "四、", "五、", "６、"], id="last_of_another_style"),
        pytest.param([f"- {number}、" for number in HAN[:6]], id="bullet_before"),
    ],
)
def test_top_level_ordinals(ordinals: list[str]) -> None:
    found = outline(*report(tuple(f"{ordinal}{title}" for ordinal, title in zip(ordinals, TITLES, strict=True))))
    assert roles(found) == ROLES


@pytest.mark.parametrize(
    ("role", "title"),
    [
        ("overview", "概述"),
        ("overview", "概 述"),
        ("overview", "工作概况"),
        ("overview", "基本情况"),
        ("overview", "总体工作情况"),
        ("overview", "总体概述"),
        ("overview", "信息公开工作概述"),
        ("overview", "2020年政府信息公开总体情况"),
        ("overview", "政府信息公开工作的基本概况"),
        ("overview", "总 体 情 况"),
        ("overview", "總體情況"),
        ("overview", "政府信息主动公开、依申请公开等情况"),
        ("disclosure", "主动公开情况"),
        ("disclosure", "行政机关主动公开政府信息的情况"),
        ("disclosure", "政府信息主动公开情况"),
        ("disclosure", "主动公开公开政府信息情况"),
        ("disclosure", "主動公開政府信息情況"),
        ("disclosure", "动公开政府信息情况"),
        ("disclosure", "公开的内容"),
        ("disclosure", "政府信息公开的主要内容"),
        ("requests", "依申请公开办理情况"),
        ("requests", "收到和处理政府信息公开情况申请"),
        ("requests", "收到和處理政府信息公開申請情況"),
        ("requests", "到和处理政府信息公开申请情况"),
        ("requests", "政府信息依申请公开情况"),
        ("requests", "依申請公開情況"),
        ("requests", "行政机关收到和处理政府信息公开申请情况"),
        ("disputes", "复议、诉讼情况"),
        ("disputes", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        ("disputes", "政府信息公开行政复议"),
        ("disputes", "申请行政复议和提起行政诉讼情况"),
        ("disputes", "政府信息公開行政復議、行政訴訟情況"),
        ("disputes", "复议、诉讼和申诉的情况"),
        ("problems", "存在的问题和改进措施"),
        ("problems", "主要问题及下一步打算"),
        ("problems", "存在的主要問題及改進情況"),
        ("problems", "不足之处及下步计划"),
        ("other_matters", "其它需要报告的事项"),
        ("other_matters", "其他需要報告的事項"),
        ("other_matters", "需要说明的其他事项与附表"),
        ("other_matters", "其他事项"),
    ],
)
def test_wording_of_a_title(role: str, title: str) -> None:
    titles = [title if expected == role else usual for expected, usual in zip(ROLES, TITLES, strict=True)]
    found = outline(*report(tuple(f"{number}、{title}" for number, title in zip(HAN, titles, strict=False))))
    assert roles(found) == ROLES


def test_older_sections() -> None:
    titles = (
        "概述",
        "主动公开政府信息情况",
        "依申请公开政府信息情况",
        "收费及减免情况",
        "复议、诉讼情况",
        "咨询处理情况",
    )
    lines = [line for number, title in zip(HAN, titles, strict=False) for line in (f"{number}、{title}", "没有。")]
    assert roles(outline(PREFACE, *lines)) == ("overview", "disclosure", "requests", "fees", "disputes", "consultation")


def test_complaints_beside_inquiries() -> None:
    lines = (
        "一、概述",
        "没有。",
        "二、公开的内容",
        "没有。",
        "三、咨询投诉情况",
        "没有。",
        "四、不予公开的内容",
        "没有。",
    )
    assert roles(outline(PREFACE, *lines)) == ("overview", "disclosure", "consultation", None)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("二、主动公开政府信息情况。公开规范性文件1件。", "主动公开政府信息情况"),
        ("二、主动公开政府信息情况：公开规范性文件1件。", "主动公开政府信息情况"),
        ("二、主动公开政府信息情况 公开规范性文件1件。", "主动公开政府信息情况"),
        ("二、主动公开政府信息情况2020年，公开规范性文件1件，均按规定程序审查后发布。", "主动公开政府信息情况"),
    ],
)
def test_run_in(line: str, title: str) -> None:
    headings = [f"{number}、{title}" for number, title in zip(HAN, TITLES, strict=False)]
    lines = report(tuple(headings))
    place = lines.index(headings[1])
    lines[place : place + 2] = [line]
    found = outline(*lines)
    assert roles(found) == ROLES
    assert found.headings[1].title == title


def test_two_on_one_line() -> None:
    lines = report(tuple(f"{number}、{title}" for number, title in zip(HAN, TITLES, strict=False)))
    fused = [*lines[:3], lines[3] + lines[5], *lines[6:]]
    assert roles(outline(*fused)) == ROLES


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("（一）主动公开情况 （二）依申请公开情况", ["主动公开情况", "依申请公开情况"]),
        ("（一）主动公开。发布信息12条。（二）依申请公开。收到1件。", ["主动公开", "依申请公开"]),
        (
            "（一）主动公开。发布信息12条。（二）平台建设：设专栏。（三）监督保障。",
            ["主动公开", "平台建设", "监督保障"],
        ),
        ("（一）主动公开。发布信息12条。（二）公开政策解读3条。", ["主动公开"]),
        ("（一）主动公开。按第十九条。（三）依申请公开。", ["主动公开"]),
    ],
)
def test_bracketed_ones_on_one_line(line: str, titles: list[str]) -> None:
    lines = report(tuple(f"{number}、{title}" for number, title in zip(HAN, TITLES, strict=False)))
    found = outline(*lines[:2], line, *lines[3:])
    assert [heading.title for heading in found.headings[0].children] == titles


def test_an_empty_title_is_told_by_its_content() -> None:
    lines = report(tuple(f"{number}、{title}" for number, title in zip(HAN, TITLES, strict=False)))
    lines[5:7] = ["三、", "本年新收政府信息公开申请数量为3件，上年结转政府信息公开申请数量为0件。"]
    assert roles(outline(*lines)) == ROLES


@pytest.mark.parametrize(
    ("role", "slogan", "text"),
    [
        ("overview.proactive", "聚焦民生，让信息跑起来", "全年主动公开政府信息120条，其中政策文件4条。"),
        ("overview.on_request", "便民利民，规范流程", "本年收到政府信息公开申请3件，全部按时答复申请人。"),
        ("overview.platform", "拓宽渠道，打造阵地", "加强政府网站和政务新媒体建设，更新微信公众号。"),
        ("overview.oversight", "压实责任，强化担当", "组织业务培训2次，开展监督检查和考核。"),
        ("overview.management", "立规建制，扎紧篱笆", "修订政府信息管理制度，做好规范性文件清理。"),
        ("overview.interpretation", "及时发声，答疑解惑", "发布政策解读12篇，回应群众关切。"),
    ],
)
def test_a_slogan_is_classified_by_its_content(role: str, slogan: str, text: str) -> None:
    lines = report(tuple(f"{number}、{title}" for number, title in zip(HAN, TITLES, strict=False)))
    lines[2:2] = [f"（一）{slogan}", text]
    [child] = outline(*lines).headings[0].children
    assert (child.title, child.role) == (slogan, role)


def shape(heading: Heading) -> tuple[str | None, list]:
    return heading.ordinal, [shape(child) for child in heading.children]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["（一）主动公开", "好。", "1.内容", "多。", "2.渠道", "宽。", "（二）依申请公开", "无。"],
         [("（一）", [("1.", []), ("2.", [])]), ("（二）", [])]),
        (["（一）主动公开", "1、内容", "（1）政策", "好。", "（2）动态", "多。", "2、渠道", "宽。"],
         [("（一）", [("1、", [("（1）", []), ("（2）", [])]), ("2、", [])])]),
        (["1.主动公开", "好。", "2.依申请公开", "无。"], [("1.", []), ("2.", [])]),
        (["（一）主动公开情况。公开12条。", "（二）依申请公开情况。无。"], [("（一）", []), ("（二）", [])]),
        (["一）主动公开", "好。", "二）依申请公开", "无。"], [("一）", []), ("二）", [])]),
    ],
)  # fmt: skip
def test_levels_below(lines: list[str], expected: list) -> None:
    whole = report(tuple(f"{number}、{title}" for number, title in zip(HAN, TITLES, strict=False)))
    whole[2:2] = lines
    assert [shape(child) for child in outline(*whole).headings[0].children] == expected


@pytest.mark.parametrize(
    "preface",
    [
        ["本报告由以下部分组成：", *[f"{number}、{title}；" for number, title in zip(HAN, TITLES, strict=False)]],
        ["目录", *[f"{number}、{title}" for number, title in zip(HAN, TITLES, strict=False)]],
        ["全文包括（一）总体情况；（二）主动公开政府信息情况；（三）收到和处理政府信息公开申请情况。"],
    ],
    ids=["list", "contents", "sentence"],
)  # fmt: skip
def test_a_list_of_parts_in_the_preface_opens_no_section(preface: list[str]) -> None:
    lines = report(tuple(f"{number}、{title}" for number, title in zip(HAN, TITLES, strict=False)))
    lines[1:1] = preface
    found = outline(*lines)
    assert roles(found) == ROLES
    text = document(*lines).text
    assert text[found.sections[0].body_start : found.sections[0].end].strip() == TEXTS[0]


def test_rows_of_the_requests_table_open_no_section() -> None:
    rows = (
        "一、本年新收政府信息公开申请数量0000000", "二、上年结转政府信息公开申请数量0000000", "三、本年度办理结果",
        "（一）予以公开0000000", "（二）部分公开0000000", "1.属于国家秘密0000000", "四、结转下年度继续办理0000000",
    )  # fmt: skip
    lines = report(tuple(f"{number}、{title}" for number, title in zip(HAN, TITLES, strict=False)))
    place = lines.index("四、" + TITLES[3])
    lines[place:place] = rows
    found = outline(*lines)
    assert roles(found) == ROLES
    assert found.headings[2].children == []


def test_the_list_of_article_twenty_opens_no_section() -> None:
    items = [f"{number}.行政法规、规章和规范性文件；" for number in range(1, 15) if number != 13]
    lines = report(tuple(f"{number}、{title}" for number, title in zip(HAN, TITLES, strict=False)))
    lines[4:4] = items
    found = outline(*lines)
    assert roles(found) == ROLES
    assert found.headings[1].children == []


@pytest.mark.parametrize(
    "caption", ["附件", "政府信息公开情况统计表", "附表：政府信息公开情况统计表", "主动公开信息统计如下："]
)
def test_a_caption_over_a_table_opens_no_section(caption: str) -> None:
    found = outline(*report(tuple(f"{number}、{title}" for number, title in zip(HAN, TITLES, strict=False))), caption)
    assert roles(found) == ROLES


def test_the_only_section_keeps_the_brackets_below_it() -> None:
    found = outline(
        PREFACE,
        "一、总体情况",
        "（一）主动公开",
        "公开信息12条。",
        "（二）依申请公开",
        "无。",
        "（三）监督保障",
        "好。",
    )
    assert roles(found) == ("overview",)
    assert [heading.title for heading in found.headings[0].children] == ["主动公开", "依申请公开", "监督保障"]


def test_spans_of_headings_are_their_words() -> None:
    whole = document(*report(tuple(f"{number}、{title}" for number, title in zip(HAN, TITLES, strict=False))))
    for heading in read_outline(whole).headings:
        assert whole.text[heading.start : heading.end] == f"{heading.ordinal}{heading.title}"


def test_no_headings_at_all() -> None:
    found = outline(PREFACE, *TEXTS)
    assert (found.headings, found.sections) == ((), ())


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("（二）依申请公开信息3条。", "依申请公开信息3条。"),
        ("（一）主动公开信息12条。（二）依申请公开。", "主动公开信息12条。"),
        ("（一）2020年主动公开情况", ""),
    ],
)
def test_a_heading_with_a_count_stays_in_the_prose(line: str, kept: str) -> None:
    page = document(PREFACE, "一、总体情况", line, "二、主动公开政府信息情况", "没有。")
    text = "".join(page.text[start:end] for start, end in prose_spans(page, read_outline(page)))
    assert text.partition(PREFACE)[2].replace("没有。", "").replace("（二）依申请公开。", "。").rstrip(
        "。"
    ) == kept.rstrip("。")


@pytest.mark.parametrize(
    "line",
    [
        "（二）我站未收到政府信息公开申请。",
        "2、未收到政府信息公开申请。",
        "3、2020年本站未收到政府信息公开申请，也未发生投诉。",
        "（三）本年度我站没有收到依申请公开",
    ],
)
def test_a_numbered_statement_of_none_is_no_heading(line: str) -> None:
    page = document(PREFACE, "一、总体情况", line, "二、主动公开政府信息情况", "没有。")
    found = read_outline(page)
    text = "".join(page.text[start:end] for start, end in prose_spans(page, found))
    assert line.lstrip("（二）三23、") in text
    assert [child.title for child in found.headings[0].children] in ([], [""])


def test_a_title_that_speaks_of_none_is_a_heading() -> None:
    page = document(PREFACE, "一、总体情况", "（一）未收取费用情况", "没有。", "二、主动公开政府信息情况", "没有。")
    assert [child.title for child in read_outline(page).headings[0].children] == ["未收取费用情况"]
