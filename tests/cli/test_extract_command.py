"""`gongkai extract`: every way to name files, order, failures, and several processes."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from tiny_portal import report_page

from extractors import Report
from scraper.cli import main
from scraper.local import Reading, Skipped, Source, find_sources, read_all
from scraper.local import pool as pool_module
from scraper.rows import FigureRow

FIXTURES = Path(__file__).parents[2] / "fixtures"
WITH_TABLES = FIXTURES / "qinglan/zwgk/xxgk/ndbg/202202/t20220216_12809.html"

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with two pages, one below, a text file, and what is no report."""
    folder = tmp_path / "saved pages"
    (folder / "2021").mkdir(parents=True)
    (folder / "a.html").write_text(report_page("a.html"), "utf-8")
    (folder / "2021" / "b.SHTML").write_text(report_page("b.html"), "utf-8")
    (folder / "c.txt").write_text(
        "清岚县白沙乡2019年政府信息公开工作年度报告\n\n一、总体情况\n公开信息5条。\n", "utf-8"
    )
    (folder / "style.css").write_text("p {}", "utf-8")
    return folder


def records(capsys: Capture) -> tuple[list[dict[str, Any]], str]:
    captured = capsys.readouterr()
    return [json.loads(line) for line in captured.out.splitlines()], captured.err


def test_a_file_is_one_line_that_is_a_report(pages: Path, capsys: Capture) -> None:
    assert main(["extract", str(pages / "a.html")]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert captured.out.count("\n") == 1
    report = Report.model_validate_json(captured.out)
    assert report.model_dump_json() + "\n" == captured.out
    assert report.source.url == (pages / "a.html").as_uri()
    assert report.source.url.startswith("file:///")
    assert "saved%20pages" in report.source.url


def test_a_folder_is_searched_to_its_depth_in_order(pages: Path, capsys: Capture) -> None:
    assert main(["extract", str(pages)]) == 0
    found, said = records(capsys)
    assert [Path(one["source"]["url"]).name for one in found] == ["a.html", "c.txt", "b.SHTML"]
    assert "style.css: skipped" in said
    assert "3 records, 0 failed, 1 skipped" in said


def test_paths_are_read_in_the_order_given(pages: Path, capsys: Capture) -> None:
    names = [pages / "2021" / "b.SHTML", pages / "a.html", pages / "2021" / "b.SHTML"]
    assert main(["extract", *map(str, names)]) == 0
    found, _ = records(capsys)
    assert [one["source"]["url"] for one in found] == [name.as_uri() for name in names]


def test_a_quoted_glob(pages: Path, capsys: Capture) -> None:
    assert main(["extract", str(pages / "**" / "*.[hS]*")]) == 0
    found, _ = records(capsys)
    assert sorted(Path(one["source"]["url"]).name for one in found) == ["a.html", "b.SHTML"]


def test_a_name_with_brackets_is_a_name_before_it_is_a_pattern(tmp_path: Path) -> None:
    page = tmp_path / "report[1].html"
    page.write_text("x", "utf-8")
    assert list(find_sources([str(page)])) == [Source(str(page), page)]


def test_links_to_folders_are_not_entered(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert [one.reason for one in find_sources([str(tmp_path)]) if isinstance(one, Skipped)] == ["a link to a folder"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    content = io.BytesIO(report_page("a.html").encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(content))
    assert main(["extract", "-"]) == 0
    found, _ = records(capsys)
    assert found[0]["source"]["url"] == "file:///dev/stdin"
    assert found[0]["title"] == "清岚县石桥镇2020年政府信息公开工作年度报告"


def test_figures_are_tidy_rows(capsys: Capture) -> None:
    assert main(["extract", str(WITH_TABLES)]) == 0
    (record,), _ = records(capsys)
    assert main(["extract", "--figures", str(WITH_TABLES)]) == 0
    captured = capsys.readouterr()
    rows = [FigureRow.model_validate_json(line) for line in captured.out.splitlines()]
    assert [row.index for row in rows] == list(range(len(record["figures"])))
    assert {row.report_id for row in rows} == {record["id"]}
    assert [row.quote for row in rows] == [figure["quote"] for figure in record["figures"]]
    assert "".join(row.model_dump_json() + "\n" for row in rows) == captured.out


def test_a_missing_file_does_not_stop_the_others(pages: Path, capsys: Capture) -> None:
    assert main(["extract", str(pages / "no\x1bc.html"), str(pages / "a.html")]) == 1
    found, said = records(capsys)
    assert len(found) == 1
    assert "no such file" in said
    assert "\x1b" not in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(pages: Path, capsys: Capture) -> None:
    (pages / "a.html").chmod(0)
    assert main(["extract", str(pages)]) == 1
    assert "Permission denied" in records(capsys)[1]


@pytest.mark.parametrize("path", ["nowhere.html", "*.nothing"])
def test_nothing_readable_at_all(path: str, tmp_path: Path, capsys: Capture) -> None:
    assert main(["extract", str(tmp_path / path)]) == 3
    assert capsys.readouterr().out == ""


def test_a_folder_without_reports(tmp_path: Path, capsys: Capture) -> None:
    assert main(["extract", str(tmp_path)]) == 3
    assert ".shtml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "page.empty"),
        (bytes(range(256)) * 40, "media.unsupported"),
        (b"%PDF-1.7\n", "media.damaged"),
    ],
    ids=["empty", "binary", "pdf"],
)
def test_what_is_no_report_is_a_record_and_a_failed_page(
    content: bytes, rule: str, tmp_path: Path, capsys: Capture
) -> None:
    page = tmp_path / "page.bin"
    page.write_bytes(content)
    assert main(["extract", str(page)]) == 1
    (record,), said = records(capsys)
    assert rule in [finding["rule"] for finding in record["findings"]]
    assert f"{page}: {rule}: " in said


def test_several_processes_print_the_same_in_the_same_order(pages: Path, capsys: Capture) -> None:
    paths = [str(pages), str(pages / "missing.html"), *[str(pages / "a.html")] * 40, str(pages)]
    assert main(["extract", *paths]) == 1
    alone = capsys.readouterr()
    assert main(["extract", "--jobs", "2", *paths]) == 1
    assert capsys.readouterr() == alone


def _end_on_the_bad_page(source: Source, *, figures: bool) -> Reading:
    if "bad" in source.name:
        os._exit(9)
    return Reading(source.name, b"{}\n")


@pytest.mark.skipif(sys.platform != "linux", reason="the patched function reaches the processes by fork only")
def test_a_page_that_takes_its_process_down_costs_only_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pool_module, "read_source", _end_on_the_bad_page)
    names = [f"{number}.html" for number in range(60)]
    names[20] = "bad.html"
    told = list(read_all((Source(name, tmp_path / name) for name in names), jobs=2, figures=False))
    assert [one.name for one in told] == names
    assert [one.name for one in told if isinstance(one, Reading) and one.failure] == ["bad.html"]


def test_a_fault_of_ours_is_named_with_its_place(monkeypatch: pytest.MonkeyPatch, pages: Path, capsys: Capture) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("scraper.local.reading.extract_report", broken)
    assert main(["extract", str(pages / "a.html")]) == 3
    assert "ZeroDivisionError in test_extract_command.py:" in capsys.readouterr().err
