"""Numerals, offsets and accounts on text nobody wrote."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import extract_report
from extractors.accounting import numerals, uncovered
from extractors.counts import read_counts
from extractors.lexicon import fold
from extractors.numerals import chinese_value, find_numerals
from extractors.outline import read_outline
from extractors.readers import PageHints, read_document
from tests.counts.reading import read
from tests.generator.numerals import chinese, formal

PIECES = [
    "公开信息",
    "12",
    "条",
    "，",
    "其中",
    "（",
    "）",
    "。",
    "3万余",
    "件",
    "网站",
    "微信公众号",
    "分别为",
    "、",
    "没有收到",
    "申请",
    "行政复议",
    "共计",
    "等",
    "占",
    "50%",
    "：",
    "较上年",
    "增加",
    "一",
    "百",
    "零",
    "二十多",
    "第",
    "2019年",
    "“",
    "”",
    "《",
    "》",
    "按申请方式分",
    "0",
    "+",
    "-",
    "0817-6552025",
    "１２",
    "人次",
    "一是",
    "通过",
    "无",
    "均未发生",
    "因",
    "提起",
    "，其中",
    "截至",
    "累计",
    "以来",
]
TEXTS = st.lists(st.sampled_from([*PIECES, " ", "\n"]), max_size=60).map("".join)


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_are_read_back(value: int) -> None:
    assert chinese_value(chinese(value)) == value


@given(st.integers(1, 9_999))
def test_formal_numerals_are_read_back(value: int) -> None:
    assert chinese_value(formal(value)) == value


@given(st.integers(0, 10**9), st.booleans())
def test_grouped_and_full_width_digits_are_read_back(value: int, full_width: bool) -> None:
    printed = f"{value:,}"
    if full_width:
        printed = printed.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789,"})
    [numeral] = find_numerals(fold(printed))
    assert (numeral.value, numeral.start, numeral.end) == (value, 0, len(printed))


@given(TEXTS)
@settings(max_examples=300)
def test_whatever_is_written_quotes_are_its_words(text: str) -> None:
    report = read(text, "disclosure")
    for index, figure in enumerate(report.figures):
        assert figure.quote == report.text[figure.start : figure.end]
        assert figure.quote.strip()
        assert figure.part_of is None or (figure.part_of != index and 0 <= figure.part_of < len(report.figures))
        assert (figure.basis == "stated_none") <= (figure.value == 0)


@given(TEXTS)
@settings(max_examples=300)
def test_no_number_is_dropped(text: str) -> None:
    """Each numeral of the running text is in a figure, or named for what it is."""
    document = read_document(f"一、总体情况\n\n{text}\n".encode(), PageHints())
    outline = read_outline(document)
    readings, non_counts = read_counts(document, outline, year=2020)
    covering = [(reading.start, reading.end) for reading in readings]
    covering += [(number.start, number.end) for number in non_counts]
    covering += [(block.start, block.end) for block in document.blocks if block.kind == "table"]
    left = [document.text[start:end] for start, end in uncovered(numerals(document.text), covering)]
    assert not left


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 5)), max_size=12), st.integers(0, 50))
def test_a_span_is_covered_where_any_span_touches_it(pairs: list[tuple[int, int]], start: int) -> None:
    covering = [(first, first + length) for first, length in pairs]
    touched = any(first < start + 2 and last > start for first, last in covering)
    assert list(uncovered([(start, start + 2)], covering)) == ([] if touched else [(start, start + 2)])


HOSTILE = {
    "digits": "1234567890",
    "spaced digits": "1 2 3 ",
    "dashes": "1-",
    "brackets": "(((",
    "其中": "信息9条其中",
    "weak openers": "信息9条含",
    "bracketed parts": "信息9条(含",
    "lists": "信息1条、",
    "sums": "信息1条，共计2条，",
    "negations": "没有",
    "things": "行政复议、",
    "Chinese digits": "一二三百",
    "comparisons": "同比1条，",
    "quotes": "“",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.timeout(60)
def test_hostile_text_takes_no_more_than_its_length(unit: str) -> None:
    """150 KB each; anything that grows faster than the text runs into the time limit."""
    text = (unit * (150_000 // len(unit) + 1))[:150_000]
    page = f"青田县水利局2020年政府信息公开工作年度报告\n\n一、总体情况\n\n{text}\n"
    report = extract_report(page.encode(), url="file:///hostile.txt")
    assert report.year == 2020
