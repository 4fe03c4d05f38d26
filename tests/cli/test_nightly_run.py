"""`gongkai run` as a timer starts it: killed, stopped, bounded, rehearsed, quiet; and the timers themselves."""

from __future__ import annotations

import configparser
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tiny_portal import json_lines, lay_out, report_page, write_config
from warcio.archiveiterator import ArchiveIterator

from scraper.archive import ARCHIVE
from scraper.cli import main
from scraper.output import FIGURES, FINDINGS, REPORTS, REVISIONS, RUNS
from scraper.rows import RevisionRow
from scraper.samples import Site

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and shells")

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with Site(lay_out(tmp_path / "site")) as served:
        yield served


@pytest.fixture
def config(tmp_path: Path, site: Site) -> Path:
    return write_config(tmp_path / "portals.toml", {"qinglan": site.base})


def run(config: Path, output: Path, *more: str) -> int:
    return main(["run", "--config", str(config), "--output", str(output), *more])


def edit(site_folder: Path, old: str, new: str) -> None:
    page = site_folder / "a.html"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")


def test_one_figure_changed_is_one_revision(config: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(config, tmp_path / "out") == 0
    before = (tmp_path / "out" / REPORTS).read_text("utf-8").splitlines()
    edit(tmp_path / "site", "我镇主动公开政府信息31条", "我镇主动公开政府信息32条")
    capsys.readouterr()
    assert run(config, tmp_path / "out") == 0
    assert "0 new, 1 changed" in capsys.readouterr().err
    after = (tmp_path / "out" / REPORTS).read_text("utf-8").splitlines()
    assert len(set(before) & set(after)) == 1
    (line,) = (tmp_path / "out" / REVISIONS).read_text("utf-8").splitlines()
    revision = RevisionRow.model_validate_json(line)
    assert [(one.old.value, one.new.value) for one in revision.figures if one.old and one.new] == [(31, 32)]


def test_a_rehearsal_names_what_is_due_and_writes_nothing(
    config: Path, site: Site, tmp_path: Path, capsys: Capture
) -> None:
    assert run(config, tmp_path / "out", "--dry-run") == 0
    assert capsys.readouterr().out.splitlines() == [
        f"qinglan\t{site.url('/a.html')}",
        f"qinglan\t{site.url('/b.html')}",
    ]
    assert not (tmp_path / "out").exists()
    assert site.paths() == ["/"]
    assert run(config, tmp_path / "out") == 0
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*") if file.is_file()}
    assert run(config, tmp_path / "out", "--dry-run") == 0
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*") if file.is_file()} == before


def test_log_format_json(config: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(config, tmp_path / "out", "--log-format", "json") == 0
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [one["event"] for one in events] == [
        *("portal.started", "list.read", "report.read", "report.read", "portal.finished", "run.finished"),
    ]
    assert (events[-1]["exit_code"], events[-1]["reports"]) == (0, 2)
    assert events[-1]["portals"][0]["new"] == 2
    assert run(config, tmp_path / "out", "--log-format", "json") == 0
    assert '"run.finished"' in capsys.readouterr().err


def test_since(config: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(config, tmp_path / "out", "--since", "2022") == 0
    assert [one["year"] for one in json_lines(tmp_path / "out" / REPORTS)] == [2021]
    assert run(config, tmp_path / "out", "--since", "yesterday") == 2
    assert "2024-01-31" in capsys.readouterr().err


def test_old_tls_is_said(config: Path, tmp_path: Path, capsys: Capture) -> None:
    config.write_text(config.read_text("utf-8") + 'tls = "unverified"\n', "utf-8")
    run(config, tmp_path / "out")
    assert "warning: qinglan: its certificate is not checked" in capsys.readouterr().err


def test_status_shows_the_queue(config: Path, tmp_path: Path, capsys: Capture) -> None:
    run(config, tmp_path / "out")
    capsys.readouterr()
    assert main(["status", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "queue: qinglan: 2 links known, 0 due, 0 failing, next due 20" in said


# killed and stopped


def start(config: Path, output: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "scraper.cli", "run", "--config", str(config), "--output", str(output), *more]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def many_reports(folder: Path, count: int) -> Path:
    """A portal of so many reports on two list pages."""
    lay_out(folder)
    links = []
    for number in range(count):
        page = report_page("a.html").replace("石桥镇", f"第{number}镇").replace("31条", f"{number + 40}条")
        (folder / f"r{number}.html").write_text(page, "utf-8")
        links.append(f'<li><a href="r{number}.html">清岚县第{number}镇2020年政府信息公开工作年度报告</a></li>')
    half = count // 2
    for name, part, more in (
        ("index.html", links[:half], '<a href="list_2.html">下一页</a>'),
        ("list_2.html", links[half:], ""),
    ):
        (folder / name).write_text(f'<meta charset="utf-8"><ul>{"".join(part)}</ul>{more}', "utf-8")
    return folder


def content(output: Path) -> dict[str, Any]:
    """What a run found, without when and where it was fetched."""
    reports = json_lines(output / REPORTS)
    for report in reports:
        report["source"] = {key: report["source"][key] for key in ("url", "final_url", "portal", "sha256")}
    return {
        REPORTS: reports,
        **{name: (output / name).read_bytes() for name in (FIGURES, FINDINGS)},
        REVISIONS: (output / REVISIONS).exists(),
    }


def readable(archive: Path) -> int:
    """Records that another program reads, in all files."""
    count = 0
    for file in archive.glob("*.warc.gz"):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                record.content_stream().read()
                count += 1
    return count


def kill_often(folder: Path, times: int, reports: int) -> None:
    chance = random.Random(times)
    with Site(many_reports(folder / "site", reports)) as site:
        config = write_config(folder / "portals.toml", {"qinglan": site.base}, pace=0.02)
        quick = write_config(folder / "quick.toml", {"qinglan": site.base})
        assert run(quick, folder / "whole") == 0
        for _ in range(times):
            process = start(config, folder / "out")
            # Start-up takes about half a second; after that anything may be going on.
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.3 + chance.random() * 1.2)
            process.kill()
            process.communicate()
            if (folder / "out" / ARCHIVE).exists():
                readable(folder / "out" / ARCHIVE)
        assert run(quick, folder / "out") in {0, 1}
    assert content(folder / "out") == content(folder / "whole")
    assert len(json_lines(folder / "out" / REPORTS)) == reports
    assert readable(folder / "out" / ARCHIVE) > 2 * reports
    # The archive alone gives the same, too.
    again = subprocess.run(
        [sys.executable, "-m", "scraper.cli", "extract", str(folder / "out" / ARCHIVE)],
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    assert again.stdout == (folder / "out" / REPORTS).read_bytes()


@POSIX
def test_killed_at_random_moments_it_ends_as_if_undisturbed(tmp_path: Path) -> None:
    kill_often(tmp_path, times=3, reports=24)


@POSIX
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_killed_fifty_times_it_ends_as_if_undisturbed(tmp_path: Path) -> None:
    kill_often(tmp_path, times=50, reports=60)


@POSIX
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_stopped_run_ends_within_seconds_and_says_so(sign: signal.Signals, tmp_path: Path) -> None:
    with Site(many_reports(tmp_path / "site", 20)) as site:
        config = write_config(tmp_path / "portals.toml", {"qinglan": site.base}, pace=1.0)
        process = start(config, tmp_path / "out")
        assert process.stderr is not None
        assert "started" in process.stderr.readline()
        process.send_signal(sign)
        begun = time.monotonic()
        _, said = process.communicate(timeout=20)
    assert time.monotonic() - begun < 5
    assert process.returncode == 130
    assert "the next run goes on" in said
    assert json_lines(tmp_path / "out" / RUNS)[0]["exit_code"] == 130
    assert readable(tmp_path / "out" / ARCHIVE)


def test_a_run_out_of_time_ends_well_and_the_next_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from scraper.commands import run as command  # noqa: PLC0415

    real = command.Bounds
    monkeypatch.setattr(command, "Bounds", lambda **given: real(**{**given, "minutes": given["minutes"] and 0.01}))
    with Site(many_reports(tmp_path / "site", 20)) as site:
        config = write_config(tmp_path / "portals.toml", {"qinglan": site.base}, pace=0.1)
        assert run(config, tmp_path / "out", "--max-minutes", "1") == 0
        (row,) = json_lines(tmp_path / "out" / RUNS)
        assert (row["portals"][0]["stopped"], row["failed_pages"]) == ("time", [])
        first = len(json_lines(tmp_path / "out" / REPORTS))
        assert 0 < first < 20
        monkeypatch.undo()
        assert run(write_config(tmp_path / "quick.toml", {"qinglan": site.base}), tmp_path / "out") == 0
    assert len(json_lines(tmp_path / "out" / REPORTS)) == 20
    assert json_lines(tmp_path / "out" / RUNS)[1]["portals"][0]["new"] == 20 - first


@POSIX
def test_two_runs_started_together_one_works_and_the_other_says_so(config: Path, tmp_path: Path) -> None:
    slow = write_config(
        tmp_path / "slow.toml", {"qinglan": config.read_text("utf-8").split('"')[5].rstrip("/")}, pace=1.0
    )
    both = [start(slow, tmp_path / "out") for _ in range(2)]
    said = [process.communicate(timeout=30)[1] for process in both]
    assert sorted(process.returncode for process in both) == [0, 4]
    assert any("is running there" in words for words in said)
    assert len(json_lines(tmp_path / "out" / REPORTS)) == 2


# timers


def installed(folder: Path, config: Path) -> Path:
    """What the examples expect in /srv/gongkai, in a folder of ours."""
    (folder / ".venv" / "bin").mkdir(parents=True)
    script = folder / ".venv" / "bin" / "gongkai"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m scraper.cli "$@"\n', "utf-8")
    script.chmod(0o755)
    shutil.copy(config, folder / "portals.toml")
    return folder


@POSIX
def test_the_line_for_cron_runs(config: Path, tmp_path: Path) -> None:
    folder = installed(tmp_path / "srv", config)
    lines = (PACKAGING / "crontab").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if line and not line.startswith(("#", "MAILTO", "CRON_TZ"))]
    command = line.split(None, 5)[5].replace("/srv/gongkai", str(folder))
    # As cron does it: /bin/sh, hardly any environment, no terminal.
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    for night in range(2):
        done = subprocess.run(
            ["/bin/sh", "-c", command], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        assert (done.stdout + done.stderr == "") == (night == 1)  # no mail without news
    assert len(json_lines(folder / "output" / REPORTS)) == 2


@POSIX
def test_the_service_runs(config: Path, tmp_path: Path) -> None:
    folder = installed(tmp_path / "srv", config)
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(PACKAGING / "systemd" / "gongkai.service", "utf-8")
    service = unit["Service"]
    assert service["WorkingDirectory"] == "/srv/gongkai"
    assert set(service["SuccessExitStatus"].split()) == {"1", "4", "130"}
    command = service["ExecStart"].replace("/srv/gongkai", str(folder)).split()
    done = subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60, check=True
    )
    assert json.loads(done.stderr.splitlines()[-1])["event"] == "run.finished"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name in ("gongkai.service", "gongkai.timer"):
        text = (PACKAGING / "systemd" / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("/srv/gongkai/.venv/bin/gongkai", "/bin/true"), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )
    assert done.returncode == 0, done.stderr
