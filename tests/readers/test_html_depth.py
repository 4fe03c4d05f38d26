"""The quick look at a page's tags never passes over one that nests beyond the bounds."""

from __future__ import annotations

import random

import pytest

from extractors.readers import html_depth

TAGS = (
    "<b>",
    "</b>",
    "<FONT x>",
    "</font>",
    "<b ",
    "</B>",
    "<span>",
    "</span>",
    "words",
    "<3",
    "<br>",
    "<i:x>",
    "<a/>",
)


@pytest.mark.parametrize("seed", range(20))
def test_a_shallow_page_passes_no_bound(seed: int) -> None:
    choose = random.Random(seed)
    for _ in range(20):
        weights = [choose.random() ** 3 for _ in TAGS]
        page = "".join(choose.choices(TAGS, weights, k=choose.randint(300, 900)))
        cut, formatting = html_depth._measured(page)
        if cut is not None or formatting > html_depth.MOST_FORMATTING:
            assert not html_depth._is_shallow(page)


def test_hundreds_left_open_are_not_shallow() -> None:
    left_open = "<p><FONT color=red>公开" * (html_depth.MOST_FORMATTING + 1)
    assert not html_depth._is_shallow(left_open)
    assert html_depth._is_shallow(left_open.replace("公开", "公开</FONT>"))
