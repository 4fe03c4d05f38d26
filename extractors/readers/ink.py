"""What the ink in a cell is by its shape alone: specks, marks for none, and what is too small to recognise."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

# Darker pixels than these in a cell are a speck, not a character.
SPECK = 6
# The shape of marks for none. Of the ink of one, this share is one stroke; a dash is flatter than this share of its
# width; a slash leans by this share of its height, its points as near to a line as this correlation says.
MAIN_STROKE = 0.9
FLAT = 0.4
LONG_DASH = 12
SLANTED = 0.25
STRAIGHT = 0.9
# A hyphen of small print is five pixels wide and one high, no larger than a speck. In a cell with nothing else, ink of
# so many pixels that fills so much of its box was printed, since the grain of scans is scattered. It is a dash where it
# is as flat as this share of its width and in the middle half of the cell's height.
LEAST_PRINTED = 4
SOLID = 0.8
FLAT_SPECK = 1 / 3
MIDDLE = (0.25, 0.75)
# What is left of the lines around a cell stands so near, in pixels, to its upper or lower edge, or at its sides.
EDGE = 3


@dataclass(frozen=True, slots=True)
class SmallInk:
    """The only ink of a cell, too small to recognise: its box in pixels of the cell, and what it is if that is told."""

    left: int
    top: int
    right: int
    bottom: int
    mark: str | None


def without_specks(dark: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if dark.size == 0:
        return dark
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    kept = [index for index in range(1, count) if stats[index][cv2.CC_STAT_AREA] >= SPECK]
    return np.where(np.isin(labels, kept), 255, 0).astype(np.uint8)


def small_ink(dark: NDArray[np.uint8]) -> SmallInk | None:
    """What is printed in a cell where there are specks only: a dash, what cannot be told, or nothing."""
    height, width = dark.shape
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    printed = [
        (int(left), int(top), int(left + wide), int(top + high))
        for left, top, wide, high, area in stats[1:count]
        if area >= max(LEAST_PRINTED, SOLID * wide * high)
        and 0 < left < width - wide
        and EDGE <= top <= height - high - EDGE
    ]
    if not printed:
        return None
    lefts, tops, rights, bottoms = zip(*printed, strict=True)
    left, top, right, bottom = min(lefts), min(tops), max(rights), max(bottoms)
    is_flat = bottom - top <= FLAT_SPECK * (right - left)
    is_in_middle = MIDDLE[0] <= (top + bottom) / 2 / height <= MIDDLE[1]
    is_dash = len(printed) == 1 and is_flat and is_in_middle
    return SmallInk(left, top, right, bottom, "-" if is_dash else None)


def mark_of(dark: NDArray[np.uint8]) -> str | None:
    """A dash or a slash, told by its shape: one stroke, flat or slanting. Recognition takes them for 一 and 1."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    sizes = stats[1:count, cv2.CC_STAT_AREA]
    if not len(sizes) or sizes.max() < MAIN_STROKE * sizes.sum():
        return None
    index = 1 + int(sizes.argmax())
    width, height = stats[index, cv2.CC_STAT_WIDTH], stats[index, cv2.CC_STAT_HEIGHT]
    if height <= FLAT * width:
        return "—" if width >= LONG_DASH else "-"
    rows, columns = np.nonzero(labels == index)
    if width < SLANTED * height or len(rows) < 4:
        return None
    slant = float(np.corrcoef(rows, columns)[0, 1])
    return "/" if slant <= -STRAIGHT else None
