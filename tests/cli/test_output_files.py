"""The output files: keys and order, atomic replacement, what a full disk leaves, the tools that read them."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from tiny_portal import json_lines, report_page

from extractors import Report, extract_report
from scraper import output
from scraper.errors import OutputError
from scraper.output import FIGURES, FINDINGS, REPORTS, RUNS, append_run, write_records
from scraper.rows import FigureRow, FindingRow, RunRow

FIXTURES = Path(__file__).parents[2] / "fixtures"
# Tables, contradictions; pages on both forms.
PAGES = ("202202/t20220216_12809.html", "202201/t20220118_12655.html", "202103/t20210322_11890.html")

RUN = RunRow(
    started="2024-02-01T02:15:00+08:00",
    finished="2024-02-01T02:16:00+08:00",
    version="0.1.0",
    command="run",
    exit_code=0,
    portals=[],
    failed_pages=[],
)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    read = []
    for name in PAGES:
        url = f"http://www.qinglan.example/{name}"
        content = (FIXTURES / "qinglan/zwgk/xxgk/ndbg" / name).read_bytes()
        read.append(extract_report(content, url=url, portal="qinglan"))
    return sorted(read, key=lambda report: report.id)


@pytest.fixture
def folder(reports: list[Report], tmp_path: Path) -> Path:
    write_records((report.model_dump_json() for report in reports), tmp_path)
    return tmp_path


def test_lines_are_the_models_own_json(folder: Path, reports: list[Report]) -> None:
    assert (folder / REPORTS).read_text("utf-8") == "".join(f"{one.model_dump_json()}\n" for one in reports)
    for name, model in ((FIGURES, FigureRow), (FINDINGS, FindingRow)):
        text = (folder / name).read_text("utf-8")
        assert text
        rows = [model.model_validate_json(line) for line in text.splitlines()]
        assert "".join(f"{row.model_dump_json()}\n" for row in rows) == text


def test_every_figure_and_finding_is_there(folder: Path, reports: list[Report]) -> None:
    figures = json_lines(folder / FIGURES)
    assert [(row["report_id"], row["index"]) for row in figures] == [
        (report.id, index) for report in reports for index in range(len(report.figures))
    ]
    findings = json_lines(folder / FINDINGS)
    assert len(findings) == sum(len(report.findings) for report in reports)
    quotes = {(row["report_id"], row["index"]): row["quote"] for row in figures}
    for row in findings:
        assert row["quotes"] == [quotes[row["report_id"], index] for index in row["figures"]]


def test_nothing_but_lf_and_utf_8(folder: Path) -> None:
    for name in (REPORTS, FIGURES, FINDINGS):
        content = (folder / name).read_bytes()
        assert b"\r" not in content
        assert b"\\u" not in content
        assert not content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\n")


def test_records_pass_through_one_at_a_time(reports: list[Report], tmp_path: Path) -> None:
    """A line is asked for when the one before it is written: memory does not grow with the data set."""
    written: list[int] = []

    def lines() -> Iterator[str]:
        for report in reports * 20:
            draft = tmp_path / f".{REPORTS}.new"
            written.append(draft.stat().st_size if draft.exists() else 0)
            yield report.model_dump_json()

    write_records(lines(), tmp_path)
    assert written == sorted(written)
    assert written[-1] > 0


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_that_fills_up_leaves_the_files_as_they_were(
    folder: Path, reports: list[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    monkeypatch.setattr(output.os, "fsync", _full)
    with pytest.raises(OutputError, match=r"No space left on device\. Free some space"):
        write_records([reports[0].model_dump_json()], folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_record_that_breaks_off_leaves_the_files_as_they_were(folder: Path, reports: list[Report]) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    def lines() -> Iterator[str]:
        yield reports[0].model_dump_json()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_records(lines(), folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_what_a_killed_run_left_is_overwritten(folder: Path, reports: list[Report]) -> None:
    before = (folder / REPORTS).read_bytes()
    (folder / f".{REPORTS}.new").write_bytes(b'{"half')
    written = write_records((report.model_dump_json() for report in reports), folder)
    assert written.replaced == []
    assert (folder / REPORTS).read_bytes() == before
    assert not list(folder.glob(".*"))


def test_a_run_is_one_line_appended(tmp_path: Path) -> None:
    append_run(RUN, tmp_path)
    append_run(RUN, tmp_path)
    assert (tmp_path / RUNS).read_text("utf-8") == f"{RUN.model_dump_json()}\n" * 2


def test_half_a_line_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append_run(RUN, tmp_path)
    write = os.write
    monkeypatch.setattr(output.os, "write", lambda descriptor, line: write(descriptor, line[:10]))
    with pytest.raises(OutputError, match="No space left"):
        append_run(RUN, tmp_path)
    assert (tmp_path / RUNS).read_text("utf-8") == f"{RUN.model_dump_json()}\n"


def test_no_nan() -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        output.to_line({"value": float("nan")})


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_jq_reads_the_files(folder: Path, reports: list[Report]) -> None:
    program = '[inputs | select(.indicator == "requests.received")] | length'
    command = ["jq", "-n", program, str(folder / FIGURES)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(result.stdout) == sum(
        figure.indicator == "requests.received" for report in reports for figure in report.figures
    )


def test_duckdb_reads_the_files(folder: Path, reports: list[Report]) -> None:
    def ask(question: str) -> Any:
        return duckdb.sql(question).fetchall()

    assert ask(f"select count(*) from '{folder / REPORTS}'") == [(len(reports),)]
    found = ask(
        f"select agency, year, value, quote from '{folder / FIGURES}'"
        " where indicator = 'requests.received' and dimension = 'total' order by agency, year, value, quote"
    )
    expected = sorted(
        (report.agency.name, report.year, figure.value, figure.quote)
        for report in reports
        for figure in report.figures
        if (figure.indicator, figure.dimension) == ("requests.received", "total")
    )
    assert found == expected
    counted = ask(f"select rule, count(*) from '{folder / FINDINGS}' group by rule")
    assert sum(count for _, count in counted) == sum(len(report.findings) for report in reports)


def test_pandas_reads_the_files(folder: Path, reports: list[Report]) -> None:
    figures = pd.read_json(folder / FIGURES, lines=True)
    # Only figures read from a picture have a confidence.
    assert list(figures.columns) == [name for name in FigureRow.model_fields if name != "confidence"]
    assert len(figures) == sum(len(report.figures) for report in reports)
    frame = pd.read_json(folder / REPORTS, lines=True)
    assert list(frame["title"]) == [report.title for report in reports]


def test_a_page_with_odd_characters_stays_one_line(tmp_path: Path) -> None:
    page = report_page("a.html").replace("公开内容有待充实", "公开\u2028内容\x85有\x0b待\ufeff充实𠮷")
    report = extract_report(page.encode(), url="file:///a.html")
    write_records([report.model_dump_json()], tmp_path)
    content = (tmp_path / REPORTS).read_bytes()
    assert content.count(b"\n") == 1
    assert json.loads(content)["id"] == report.id
