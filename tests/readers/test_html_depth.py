"""A page is parsed in bounded time however its tags stand, and what is left out for that is no word of it.

How long a parse takes is seen in the number of formatting elements; what bounds the time is that a page of formatting
tags, or of inline elements that lie inside each other, comes to the parser without them.
"""

from __future__ import annotations

import re

import pytest

from extractors.readers.html_depth import DEEPEST, FEW_TAGS, bounded, parse_page

MANY = DEEPEST // 2 - 100


@pytest.mark.parametrize(
    "page",
    [
        "".join(f"<font id={n}>" for n in range(20)) + "<div>" * MANY + "公开</font>" * MANY,
        "".join(f"<p><b id={n}>公开" for n in range(MANY)),
        "<span>" * (2 * MANY) + "公开<br>" * MANY,
        "<o:x>" * (2 * MANY) + "公开<br>" * MANY,
    ],
    ids=["closed across blocks", "left open in paragraphs", "spans in spans", "odd names"],
)
def test_inline_tags_that_would_cost_minutes_go_before_the_parse(page: str) -> None:
    text, cut = bounded(page)
    assert not cut
    assert text.count("公开") == page.count("公开")
    assert not re.search(r"<(font|b|span|o:x)\b", text)


def test_few_tags_that_multiply_are_parsed_without_the_formatting() -> None:
    page = "".join(f"<p><b id={n}>公开" for n in range(FEW_TAGS // 2))
    assert bounded(page) == (page, False)
    parsed = parse_page(page)
    assert parsed.root is not None
    assert parsed.formatting() == 0
    assert parsed.root.text().count("公开") == FEW_TAGS // 2


def test_links_stay_however_many_there_are() -> None:
    page = '<p><a href="1.html">2023年</a><b>年报</b></p>' * DEEPEST
    assert bounded(page)[0].count("<a href") == DEEPEST


def test_what_a_quoted_value_holds_does_not_end_a_tag() -> None:
    page = "<p><font title='1 > 0' face=\"a>b\">公开</font></p>" * DEEPEST
    assert bounded(page)[0] == "<p>公开</p>" * DEEPEST


def test_a_page_of_blocks_ends_where_it_nests_too_deep() -> None:
    text, cut = bounded("<div>公开" * (DEEPEST + 10))
    assert cut
    assert text.count("<div>") == DEEPEST


def test_real_pages_pass_untouched() -> None:
    page = "<div><p><span style='color:red'><font>公开</font></span></p></div>" * 500
    assert bounded(page) == (page, False)
