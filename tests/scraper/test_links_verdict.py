"""Which links are reports. Each look-alike of the vocabulary has its cases here."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.discover.verdict import is_cut, passed_over, vocabulary
from scraper.portals.family import Rules

SCOPE = "www.example.gov.cn"
URL = "http://www.example.gov.cn/202001/t20200121_1.html"


def verdict(text: str, url: str | None = URL, **rules: object) -> str | None:
    return passed_over(text, url, SCOPE, Rules.model_validate(rules))


@pytest.mark.parametrize(
    "text",
    [
        "清岚县水利局2021年度政府信息公开工作年度报告",
        "阆中市柏垭镇2019年政府信息公开年报",
        "2019年黄家镇政府信息公开工作报告",
        "某某区教育局政府信息公开工作2020年度报告",
        "某某街道2020年政府信息公开工作情况年度报告",
        "某某局２０２０年政府信息公开年度报告",
        "某某局 2020 年 政府信息公开 年度报告",
        "某某局二〇二〇年政府信息公开年度报告",
        "某某局二○一九年度政府信息公开年度报告",
        "某某镇2019年信息公开年度报告",
        "某某市政府信息公开工作年度报告（2020年）",
        "某某局关于2020年政府信息公开工作年度报告",
        # words of look-alikes inside an agency's name
        "某某市中小企业局2020年政府信息公开年度报告",
        "某某市人民政府网站2020年政府信息公开年度报告",
        "某某市审计局2020年政府信息公开工作年度报告",
        "某某市生态环境局2020年度政府信息公开工作年度报告",
        # cut by the list, with no title attribute
        "清岚县水利局2021年度政府信息公开工作年度...",
        "清岚县水利局2021年度政府信息公开工作年…",
        "清岚县人民政府办公室2021年政府信息公开...",
    ],
)
def test_a_report(text: str) -> None:
    assert verdict(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("关于做好2021年政府信息公开工作年度报告编制发布工作的通知", "link.notice"),
        ("云陵市政务公开办公室关于编制2021年度政府信息公开工作年度报告的通知", "link.notice"),
        ("关于做好2021年政府信息公开工作年度...", "link.notice"),
        ("某某市关于2020年政府信息公开工作年度报告情况的通报", "link.notice"),
        ("转发《关于2020年政府信息公开年度报告有关事项的通知》", "link.notice"),
        ("2020年政府信息公开工作年度报告编制培训会议", "link.notice"),
        ("【一图读懂】清岚县2021年政府信息公开工作年度报告", "link.explanation"),
        ("图解：云陵市人民政府2021年政府信息公开工作年度报告", "link.explanation"),
        ("《2020年政府信息公开工作年度报告》解读", "link.explanation"),
        ("清岚县2020年政府网站工作年度报表", "link.website_form"),
        ("某某局政府网站年度工作报表（2020年度）", "link.website_form"),
        ("2020年政府网站和政务新媒体年度工作报告", "link.website_form"),
        ("2020年政府信息公开年度报告模板", "link.template"),
        ("清岚县2019年部门预算公开汇总", "link.budget"),
        ("云陵市国有企业2020年年度报告信息公开", "link.enterprise"),
        ("2020年法治政府建设年度报告", "link.other_report"),
        ("2020年政府工作报告", "link.other_report"),
        ("政府信息公开年报", "link.year"),
        ("清岚县政府信息公开工作年度报告", "link.year"),
        ("2021年政府信息公开工作要点", "link.words"),
        ("2021年政府信息公开工作要...", "link.words"),
        ("政府信息公开指南", "link.words"),
        ("下一页", "link.words"),
    ],
)
def test_a_look_alike(text: str, reason: str) -> None:
    assert verdict(text) == reason


REPORT = "某某局2020年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://www.example.gov.cn/a.html", None),
        ("http://www.example.gov.cn:80/a.html", None),
        (None, "link.script"),
        ("http://other.gov.cn/a.html", "link.other_host"),
        ("http://example.gov.cn/a.html", "link.other_host"),
        ("http://www.example.gov.cn:8080/a.html", "link.other_host"),
        ("http://www.example.gov.cn/P020200117.pdf", None),
        ("http://www.example.gov.cn/module/download/downfile.jsp?filename=1.doc", None),
        ("http://www.example.gov.cn/P020200117.CEB", "media.unsupported"),
        ("http://www.example.gov.cn/module/download/downfile.jsp?filename=1.ceb", "media.unsupported"),
        ("http://www.example.gov.cn/show.aspx?id=4571", None),
    ],
)
def test_where_a_report_lies(url: str | None, reason: str | None) -> None:
    assert verdict(REPORT, url) == reason


def test_a_portal_has_its_own_words() -> None:
    assert verdict("年度公开情况 2020", report="年度公开情况") is None
    assert verdict(REPORT, report="年度公开情况") == "link.words"
    assert verdict(REPORT, pass_over=["某某局"]) == "link.configured"


def test_every_look_alike_says_what_it_is() -> None:
    ids = [kind.id for kind in vocabulary().look_alike]
    assert len(ids) == len(set(ids))
    assert all(kind.id.startswith("link.") and kind.meaning for kind in vocabulary().look_alike)


@given(st.text(max_size=300))
def test_any_text_has_a_verdict(text: str) -> None:
    verdict(text)
    assert isinstance(is_cut(text), bool)
