"""Sections, tables and rows that are owed, and the deadlines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from evidence_of import document_of, evidence_of, masthead_of, requests_table

from extractors.catalogue import rules
from extractors.catalogue.forms import prescribed_rows
from extractors.checks.publication import check_publication, deadline
from extractors.checks.structure import check_structure
from extractors.models import Agency
from extractors.outline import SectionSpan
from extractors.reading import Doubt


@pytest.mark.parametrize(
    ("year", "kind", "level", "due"),
    [
        (2021, "department", "county", date(2022, 1, 31)),
        (2021, "government", "county", date(2022, 3, 31)),
        (2021, "government", "town", date(2022, 1, 31)),
        (2021, None, None, date(2022, 3, 31)),
        (2018, "government", "town", date(2019, 3, 31)),
    ],
)
def test_deadlines(year: int, kind: str | None, level: str | None, due: date) -> None:
    assert deadline(year, Agency(kind=kind, level=level)) == due  # type: ignore[arg-type]


@pytest.mark.parametrize(("published", "late"), [("2022-01-31T23:59:00+08:00", False), ("2022-02-01", True)])
def test_a_late_publication(published: str, late: bool) -> None:
    masthead = masthead_of(published=published, agency=Agency(kind="department", level="county"))
    found = [doubt.rule for doubt in check_publication(evidence_of(masthead=masthead))]
    assert found == (["published.late"] if late else [])


def sections(*roles: str) -> tuple[SectionSpan, ...]:
    return tuple(SectionSpan(role, role, 0, 1, 2) for role in roles)


SIX = ("overview", "disclosure", "requests", "disputes", "problems", "other_matters")


def broken(**evidence: object) -> list[Doubt]:
    return list(check_structure(evidence_of(document=document_of("一 二"), **evidence)))  # type: ignore[arg-type]


def test_a_missing_section_and_missing_tables() -> None:
    found = broken(sections=sections(*SIX[:5]))
    assert [doubt.rule for doubt in found if doubt.rule != "section.empty"] == [
        "section.missing",
        "table.missing",
    ]
    assert found[-1].expected == "disclosure, requests, disputes"


def test_before_2019_no_form_is_owed() -> None:
    found = broken(sections=sections("overview"), masthead=masthead_of(year=2015))
    assert {doubt.rule for doubt in found} <= {"section.empty"}


def test_a_table_that_cannot_be_read_is_not_missing() -> None:
    doubt = Doubt("table.unreadable", facts={"reason": "", "table": "requests"})
    [missing] = [
        doubt for doubt in broken(sections=sections(*SIX), table_doubts=(doubt,)) if doubt.rule == "table.missing"
    ]
    assert missing.expected == "disclosure, disputes"


def test_an_announced_section_that_is_not_there_is_told_once() -> None:
    masthead = masthead_of(announced=("总体情况", "其他需要报告的事项"))
    found = [doubt.rule for doubt in broken(sections=sections(*SIX[:5]), masthead=masthead)]
    assert found.count("section.announced") == 2  # no heading at all answers either of them
    assert "section.missing" not in found


def test_rows_the_form_prescribes() -> None:
    rows = {"received": [0] * 7, "processed_total": [0] * 7}
    [doubt] = [doubt for doubt in broken(forms=(requests_table(rows),)) if doubt.rule == "table.row_missing"]
    assert "carried_in" in str(doubt.expected)


def test_a_table_with_all_its_rows() -> None:
    rows = {row: [0] * 7 for row in prescribed_rows("requests", "2021")}
    assert "table.row_missing" not in [doubt.rule for doubt in broken(forms=(requests_table(rows),))]


@pytest.mark.parametrize(("text", "empty"), [("一 二", False), ("一 ", True), ("一。", True)])
def test_a_section_without_a_word(text: str, empty: bool) -> None:
    section = SectionSpan("other_matters", "一", 0, 1, len(text))
    found = [doubt.rule for doubt in check_structure(evidence_of(document=document_of(text), sections=(section,)))]
    assert ("section.empty" in found) is empty


@pytest.mark.parametrize(("promised", "told"), [(6, False), (7, True), (None, False)])
def test_a_number_of_parts_without_their_names(promised: int | None, told: bool) -> None:
    masthead = replace(masthead_of(), announced_count=promised)
    found = [doubt for doubt in broken(sections=sections(*SIX), masthead=masthead) if doubt.rule == "section.announced"]
    assert [(doubt.expected, doubt.actual) for doubt in found] == ([(7, 6)] if told else [])


def test_every_rule_has_sentences_whose_places_are_named() -> None:
    """`{name}` places only: a positional one would fail when the finding is made."""
    for rule in rules().values():
        for sentence in (rule.zh, rule.en):
            assert "{}" not in sentence
            assert sentence.endswith(("。", "."))
