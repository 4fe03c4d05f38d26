"""The state: what counts as changed, what survives, and what a damaged file says."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from extractors import Figure, Report
from extractors.models import Agency, Extractor, Source
from extractors.sections.models import Sections
from scraper.errors import StateError
from scraper.printed import Printed
from scraper.state import MIGRATIONS, State
from scraper.watch import FailedPage, PortalSummary

TEXT = "主动公开政府信息87条"


def report(
    identity: str = "00000000000000aa",
    *,
    text: str = TEXT,
    value: int = 87,
    sha256: str = "1" * 64,
    retrieved_at: str = "2024-01-01T00:00:00+08:00",
    title: str | None = None,
) -> Report:
    return Report(
        id=identity,
        source=Source(url="http://h.cn/a", portal="h", retrieved_at=retrieved_at, sha256=sha256),
        title=title,
        agency=Agency(),
        year=2023,
        published=None,
        period=None,
        form="narrative",
        contact=None,
        announced_sections=[],
        outline=[],
        sections=Sections(),
        figures=[
            Figure(
                indicator=None,
                dimension=None,
                label="主动公开政府信息",
                value=value,
                unit="条",
                precision="exact",
                basis="prose",
                channel=None,
                cumulative=False,
                part_of=None,
                section=None,
                quote="87条",
                start=8,
                end=11,
                mark=None,
            )
        ],
        findings=[],
        text=text,
        extractor=Extractor(name="gongkai", version="1"),
    )


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State.open(tmp_path / "state.sqlite")


def test_a_printed_report_says_what_the_report_does() -> None:
    told = report(text='"source":{"url":"http://h.cn/a"}')
    printed = Printed.of(told)
    assert printed.record == told.model_dump_json()
    assert printed.report() == told
    known = {name: getattr(printed, name) for name in Printed.__slots__ if name != "packed"}
    assert Printed.again(printed.record.encode(), **known) == printed


def test_new_then_unchanged_and_the_first_record_stays(state: State) -> None:
    assert state.upsert_report(report()) == "new"
    before = list(state.records())
    later = report(retrieved_at="2024-02-01T00:00:00+08:00", sha256="2" * 64)
    assert state.upsert_report(later) == "unchanged"
    assert list(state.records()) == before
    assert json.loads(before[0])["source"]["retrieved_at"] == "2024-01-01T00:00:00+08:00"


@pytest.mark.parametrize("changed", [report(text=TEXT + "。", sha256="2" * 64), report(value=88, sha256="2" * 64)])
def test_other_words_or_figures_are_a_change(state: State, changed: Report) -> None:
    state.upsert_report(report())
    assert state.upsert_report(changed) == "changed"
    assert json.loads(next(state.records())) == changed.model_dump(mode="json")


def test_the_same_bytes_read_otherwise_are_no_change_but_are_kept(state: State) -> None:
    state.upsert_report(report())
    assert state.upsert_report(report(value=88)) == "unchanged"
    assert json.loads(next(state.records()))["figures"][0]["value"] == 88


def test_a_better_title_is_no_change_but_is_kept(state: State) -> None:
    state.upsert_report(report())
    assert state.upsert_report(report(title="年度报告", sha256="2" * 64)) == "unchanged"
    assert json.loads(next(state.records()))["title"] == "年度报告"


def test_records_are_sorted_json_lines(state: State) -> None:
    for identity in ("00000000000000cc", "00000000000000aa", "00000000000000bb"):
        state.upsert_report(report(identity))
    lines = list(state.records())
    assert [json.loads(line)["id"][-2:] for line in lines] == ["aa", "bb", "cc"]
    assert not any("\n" in line for line in lines)
    assert state.count_reports() == 3


def test_records_come_one_at_a_time(state: State) -> None:
    for number in range(60):
        noise = os.urandom(100_000).hex()
        state.upsert_report(report(f"{number:016x}", text=noise))
    tracemalloc.start()
    assert sum(1 for _ in state.records()) == 60
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3_000_000  # all of them are 12 MB


def test_runs_and_their_failures(state: State) -> None:
    first = state.begin_run("2024-01-01T00:00:00+08:00")
    page = FailedPage("h", "http://h.cn/b", "fetch.status", "HTTP 404")
    state.record_failure(first, page)
    summary = PortalSummary("h", list_pages=1, found=2, new=1, failed=[page])
    state.finish_run(first, "2024-01-01T00:01:00+08:00", "finished", [summary])
    second = state.begin_run("2024-01-02T00:00:00+08:00")
    runs = state.last_runs()
    assert [run.id for run in runs] == [second, first]
    assert (runs[0].finished_at, runs[0].summary) == (None, ())
    assert runs[1].outcome == "finished"
    assert runs[1].summary == (summary,)
    assert state.failures(first) == [page]
    assert state.failures(second) == []


def test_it_is_there_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with State.open(path) as state:
        state.upsert_report(report())
    with State.open(path) as state:
        assert state.count_reports() == 1


def test_a_killed_writer_loses_nothing_written(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    script = f"""
import os, signal, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from test_state import report
from scraper.state import State
state = State.open(Path({str(path)!r}))
for number in range(5):
    state.upsert_report(report(f"{{number:016x}}"))
state._database.connection.execute("BEGIN IMMEDIATE")
state._database.connection.execute("DELETE FROM reports")
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script], check=False)
    assert done.returncode == -signal.SIGKILL
    with State.open(path) as state:
        assert state.count_reports() == 5


def test_a_file_of_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    State.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(StateError, match="newer gongkai"):
        State.open(path)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"not a database at all" * 500)
    with pytest.raises(StateError, match="move it away"):
        State.open(path)


def test_no_folder_to_put_it_in(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="cannot be opened"):
        State.open(tmp_path / "missing" / "state.sqlite")


def test_a_full_disk_is_a_state_error_and_the_rest_stays(state: State) -> None:
    state.upsert_report(report())
    pages = state._database.connection.execute("PRAGMA page_count").fetchone()[0]
    state._database.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StateError, match="full"):
        state.upsert_report(report("00000000000000bb", text=os.urandom(200_000).hex()))
    assert state.count_reports() == 1
