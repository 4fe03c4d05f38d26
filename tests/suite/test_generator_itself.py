"""The yardstick is checked before anything is measured with it."""

from __future__ import annotations

import ast
import random
from pathlib import Path

import pytest

from tests import generator
from tests.generator import FAULTS, HTML_LAYOUTS, LAYOUTS, generate
from tests.generator.numerals import chinese, formal, split_total
from tests.generator.tables import broken_sums

SOURCES = sorted(Path(generator.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_generator_shares_nothing_with_the_extractor(source: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or ".").split(".")[0])
    assert not imported & {"extractors", "scraper", "importlib"}
    assert "open(" not in source.read_text("utf-8")


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "零"), (7, "七"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"),
     (1005, "一千零五"), (1050, "一千零五十"), (23_000, "二万三千"), (20_005, "二万零五"), (300_000, "三十万")],
)  # fmt: skip
def test_numerals_in_words(value: int, words: str) -> None:
    assert chinese(value) == words


def test_formal_numerals() -> None:
    assert formal(105) == "壹佰零伍"


def test_same_seed_same_bytes() -> None:
    assert generate(11).content == generate(11).content


@pytest.mark.parametrize("seed", range(5))
def test_content_does_not_hang_on_the_layout(seed: int) -> None:
    truths = {layout: generate(seed, layout=layout, blanks=False).truth for layout in LAYOUTS}
    assert len({str(truth) for truth in truths.values()}) == 1


@pytest.mark.parametrize("seed", range(30))
def test_breakdowns_add_up_and_parts_point_into_the_sentence(seed: int) -> None:
    for placed in generate(seed).truth.sentences:
        figures = placed.sentence.figures
        for figure in figures:
            assert figure.part_of is None or figures[figure.part_of].kind == "count"
            assert figure.printed in placed.sentence.text


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_planted(fault: str) -> None:
    for seed in range(10):
        assert fault in {planted.rule for planted in generate(seed, fault=fault).truth.faults}


def test_clean_reports_break_no_rule() -> None:
    assert not any(generate(seed).truth.errors for seed in range(100))


def test_pencil_finds_a_slip() -> None:
    numbers = {"review": {"upheld": 1, "corrected": 0, "other": 0, "pending": 0, "total": 2}}
    assert broken_sums({}, numbers) == {"disputes.total"}


def test_parts_of_a_total_are_positive() -> None:
    parts = split_total(random.Random(1), 10, 10)
    assert parts == [1] * 10


def test_html_layouts_hold_every_portal_family() -> None:
    assert {layout.split("-", 1)[1] for layout in HTML_LAYOUTS} >= {
        "trs", "hanweb", "vsb", "gkmlpt", "ucap", "aspx", "doc", "channel", "generic",
    }  # fmt: skip
