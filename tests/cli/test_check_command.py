"""`gongkai check`: groups, filters, both formats, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scraper.cli import main
from scraper.output import FINDINGS, REPORTS

Capture = pytest.CaptureFixture[str]


def finding(rule: str, severity: str, **more: Any) -> dict[str, Any]:
    return {
        "report_id": "0123456789abcdef",
        "url": "http://www.qinglan.example/a.html",
        "agency": "清岚县水利局",
        "year": 2021,
        "rule": rule,
        "severity": severity,
        "message": "message",
        "expected": None,
        "actual": None,
        "figures": [],
        "quote": None,
        "quotes": [],
        **more,
    }


FOUND = [
    finding("table.missing", "warning"),
    finding("breakdown.total", "error", quotes=["共21条", "14条"], agency=None, year=None),
    finding("requests.balance", "error", message="不\u202e平衡\x1b[31m", quotes=["6", "1"]),
    finding("requests.balance", "error", quote="原文" * 100),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in FOUND)
    (tmp_path / FINDINGS).write_text(lines, "utf-8")
    return tmp_path


def test_groups_by_severity_then_frequency(folder: Path, capsys: Capture) -> None:
    assert main(["check", str(folder)]) == 0
    shown = capsys.readouterr().out
    heads = [line.split("  ")[:3] for line in shown.splitlines() if line[:1].isalpha()]
    assert heads[:3] == [
        ["error", "requests.balance", "2 ×"],
        ["error", "breakdown.total", "1 ×"],
        ["warning", "table.missing", "1 ×"],
    ]
    assert shown.endswith("error 3, warning 1, info 0\n")
    assert "“共21条” · “14条”" in shown
    assert "agency unknown year unknown" in shown


def test_what_pages_say_cannot_play_with_the_terminal(folder: Path, capsys: Capture) -> None:
    main(["check", str(folder)])
    shown = capsys.readouterr().out
    assert "不平衡[31m" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "原文…" in shown


def test_json_is_one_document_with_the_findings_as_they_are(folder: Path, capsys: Capture) -> None:
    assert main(["check", str(folder), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [(group["rule"], group["count"]) for group in document["groups"]] == [
        ("requests.balance", 2),
        ("breakdown.total", 1),
        ("table.missing", 1),
    ]
    assert document["groups"][0]["findings"] == FOUND[2:]


@pytest.mark.parametrize(
    ("filters", "rules"),
    [
        (["--rule", "table.missing"], ["table.missing"]),
        (["--rule", "table.missing", "--rule", "breakdown.total"], ["breakdown.total", "table.missing"]),
        (["--severity", "warning"], ["table.missing"]),
        (["--severity", "info"], []),
    ],
)
def test_filters(filters: list[str], rules: list[str], folder: Path, capsys: Capture) -> None:
    assert main(["check", str(folder), "--format", "json", *filters]) == 0
    assert [group["rule"] for group in json.loads(capsys.readouterr().out)["groups"]] == rules


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--fail-on", "error"], 1),
        (["--fail-on", "info"], 1),
        (["--fail-on", "error", "--severity", "warning"], 0),
        (["--fail-on", "warning", "--severity", "warning"], 1),
    ],
)
def test_fail_on(options: list[str], code: int, folder: Path) -> None:
    assert main(["check", str(folder), *options]) == code


def test_an_unknown_rule(folder: Path, capsys: Capture) -> None:
    assert main(["check", str(folder), "--rule", "requests.balanec"]) == 2
    assert "docs/findings.md" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["{", "[]", '{"severity": "fatal", "rule": "x"}', '{"rule": "x"}'])
def test_a_damaged_line_is_named(line: str, folder: Path, capsys: Capture) -> None:
    with (folder / FINDINGS).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert main(["check", str(folder)]) == 3
    assert f"{FINDINGS}:5" in capsys.readouterr().err


def test_no_findings(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / FINDINGS).write_bytes(b"")
    assert main(["check", str(tmp_path), "--fail-on", "info"]) == 0
    assert capsys.readouterr().out == "error 0, warning 0, info 0\n"


def test_the_account_of_numbers(folder: Path, capsys: Capture) -> None:
    """What the second reader finds in the running text, less what the findings say nothing was made of."""
    text = "公开信息12条、文件3件\n规章\t0\t0\n编号77"
    untold = {"rule": "number.unaccounted"}
    reports = [{"text": text, "findings": [untold]}, {"text": "无", "findings": [{"rule": "table.missing"}]}]
    (folder / REPORTS).write_text("".join(json.dumps(report) + "\n" for report in reports), "utf-8")
    main(["check", str(folder)])
    last = "2 of 3 numbers in the running text are figures or named for what they are (66.67%)\n"
    assert capsys.readouterr().out.endswith(last)
    main(["check", str(folder), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["numbers"] == {"found": 3, "accounted": 2}
