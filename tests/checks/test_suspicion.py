"""Copies on hijacked hosts give themselves away by their own words."""

from __future__ import annotations

import pytest

from extractors import extract_report

SOUND = (
    "青田县水利局2020年政府信息公开工作年度报告\n\n本报告电子版可在青田县人民政府网站（www.qingtian.gov.cn）下载。\n\n"
    "一、总体情况\n\n2020年，我局认真贯彻落实条例，主动公开政府信息12条，及时回应社会关切。\n\n"
    "三、收到和处理政府信息公开申请情况\n\n未收到政府信息公开申请。\n"
)
OFFICIAL, COPY = "https://www.qingtian.gov.cn/art/1.html", "https://www.copy.example/art/1.html"
PINYIN = SOUND.replace("认真", "認(rèn)真").replace("落实", "落實(shí)").replace("回应", "回應(yīng)")
TRADITIONAL = (
    SOUND.replace("政府信息公开", "政府信息公開").replace("总体情况", "總體情況").replace("落实条例", "落實條例")
)


def suspect(page: str, url: str) -> list[str]:
    report = extract_report(page.encode(), url=url)
    return [finding.message for finding in report.findings if finding.rule == "page.suspect"]


@pytest.mark.parametrize(
    ("page", "url", "sign"),
    [
        (SOUND.replace("青田县人民政府网站", "澳门金沙官网"), OFFICIAL, "澳门金沙"),
        (PINYIN, OFFICIAL, "拼音注音 3 处"),
        (
            SOUND.replace("我局认真", "我局?认真").replace("主动公开", "主动，，公开").replace("社会关", "社会?关"),
            OFFICIAL,
            "夹杂",
        ),
        (SOUND, COPY, "www.qingtian.gov.cn"),
        (TRADITIONAL.replace("（www.qingtian.gov.cn）", ""), COPY, "繁体字"),
    ],
    ids=["brand", "readings", "stray marks", "another portal's address", "traditional"],
)
def test_a_sign_is_named_with_its_words(page: str, url: str, sign: str) -> None:
    [message] = suspect(page, url)
    assert sign in message


@pytest.mark.parametrize(
    ("page", "url"),
    [
        (SOUND, OFFICIAL),
        (SOUND, "file:///report.txt"),
        (TRADITIONAL, OFFICIAL),
        (SOUND.replace("。", "？", 1), OFFICIAL),
    ],
    ids=["official", "local", "official, traditional", "one question"],
)
def test_sound_pages_are_not_suspected(page: str, url: str) -> None:
    assert suspect(page, url) == []
