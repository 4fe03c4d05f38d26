"""`gongkai demo`: the sample portals end to end, the same data set each time, never mixed with a real one."""

from __future__ import annotations

import json
import re
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest
from tiny_portal import json_lines, lay_out, write_config

from scraper.cli import main
from scraper.commands import demo
from scraper.output import FIGURES, REPORTS, RUNS
from scraper.samples import LOOPBACK, serve

SITES = len([folder for folder in demo.fixtures_folder().iterdir() if folder.is_dir()])
REPORTS_READ = 44

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ports of our own, free a moment ago: somebody may be running the demo beside the tests."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.create_server((LOOPBACK, 0))) for _ in range(SITES)]
        free = tuple(probe.getsockname()[1] for probe in probes)
    monkeypatch.setattr(demo, "PORTS", free)


def test_the_demo_makes_the_same_data_set_twice(tmp_path: Path, capsys: Capture) -> None:
    # A dead link and a soft 404 are part of the samples.
    assert main(["demo", "--output", str(tmp_path / "out")]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert re.search(r"^\| qinglan +\| +3 \| +8 \| +7 \|", captured.err, re.MULTILINE)
    assert re.search(r"^\| yunling +\| +2 \| +7 \| +6 \|", captured.err, re.MULTILINE)
    assert "meant to be there: a dead link, and a page that is no report" in captured.err
    assert f"gongkai check {tmp_path / 'out'}" in captured.err
    assert len(json_lines(tmp_path / "out" / REPORTS)) == REPORTS_READ
    before = (tmp_path / "out" / FIGURES).read_bytes()

    # What failed for good is not asked for again so soon.
    assert main(["demo", "--output", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().err
    assert "no file changed" in said
    assert "meant to be there" not in said
    assert (tmp_path / "out" / FIGURES).read_bytes() == before


def test_on_other_ports_the_data_set_starts_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["demo", "--output", str(tmp_path / "out")])
    monkeypatch.setattr(demo, "PORTS", ())
    main(["demo", "--output", str(tmp_path / "out")])
    assert len(json_lines(tmp_path / "out" / REPORTS)) == REPORTS_READ


def test_samples_do_not_join_real_reports(tmp_path: Path, capsys: Capture) -> None:
    with serve({"site": lay_out(tmp_path / "site")}) as bases:
        config = write_config(tmp_path / "portals.toml", bases)
        assert main(["run", "--config", str(config), "--output", str(tmp_path / "out")]) == 0
    assert main(["demo", "--output", str(tmp_path / "out")]) == 2
    assert "must not be mixed" in capsys.readouterr().err
    assert [json.loads(line)["command"] for line in (tmp_path / "out" / RUNS).open()] == ["run"]


def test_every_site_of_the_samples_is_configured() -> None:
    fixtures = demo.fixtures_folder()
    sites = sorted(folder.name for folder in fixtures.iterdir() if folder.is_dir())
    config = demo.read_config(fixtures / demo.PORTALS, {name: f"http://{name}.example" for name in sites})
    assert sorted(portal.name for portal in config.portal) == sites


def test_status_after_a_demo(tmp_path: Path, capsys: Capture) -> None:
    main(["demo", "--output", str(tmp_path / "out")])
    capsys.readouterr()
    assert main(["status", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{tmp_path / 'out'}: {REPORTS_READ} reports\n")
    assert "\nshihu: 5 reports of 4 agencies, 2020 to 2022, 2 missing\n" in shown
    assert "\nrun 1: " in shown
    assert "2 failed" in shown
    assert shown.count("\nfailed: ") == 2
    main(["status", str(tmp_path / "out"), "--coverage"])
    shown = capsys.readouterr().out
    assert "\n  石湖区人民政府: 2021-2022\n" in shown
    assert "\n  石湖区财政局: 2020; missing 2021-2022\n" in shown
