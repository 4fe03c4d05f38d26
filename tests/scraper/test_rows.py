"""Rows and digests cut from printed records are what reading the records would give."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_state import report

from extractors import Finding, Report
from extractors.models import Source
from scraper.printed import digests
from scraper.rows import FigureRow, FindingRow, figure_lines, finding_rows, split

FIXTURES = Path(__file__).parents[2] / "fixtures"
RECORDS = sorted(FIXTURES.rglob("*.expected.json"))

# Words that look like the places a record is cut at.
TRICKS = ['"figures":[', '},{"', '],"findings":[', '"},{"indicator":', "\\", '\\"', "{", "}", "[", "]", ","]


def test_a_record_that_somebody_else_printed() -> None:
    told = report()
    spaced = json.dumps(told.model_dump(mode="json"), indent=1).encode()
    assert split(spaced) == split(told.model_dump_json().encode())


def check(told: Report) -> None:
    """Rows, and digests: these are compared with those of earlier versions, and must stay what they are made of."""
    source = told.source
    unfetched = told.model_copy(update={"source": Source(url=source.url, portal=source.portal, sha256="")})
    assert digests(told) == (
        hashlib.sha256(told.model_dump_json(include={"text", "figures"}).encode()).hexdigest(),
        hashlib.sha256(unfetched.model_dump_json().encode()).hexdigest(),
    )
    record = told.model_dump(mode="json")
    rest, figures = split(told.model_dump_json().encode())
    assert {**rest, "figures": [json.loads(b"{%s}" % figure) for figure in figures]} == record
    lines = [json.loads(line) for line in figure_lines(rest, figures)]
    assert [FigureRow.model_validate(line).index for line in lines] == list(range(len(told.figures)))
    assert [list(line) for line in lines] == [
        [*("report_id", "url", "portal", "agency", "level", "kind", "year", "form", "index"), *figure]
        for figure in record["figures"]
    ]
    for row, finding in zip(finding_rows(rest, figures), told.findings, strict=True):
        FindingRow.model_validate(row)
        assert row["quotes"] == [told.figures[index].quote for index in finding.figures]


@pytest.mark.skipif(not RECORDS, reason="no records beside")
def test_every_record_of_the_fixtures() -> None:
    for path in RECORDS:
        check(
            Report.model_validate({**json.loads(path.read_bytes()), "extractor": {"name": "gongkai", "version": "1"}})
        )


@given(
    st.lists(st.lists(st.sampled_from(TRICKS) | st.text(max_size=4), max_size=6).map("".join), max_size=3),
    st.booleans(),
)
def test_words_that_look_like_the_record(words: list[str], has_findings: bool) -> None:
    plain = report(text="".join(words))
    figures = [plain.figures[0].model_copy(update={"label": word, "quote": word}) for word in words]
    finding = Finding(rule="sum.parts", severity="error", message='"findings":[', figures=list(range(len(figures))))
    findings = [finding] if has_findings else []
    check(plain.model_copy(update={"figures": figures, "findings": findings, "title": '],"findings":['}))
