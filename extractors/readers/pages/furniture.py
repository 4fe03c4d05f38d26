"""What is printed on every page and is no part of the report: page numbers, running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.readers.pages.lines import Line

# Heads and feet stand in this share of the page's height at either end.
MARGIN = 0.12
# Lines at either end of a page that may be heads or feet.
DEEPEST = 3
# A running head stands at the same height on every page, but for so many points.
SAME_HEIGHT = 4.0
# - 3 -, — 12 —, 第 3 页 共 9 页, 3/9, · 3 ·
_PAGE_NUMBER = re.compile(
    r"[-—–－―·•_~]{1,2}\s{0,3}\d{1,4}\s{0,3}[-—–－―·•_~]{1,2}"
    r"|第?\s{0,2}\d{1,4}\s{0,2}页(?:[,，/\s]{0,3}共?\s{0,2}\d{1,4}\s{0,2}页)?"
    r"|\d{1,4}\s{0,2}/\s{0,2}\d{1,4}"
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d+")


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without its number and running heads.

    A bare number is a page number where it counts up with the pages; a line is a running head where most pages
    (and more than one) print it at the same height, their numbers aside.
    """
    ends = [_ends(lines, height) for lines, height in zip(pages, heights, strict=True)]
    offsets = Counter(
        int(line.text) - number
        for number, lines in enumerate(ends)
        for line in lines
        if _BARE_NUMBER.fullmatch(line.text)
    )
    offset, agreeing = offsets.most_common(1)[0] if offsets else (0, 0)
    counted = agreeing > 1 or (agreeing == 1 and len(pages) == 1 and offset == 1)
    heads = Counter(key for lines in ends for key in {_key(line) for line in lines})
    kept = []
    for number, (lines, outer) in enumerate(zip(pages, ends, strict=True)):
        dropped = set()
        for line in outer:
            bare = _BARE_NUMBER.fullmatch(line.text)
            if (
                _PAGE_NUMBER.fullmatch(line.text)
                or (bare and counted and int(line.text) - number == offset)
                or _is_head(line, heads, len(pages))
            ):
                dropped.add(id(line))
        kept.append([line for line in lines if id(line) not in dropped])
    return kept


def _ends(lines: Sequence[Line], height: float) -> list[Line]:
    above = [line for line in lines[:DEEPEST] if line.bottom <= MARGIN * height]
    below = [line for line in lines[-DEEPEST:] if line.top >= (1 - MARGIN) * height]
    return list({id(line): line for line in (*above, *below)}.values())


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", "".join(line.text.split())), round(line.top / SAME_HEIGHT)


def _is_head(line: Line, heads: Counter[tuple[str, int]], pages: int) -> bool:
    text, height = _key(line)
    times = sum(heads[text, near] for near in (height - 1, height, height + 1))
    # Numbers of a table's row may stand at a page's end twice; a head has words.
    return times > max(1, pages // 2) and text.strip("0.,%") != ""
