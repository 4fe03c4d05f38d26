"""Where a text carries the statistics table of 2014 (政府信息公开情况统计表), an annex to the report.

Its rows are headings elsewhere (一、主动公开情况), so that they are only looked for where many of its
indicators stand close together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.readers.text_bars import BAR
from extractors.readers.text_cells import Label, LabelReader
from extractors.readers.text_lines import LONGEST_CELL, Line, is_sentence, is_unit, is_value

#: Indicators that make a stretch of lines the annex.
FEWEST_INDICATORS = 6
#: Lines between two of its indicators: a unit, a value, and rows of the agency's own.
FARTHEST = 12
#: Lines above its first and below its last indicator that may belong to it.
EDGE = 6


def annexes(lines: Sequence[Line], labels: LabelReader) -> Iterator[tuple[int, int]]:
    """First and last line (exclusive) of each such table."""
    cluster: list[int] = []
    indicators = [index for index in range(len(lines)) if _is_indicator(lines, index, labels)]
    for index in [*indicators, None]:
        if cluster and (index is None or index - cluster[-1] > FARTHEST):
            if len(cluster) >= FEWEST_INDICATORS:
                yield _with_edges(lines, cluster[0], cluster[-1] + 1, labels)
            cluster = []
        if index is not None:
            cluster.append(index)


def _is_indicator(lines: Sequence[Line], index: int, labels: LabelReader) -> bool:
    """An indicator's label with its unit or number, behind it on the line or on the next one."""
    cells = _cells(lines[index])
    if len(cells) == 1 and index + 1 < len(lines):
        cells = [*cells, *_cells(lines[index + 1])[:1]]
    if len(cells) < 2 or not (is_unit(cells[-1]) or is_value(cells[-1]) or is_unit(cells[1])):
        return False
    label = _first_label(lines[index], labels)
    return label is not None and any(not row.parent for row in label.rows)


def _cells(line: Line) -> list[str]:
    """Texts between bars, tabs and spaces; none in a line too long to be a row."""
    if len(line.text) > LONGEST_CELL:
        return []
    return [cell for cell in BAR.sub(" ", line.text).split() if cell]


def _first_label(line: Line, labels: LabelReader) -> Label | None:
    if is_sentence(line.text):
        return None
    first = next((cell.strip() for cell in BAR.split(line.text.replace("\t", "|")) if cell.strip()), "")
    return labels.of(first) or labels.of(first.split(None, 1)[0] if first else "")


def _with_edges(lines: Sequence[Line], first: int, last: int, labels: LabelReader) -> tuple[int, int]:
    """The header and groups above, the last unit and value below."""
    above = first
    while above and first - above < EDGE and _is_of_table(lines[above - 1], labels):
        above -= 1
    below = last
    while below < len(lines) and below - last < EDGE and _is_unit_or_value(_bare(lines[below])):
        below += 1
    return above, below


def _is_of_table(line: Line, labels: LabelReader) -> bool:
    text = _bare(line)
    return _is_unit_or_value(text) or text == "单位" or _first_label(line, labels) is not None


def _bare(line: Line) -> str:
    return BAR.sub("", line.text).strip()


def _is_unit_or_value(text: str) -> bool:
    return is_unit(text) or is_value(text)
