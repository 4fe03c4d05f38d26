"""Output folders the tests of this folder share: the demo's, and one with what hostile pages say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.cli import main
from scraper.output import write_records
from tests.dataset.synthetic import records, write_output

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "<script>window.hacked = true</script>",
    '<img src=x onerror="window.hacked = true">',
    "\u202e反向\u2066文字",
    "\x1b[31m红\x07",
    "@SUM(1)",
    "-1+1",
    "</script><script>window.hacked = true</script>",
    "'原有撇号",
)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make demo` leaves."""
    folder = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--output", str(folder)]) in (0, 1)
    return folder


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four hundred reports with every kind of finding the generator makes."""
    return write_output(tmp_path_factory.mktemp("synthetic"), 400)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports whose every word is meant to do harm where it is shown."""
    folder = tmp_path_factory.mktemp("hostile")
    write_records(sorted(json.dumps(record, ensure_ascii=False) for record in _hostile_records()), folder)
    return folder


def _hostile_records() -> Iterator[dict[str, object]]:
    for word, record in zip(HOSTILE, records(len(HOSTILE), seed=3), strict=True):
        record["title"] = word
        record["agency"]["name"] = word
        record["agency"]["division"]["city"] = word
        record["source"]["url"] = f"javascript:window.hacked=true//{record['id']}"
        for figure in record["figures"]:
            figure["label"] = figure["unit"] = word
            figure["quote"] = word
            figure["start"] = len(record["text"])
            figure["end"] = figure["start"] + len(word)
        record["text"] += word
        record["findings"] = [
            {
                "rule": "prose.table",
                "severity": "error",
                "message": word,
                "expected": word,
                "actual": 1,
                "figures": [0],
                "quote": word,
            }
        ]
        yield record
