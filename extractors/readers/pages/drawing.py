"""Drawn outlines to straight lines, and the matrices that take a drawing's points to its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.readers.pages.model import Rule

# Filled boxes no wider than this are lines, in points.
LINE_WIDTH = 3.0
# Lines are level or upright within this, in points.
SLANT = 1.0

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def lines_of(corners: Sequence[Point], *, stroked: bool) -> Iterator[Rule]:
    """The level and upright lines of an outline that is drawn along; of one that is filled, itself if it is thin."""
    if not stroked:
        yield from _thin_box(corners)
        return
    for (x0, y0), (x1, y1) in pairwise(corners):
        if abs(y0 - y1) <= SLANT < abs(x0 - x1):
            yield Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        elif abs(x0 - x1) <= SLANT < abs(y0 - y1):
            yield Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _thin_box(corners: Sequence[Point]) -> Iterator[Rule]:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= LINE_WIDTH < right - left:
        yield Rule(False, (top + bottom) / 2, left, right)
    elif right - left <= LINE_WIDTH < bottom - top:
        yield Rule(True, (left + right) / 2, top, bottom)


def taken(matrix: Matrix, x: float, y: float) -> Point:
    """Where a matrix takes a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    m, n, o, p, q, r = then
    return (a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r)
