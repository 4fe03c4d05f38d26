"""The report's own list of its parts, and the documents it rests on."""

from __future__ import annotations

import pytest
from reading_masthead import Page

SIX = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
LIST = "、".join(SIX)


def page(said: str) -> Page:
    return Page("石桥镇2020年政府信息公开工作年度报告", f"根据《条例》编制本报告。{said}")


def announced(said: str) -> tuple[str, ...]:
    return page(said).masthead().announced_sections


@pytest.mark.parametrize(
    "said",
    [
        f"本报告由{LIST}六部分组成。",
        f"本报告由{LIST}六个部分组成。",
        f"本报告由{LIST}等六部分组成。",
        f"本报告由{LIST}等6个部分组成。",
        f"全文包括：{LIST}等六个部分。",
        f"本报告包括{LIST}，共六个部分。",
        f"本报告共分六个部分：{LIST}。",
        f"本报告共六部分，分别是：{LIST}。",
        f"本报告由{LIST}等部分组成。",
        f"全文包括{LIST}。",
        "全文包括（一）"
        + "；（二）".join(SIX[:2])
        + "；（三）"
        + "；（四）".join(SIX[2:4])
        + "；（五）"
        + "；（六）".join(SIX[4:])
        + "。",
        "本报告由总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼情况，"
        "存在的主要问题及改进情况和其他需要报告的事项六部分组成。",
        "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、"
        "存在的主要问题及改进情况，以及其他需要报告的事项。",
        f"本报告的内容由“{LIST}”六部分组成。",
        "本报告由1.总体情况；2.主动公开政府信息情况；3.收到和处理政府信息公开申请情况；4.政府信息公开行政复议、行政诉讼情况；"
        "5.存在的主要问题及改进情况；6.其他需要报告的事项六部分组成。",
    ],
)
def test_list_of_six(said: str) -> None:
    assert announced(said) == SIX
    assert page(said).rules() == []


def test_older_list_with_commas_and_inner_marks() -> None:
    said = (
        "本报告包括概述，主动公开政府信息情况，依申请公开政府信息情况和不予公开政府信息的情况，政府信息公开的收费及减免情况，"
        "因政府信息公开申请投诉举报、行政复议、提起行政诉讼的情况，工作存在的主要问题及改进措施，共六个部分。"
    )
    assert announced(said) == (
        "概述",
        "主动公开政府信息情况",
        "依申请公开政府信息情况和不予公开政府信息的情况",
        "政府信息公开的收费及减免情况",
        "因政府信息公开申请投诉举报、行政复议、提起行政诉讼的情况",
        "工作存在的主要问题及改进措施",
    )
    assert page(said).rules() == []


def test_list_of_2008() -> None:
    said = (
        "本年度报告由概述,主动公开政府信息的情况,依申请公开政府信息和不予公开政府信息的情况,因政府信息公开申请行政复议、"
        "提起行政诉讼的情况,工作人员、收费及减免情况,工作存在的主要问题及改进情况,附表共七个部分组成。"
    )
    assert announced(said) == (
        "概述",
        "主动公开政府信息的情况",
        "依申请公开政府信息和不予公开政府信息的情况",
        "因政府信息公开申请行政复议、提起行政诉讼的情况",
        "工作人员、收费及减免情况",
        "工作存在的主要问题及改进情况",
        "附表",
    )
    assert page(said).rules() == []


def test_list_with_the_parts_of_the_overview() -> None:
    said = (
        "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、政府信息管理、"
        "政府信息公开平台建设、监督保障、存在的主要问题及改进情况以及其他需要报告的事项。"
    )
    assert announced(said) == (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议和行政诉讼情况",
        "政府信息管理",
        "政府信息公开平台建设",
        "监督保障",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    )


def test_parts_explained_in_brackets() -> None:
    said = (
        "全文包括概述、主动公开政府信息情况、依申请公开政府信息情况、咨询处理情况（公民、法人和其他组织的咨询情况）、"
        "复议、诉讼和申诉的情况（公民、法人提出复议、诉讼和申诉情况）、存在的主要问题和改进措施。"
    )
    assert announced(said) == (
        "概述",
        "主动公开政府信息情况",
        "依申请公开政府信息情况",
        "咨询处理情况（公民、法人和其他组织的咨询情况）",
        "复议、诉讼和申诉的情况（公民、法人提出复议、诉讼和申诉情况）",
        "存在的主要问题和改进措施",
    )


def test_parts_with_annexes() -> None:
    said = (
        "全文包括概述、主动公开政府信息情况、依申请公开政府信息情况、复议和诉讼情况、存在的主要问题和改进措施，"
        "并附相关的说明和指标统计表。"
    )
    assert announced(said)[:5] == (
        "概述",
        "主动公开政府信息情况",
        "依申请公开政府信息情况",
        "复议和诉讼情况",
        "存在的主要问题和改进措施",
    )


@pytest.mark.parametrize(
    ("count", "number"), [("七部分", 7), ("7 个部分", 7), ("五个部分", 5), ("七大部分", 7), ("八个方面", 8)]
)
def test_another_number_than_listed(count: str, number: int) -> None:
    masthead = page(f"本报告由{LIST}{count}组成。").masthead()
    assert masthead.announced_sections == SIX
    [doubt] = masthead.doubts
    assert (doubt.rule, doubt.expected, doubt.actual) == ("section.announced", number, 6)


@pytest.mark.parametrize("count", ["七个部分", "7部分", "共七大部分"])
def test_a_number_without_a_list_is_compared_with_the_sections(count: str) -> None:
    masthead = page(f"本报告分为{count}。").masthead()
    assert masthead.announced_sections == ()
    assert masthead.announced_count == 7


def test_two_parts_of_a_plan_are_no_list() -> None:
    assert announced("领导小组由办公室、宣传科两部分组成。") == ()


def test_cited_documents_and_their_numbers() -> None:
    said = (
        "根据《中华人民共和国政府信息公开条例》（国务院令第711号）、《国务院办公厅关于年度报告有关事项的通知》（国办公开办函〔2021〕30号）"
        "和《四川省关于做好年度报告编制工作的通知》（川府公开办函〔201914号）要求编制。《条例》施行以来，我镇认真落实。"
    )
    assert [(cited.name, cited.number) for cited in page(said).masthead().cited_documents] == [
        ("中华人民共和国政府信息公开条例", "国务院令第711号"),
        ("国务院办公厅关于年度报告有关事项的通知", "国办公开办函〔2021〕30号"),
        ("四川省关于做好年度报告编制工作的通知", "川府公开办函〔201914号"),
    ]


def test_a_preface_inside_the_first_section() -> None:
    body = (
        "一、工作基本情况",
        f"本报告由石桥镇党政办公室编制。内容包括{LIST}等部分组成。本报告中所列数据的统计期限为2020年1月1日至2020年12月31日。"
        "如有疑问，请与石桥镇党政办公室联系（地址：人民路1号，电话：0527-83552214）。",
        *Page().body[2:],
    )
    masthead = Page("石桥镇2020年政府信息公开工作年度报告", preface="石桥镇", body=body).masthead()
    assert masthead.announced_sections == SIX
    assert masthead.period is not None
    assert masthead.contact is not None and masthead.contact.phone == "0527-83552214"
