"""The reporting year and the statistics period, as printed, damaged and wrong."""

from __future__ import annotations

import pytest
from reading_masthead import Page

from extractors.models import Period

TITLE = "石桥镇2020年政府信息公开工作年度报告"
WHOLE = Period(start="2020-01-01", end="2020-12-31")


def page(said: str, title: str | None = TITLE) -> Page:
    return Page(title, f"根据《条例》编制本报告。{said}")


@pytest.mark.parametrize(
    "said",
    [
        "本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。",
        "本报告中所列数据的统计期限为2020年1月1日至2020年12月31日。",
        "报告数据统计时间为2020年1月1日到12月31日。",
        "数据统计时限为2020年1月1日—2020年12月31日。",
        "所列数据的统计期限从2020年1月1日到12月31日止。",
        "本报告所列数据统计期限自2020年1月1日起，至2020年12月31日止。",
        "统计期限：2020年01月01日-2020年12月31日",
        "数据统计时间：2020.1.1-2020.12.31。",
        "数据统计时间为2020-01-01至2020-12-31。",
        "统计期限自２０２０年１月１日起至１２月３１日止。",
        "统计期限自 2020 年 1 月 1 日 起 至 2020 年 12 月 31 日 止。",
        "统计期限为2020年1月1日0时至2020年12月31日24时。",
        "统计期限自2020年1月1日始至2020年12月31日。",
        "统计期限自二〇二〇年一月一日起至二〇二〇年十二月三十一日止。",
        "现将2020年度报告公布如下（本报告所列数据统计期限自2020年1月1日起至2020年12月31日止）：",
        "数据统计期限为2020年1月至12月。",
    ],
)
def test_period_of_the_whole_year(said: str) -> None:
    masthead = page(said).masthead()
    assert masthead.period == WHOLE
    assert masthead.doubts == ()


@pytest.mark.parametrize("said", ["本报告统计期限为2020年度。", "数据截至2020年12月31日。"])
def test_period_without_its_first_day_is_not_completed(said: str) -> None:
    masthead = page(said).masthead()
    assert (masthead.period, masthead.doubts) == (None, ())


@pytest.mark.parametrize(
    "printed",
    [
        "2020年1月1日起至202020年12月31日止",
        "202011日至20201231日",
        "2020年11日至2020年1231日",
        "2020年1月1日至20201231日",
        "2020年1月1日至2020年12月31",
        "2020年1月1至2020年12月31日",
        "2020年1月1日至2020年12月31号",
        "2020年1月1日至22020年12月31日",
        "220年1月1日至2020年12月31日",
    ],
)
def test_period_that_only_one_reading_fits(printed: str) -> None:
    masthead = page(f"统计期限自{printed}。").masthead()
    assert masthead.period == WHOLE
    repaired = [doubt for doubt in masthead.doubts if doubt.rule.startswith("period.")]
    if "号" in printed:
        assert repaired == []  # 号 is a day as good as 日
    else:
        [doubt] = repaired
        assert doubt.rule == "period.repaired"
        assert doubt.quote and doubt.quote in page(f"统计期限自{printed}。").preface


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        pytest.param("2020年1月1日至2020年12月30日", "2020-01-01", "2020-12-30", id="30_december"),
        pytest.param("2020年1月1日至2021年12月31日", "2020-01-01", "2021-12-31", id="year_after"),
        pytest.param("2019年1月1日至2019年12月31日", "2019-01-01", "2019-12-31", id="year_before"),
        pytest.param("2020年1月1日至2020年11月30日", "2020-01-01", "2020-11-30", id="ends_in_november"),
        pytest.param("2019年12月1日至2020年11月30日", "2019-12-01", "2020-11-30", id="shifted"),
    ],
)
def test_period_of_another_span_is_shown_as_printed(printed: str, start: str, end: str) -> None:
    masthead = page(f"本报告所列数据的统计期限自{printed}止。").masthead()
    assert masthead.period == Period(start=start, end=end)
    [doubt] = [doubt for doubt in masthead.doubts if doubt.rule == "period.wrong"]
    assert (doubt.expected, doubt.actual) == ("2020-01-01/2020-12-31", f"{start}/{end}")


