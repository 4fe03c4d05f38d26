"""What the command line promises: quick help, exit codes, errors that say what, where and what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tiny_portal import report_page

from scraper.cli import main

COMMANDS = ("demo", "run", "extract", "check", "status", "schema")
HEAVY = ("httpx", "selectolax", "pydantic", "rich", "tenacity", "sqlite3", "asyncio", "extractors")


def gongkai(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "scraper.cli", *arguments]
    return subprocess.run(command, capture_output=True, check=False, **options)  # type: ignore[call-overload, no-any-return]


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    seen = f"[name for name in {HEAVY!r} if name in sys.modules]"
    program = f"import sys, scraper.cli; scraper.cli.make_parser(); print({seen})"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_help_lists_every_command_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["--help"])
    assert ending.value.code == 0
    shown = capsys.readouterr().out
    assert all(f"\n    {command} " in shown for command in COMMANDS)
    assert "exit codes:" in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main([command, "--help"])
    assert ending.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: gongkai {command}")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["harvest"],
        ["run", "--ouput", "x"],
        ["extract"],
        ["extract", "--jobs", "0", "x"],
        ["extract", "--jobs", "two", "x"],
        ["schema", "archive"],
        ["check", "--severity", "fatal"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(arguments)
    assert ending.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "usage: gongkai" in captured.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "--config", "nowhere.toml"], ["nowhere.toml", "no such file"]),
        (["check", "nowhere"], ["nowhere", "gongkai demo"]),
        (["status", "nowhere"], ["nowhere", "gongkai demo"]),
        (["extract", "-", "-"], ["twice"]),
    ],
    ids=" ".join,
)
def test_wrong_configuration_says_what_and_what_to_do(
    arguments: list[str], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("gongkai: ")
    assert captured.err.count("\n") == 1
    assert all(word in captured.err for word in words)


def test_a_line_of_the_configuration_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "portals.toml"
    config.write_text('contact = "a@b.example"\n[[portal]]\nname = "x"\ncolums = ["http://x.example/"]\n', "utf-8")
    assert main(["run", "--config", str(config), "--output", str(tmp_path / "out")]) == 2
    assert f"{config}:4" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(report_page("a.html"), "utf-8")
    pages = " ".join([str(page)] * 60)
    shell = f"set -o pipefail; {sys.executable} -m scraper.cli extract {pages} | head -c 10"
    result = subprocess.run(["bash", "-c", shell], capture_output=True, check=False)
    assert len(result.stdout) == 10
    assert b"Traceback" not in result.stderr
    assert b"Broken" not in result.stderr
    assert result.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_named(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(report_page("a.html"), "utf-8")
    shell = f"{sys.executable} -m scraper.cli extract {page} > /dev/full"
    result = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert result.returncode == 3
    assert "No space left" in result.stderr
    assert "Traceback" not in result.stderr


def test_data_are_utf_8_in_any_locale(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(report_page("a.html"), "utf-8")
    result = gongkai("extract", str(page), env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})
    assert result.returncode == 0, result.stderr
    assert "清岚县石桥镇" in result.stdout.decode("utf-8")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["--version"])
    assert ending.value.code == 0
    assert capsys.readouterr().out.startswith("gongkai ")
