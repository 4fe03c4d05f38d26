"""The worked examples of the documentation run, and come to what the demo holds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def run(name: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLES / name), *words]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=100, encoding="utf-8")


def test_researchers_panel(demo: Path) -> None:
    done = run("researcher_panel.py", str(demo))
    assert done.returncode == 0, done.stderr
    assert "rate" in done.stdout
    assert "missing" in done.stdout
    assert done.stdout.count("“") == 3


def test_county_audit(demo: Path) -> None:
    done = run("county_audit.py", str(demo), "清岚县")
    assert done.returncode == 0, done.stderr
    assert "no report found: 清岚县水利局 2020" in done.stdout
    quotes = [
        json.loads(line)["quotes"]
        for line in (demo / "findings.jsonl").read_text("utf-8").splitlines()
        if json.loads(line)["agency"] == "清岚县水利局"
    ]
    assert all(f"    “{quote}”" in done.stdout for some in quotes for quote in some)
    assert "云陵市" not in done.stdout


@pytest.mark.timeout(200)
def test_nightly_job_is_quiet_the_second_time(tmp_path: Path) -> None:
    output = tmp_path / "output"
    first = run("nightly_job.py", "demo", "--output", str(output))
    assert first.returncode in (0, 1), first.stderr
    assert (output / "audit.html").is_file()
    again = run("nightly_job.py", "demo", "--output", str(output))
    assert again.stdout == ""
    assert again.returncode in (0, 1)


def test_nightly_job_stops_when_nothing_could_be_done(tmp_path: Path) -> None:
    done = run("nightly_job.py", "run", "--config", str(tmp_path / "none.toml"), "--output", str(tmp_path))
    assert done.returncode == 2
    assert not (tmp_path / "export").exists()
