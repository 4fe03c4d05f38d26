"""Where a text carries the statistics table of 2014 (政府信息公开情况统计表), an annex to the report.

Its rows are headings elsewhere (一、主动公开情况), so that they are only looked for where many of its
indicators stand close together, each with its unit or number behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.catalogue.columns import COLUMN_LETTERS, column_role
from extractors.readers.text_bars import BAR
from extractors.readers.text_cells import LabelReader
from extractors.readers.text_lines import LONGEST_CELL, ORDINAL, Line, is_sentence, is_unit, is_value
from extractors.sealed import sealed

#: Indicators that make a stretch of lines the annex.
FEWEST_INDICATORS = 6
#: Words between two of its indicators: rows of the agency's own, or groups.
FARTHEST = 60
#: A row of the agency's own below the last indicator has no more words than this before its number.
LONGEST_ROW = 5
#: A unit behind the label (收到申请数（件）), which then stands for itself though no number follows.
_UNIT_BEHIND = re.compile(r"[（(](?:单位[:：])?(?:条|件|次|篇|个|人|人次|元|万元)[）)]$")


@sealed(frozen=True, slots=True)
class _Word:
    """A word of a line that may be a cell: between bars, tabs and spaces."""

    text: str
    line: int

    @property
    def is_unit_or_value(self) -> bool:
        return is_unit(self.text) or is_value(self.text)


def annexes(lines: Sequence[Line], labels: LabelReader) -> Iterator[tuple[int, int]]:
    """First and last line (exclusive) of each such table."""
    words = _words(lines, labels)
    cluster: list[int] = []
    indicators = [index for index in range(len(words)) if _is_indicator(words, index, labels)]
    for index in [*indicators, None]:
        if cluster and (index is None or index - cluster[-1] > FARTHEST):
            if len(cluster) >= FEWEST_INDICATORS:
                first, last = _above(words, cluster[0], labels), _below(words, cluster[-1])
                yield words[first].line, words[last].line + 1
            cluster = []
        if index is not None:
            cluster.append(index)


def _words(lines: Sequence[Line], labels: LabelReader) -> list[_Word]:
    """The words of all lines that are no sentences; a longer line only where it holds the whole table."""
    found: list[_Word] = []
    for number, line in enumerate(lines):
        if len(line.text) <= LONGEST_CELL and is_sentence(line.text):
            continue
        words = [_Word(word, number) for word in BAR.sub(" ", line.text).split()]
        if len(line.text) <= LONGEST_CELL or _holds_annex(words, labels):
            found += words
    return found


def _holds_annex(words: Sequence[_Word], labels: LabelReader) -> bool:
    known = 0
    for index in range(len(words)):
        known += _is_indicator(words, index, labels)
        if known >= FEWEST_INDICATORS:
            return True
    return False


def _is_indicator(words: Sequence[_Word], index: int, labels: LabelReader) -> bool:
    """An indicator's label with its unit or number behind it."""
    text = words[index].text
    followed = index + 1 < len(words) and words[index + 1].is_unit_or_value
    if not followed and _UNIT_BEHIND.search(text) is None:
        return False
    label = labels.of(text)
    return label is not None and any(not row.parent for row in label.rows)


def _above(words: Sequence[_Word], first: int, labels: LabelReader) -> int:
    """The first word of the header and the groups above the first indicator."""
    while first and _is_of_header(words[first - 1], labels):
        first -= 1
    return first


def _is_of_header(word: _Word, labels: LabelReader) -> bool:
    if (
        word.is_unit_or_value
        or word.text in COLUMN_LETTERS
        or ORDINAL.fullmatch(word.text)
        or column_role(word.text) is not None
    ):
        return True
    label = labels.of(word.text)
    return label is not None and (bool(label.columns) or label.spans is not None or any(r.parent for r in label.rows))


def _below(words: Sequence[_Word], last: int) -> int:
    """The last word of the last row: its unit and number, and the rows of the agency's own that follow."""
    while True:
        while last + 1 < len(words) and words[last + 1].is_unit_or_value:
            last += 1
        row = _local_row(words[last + 1 : last + 1 + LONGEST_ROW])
        if not row:
            return last
        last += row


def _local_row(words: Sequence[_Word]) -> int:
    """How many words make a row that no form has (现场接待人数 人次 63); 0 if they make none."""
    if len(words) < 2 or words[0].is_unit_or_value:
        return 0
    for count, (word, following) in enumerate(pairwise(words), start=1):
        if following.line - words[0].line > 2 * LONGEST_ROW:
            return 0
        if (is_unit(word.text) or _UNIT_BEHIND.search(word.text)) and is_value(following.text):
            return count + 1
        if word.is_unit_or_value:
            return 0
    return 0
