"""The sums of the forms, and breakdowns in prose."""

from __future__ import annotations

import pytest
from evidence_of import cell, document_of, evidence_of, requests_table

from extractors.checks.arithmetic import check_arithmetic
from extractors.checks.breakdowns import check_breakdowns, check_percentages
from extractors.checks.prose_and_table import check_prose_against_table
from extractors.reading import Reading
from extractors.tables import FormTable
from tests.counts.reading import read

SOUND = {
    "received": [3, 1, 0, 0, 0, 0, 4],
    "carried_in": [1, 0, 0, 0, 0, 0, 1],
    "granted": [2, 1, 0, 0, 0, 0, 3],
    "refused.state_secret": [1, 0, 0, 0, 0, 0, 1],
    "processed_total": [3, 1, 0, 0, 0, 0, 4],
    "carried_out": [1, 0, 0, 0, 0, 0, 1],
}


def rules_broken(rows: dict) -> list[tuple[str, str]]:
    doubts = check_arithmetic(evidence_of(forms=(requests_table(rows),)))
    return [(doubt.rule, str(doubt.facts.get("column") or doubt.facts.get("row"))) for doubt in doubts]


def test_a_sound_table_breaks_no_rule() -> None:
    assert rules_broken(SOUND) == []


def test_a_blank_counts_as_zero() -> None:
    assert rules_broken({**SOUND, "received": [3, 1, None, None, None, None, 4]}) == []


@pytest.mark.parametrize(
    ("row", "values", "rule"),
    [
        ("carried_out", [2, 0, 0, 0, 0, 0, 2], "requests.balance"),
        ("granted", [1, 1, 0, 0, 0, 0, 3], "requests.row_total"),
        ("granted", [4, 1, 0, 0, 0, 0, 5], "requests.processed_total"),
    ],
)
def test_a_changed_cell_breaks_its_rule(row: str, values: list[int], rule: str) -> None:
    assert rule in [broken for broken, _ in rules_broken({**SOUND, row: values})]


def test_outcomes_that_fall_short_because_a_row_is_not_printed_are_left_alone() -> None:
    """Only six of the form's rows stand here: the sum may lie in the others."""
    rows = {**SOUND, "processed_total": [4, 1, 0, 0, 0, 0, 5], "carried_out": [0, 0, 0, 0, 0, 0, 0]}
    assert "requests.processed_total" not in [rule for rule, _ in rules_broken(rows)]


def test_a_dispute_group_that_does_not_add_up() -> None:
    cells = {
        ("review", column): cell(value)
        for column, value in zip(("upheld", "corrected", "other", "pending", "total"), (1, 0, 0, 1, 3), strict=True)
    }
    [doubt] = check_arithmetic(evidence_of(forms=(FormTable("disputes", "2021", (), cells),)))
    assert (doubt.rule, doubt.expected, doubt.actual) == ("disputes.total", 3, 2)


def count(label: str, value: float, **more: object) -> Reading:
    return Reading(label, value, 0, 0, "prose", **{"unit": "条", **more})  # type: ignore[arg-type]


def breakdown(total: int, *parts: int, complete: bool = True, precision: str = "exact") -> tuple[Reading, ...]:
    whole = count("信息", total, precision=precision)
    return (whole, *(count("类", part, total=whole, exhaustive=complete) for part in parts))


def two_listings(total: int, first: tuple[int, ...], second: tuple[int, ...]) -> tuple[Reading, ...]:
    """按申请方式分…；按申请人分…: each list adds up by itself."""
    whole = count("申请", total)
    parts = [
        count("类", part, total=whole, listing=listing, exhaustive=True)
        for listing, values in enumerate((first, second))
        for part in values
    ]
    return (whole, *parts)


@pytest.mark.parametrize(
    ("counts", "broken"),
    [
        (breakdown(87, 1, 4, 2, 72, 4, 4), False),
        (breakdown(87, 1, 4, 2, 72, 4, 5), True),
        (breakdown(87, 1, 4, complete=False), False),
        (breakdown(87, 90, complete=False), True),
        (breakdown(80, 40, 50, precision="at_least"), False),
        (two_listings(10, (6, 4), (8, 2)), False),
        (two_listings(10, (6, 4), (8, 3)), True),
    ],
)
def test_breakdowns(counts: tuple[Reading, ...], broken: bool) -> None:
    found = [doubt.rule for doubt in check_breakdowns(evidence_of(counts=counts))]
    assert found == (["breakdown.total"] if broken else [])


