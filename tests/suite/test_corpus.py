"""A published report of a town, read exactly: as saved text, and in the markup of every portal family."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from extractors import Heading, PageHints, Report, extract_report
from tests.generator.html_body import body_html
from tests.generator.page import Page, Paragraph
from tests.generator.portals import FAMILIES

URL = "https://www.example.gov.cn/nb/t20200121_392020.html"
TAIL = ("扫一扫在手机打开当前页", "t20200121_392020_ext.html", "市政府门户网站提醒您")
DECLARATIONS = {
    "utf-8": ("utf-8", '<meta charset="utf-8">\n'),
    "gb18030-as-gb2312": (
        "gb18030",
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">\n',
    ),
}

# (value, unit, precision, basis, position of its total among the figures)
FIGURES = [
    (96, "条", "exact", "prose", None),
    (38, "条", "exact", "prose", None),
    (87, "条次", "exact", "prose", None),
    (1, "条", "exact", "prose", 2),
    (4, "条", "exact", "prose", 2),
    (2, "条", "exact", "prose", 2),
    (72, "条", "exact", "prose", 2),
    (4, "条", "exact", "prose", 2),
    (4, "条", "exact", "prose", 2),
    (132, "条", "exact", "prose", None),
    (78, "条", "exact", "prose", 9),
    (13, "条", "exact", "prose", 9),
    (8, "条", "exact", "prose", 9),
    (21, "条", "exact", "prose", 9),
    (12, "条", "exact", "prose", 9),
    (80_000, "条次", "at_least", "prose", None),
    (0, None, "exact", "stated_none", None),
    (0, None, "exact", "stated_none", None),
    (0, None, "exact", "stated_none", None),
]
NONES = ["requests.received", "disputes.review.total", "disputes.litigation.total"]
ANNOUNCED = [
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "申请行政复议和提起行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
]
OUTLINE = {
    "overview": ["(一)", "(二)", "(三)"],
    "disclosure": ["(一)", "(二)", "(三)"],
    "requests": [],
    "disputes": [],
    "problems": ["(一)", "1、", "2、", "3、", "4、", "(二)", "1、", "2、", "3、", "4、"],
}


def wrapped(text: str, family: str, *, word: bool, encoding: str) -> bytes:
    """The report's paragraphs between a family's navigation and footer."""
    lines = [line for line in text.splitlines() if line.strip()]
    last = next(place for place, line in enumerate(lines) if line.startswith(TAIL[0]))
    page = Page(
        title=lines[0],
        site="阆中市人民政府",
        agency="阆中市柏垭镇",
        date_label="发布时间",
        date_printed="2020-01-21 10:39",
        date_iso="2020-01-21 10:39",
        source=None,
        breadcrumb=("首页", "政府信息公开", "乡镇信息公开", "柏垭镇"),
        blocks=[Paragraph(line) for line in lines[2:last]],
    )
    codec, declaration = DECLARATIONS[encoding]
    rng = random.Random(f"{family} {word}")
    chrome = FAMILIES[family](page, body_html(page, rng, word=word), rng, declaration)
    noise = "".join(f"<p>{line}</p>" for line in lines[last:])
    return chrome.html.replace("</body>", f"<div>{noise}</div></body>").encode(codec)


def all_headings(headings: list[Heading]) -> Iterator[Heading]:
    for heading in headings:
        yield heading
        yield from all_headings(heading.children)


def plain_ordinal(heading: Heading) -> str:
    return (heading.ordinal or "").replace("（", "(").replace("）", ")").rstrip("、.")


def check(report: Report, *, day_only: bool = False) -> None:
    assert report.year == 2019
    assert (report.agency.name, report.agency.level) == ("阆中市柏垭镇", "town")
    assert report.published == ("2020-01-21" if day_only else "2020-01-21T10:39:00+08:00")
    assert report.period is not None
    assert (report.period.start, report.period.end) == ("2019-01-01", "2019-12-31")
    assert report.form == "narrative"
    assert report.contact is not None
    assert report.contact.phone == "0817-6552025"
    assert report.announced_sections == ANNOUNCED
    assert [heading.role for heading in report.outline] == list(OUTLINE)
    for heading in report.outline:
        below = [plain_ordinal(child) for child in all_headings(heading.children)]
        assert below == [ordinal.rstrip("、") for ordinal in OUTLINE[str(heading.role)]], heading.title
    read = [(f.value, f.unit, f.precision, f.basis, f.part_of) for f in report.figures]
    assert read == FIGURES
    assert [figure.indicator for figure in report.figures[-3:]] == NONES
    assert all(figure.quote == report.text[figure.start : figure.end] for figure in report.figures)
    rules = [finding.rule for finding in report.findings]
    assert "period.repaired" in rules
    assert "section.announced" in rules
    assert "table.missing" in rules
    assert "breakdown.total" not in rules
    announced = next(finding for finding in report.findings if finding.rule == "section.announced")
    assert "其他需要报告的事项" in announced.message
    assert not [finding for finding in report.findings if finding.severity == "error"]
    assert not [noise for noise in TAIL if noise in report.text]


def test_saved_text(baiya: bytes) -> None:
    check(extract_report(baiya, url="file:///baiya-2019.txt", hints=PageHints(media_type="text/plain")))


def test_saved_text_without_any_hint(baiya: bytes) -> None:
    check(extract_report(baiya, url="file:///baiya-2019.txt"))


def test_saved_text_in_gb18030(baiya: bytes) -> None:
    check(extract_report(baiya.decode("utf-8").encode("gb18030"), url="file:///baiya-2019.txt"))


@pytest.mark.parametrize("encoding", DECLARATIONS)
@pytest.mark.parametrize("word", [False, True], ids=["plain", "word"])
@pytest.mark.parametrize("family", FAMILIES)
def test_same_report_in_a_portal_s_markup(baiya: bytes, family: str, word: bool, encoding: str) -> None:
    content = wrapped(baiya.decode("utf-8"), family, word=word, encoding=encoding)
    check(
        extract_report(content, url=URL, hints=PageHints(media_type="text/html")),
        day_only=family == "channel",
    )