@pytest.mark.parametrize(
    "said",
    [
        "统计期限自2020年1月1日起至2020年12月35日止。",
        "统计期限自2020年13月1日至2020年31月12日。",
        "会议于2020年3月5日至2020年3月7日召开。",
        "统计期限自1月1日至。",
    ],
)
def test_what_is_no_period_is_not_made_into_one(said: str) -> None:
    assert page(said).masthead().period is None


def test_a_damaged_period_is_repaired_by_the_year_both_its_dates_begin_with() -> None:
    masthead = page("统计期限自201911日至20191231日。", title="政府信息公开年报").masthead()
    assert masthead.period == Period(start="2019-01-01", end="2019-12-31")
    assert masthead.year == 2019


def test_an_impossible_period_is_told_with_its_words() -> None:
    [doubt] = page("统计期限自2020年1月1日至2020年12月35日。").masthead().doubts
    assert (doubt.rule, doubt.actual) == ("period.wrong", "2020年1月1日至2020年12月35日")


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("石桥镇2019年政府信息公开工作年度报告", 2019),
        ("2019年度石桥镇政府信息公开年报", 2019),
        ("石桥镇政府信息公开2019年年度报告", 2019),
        ("石桥镇二〇一九年政府信息公开年报", 2019),
        ("石桥镇二○一二年度政府信息公开年报", 2012),
        ("石桥镇２０１９年政府信息公开年报", 2019),
        ("石桥镇 2019 年政府信息公开年报", 2019),
        ("石桥镇2019政府信息公开年报", 2019),
        ("石桥镇政府信息公开年报（2019年）", 2019),
        ("石桥镇政府信息公开年报", None),
    ],
)
def test_year_in_the_title(title: str, year: int | None) -> None:
    assert Page(title, body=()).masthead().year == year


def test_year_by_the_period_where_the_title_has_none() -> None:
    assert page("统计期限自2018年1月1日至2018年12月31日。", title="石桥镇政府信息公开年报").masthead().year == 2018


def test_year_by_the_prose_where_title_and_period_have_none() -> None:
    body = ("一、总体情况", "2017年我镇公开信息3条。2017年召开会议。2016年立项。", *Page().body[2:])
    assert Page("石桥镇政府信息公开年报", body=body).masthead().year == 2017


def conflicts(page: Page) -> list[object]:
    return [doubt.actual for doubt in page.masthead().doubts if doubt.rule == "year.conflict"]


def test_title_and_period_of_different_years() -> None:
    wrong = page("统计期限自2019年1月1日至2019年12月31日。")
    assert wrong.masthead().year == 2020
    assert conflicts(wrong) == [2019]


def test_preface_that_names_last_year_s_report() -> None:
    assert conflicts(page("现公布石桥镇2019年政府信息公开工作年度报告。")) == [2019]


def test_preface_that_names_this_year_s_report() -> None:
    assert conflicts(page("现公布石桥镇2020年政府信息公开工作年度报告。")) == []


def test_text_of_another_year_throughout() -> None:
    body = ("一、总体情况", "2019年我镇公开信息3条。2019年召开会议。2019年培训。2019年公示。", *Page().body[2:])
    assert conflicts(Page(TITLE, body=body)) == [2019]


def test_a_comparison_with_last_year_is_no_conflict() -> None:
    body = ("一、总体情况", "2020年我镇公开信息3条，2019年为2条。2020年召开会议，比2019年多。", *Page().body[2:])
    assert conflicts(Page(TITLE, body=body)) == []


def test_cited_documents_of_other_years_are_no_conflict() -> None:
    said = "根据《关于做好2019年政府信息公开工作年度报告编制工作的通知》（国办公开办函〔2019〕60号）。"
    assert conflicts(page(said)) == []
