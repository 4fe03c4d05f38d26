"""Running text: lines broken at a fixed width are put together again, where that is certain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.readers.text_lines import NUMBERED, SENTENCE_END, Line, space_between, width

#: Columns. Shorter lines than this are headings and cells, not lines that a fixed width has broken.
NARROWEST = 40
#: Columns by which broken lines may differ: wide characters, and marks that may not start a line.
TOLERANCE = 6
#: Fewer lines of one width than this prove nothing.
FEWEST = 3


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width in columns at which this text was broken, or None where its lines are as long as their
    paragraphs.

    Certain only if no line is longer, and several lines of just that width stop in mid sentence.
    """
    widths = [width(line.text) for line in lines]
    widest = max(widths, default=0)
    if widest < NARROWEST:
        return None
    full = Counter(
        size
        for size, line in zip(widths, lines, strict=True)
        if size >= widest - TOLERANCE and not SENTENCE_END.search(line.text)
    )
    closed = sum(
        1
        for size, line in zip(widths, lines, strict=True)
        if NARROWEST <= size < widest - TOLERANCE and not SENTENCE_END.search(line.text)
    )
    # Lines of other widths that stop in mid sentence as often would mean that the widest ones do so by
    # chance.
    return widest if full.total() >= FEWEST and full.total() > 3 * closed else None


def joined(lines: Sequence[Line], wrapped_at: int | None) -> list[str]:
    """The paragraphs of a stretch of text."""
    paragraphs: list[list[str]] = []
    open_line = False
    for line in lines:
        if open_line and line.gap == 0 and not NUMBERED.match(line.text):
            paragraphs[-1].append(space_between(paragraphs[-1][-1], line.text) + line.text)
        else:
            paragraphs.append([line.text])
        open_line = (
            wrapped_at is not None and width(line.text) >= wrapped_at - TOLERANCE and not SENTENCE_END.search(line.text)
        )
    return ["".join(pieces) for pieces in paragraphs]
