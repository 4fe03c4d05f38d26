"""Numbers that cannot be read, and numbers of which nothing was made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from extractors.accounting import numerals_between, uncovered
from extractors.checks.evidence import Evidence
from extractors.reading import Doubt

# How many characters around a number show what it is about.
AROUND = 12
UNTOLD = frozenset({"unclear", "bare"})


def check_numbers(evidence: Evidence) -> Iterator[Doubt]:
    """`number.unreadable`: what looks like a count and does not read as one number (27 3件).

    `number.unaccounted`: a number of the running text that is neither a figure nor a named non-count.
    """
    text = evidence.document.text
    unreadable = [number for number in evidence.non_counts if number.kind == "unclear"]
    for number in unreadable:
        yield Doubt(
            "number.unreadable",
            facts={"printed": text[number.start : number.end]},
            quote=_around(text, number.start, number.end),
        )
    covering = [(reading.start, reading.end) for reading in evidence.counts]
    covering += [(number.start, number.end) for number in evidence.non_counts if number.kind != "bare"]
    printed = chain.from_iterable(
        numerals_between(text, block.start, block.end) for block in evidence.document.blocks if block.kind != "table"
    )
    for start, end in uncovered(printed, covering):
        yield Doubt("number.unaccounted", facts={"printed": text[start:end]}, quote=_around(text, start, end))


def _around(text: str, start: int, end: int) -> str:
    """The number with the words beside it, within its line."""
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    stop = text.find("\n", end)
    return text[first : min(len(text) if stop < 0 else stop, end + AROUND)]
