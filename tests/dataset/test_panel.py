"""Panels and sums: missing is missing, never zero; exact and approximate apart; conflict gives no number."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from scraper.dataset import open_dataset
from scraper.output import write_records
from tests.dataset.synthetic import report

Rows = list[dict[str, Any]]
Ask = Callable[[str], Rows]
COUNTY = {"code": "321322", "province": "江苏省", "city": "宿迁市", "county": "沭阳县", "town": None}
RECEIVED = "requests.received"


def figure(value: float | None, indicator: str = RECEIVED, **more: Any) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "dimension": None,
        "label": "收到",
        "value": value,
        "unit": "件",
        "precision": "exact",
        "basis": "prose",
        "channel": None,
        "cumulative": False,
        "part_of": None,
        "section": None,
        "quote": "清",
        "start": 0,
        "end": 1,
        "mark": None,
        **more,
    }


def record(name: str, year: int, *figures: dict[str, Any], **agency: Any) -> dict[str, Any]:
    identity = {"name": name, "kind": "department", "level": "county", "division": COUNTY, **agency}
    made = report({**identity, "division": identity["division"] or COUNTY}, year, _NoChance(), lean=True)
    made["agency"] = identity
    made["figures"], made["findings"] = list(figures), []
    made["source"]["portal"] = "one"
    return made


class _NoChance:
    def randint(self, low: int, high: int) -> int:
        return low

    def random(self) -> float:
        return 1.0

    def choice(self, options: Any) -> Any:
        return options[0]

    def randrange(self, stop: int) -> int:
        return 0


@contextmanager
def dataset(folder: Path, *records: dict[str, Any]) -> Iterator[Ask]:
    lines = [json.dumps(one, ensure_ascii=False) for one in sorted(records, key=lambda one: str(one["id"]))]
    write_records(lines, folder)
    with open_dataset(folder) as connection:

        def ask(query: str) -> Rows:
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

        yield ask


@pytest.mark.parametrize(
    ("figures", "exact", "approximate", "conflicting"),
    [
        ([figure(5)], 5, None, False),
        ([figure(5), figure(5)], 5, None, False),
        ([figure(5), figure(6)], None, None, True),
        ([figure(5), figure(7, basis="table", dimension=None)], 7, None, False),
        ([figure(5, precision="about")], None, 5, False),
        ([figure(5, precision="about"), figure(4)], 4, None, False),
        ([figure(5, precision="about"), figure(6, precision="at_least")], None, None, True),
        ([figure(0, basis="stated_none")], 0, None, False),
    ],
)
def test_what_the_panel_takes(
    figures: Rows, exact: float | None, approximate: float | None, conflicting: bool, tmp_path: Path
) -> None:
    with dataset(tmp_path, record("沭阳县水利局", 2021, *figures)) as ask:
        [row] = ask("from panel")
    assert (row["exact"], row["approximate"], row["conflicting"]) == (exact, approximate, conflicting)
    assert row["statements"] == len(figures)
    if row["figure"] is not None:
        assert figures[row["figure"]]["value"] in (exact, approximate)


def test_a_cell_without_a_number_is_no_zero(tmp_path: Path) -> None:
    with dataset(tmp_path, record("沭阳县水利局", 2021, figure(None, basis="table", mark="dash"))) as ask:
        assert ask("from panel") == []
        [row] = ask("from panel_wide")
    assert row["status"] == "reported"
    assert row["requests_received"] is None


def test_running_totals_and_channels_are_not_the_years_number(tmp_path: Path) -> None:
    figures = [figure(900, cumulative=True), figure(3, channel="online"), figure(9)]
    with dataset(tmp_path, record("沭阳县水利局", 2021, *figures)) as ask:
        assert len(ask("from panel")) == 3
        [row] = ask("from panel_wide")
    assert row["requests_received"] == 9


def test_missing_years_are_told_from_unknown_ones(tmp_path: Path) -> None:
    records = [
        record("沭阳县水利局", 2019, figure(1)),
        record("沭阳县水利局", 2021, figure(2)),
        record("沭阳县教育局", 2020, figure(3)),
    ]
    with dataset(tmp_path, *records) as ask:
        rows = ask("select agency, year, status from coverage")
        wide = ask("select agency, year, requests_received as received from panel_wide where status <> 'reported'")
    status = {(row["agency"][-3:], row["year"]): row["status"] for row in rows}
    assert status == {
        ("水利局", 2019): "reported",
        ("水利局", 2020): "missing",
        ("水利局", 2021): "reported",
        ("教育局", 2019): "unknown",
        ("教育局", 2020): "reported",
        ("教育局", 2021): "missing",
    }
    assert len(wide) == 3
    assert {row["received"] for row in wide} == {None}


def test_of_two_reports_for_a_year_the_later_counts(tmp_path: Path) -> None:
    early, late = record("沭阳县水利局", 2021, figure(1)), record("沭阳县水利局", 2021, figure(2))
    late.update(id="f" * 16, published="2022-05-01")
    with dataset(tmp_path, early, late) as ask:
        assert [row["exact"] for row in ask("from panel")] == [2]
        assert ask("select reports from coverage") == [{"reports": 2}]


GOVERNMENT = {"kind": "government", "level": "county"}


@pytest.mark.parametrize("division", [COUNTY, None], ids=["by division", "by name"])
def test_sums_stand_beside_the_superiors_own_figure(division: dict[str, Any] | None, tmp_path: Path) -> None:
    records = [
        record("沭阳县人民政府", 2021, figure(10), division=division, **GOVERNMENT),
        record("沭阳县水利局", 2021, figure(4), division=division),
        record("沭阳县教育局", 2021, figure(5, precision="about"), division=division),
        record("沭阳县民政局", 2020, figure(9), division=division),
    ]
    with dataset(tmp_path, *records) as ask:
        [row] = ask("from aggregates where year = 2021")
    assert (row["superior"], row["members"], row["reporting"], row["missing"]) == ("沭阳县人民政府", 3, 2, 1)
    assert (row["sum_exact"], row["sum_approximate"]) == (4, 5)
    assert (row["stated_exact"], row["stated_approximate"]) == (1, 1)
    assert (row["own_exact"], row["difference"], row["rule"]) == (10, None, None)


@pytest.mark.parametrize(("own", "rule", "difference"), [(9, None, 0), (10, None, 1), (8, "aggregate.exceeded", -1)])
def test_differences_are_findings(own: int, rule: str | None, difference: int, tmp_path: Path) -> None:
    records = [
        record("沭阳县人民政府", 2021, figure(own), **GOVERNMENT),
        record("沭阳县水利局", 2021, figure(4)),
        record("沭阳县石桥镇", 2021, figure(5), kind="government", level="town"),
    ]
    with dataset(tmp_path, *records) as ask:
        [row] = ask("from aggregates")
        found = ask("from findings")
    assert (row["difference"], row["rule"]) == (difference, rule)
    assert [one["rule"] for one in found] == ([rule] if rule else [])
    if rule:
        assert (found[0]["expected"], found[0]["actual"], found[0]["quotes"]) == ("9", str(own), ["清"])
        assert "9" in found[0]["message"]
        assert "{" not in found[0]["message"]


def test_balance_and_breakdowns(tmp_path: Path) -> None:
    keys = {RECEIVED: 7, "requests.carried_in": 1, "requests.processed_total": 6, "requests.carried_out": 1}
    figures = [figure(value, key, basis="table", dimension="total") for key, value in keys.items()]
    figures.append(figure(3, "requests.granted", part_of=2, dimension="total"))
    with dataset(tmp_path, record("沭阳县水利局", 2021, *figures)) as ask:
        [balance] = ask("from request_balance")
        [part] = ask("from breakdowns")
    assert balance["difference"] == 1
    assert (part["total_indicator"], part["part_value"], part["share"]) == ("requests.processed_total", 3, 0.5)
