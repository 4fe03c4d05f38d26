"""Figures recognised in pictures: those not sure enough state no number, only that one stands there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractors.document import Document
from extractors.reading import Doubt, Reading

# Confidence from which on a text recognised in a picture stands by itself. Measured on generated reports at 150 dpi:
# of numbers read wrongly none had more.
SURE = 0.9


def withheld(readings: Iterable[Reading], document: Document) -> tuple[tuple[Reading, ...], list[Doubt]]:
    """Readings of running text, the numbers of doubtful ones taken back, and a doubt for each of these."""
    kept: dict[int, Reading] = {}
    doubts: list[Doubt] = []
    for reading in readings:
        confidence = document.confidence(reading.start, reading.end) if document.recognised else None
        total = kept.get(id(reading.total), reading.total) if reading.total is not None else None
        sure = confidence is None or confidence >= SURE
        same = (
            reading
            if sure and total is reading.total
            else replace(reading, total=total, value=reading.value if sure else None)
        )
        kept[id(reading)] = same
        if not sure:
            printed = document.text[reading.start : reading.end]
            doubts.append(Doubt("ocr.uncertain", facts={"printed": printed}, readings=(same,), quote=printed))
    return tuple(kept.values()), doubts
