"""Broken and hostile files: nothing raises, what is wrong is named, and time stays bounded."""

# ruff: noqa: E501  (hostile strings are shown whole)
from __future__ import annotations

import random
import time
import zlib

import pytest

from extractors import PageHints, Report, extract_report
from tests.generator import generate

# Of the processor: what nobody should wait for a page.
SECONDS = 10.0
HEAD = "<html><head><meta charset='utf-8'><title>某县2021年政府信息公开工作年度报告</title></head><body>"
BODY = (
    "<h1>某县2021年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>全年主动公开政府信息87条。</p>"
    "<p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>未收到政府信息公开申请。</p>"
)


def read(content: bytes, seconds: float = SECONDS, **hints: str) -> Report:
    """Read within the time allowed, and keep the promises every report keeps."""
    begun = time.process_time()
    report = extract_report(content, url="https://www.example.gov.cn/hostile.html", hints=PageHints(**hints))
    spent = time.process_time() - begun
    assert spent < seconds, f"{spent:.1f} s for {len(content)} bytes"
    for figure in report.figures:
        assert figure.quote == report.text[figure.start : figure.end]
    assert "\x00" not in report.text
    Report.model_validate_json(report.model_dump_json())
    return report


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def page(body: str) -> bytes:
    return (HEAD + body + "</body></html>").encode("utf-8", errors="surrogatepass")


def png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    size = (8).to_bytes(4, "big") * 2
    pixels = zlib.compress(b"".join(b"\x00" + bytes(24) for _ in range(8)))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size + b"\x08\x02\x00\x00\x00")
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"  \r\n\t ", b"\xef\xbb\xbf", b"<html></html>", b"<!-- -->", "　　\xa0".encode()]
)
def test_empty(content: bytes) -> None:
    report = read(content)
    assert "page.empty" in rules(report)
    assert not report.figures


@pytest.mark.parametrize(
    "content",
    [
        png(),
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(2_000),
        b"PK\x03\x04" + random.Random(1).randbytes(5_000),
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + random.Random(2).randbytes(5_000),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000),
        random.Random(3).randbytes(200_000),
        bytes(100_000),
    ],
    ids=["png", "jpeg", "zip", "pdf", "ole", "random", "nulls"],
)
@pytest.mark.parametrize("media_type", [None, "text/html", "text/plain"])
def test_binary(content: bytes, media_type: str | None) -> None:
    report = read(content, **({"media_type": media_type} if media_type else {}))
    assert rules(report) & {
        "media.unsupported",
        "media.damaged",
        "page.empty",
        "page.not_a_report",
        "page.damaged",
        "encoding.damaged",
    }
    assert not report.figures


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.7, 0.9, 0.97, 0.999])
@pytest.mark.parametrize("seed", [1, 2])
def test_truncated_html(seed: int, share: float) -> None:
    """What is read of a page that breaks off is among what the whole page says."""
    whole = generate(seed, layout="plain-trs", encoding="utf-8")
    report = read(whole.content[: int(len(whole.content) * share)], media_type="text/html")
    full = read(whole.content, media_type="text/html")
    said = {(figure.indicator, figure.dimension, figure.value) for figure in full.figures if figure.basis == "table"}
    kept = {(f.indicator, f.dimension, f.value) for f in report.figures if f.basis == "table" and f.indicator}
    assert not kept - said
    assert report.findings or report.text == full.text


@pytest.mark.parametrize("cut", range(1, 40, 3))
def test_cut_inside_a_character(cut: int) -> None:
    content = generate(3, layout="text-cells", encoding="utf-8").content
    read(content[:-cut])
    read(content[cut:])


