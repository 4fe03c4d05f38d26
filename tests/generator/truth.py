"""What a generated report says, known because it was written; the extractor's answer is held against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["count", "percent", "change"]
CellKey = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Stated:
    """A number (or a none) said in words.

    units, precisions, bases: what may be answered, the plain answer first; more than one only where the field's
        own documents leave it open (`收到申请0件` is a number and a none at once)
    part_of: index of the total, in the sentence while it is written, in the report once it is put together
    optional: may be read or left (无。 under 其他需要报告的事项 answers no countable question)
    """

    value: int | float
    units: tuple[str | None, ...]
    precisions: tuple[str, ...] = ("exact",)
    bases: tuple[str, ...] = ("prose",)
    kind: Kind = "count"
    indicator: str | None = None
    part_of: int | None = None
    cumulative: bool = False
    optional: bool = False
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words that belong together (a total and its breakdown may be two sentences), and what they state."""

    text: str
    figures: tuple[Stated, ...]
    pattern: str


@dataclass(frozen=True, slots=True)
class PlacedSentence:
    """A sentence in its report. `first`: index of its first figure among all the report's stated figures."""

    sentence: Sentence
    role: str | None
    first: int


@dataclass(frozen=True, slots=True)
class CellTruth:
    """A value cell as printed. value None where a mark stands for the number."""

    value: int | float | None
    mark: str | None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A number of a table that no official indicator stands for: kept under its printed label. label: its row's."""

    label: str
    value: int | float
    unit: str | None = None
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """rule: identifier that must be among the findings. what: the words or cell it was planted in."""

    rule: str
    what: str


@dataclass(frozen=True, slots=True)
class Truth:
    title: str
    agency: str
    level: str
    year: int
    published: str | None
    period: tuple[str, str] | None
    form: str
    phone: str | None
    roles: tuple[str, ...]
    announced: tuple[str, ...]
    cells: Mapping[CellKey, CellTruth]
    sentences: tuple[PlacedSentence, ...]
    stated: tuple[Stated, ...]
    errors: frozenset[str] = frozenset()
    faults: tuple[PlantedFault, ...] = ()
    tail_noise: tuple[str, ...] = ()
    kept: tuple[KeptFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class GeneratedReport:
    """content: the file. charset: as an HTTP header would name it, None for no header."""

    seed: int
    layout: str
    encoding: str
    content: bytes
    media_type: str
    charset: str | None
    url: str
    truth: Truth
    text: str = field(repr=False, default="")
