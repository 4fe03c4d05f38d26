"""`scraper.dataset`: records and frames say what the files say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scraper.dataset import read_figures, read_findings, read_reports
from scraper.errors import ConfigError, OutputError


def test_records_are_the_lines(demo: Path) -> None:
    lines = (demo / "figures.jsonl").read_text("utf-8").splitlines()
    figures = read_figures(demo)
    assert [json.loads(row.model_dump_json()) for row in figures] == [json.loads(line) for line in lines]
    assert sum(1 for _ in figures) == len(lines)  # again, from the start


def test_every_quote_is_cut_from_its_report(demo: Path) -> None:
    texts = {report.id: report.text for report in read_reports(demo)}
    assert all(texts[row.report_id][row.start : row.end] == row.quote for row in read_figures(demo))


def test_frames_agree_with_each_other(demo: Path) -> None:
    for table in (read_figures(demo), read_findings(demo)):
        polars, pandas = table.polars(), table.pandas()
        assert polars.columns == list(pandas.columns)
        for column in polars.columns:
            theirs = [
                None if not isinstance(value, list) and value != value else value for value in polars[column].to_list()
            ]
            ours = [None if value is None or repr(value) == "<NA>" else value for value in pandas[column].tolist()]
            assert ours == theirs, column


def test_a_damaged_line_is_named(demo: Path, tmp_path: Path) -> None:
    line = (demo / "findings.jsonl").read_text("utf-8").splitlines()[0]
    (tmp_path / "findings.jsonl").write_text(line + "\n{}\n", "utf-8")
    with pytest.raises(OutputError, match=r"findings\.jsonl:2: report_id"):
        list(read_findings(tmp_path))


def test_a_folder_without_data(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="gongkai demo"):
        read_figures(tmp_path)
