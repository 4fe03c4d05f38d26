"""`gongkai run`: the files it writes, repeated, killed, started twice, and on portals in trouble."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tiny_portal import json_lines, lay_out, write_config

from scraper.cli import main
from scraper.lock import is_locked, run_lock
from scraper.output import FIGURES, FINDINGS, REPORTS, RUNS
from scraper.rows import RunRow
from scraper.samples import serve

Capture = pytest.CaptureFixture[str]
WRITTEN = (REPORTS, FIGURES, FINDINGS)


@pytest.fixture
def bases(tmp_path: Path) -> Iterator[dict[str, str]]:
    with serve({"qinglan": lay_out(tmp_path / "site")}) as served:
        yield served


@pytest.fixture
def config(tmp_path: Path, bases: dict[str, str]) -> Path:
    return write_config(tmp_path / "portals.toml", bases)


def run(config: Path, output: Path, *more: str) -> int:
    return main(["run", "--config", str(config), "--output", str(output), *more])


def identity(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Bytes, inode and time of every file: a file that was replaced by an equal one is another file."""
    return {
        name: (
            (folder / name).read_bytes(),
            (folder / name).stat().st_ino,
            (folder / name).stat().st_mtime_ns,
        )
        for name in WRITTEN
    }


def test_a_first_run_writes_everything(config: Path, tmp_path: Path, capsys: Capture) -> None:
    output = tmp_path / "new" / "output"
    assert run(config, output) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    reports = json_lines(output / REPORTS)
    assert [one["year"] for one in sorted(reports, key=lambda one: one["source"]["url"])] == [2020, 2021]
    assert [one["id"] for one in reports] == sorted(one["id"] for one in reports)
    assert sum(len(one["figures"]) for one in reports) == len(json_lines(output / FIGURES))
    (line,) = (output / RUNS).read_text("utf-8").splitlines()
    row = RunRow.model_validate_json(line)
    assert (row.command, row.exit_code, row.failed_pages) == ("run", 0, [])
    assert [(one.portal, one.found, one.new, one.failed) for one in row.portals] == [("qinglan", 2, 2, 0)]
    assert sorted(file.name for file in output.iterdir()) == sorted(
        [*WRITTEN, RUNS, "archive", "run.lock", "state.sqlite"]
    )


