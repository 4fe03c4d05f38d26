"""`gongkai show`: a report by id, address or file; `gongkai check --explain`."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from extractors.catalogue import rules
from scraper.cli import main
from scraper.dataset import read_reports

Capture = pytest.CaptureFixture[str]
FIXTURES = Path(__file__).parents[2] / "fixtures"


def some_report(demo: Path) -> dict[str, Any]:
    records = [json.loads(line) for line in (demo / "reports.jsonl").read_text("utf-8").splitlines()]
    return max(records, key=lambda record: len(record["findings"]))


def shown(capsys: Capture, *words: str) -> str:
    assert main(["show", *words]) == 0
    return capsys.readouterr().out


def test_by_id_its_beginning_and_address(demo: Path, capsys: Capture) -> None:
    record = some_report(demo)
    texts = {
        shown(capsys, name, "--output", str(demo)) for name in (record["id"], record["id"][:8], record["source"]["url"])
    }
    [text] = texts
    assert record["title"] in text
    for heading in record["outline"]:
        assert f"{record['text'][heading['start'] : heading['end']]}  [{heading['role']}]" in text
    for figure in record["figures"]:
        if figure["basis"] == "prose":
            assert f"“{figure['quote']}”" in text
    for finding in record["findings"]:
        assert f"{finding['severity']}  {finding['rule']}: {finding['message']}" in text


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/index.md"])
def test_the_report_named_in_the_documentation_is_in_the_demo(page: str, demo: Path, capsys: Capture) -> None:
    text = (Path(__file__).parents[2] / page).read_text("utf-8")
    [name] = re.findall(r"gongkai show ([0-9a-f]{8})\b", text)
    if not any(one.source.url.startswith("http://127.0.0.1:18613/") for one in read_reports(demo)):
        pytest.skip("the port of this sample portal was taken, and so its reports have other addresses")
    assert "清岚县水利局" in shown(capsys, name, "--output", str(demo))


def test_cells_without_number_on_request(demo: Path, capsys: Capture) -> None:
    record = some_report(demo)
    text = shown(capsys, record["id"], "--output", str(demo), "--all")
    assert "--all" not in text
    assert text.count(" / natural_person") == sum(one["dimension"] == "natural_person" for one in record["figures"])


def test_a_file_and_stdin(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    page = next(path for path in sorted(FIXTURES.rglob("t20220216*.html")))
    from_file = shown(capsys, str(page))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page.read_bytes())))
    from_stdin = shown(capsys, "-")
    assert "清岚县水利局" in from_file
    assert from_file.splitlines()[3:] == from_stdin.splitlines()[3:]


def test_hostile_words_stay_words(hostile: Path, capsys: Capture) -> None:
    for line in (hostile / "reports.jsonl").read_text("utf-8").splitlines():
        text = shown(capsys, json.loads(line)["id"], "--output", str(hostile))
        assert not set(text) & {"\x1b", "\x07", "\u202e", "\u2066"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nothing", "no such file"),
        ("0000", "no such report"),
        ("http://www.example/none.html", "no such report"),
    ],
)
def test_what_cannot_be_found(name: str, words: str, demo: Path, capsys: Capture) -> None:
    assert main(["show", name, "--output", str(demo)]) == 2
    assert words in capsys.readouterr().err


def test_no_folder(tmp_path: Path, capsys: Capture) -> None:
    assert main(["show", "0000", "--output", str(tmp_path)]) == 2
    assert "gongkai demo" in capsys.readouterr().err


@pytest.mark.parametrize("name", rules())
def test_every_rule_explains_itself(name: str, capsys: Capture) -> None:
    assert main(["check", "--explain", name]) == 0
    told = capsys.readouterr().out
    assert rules()[name].meaning in told
    assert f"Source: {rules()[name].source}" in told


def test_a_rule_misspelt(capsys: Capture) -> None:
    assert main(["check", "--explain", "requests.balnce"]) == 2
    assert "Did you mean requests.balance" in capsys.readouterr().err
