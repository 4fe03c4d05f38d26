"""`Reading`: a figure as the stage that reads it knows it, before figures are put in reading order and numbered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from pydantic import ConfigDict, TypeAdapter

from extractors.document import Document
from extractors.models import Basis, Figure, Mark, Number, Precision
from extractors.sealed import sealed

RolesAt = Callable[[Sequence[int]], Sequence[str | None]]
# All figures of a report at once take half the time that one after the other does.
_FIGURES = TypeAdapter(list[Figure], config=ConfigDict(defer_build=True))


@sealed(frozen=True, slots=True, eq=False)
class Reading:
    """One number with its words. Compared by identity, since a page may state the same number twice.

    total: the reading this one is a part of
    listing: which list of that total's parts it stands in (按申请方式分…；按申请人分… are two)
    exhaustive: that list claims to name all parts, so that they must add up (not after 等, nor examples)
    """

    label: str
    value: Number | None
    start: int
    end: int
    basis: Basis
    indicator: str | None = None
    dimension: str | None = None
    unit: str | None = None
    precision: Precision = "exact"
    channel: str | None = None
    cumulative: bool = False
    mark: Mark | None = None
    total: Reading | None = None
    listing: int = 0
    exhaustive: bool = False


def to_figures(
    readings: Iterable[Reading], document: Document, roles_at: RolesAt
) -> tuple[list[Figure], list[Reading]]:
    """Readings in reading order as numbered figures, and the readings in that same order.

    roles_at: the roles of the sections that ascending offsets lie in
    """
    text = document.text
    ordered = sorted(readings, key=attrgetter("start", "end"))
    index = {id(reading): position for position, reading in enumerate(ordered)}
    figures = [
        {
            "indicator": reading.indicator,
            "dimension": reading.dimension,
            "label": reading.label,
            "value": reading.value,
            "unit": reading.unit,
            "precision": reading.precision,
            "basis": reading.basis,
            "channel": reading.channel,
            "cumulative": reading.cumulative,
            "part_of": index[id(reading.total)] if reading.total is not None else None,
            "section": role,
            "quote": text[reading.start : reading.end],
            "start": reading.start,
            "end": reading.end,
            "mark": reading.mark,
            "confidence": document.confidence(reading.start, reading.end) if document.recognised else None,
        }
        for reading, role in zip(ordered, roles_at([reading.start for reading in ordered]), strict=True)
    ]
    # The keys stand above, so that none need be looked for that is no field.
    return _FIGURES.validate_python(figures, extra="ignore"), ordered


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding as the stage that meets it knows it. `catalogue/rules.toml` holds its severity and its sentences.

    facts: what the rule's sentence templates name in braces ({parts}, {stated}, …)
    quote: words that show it, where no figure does; mild: the page may be right all the same (`milder` in the rule)
    """

    rule: str
    facts: Mapping[str, str | int | float] = field(default_factory=dict)
    expected: Number | str | None = None
    actual: Number | str | None = None
    readings: tuple[Reading, ...] = ()
    quote: str | None = None
    mild: bool = False