@pytest.mark.parametrize(
    ("parts", "last", "mild"),
    [
        ((20, 30), "公告", True),
        ((20, 30), "其他信息", False),
        ((20, 65), "公告", False),
        ((20, 95), "公告", False),
        ((120, 5), "公告", False),
    ],
    ids=["names some", "names the rest", "nearly all", "more than all", "one exceeds it"],
)
def test_parts_that_may_be_only_some_are_a_milder_doubt(parts: tuple[int, int], last: str, mild: bool) -> None:
    whole = count("信息", 100)
    counts = [
        count(label, part, total=whole, exhaustive=True) for label, part in zip(("通知", last), parts, strict=True)
    ]
    [doubt] = check_breakdowns(evidence_of(counts=(whole, *counts)))
    assert (doubt.rule, doubt.mild) == ("breakdown.total", mild)


def test_a_mild_doubt_is_a_warning() -> None:
    severities = {
        sentence: [
            finding.severity for finding in read(sentence, "disclosure").findings if finding.rule == "breakdown.total"
        ]
        for sentence in (
            "发布文件100件，其中决定20件、通知30件。",
            "发布文件100件，其中决定20件、其他85件。",
            "发布文件100件，其中决定20件、通知75件。",
            "发布文件100件，其中决定20件、其他75件。",
            "发布文件100件，包括决定20件、通知75件。",
            "发布文件100件，其中决定20件、通知30件、意见45件。",
        )
    }
    assert list(severities.values()) == [["warning"], ["error"], ["warning"], ["error"], ["error"], ["error"]]


@pytest.mark.parametrize(("percent", "broken"), [(25, False), (50, False), (40, True)])
def test_a_share_may_be_of_what_the_total_is_a_share_of(percent: int, broken: bool) -> None:
    """招标20条 is half of the 公告, and a quarter of the eighty that they are half of."""
    sentence = f"公告40条，占50%，其中招标20条，占{percent}%；招聘20条。"
    found = [finding.rule for finding in read(sentence, "disclosure").findings if finding.rule == "percentage"]
    assert found == (["percentage"] if broken else [])


@pytest.mark.parametrize(
    ("sentence", "broken"),
    [
        ("公开信息500条，比上年增加100条，其中公告80条，占82%；动态420条，占84%。", True),
        ("公开信息500条，政策类100条，其中公告80条，占16%。", False),
        ("公开信息500条，其中公告80条，占84%；动态420条。", False),
        ("公开信息500条，其中公告80条，占8%；动态420条，占42%。", False),
    ],
    ids=["of this total", "of one before", "of its neighbour", "all of another whole"],
)
def test_a_share_is_doubted_only_where_its_whole_is_certain(sentence: str, broken: bool) -> None:
    found = [finding.rule for finding in read(sentence, "disclosure").findings if finding.rule == "percentage"]
    assert found == (["percentage"] if broken else [])


@pytest.mark.parametrize(("percent", "broken"), [(25.0, False), (25.4, False), (52.0, True)])
def test_a_share_follows_from_its_part_and_whole(percent: float, broken: bool) -> None:
    sentence = f"收到申请12件，其中网络申请3件，占{percent}%。"
    whole = Reading("收到申请", 12, 0, 7, "prose", unit="件")
    part = Reading("网络申请", 3, 10, 16, "prose", unit="件", total=whole)
    share = Reading("占", percent, 17, len(sentence) - 1, "prose", unit="%")
    evidence = evidence_of(document=document_of(sentence), counts=(whole, part, share))
    assert [doubt.rule for doubt in check_percentages(evidence)] == (["percentage"] if broken else [])


@pytest.mark.parametrize(
    ("stated", "broken"),
    [
        (4, False),
        (5, False),  # 收到 may take in the one carried over from last year
        (6, True),
    ],
)
def test_prose_against_table(stated: int, broken: bool) -> None:
    said = count("收到申请", stated, indicator="requests.received", dimension="total", unit="件")
    evidence = evidence_of(forms=(requests_table(SOUND),), counts=(said,))
    assert [doubt.rule for doubt in check_prose_against_table(evidence)] == (["prose.table"] if broken else [])


def test_about_so_many_contradicts_no_table() -> None:
    said = count("收到申请", 6, indicator="requests.received", dimension="total", precision="about")
    assert list(check_prose_against_table(evidence_of(forms=(requests_table(SOUND),), counts=(said,)))) == []
