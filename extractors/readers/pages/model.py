"""What a page of fixed layout holds: characters and straight lines at places. PDF, OFD and scans all come to this.

Coordinates are points (1/72 inch) from the top left corner of the page as it is looked at, downwards.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, or several that were recognised together, in its box. `size` is the type size.

    confidence: between 0 and 1 where the character was recognised in a picture, None where the file states it
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    confidence: float | None = None

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at x = `at` from y `start` to `end` where `vertical`, else at y = `at` from x to x."""

    vertical: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `number` counts from 0."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
