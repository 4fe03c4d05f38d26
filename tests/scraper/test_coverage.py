"""Which agencies and years there are, what is missing, and what a portal's entry expects."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cli import main
from scraper.coverage import Coverage, broken, coverage_of, spans
from scraper.portals.config import Expectation
from scraper.samples import Site, html


def held(**agencies: list[int]) -> Coverage:
    return coverage_of((agency, year, 1) for agency, years in agencies.items() for year in years)


def test_what_is_there() -> None:
    coverage = coverage_of(
        [("甲局", 2020, 1), ("甲局", 2021, 2), ("乙局", 2021, 1), (None, 2021, 1), ("丙局", None, 3)]
    )
    assert (coverage.reports, coverage.unplaced) == (8, 4)
    assert coverage.held == {"甲局": {2020, 2021}, "乙局": {2021}}
    assert (coverage.first_year, coverage.last_year) == (2020, 2021)
    nothing = coverage_of([])
    assert (nothing.reports, nothing.first_year, nothing.settled_year, nothing.missing()) == (0, None, None, {})


def test_what_is_missing_is_so_when_half_of_the_agencies_have_it() -> None:
    january = held(甲=[2019, 2021, 2022], 乙=[2020, 2021], 丙=[2021])
    assert january.settled_year == 2021
    assert january.missing() == {"甲": [2020]}
    march = held(甲=[2019, 2021, 2022], 乙=[2020, 2021, 2022], 丙=[2021])
    assert march.missing() == {"甲": [2020], "丙": [2022]}


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ({"reports": 4}, []),
        ({"reports": 5}, ["4 reports, at least 5"]),
        ({"agencies": 2}, []),
        ({"agencies": 40}, ["2 agencies, at least 40"]),
        ({"first_year": 2020, "last_year": 2020}, []),
        ({"first_year": 2019, "last_year": 2021}, ["missing are: 乙 2019, 2021; 甲 2020"]),
        ({"every_year": True}, ["missing are: 甲 2020"]),
        ({"reports": 9, "agencies": 9}, ["4 reports", "2 agencies"]),
    ],
)
def test_what_is_expected(expected: dict[str, int], words: list[str]) -> None:
    coverage = held(甲=[2019, 2021], 乙=[2020, 2020])
    if expected == {"first_year": 2020, "last_year": 2020}:
        coverage = held(甲=[2019, 2020, 2021], 乙=[2020])
    sentences = list(broken(Expectation.model_validate(expected), coverage))
    assert len(sentences) == len(words)
    for sentence, word in zip(sentences, words, strict=True):
        assert word in sentence


def test_many_are_not_all_named() -> None:
    coverage = coverage_of([(f"{number}局", year, 1) for number in range(9) for year in (2019, 2021)])
    (sentence,) = broken(Expectation(every_year=True), coverage)
    assert "and 4 more agencies" in sentence


@given(st.sets(st.integers(2008, 2060)))
def test_spans_name_each_year_once(years: set[int]) -> None:
    named: list[int] = []
    for span in filter(None, spans(years).split(", ")):
        first, _, last = span.partition("-")
        named += range(int(first), int(last or first) + 1)
    assert named == sorted(years)


REPORT = """<html><head><title>{title}</title></head><body><h1>{title}</h1>
<p>一、总体情况</p><p>全年主动公开政府信息{year}条。</p><p>二、主动公开政府信息情况</p><p>公开政府信息12条。</p>
<p>三、收到和处理政府信息公开申请情况</p><p>未收到政府信息公开申请。</p></body></html>"""


def test_a_run_that_finds_less_than_expected_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> tuple[int, str]:
        code = main(["run", "--config", str(tmp_path / "portals.toml"), "--output", str(tmp_path / "out")])
        return code, capsys.readouterr().err

    titles = {f"/{year}.html": f"清岚县水利局{year}年政府信息公开工作年度报告" for year in (2020, 2022)}
    with Site() as site:
        site.pages["/"] = html("".join(f'<li><a href="{path}">{title}</a>' for path, title in titles.items()))
        for path, title in titles.items():
            site.pages[path] = html(REPORT.format(title=title, year=path[1:5]))
        entry = (
            f'contact = "t@example.org"\n[fetch]\npace = 0\n[[portal]]\nname = "q"\ncolumns = ["{site.url("/")}"]\n'
            "[portal.expect]\nagencies = 1\n"
        )
        (tmp_path / "portals.toml").write_text(entry, "utf-8")
        assert run()[0] == 0
        (tmp_path / "portals.toml").write_text(f"{entry}every_year = true\nreports = 3\n", "utf-8")
        code, shown = run()
    assert code == 1
    assert "coverage.expected: 2 reports, at least 3 were expected" in shown
    assert "missing are: 清岚县水利局 2021" in shown
    rows = [json.loads(line) for line in (tmp_path / "out" / "runs.jsonl").read_text("utf-8").splitlines()]
    assert [page["rule"] for page in rows[1]["failed_pages"]] == ["coverage.expected"] * 2
    assert rows[1]["portals"][0]["coverage"] == {
        "reports": 2,
        "agencies": 1,
        "first_year": 2020,
        "last_year": 2022,
        "missing": 1,
        "unplaced": 0,
    }