@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    "filler",
    [
        "<p>政府信息公开工作扎实推进，全年发布信息12条。</p>",
        "<table><tr><td>规章</td><td>0</td></tr></table>",
        "x" * 60,
    ],
    ids=["paragraphs", "tables", "one-line"],
)
def test_very_large_page(filler: str) -> None:
    size = 30_000_000
    content = page(BODY + filler * (size // len(filler.encode())))
    report = read(content, media_type="text/html")
    assert "page.too_large" in rules(report) or report.figures


@pytest.mark.parametrize("attribute", ["rowspan", "colspan"])
@pytest.mark.parametrize("value", ["100000", "99999999999999999999", "-5", "0", "abc", "1e9", "２", ""])
def test_impossible_spans(attribute: str, value: str) -> None:
    rows = "".join(f'<tr><td {attribute}="{value}">规章</td><td>{n}</td><td>0</td><td>3</td></tr>' for n in range(30))
    table = f"<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>{rows}</table>"
    report = read(page(BODY + table), media_type="text/html")
    assert any(figure.value == 87 for figure in report.figures)


def test_every_cell_spans_everything() -> None:
    row = "<tr>" + '<td rowspan="65534" colspan="1000">1</td>' * 40 + "</tr>"
    read(page(BODY + "<table>" + row * 100 + "</table>"), media_type="text/html")


@pytest.mark.parametrize("tag", ["div", "span", "font", "table><tr><td", "b", "p", "ul><li", "blockquote"])
def test_deep_nesting(tag: str) -> None:
    report = read(page(f"<{tag}>" * 10_000 + BODY), media_type="text/html")
    assert "87" in report.text or rules(report)


@pytest.mark.parametrize(
    "filler",
    ["<div>" * 200_000, "<div></span>" * 100_000, "<div class=article>" * 100_000, "<b" * 200_000, "<font>" * 200_000],
    ids=["div", "crossed", "named", "broken", "font"],
)
def test_nesting_costs_no_more_than_its_length(filler: str) -> None:
    report = read(page(BODY + filler), media_type="text/html")
    assert any(figure.value == 87 for figure in report.figures)


def test_formatting_left_open_is_not_opened_anew_in_every_paragraph() -> None:
    filler = "".join(f"<b id=x{number}>" for number in range(10_000)) + "<p>1条" * 10_000
    read(page(BODY + filler), media_type="text/html")


def test_number_in_which_a_file_breaks_off_is_not_read() -> None:
    table = "<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    rows = "<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr><tr><td>行政规范性文件</td><td>4</td><td>5</td><td>84"
    report = read((HEAD + BODY + table + rows).encode(), media_type="text/html")
    assert "page.damaged" in rules(report)
    assert not [figure for figure in report.figures if figure.value == 84]


MILLION = 1_000_000
UNITS = [
    "1", "９", "1,", "1，", "1 ", "(", "（", "((", "()", "其中", "其中，", "其中：1条", "、", "A1条、", "1条", "条", "一", "万", "十", "一万",
    "。", "，", "第", "年", "2021年", "1月", "约", "余", "未收到", "没有", "行政复议、", "分别为", "分别为1条、", "《", "“", "”1件", "|", "| 0 ",
    "0\n", "规章 0 0 0 ", "一、", "（一）", "1、", "%", "占1%", "-", ".", "1.", "电话：", "地址：", "自2021年1月1日", "共", "等", "微信公众号",
    # Two clauses each, so that what one of them opens goes on in the next: lists in lists, lists that are none, shared nouns.
    "其中甲1条、乙2条", "（其中甲1条、乙2条", "公开9条（含甲3条、乙6条）、", "收到5件，其中甲1件、乙2件，其余办结；", "按方式分，甲1条、乙2条；",
    "甲分别为1条、2条，其中", "含甲1条、有乙2条", "甲1条，共计1条，其中", "比上年增加1条，其中", "由1条增至2条，", "未收到1条，其中2条", "1+1+",
    "（一）予以公开\n0\n0\n0\n0\n0\n0\n0\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_forty_thousand_characters_of_one_thing(unit: str) -> None:
    """Patterns that are not linear show at this size already."""
    filler = unit * (40_000 // len(unit))
    text = f"某县2021年政府信息公开工作年度报告\n一、总体情况\n全年公开{filler}"
    read(text.encode(), media_type="text/plain")
    read(page(f"{BODY}<p>{filler}</p>"), media_type="text/html")


def test_counts_behind_brackets_that_never_close() -> None:
    text = f"某县2021年政府信息公开工作年度报告\n一、总体情况\n{'（' * 20_000}{'1条' * 10_000}"
    read(text.encode(), media_type="text/plain")


@pytest.mark.parametrize("mark", [",", "，", "。"])
def test_one_field_of_the_agency_over_and_over(mark: str) -> None:
    counts = f"主动公开水利类信息30条{mark}" * 16_000
    text = f"青田县水利局2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{counts}"
    read(text.encode(), media_type="text/plain")


HEADINGS = [
    "一、总体情况\n",
    "（一）\n",
    "（一）主动公开\n",
    "（一）主动公开\n1、信息\n（1）目录\n",
    "一、总体情况\n二、主动公开\n",
]


@pytest.mark.parametrize("unit", HEADINGS)
def test_one_heading_over_and_over_behind_another_section(unit: str) -> None:
    lines = unit * (120_000 // len(unit))
    text = f"某县2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n{lines}"
    read(text.encode(), media_type="text/plain")


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "(",
        "其中",
        "、",
        "A1条、",
        "（其中",
        "1条（",
        "一、",
        "年",
        "0 ",
        "未收到",
        "其中甲1条、乙2条",
        "1+1+",
        "（一）予以公开\n0\n0\n0\n0\n0\n0\n0\n",
        *HEADINGS,
    ],
)
def test_a_million_of_one_thing(unit: str) -> None:
    text = "某县2021年政府信息公开工作年度报告\n一、总体情况\n全年公开" + unit * (MILLION // len(unit))
    read(text.encode(), seconds=60, media_type="text/plain")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_million_characters_in_lines() -> None:
    for line in (
        "0",
        "规章",
        "一、总体情况",
        "（一）主动公开",
        "1.属于国家秘密",
        "| 0 | 0 |",
        "全年公开信息12条，其中A3条。",
    ):
        read((f"{line}\n" * (MILLION // (len(line) + 1))).encode(), seconds=60, media_type="text/plain")


@pytest.mark.parametrize(
    "markup",
    ["<!--" + BODY, BODY + "<!-- never closed 99条", "<!-- a -- b --" * 2_000 + BODY, "<script>" + BODY, BODY + "<style>p{}",
     BODY + "<![CDATA[ 99条", BODY + "<textarea>99条", BODY + "<noscript>99条</noscript>", BODY + "<p" + " a" * 5_000],
    ids=["comment-first", "comment-last", "dashes", "script", "style", "cdata", "textarea", "noscript", "attributes"],
)  # fmt: skip
def test_unclosed_markup(markup: str) -> None:
    report = read(page(markup), media_type="text/html")
    assert report.figures or report.findings


def test_nothing_is_read_from_comments_scripts_and_attributes() -> None:
    hidden = "全年主动公开政府信息4321条。"
    markup = (
        f'<!-- {hidden} --><script>var a = "{hidden}";</script><style>/* {hidden} */</style><template>{hidden}</template>'
        f'<img alt="{hidden}"><a title="{hidden}" data-x="{hidden}">附件</a><input value="{hidden}"><meta content="{hidden}">'
    )
    report = read(page(BODY + markup), media_type="text/html")
    assert not [figure for figure in report.figures if figure.value == 4321]
    assert any(figure.value == 87 for figure in report.figures)


def test_a_whole_report_in_an_attribute() -> None:
    inner = generate(4, layout="plain-bare", encoding="utf-8").text.replace('"', "&quot;").replace("<", "&lt;")
    report = read(page(f'<div data-report="{inner}">页面不存在</div>'), media_type="text/html")
    assert not report.figures


@pytest.mark.parametrize("damage", [b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\xf4\x90\x80\x80", b"\x80" * 50])
def test_bytes_that_are_no_characters(damage: bytes) -> None:
    begin, end = page(BODY).split("。".encode(), 1)
    report = read(begin + "。".encode() + damage + end, media_type="text/html")
    assert any(figure.value == 87 for figure in report.figures)
    report.model_dump_json()


@pytest.mark.parametrize(
    "mark",
    [
        "\u200b",
        "\u200e",
        "\u202e",
        "\ufeff",
        "\u00ad",
        "\x00",
        "\x08",
        "\x1b",
        "\u2028",
        "\ufffd",
        "\ud800",
        "&#xD800;",
        "&#0;",
        "&#x110000;",
    ],
    ids=ascii,
)
def test_control_characters_and_direction_marks(mark: str) -> None:
    """Between words they change nothing; inside a number they may cost it, but never make another of it."""
    between = read(page(BODY.replace("信息87条", f"信息{mark}87条")), media_type="text/html")
    assert any(figure.value == 87 for figure in between.figures)
    inside = read(page(BODY.replace("87条", f"8{mark}7条")), media_type="text/html")
    values = {figure.value for figure in inside.figures if figure.basis == "prose"}
    assert values <= {87} or "number.unreadable" in rules(inside)


@pytest.mark.parametrize(
    "charset",
    ["utf-8", "gb2312", "big5", "iso-8859-1", "utf-16", "utf-7", "no-such", "", "x" * 5_000, "\x00"],
)
def test_false_and_foolish_charsets(charset: str) -> None:
    report = read(page(BODY), media_type="text/html", charset=charset)
    assert any(figure.value == 87 for figure in report.figures)


@pytest.mark.parametrize(
    "media_type", ["application/pdf", "image/png", "text/html; charset=utf-8", "nonsense", "", "TEXT/HTML"]
)
def test_false_and_foolish_media_types(media_type: str) -> None:
    report = read(page(BODY), media_type=media_type)
    assert report.figures or rules(report)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>页面不存在</h1><p>您访问的页面不存在或已被删除。</p>",
        "<h1>404 Not Found</h1>",
        "<p>系统维护中</p>",
    ],
)
def test_soft_404(body: str) -> None:
    content = f"<html><head><title>提示</title></head><body>{body}</body></html>".encode()
    report = read(content, media_type="text/html")
    assert rules(report) & {"page.not_a_report", "page.empty"}
    assert not report.figures


def test_numbers_beyond_reason() -> None:
    body = (
        BODY
        + "<p>公开信息"
        + "9" * 400
        + "条，发布信息1"
        + "0" * 5_000
        + "条，阅读量"
        + "亿" * 200
        + "次，收费1e999元。</p>"
    )
    report = read(page(body), media_type="text/html")
    assert any(figure.value == 87 for figure in report.figures)
