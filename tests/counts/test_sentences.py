"""Every shape in which reports state numbers, a sentence or more each: `sentences.toml` says what is read from it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.counts.reading import HEADINGS, read, shown

SHAPES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))["shape"]
CASES = [
    pytest.param(sentence, id=f"{shape['name']} {number}")
    for shape in SHAPES
    for number, sentence in enumerate(shape["sentence"], 1)
]


@pytest.mark.parametrize("sentence", CASES)
def test_sentence(sentence: dict[str, Any]) -> None:
    report = read(sentence["text"], sentence["section"], sentence.get("year", 2020))
    figures, findings = shown(report)
    assert figures == sentence["figures"]
    assert findings == sentence.get("findings", [])
    if "labels" in sentence:
        assert [figure.label for figure in report.figures] == sentence["labels"]
    for figure in report.figures:
        assert report.text[figure.start : figure.end] == figure.quote
        assert figure.quote in sentence["text"]
        assert figure.section == sentence["section"]


@pytest.mark.parametrize("section", HEADINGS)
def test_a_section_that_only_says_none(section: str) -> None:
    """无。 under a heading denies what the heading names; 总体情况 and 其他事项 name nothing that is counted."""
    figures, _ = shown(read("无。", section))
    assert figures == {
        "requests": ["0 无 → requests.received.total"],
        "disputes": ["0 无 → disputes.review.total", "0 无 → disputes.litigation.total"],
    }.get(section, [])