def test_a_second_run_leaves_the_files_untouched(config: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(config, tmp_path / "out") == 0
    before = identity(tmp_path / "out")
    archived = sorted((tmp_path / "out" / "archive").iterdir())
    capsys.readouterr()
    assert run(config, tmp_path / "out") == 0
    assert identity(tmp_path / "out") == before
    assert sorted((tmp_path / "out" / "archive").iterdir()) == archived
    assert capsys.readouterr().err == ""  # nothing happened
    assert [row["portals"][0]["new"] for row in json_lines(tmp_path / "out" / RUNS)] == [2, 0]


def test_a_changed_report_replaces_the_files(config: Path, tmp_path: Path) -> None:
    assert run(config, tmp_path / "out") == 0
    before = identity(tmp_path / "out")
    page = tmp_path / "site" / "a.html"
    page.write_text(page.read_text("utf-8").replace("我镇未收到", "本镇未收到"), "utf-8")
    assert run(config, tmp_path / "out") == 0
    assert identity(tmp_path / "out")[REPORTS] != before[REPORTS]
    last = json_lines(tmp_path / "out" / RUNS)[-1]["portals"][0]
    assert (last["new"], last["changed"], last["unchanged"]) == (0, 1, 1)


def test_failed_pages_are_named_and_the_rest_is_done(tmp_path: Path, capsys: Capture) -> None:
    with serve({"qinglan": lay_out(tmp_path / "site", dead_link=True)}) as bases:
        config = write_config(tmp_path / "portals.toml", {**bases, "down": "http://127.0.0.1:9"})
        assert run(config, tmp_path / "out") == 1
    said = capsys.readouterr().err
    assert f"failed: qinglan {bases['qinglan']}/gone.html: fetch.status" in said
    assert "failed: down http://127.0.0.1:9/" in said
    assert "down (not reached)" in said
    assert len(json_lines(tmp_path / "out" / REPORTS)) == 2
    failed = json_lines(tmp_path / "out" / RUNS)[0]["failed_pages"]
    assert [(page["portal"], page["rule"]) for page in failed] == [
        ("qinglan", "fetch.status"),
        ("down", "fetch.connection"),
    ]


def test_no_portal_reachable(tmp_path: Path) -> None:
    config = write_config(tmp_path / "portals.toml", {"down": "http://127.0.0.1:9"})
    assert run(config, tmp_path / "out") == 3
    assert json_lines(tmp_path / "out" / RUNS)[0]["exit_code"] == 3
    assert (tmp_path / "out" / REPORTS).read_bytes() == b""


def test_limit_and_portal(tmp_path: Path, capsys: Capture) -> None:
    sites = {name: lay_out(tmp_path / name) for name in ("one", "two")}
    with serve(sites) as bases:
        config = write_config(tmp_path / "portals.toml", bases)
        assert run(config, tmp_path / "out", "--portal", "two", "--limit", "1") == 0
        assert [one["source"]["portal"] for one in json_lines(tmp_path / "out" / REPORTS)] == ["two"]
        capsys.readouterr()
        assert run(config, tmp_path / "out", "--portal", "tow") == 2
        assert "Did you mean “two”?" in capsys.readouterr().err


def test_a_second_start_says_so(config: Path, tmp_path: Path, capsys: Capture) -> None:
    output = tmp_path / "out"
    output.mkdir()
    with run_lock(output):
        assert is_locked(output)
        assert run(config, output) == 4
        assert f"process {os.getpid()}" in capsys.readouterr().err
    assert not is_locked(output)
    assert run(config, output) == 0


def test_output_that_is_a_file(config: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "out").write_text("mine", "utf-8")
    assert run(config, tmp_path / "out") == 2
    assert "not a folder" in capsys.readouterr().err
    assert (tmp_path / "out").read_text("utf-8") == "mine"


def test_a_damaged_state_is_named(config: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "state.sqlite").write_bytes(b"no database" * 1000)
    assert run(config, tmp_path / "out") == 3
    assert "state.sqlite" in capsys.readouterr().err


def test_real_reports_do_not_join_the_samples(config: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / RUNS).write_text('{"command":"demo"}\n', "utf-8")
    assert run(config, tmp_path / "out") == 2
    assert "gongkai demo" in capsys.readouterr().err
    assert not (tmp_path / "out" / REPORTS).exists()


def start(config: Path, output: Path) -> subprocess.Popen[str]:
    """A run of its own, that has read its first report."""
    command = [sys.executable, "-m", "scraper.cli", "run", "--config", str(config), "--output", str(output)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "list page" in line:
            return process
    raise AssertionError("it ended before it had read a list page")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_a_run_that_is_ended_can_be_repeated(sign: signal.Signals, bases: dict[str, str], tmp_path: Path) -> None:
    config = write_config(tmp_path / "portals.toml", bases, pace=1.5)
    process = start(config, tmp_path / "out")
    time.sleep(0.3)
    process.send_signal(sign)
    _, said = process.communicate(timeout=20)
    if sign == signal.SIGINT:
        assert process.returncode == 130
        assert "interrupted" in said
        assert "Traceback" not in said
        assert json_lines(tmp_path / "out" / RUNS)[0]["exit_code"] == 130
    assert not (tmp_path / "out" / REPORTS).exists()

    write_config(config, bases)
    assert run(config, tmp_path / "out") == 0
    assert run(config, tmp_path / "whole") == 0
    assert len(json_lines(tmp_path / "out" / REPORTS)) == 2
    assert (tmp_path / "out" / FIGURES).read_bytes() == (tmp_path / "whole" / FIGURES).read_bytes()
    assert not list((tmp_path / "out").glob(".*"))
