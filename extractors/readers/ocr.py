"""Recognition of text in pictures, offline: RapidOCR, whose models lie in its package (`pip install gongkai[ocr]`).

The engine is loaded when the first picture is met, and entered by one thread at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

Gray = NDArray[np.uint8]
Box = tuple[int, int, int, int]

_ENTERED = threading.Lock()
# Text smaller than this is enlarged before it is recognised, in pixels.
SMALL = 40
PADDING = 0.35
# Lines recognised at once.
BATCH = 16


@cache
def _engine() -> Any:
    return RapidOCR(params={"Global.log_level": "critical", "Global.max_side_len": 4000, "Rec.rec_batch_num": BATCH})


def recognised(pictures: Sequence[Gray], *, enlarged: float = 1.0) -> list[tuple[str, float]]:
    """Each picture of a line of text as its text and the confidence in it, 0 to 1.

    enlarged: by how much more than needed; a second look at another size that reads the same is worth more than one
    """
    if not pictures:
        return []
    prepared = [_prepared(picture, enlarged) for picture in pictures]
    with _ENTERED:
        result = _engine().recognize_txt(prepared)
    return [(str(text), float(score)) for text, score in zip(result.txts, result.scores, strict=True)]


def lines_in(picture: Gray) -> list[Box]:
    """Where lines of text stand: left, top, right, bottom in pixels."""
    with _ENTERED:
        result = _engine()(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
    boxes = result.boxes if result.boxes is not None else []
    return [
        (int(box[:, 0].min()), int(box[:, 1].min()), int(box[:, 0].max()) + 1, int(box[:, 1].max()) + 1)
        for box in boxes
    ]


def _prepared(picture: Gray, enlarged: float) -> Any:
    """With white around it, since text that touches the edge is misread, and large enough."""
    height = picture.shape[0]
    edge = max(3, round(height * PADDING))
    padded = cv2.copyMakeBorder(picture, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=255)
    scale = max(1.0, SMALL / height) * enlarged
    if scale != 1.0:
        padded = cv2.resize(padded, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return cv2.cvtColor(padded, cv2.COLOR_GRAY2BGR)
