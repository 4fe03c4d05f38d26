"""What the reports of one agency say of each other: each rule with a case that breaks it and one that keeps it."""

from __future__ import annotations

from functools import partial

import pytest

from extractors import Figure, Finding, Report, check_years, extract_report
from extractors.models import Agency, Division

NOTHING = "我镇认真落实条例各项要求，及时公开各类信息。"


def report(year: int, *stated: tuple[str, float], text: str = NOTHING, number: int = 0, **more: object) -> Report:
    """A town's report for a year whose tables state these indicators."""
    page = f"石桥镇{year}年政府信息公开工作年度报告\n一、总体情况\n{text}\n六、其他需要报告的事项\n无。"
    read = extract_report(page.encode(), url=f"https://example.gov.cn/{year}/{number}", report_id=f"{year}{number:012}")
    figures = [table_figure(indicator, value) for indicator, value in stated] or read.figures
    return read.model_copy(update={"figures": figures, **more})


def table_figure(indicator: str, value: float) -> Figure:
    dimension = "total" if indicator.startswith("requests.") else None
    return Figure(
        indicator=indicator, dimension=dimension, label="", value=value, unit="件", precision="exact", basis="table",
        channel=None, cumulative=False, part_of=None, section=None, quote="", start=0, end=0, mark=None,
    )  # fmt: skip


def found(*reports: Report) -> list[Finding]:
    return [finding for findings in check_years(reports).values() for finding in findings]


DECISIONS = "disclosure.penalties.decisions"
IN_FORCE = "disclosure.normative_documents.in_force"
ISSUED, REPEALED = "disclosure.normative_documents.issued", "disclosure.normative_documents.repealed"
ITEMS, CHANGE = "disclosure.licences.items_last_year", "disclosure.licences.items_change"


@pytest.mark.parametrize(
    ("before", "now", "rule", "expected", "actual"),
    [
        ([("requests.carried_out", 3)], [("requests.carried_in", 2)], "carry.previous_year", 3, 2),
        (
            [(IN_FORCE, 10)],
            [(IN_FORCE, 13), (ISSUED, 3), (REPEALED, 1)],
            "stock.previous_year",
            12,
            13,
        ),
        ([(ITEMS, 120), (CHANGE, -20)], [(ITEMS, 120), (CHANGE, 0)], "items.previous_year", 100, 120),
        ([(DECISIONS, 12)], [(DECISIONS, 1200)], "jump.previous_year", None, 1200),
        ([("proactive.total", 900)], [("proactive.total", 3)], "jump.previous_year", None, 3),
    ],
)  # fmt: skip
def test_figures_that_do_not_follow(before: list, now: list, rule: str, expected: float | None, actual: float) -> None:
    [finding] = found(report(2021, *before), report(2022, *now))
    assert (finding.rule, finding.expected, finding.actual) == (rule, expected, actual)
    assert "2021" in finding.message and str(actual) in finding.message
    assert finding.figures and finding.figures[0] == 0


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ([("requests.carried_out", 3)], [("requests.carried_in", 3)]),
        ([(IN_FORCE, 10)], [(IN_FORCE, 12), (ISSUED, 3), (REPEALED, 1)]),
        ([(IN_FORCE, 10)], [(IN_FORCE, 13), (ISSUED, 3)]),
        ([(ITEMS, 120), (CHANGE, -20)], [(ITEMS, 100)]),
        ([("proactive.total", 90)], [("proactive.total", 140)]),
        ([("proactive.total", 0)], [("proactive.total", 40)]),
        ([("requests.carried_out", 3)], [("requests.received", 3)]),
    ],
)
def test_figures_that_follow_or_cannot_be_compared(before: list, now: list) -> None:
    assert found(report(2021, *before), report(2022, *now)) == []


CARRIED = [("requests.carried_out", 3)], [("requests.carried_in", 2)]


def test_only_neighbouring_years_are_compared() -> None:
    assert found(report(2020, *CARRIED[0]), report(2022, *CARRIED[1])) == []


def test_two_versions_of_last_year_s_report_settle_nothing() -> None:
    versions = [report(2021, ("requests.carried_out", value), number=value) for value in (2, 3)]
    assert found(*versions, report(2022, *CARRIED[1])) == []
    same = [report(2021, *CARRIED[0], number=number) for number in (1, 2)]
    assert [finding.rule for finding in found(*same, report(2022, *CARRIED[1]))] == ["carry.previous_year"]


def test_towns_of_one_name_in_two_counties_are_two_agencies() -> None:
    def agency(code: str) -> Agency:
        return Agency(name="城关镇", level="town", division=Division(code=code, town="城关镇"))

    here, there = (partial(report, agency=agency(code)) for code in ("420625", "420626"))
    assert found(here(2021, *CARRIED[0]), there(2022, *CARRIED[1])) == []
    assert found(here(2021, *CARRIED[0]), here(2022, *CARRIED[1])) != []


@pytest.mark.parametrize(
    ("text", "left_in"),
    [
        ("2021年我镇通过门户网站主动公开各类政府信息87条。", True),
        ("2022年我镇通过门户网站主动公开各类政府信息87条，2021年为80条。", False),
        ("根据2021年修订的政府信息公开工作规定，我镇明确了工作职责。", False),
        ("自2021年以来，我镇累计公开各类政府信息共计八百余条。", False),
        ("根据《关于做好2021年工作的通知》要求，我镇明确了工作职责。", False),
        ("2021年完成。", False),
    ],
)
def test_last_year_s_sentence_with_its_year_left_in(text: str, left_in: bool) -> None:
    findings = found(report(2021, text=text), report(2022, text=text))
    rules = [finding.rule for finding in findings]
    assert rules == (["text.previous_year"] if left_in else [])
    if left_in:
        assert findings[0].quote == text.rstrip("。")
        assert findings[0].figures == [0]


def test_a_sentence_of_its_own_is_not_copied() -> None:
    before = report(2021, text="2021年我镇通过门户网站主动公开各类政府信息87条。")
    assert found(before, report(2022, text="2021年我镇通过公众号主动公开各类政府信息90条。")) == []
