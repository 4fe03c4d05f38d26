"""The audit page as a file: whole, alone, and the same for the same data."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.audit.evidence import find, passages
from scraper.cli import main
from scraper.dataset import read_findings

Capture = pytest.CaptureFixture[str]
ASSETS = Path(__file__).parents[2] / "scraper" / "audit" / "assets"


def data(page: str, name: str) -> Any:
    packed = re.search(f'id="data-{name}">([^<]+)<', page)
    assert packed
    return json.loads(gzip.decompress(base64.b64decode(packed[1])))


def test_runs_its_own_scripts_and_no_others(pages: dict[str, Path]) -> None:
    page = pages["hostile"].read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    allowed = set(re.findall(r"sha256-([\w+/=]+)", policy[1]))
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert {base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts} == allowed
    assert "default-src &#x27;none&#x27;" in policy[1]
    assert not re.search(r'<(?:link|script|img|iframe)[^>]+(?:src|href)="(?!data:)', page)


def test_holds_every_finding_with_its_words(demo: Path, pages: dict[str, Path]) -> None:
    page = pages["demo"].read_text("utf-8")
    held = data(page, "findings")
    wanted = list(read_findings(demo))
    assert len([one for one in held if not one[1].startswith("aggregate.")]) == len(wanted)
    marked = {turn for _, _, _, _, _, found, _ in held for passage in found for turn in passage[1::2]}
    for finding in wanted:
        if finding.figures and len(finding.figures) <= 4:
            assert set(finding.quotes) <= marked
    for severity, _, _, zh, en, _, _ in held:
        assert severity in (0, 1, 2)
        assert zh.endswith("。")
        assert en.endswith(".")
        assert zh != en


def test_same_data_same_page(demo: Path, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert main(["audit", str(demo), "--into", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_changes_after_publication(demo: Path, tmp_path: Path) -> None:
    for name in ("reports", "figures", "findings"):
        (tmp_path / f"{name}.jsonl").write_bytes((demo / f"{name}.jsonl").read_bytes())
    report = json.loads((demo / "reports.jsonl").read_text("utf-8").splitlines()[0])
    state = {"value": 3, "unit": "件", "precision": "exact", "mark": None, "quote": "3件"}
    version = {
        "sha256": "0" * 64,
        "content": "1" * 64,
        "retrieved_at": "2026-01-01T00:00:00+08:00",
        "archive": {"file": "a.warc.gz", "offset": 7},
        "extractor": "0.1.0",
    }
    figure = {
        "indicator": "requests.received",
        "dimension": "total",
        "label": "收到",
        "section": None,
        "basis": "prose",
        "old": state,
        "new": None,
    }
    revision = {
        "report_id": report["id"],
        "url": report["source"]["url"],
        "portal": "p",
        "agency": "清岚县教育局",
        "year": 2021,
        "change": "changed",
        "found_at": "2026-02-01T00:00:00+08:00",
        "old": version,
        "new": version,
        "figures": [figure],
        "passages": [{"old": "旧", "new": None}],
        "reason": None,
    }
    (tmp_path / "revisions.jsonl").write_text(json.dumps(revision, ensure_ascii=False) + "\n", "utf-8")
    assert main(["audit", str(tmp_path)]) == 0
    [held] = data((tmp_path / "audit.html").read_text("utf-8"), "revisions")
    assert held["figures"] == [["requests.received", [3, "3件"], None]]
    assert held["archives"] == ["a.warc.gz @ 7", "a.warc.gz @ 7"]
    assert main(["export", str(tmp_path), "--to", "csv"]) == 0
    line = (tmp_path / "export" / "csv" / "revisions.csv").read_text("utf-8").splitlines()[1]
    assert line.startswith(f"{report['id']},")


def test_a_damaged_revision_is_named(demo: Path, tmp_path: Path, capsys: Capture) -> None:
    for name in ("reports", "figures", "findings"):
        (tmp_path / f"{name}.jsonl").write_bytes((demo / f"{name}.jsonl").read_bytes())
    (tmp_path / "revisions.jsonl").write_text("{}\n", "utf-8")
    assert main(["audit", str(tmp_path)]) == 3
    assert "revisions.jsonl:1" in capsys.readouterr().err


def test_no_reports_at_all(tmp_path: Path) -> None:
    for name in ("reports", "figures", "findings"):
        (tmp_path / f"{name}.jsonl").write_bytes(b"")
    assert main(["audit", str(tmp_path)]) == 0
    assert data((tmp_path / "audit.html").read_text("utf-8"), "core")["reports"]["id"] == []


def test_no_output_folder(tmp_path: Path, capsys: Capture) -> None:
    assert main(["audit", str(tmp_path)]) == 2
    assert "gongkai demo" in capsys.readouterr().err


def test_libraries_are_the_published_files() -> None:
    """d3 7.9.0 and Observable Plot 0.6.17 as npm has them, unchanged."""
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(ASSETS.glob("*.min.js"))}
    assert hashes == {
        "d3-7.9.0.min.js": "f2094bbf6141b359722c4fe454eb6c4b0f0e42cc10cc7af921fc158fceb86539",
        "plot-0.6.17.min.js": "4358086467740777dd788d6b27a95cebdbaefdd50c730a3060117073bd7134cb",
    }
    licences = (ASSETS / "LICENSES.txt").read_text("utf-8")
    assert all(name in licences for name in hashes)


@given(st.text(st.sampled_from("收到申请12件，其中。；\n\t甲 "), max_size=120), st.data())
def test_passages_mark_just_the_spans(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    spans = [tuple(sorted((data.draw(ends), data.draw(ends)))) for _ in range(data.draw(st.integers(0, 4)))]
    shown = passages(text, spans)
    real = {span for span in spans if span[0] < span[1]}
    assert bool(shown) == bool(real)
    for turns in shown:
        assert len(turns) % 2 == 1
        assert all(turns[1::2])
        whole = "".join(turns)
        assert whole.replace("…", "").strip("\n") in text or "…" in whole or " … " in whole


def test_a_quote_is_marked_in_its_sentence() -> None:
    text = "一、总体情况\n全年收到申请12件。其中网络申请3件；其余当面提出。\n二、其他"
    spans = [*find(text, "申请12件"), *find(text, "网络申请3件")]
    assert passages(text, spans) == [["全年收到", "申请12件", "。"], ["其中", "网络申请3件", "；"]]
    assert find(text, "没有") == []
    assert find(text, None) == []
