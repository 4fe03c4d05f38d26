"""Findings across years, from the state of a run into the files of the output folder."""

from __future__ import annotations

import json
from pathlib import Path

from extractors import Report, extract_report
from scraper.across import across_years
from scraper.keeping import publish
from scraper.output import FINDINGS, REPORTS
from scraper.state import State

PAGE = """石桥镇{year}年政府信息公开工作年度报告
一、总体情况
{said}年我镇通过门户网站主动公开各类政府信息87条。
六、其他需要报告的事项
无。"""


def reports() -> list[Report]:
    return [
        extract_report(
            PAGE.format(year=year, said=2021).encode(),
            url=f"https://example.gov.cn/{year}.txt",
            portal="example",
            retrieved_at="2023-02-01T00:00:00+08:00",
        )
        for year in (2021, 2022)
    ]


def test_they_stand_in_reports_and_findings(tmp_path: Path) -> None:
    with State.open(tmp_path / "state.sqlite") as state:
        for report in reports():
            state.upsert_report(report)
        written = publish(state, tmp_path)
    records = [json.loads(line) for line in (tmp_path / REPORTS).read_text("utf-8").splitlines()]
    later = next(record for record in records if record["year"] == 2022)
    assert "text.previous_year" in [finding["rule"] for finding in later["findings"]]
    assert all(Report.model_validate(record) for record in records)
    rows = [json.loads(line) for line in (tmp_path / FINDINGS).read_text("utf-8").splitlines()]
    [row] = [row for row in rows if row["rule"] == "text.previous_year"]
    assert row["report_id"] == later["id"]
    assert row["quotes"] == ["主动公开各类政府信息87条"] or "87条" in row["quotes"][0]
    assert sum(written.findings["example"].values()) == len(rows)


def test_agencies_are_read_one_at_a_time() -> None:
    seen = []

    def agencies():  # type: ignore[no-untyped-def]
        for records in ([report.model_dump_json() for report in reports()], []):
            seen.append(len(records))
            yield records

    with across_years(agencies()) as across:
        found = {report.id: across.of(report.id) for report in reports()}
    assert seen == [2, 0]
    assert sorted(len(findings) for findings in found.values()) == [0, 1]
