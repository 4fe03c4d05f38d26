"""Writes one sentence and notes what it states, so that words and truth cannot drift apart."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.generator.numerals import STYLES, approximation, printed
from tests.generator.truth import Sentence, Stated
from tests.generator.words import CHANNELS, AgencyTruth


@dataclass(frozen=True, slots=True)
class Facts:
    """What all sentences of a report must agree on, and agree with its tables on.

    received, carried_in, processed, carried_out, granted, …: the 总计 column of table three
    review, litigation: totals of table four
    body_year: the year the prose names (another than `year` when a year is planted wrong)
    """

    agency: AgencyTruth
    year: int
    body_year: int
    received: int
    carried_in: int
    processed: int
    carried_out: int
    outcomes: dict[str, int]
    review: int
    litigation: int
    wrong_breakdown: bool = False
    wrong_percentage: bool = False


class Writer:
    """`w.put("共公开").count(87, "条")`; `count` notes a figure and `last` is its index in the sentence."""

    def __init__(self, rng: random.Random, facts: Facts) -> None:
        self.rng = rng
        self.facts = facts
        self.style = rng.choice(STYLES)
        self._parts: list[str] = []
        self._figures: list[Stated] = []
        self.variant = ""

    @property
    def last(self) -> int:
        return len(self._figures) - 1

    def put(self, words: str) -> Writer:
        self._parts.append(words)
        return self

    def choose(self, *words: str) -> Writer:
        return self.put(self.rng.choice(words))

    def year(self) -> str:
        """The year as a sentence opens with it; not every sentence does."""
        year = self.facts.body_year
        return self.rng.choice(
            (
                f"{year}年，",
                f"{year}年度",
                f"{year}年",
                "全年",
                "本年度",
                "今年以来，",
                "全年累计",
                f"{year}年全年",
                "",
            )
        )

    def count(
        self,
        value: int | float,
        unit: str | None,
        *,
        indicator: str | None = None,
        part_of: int | None = None,
        cumulative: bool = False,
        style: str | None = None,
        bases: tuple[str, ...] = ("prose",),
    ) -> Writer:
        style = style or self.style
        text = printed(self.rng, value, style)
        shown = text + (" " if style == "spaced" else "") + (unit or "")
        if value == 0 and "stated_none" not in bases:
            bases = (*bases, "stated_none")  # 0件 is a printed nought and a statement of none
        self.note(
            Stated(
                value,
                (unit,),
                bases=bases,
                indicator=indicator,
                part_of=part_of,
                cumulative=cumulative,
                printed=shown,
            )
        )
        return self.put(shown)

    def approximate(self, unit: str, *, indicator: str | None = None, part_of: int | None = None) -> Writer:
        shown, value, precisions = approximation(self.rng, unit)
        self.note(Stated(value, (unit,), precisions, indicator=indicator, part_of=part_of, printed=shown))
        return self.put(shown)

    def percent(self, value: int | float) -> Writer:
        shown = f"{value:g}{self.rng.choice(('%', '%', '％'))}"
        self.note(Stated(value, ("%",), kind="percent", printed=shown))
        return self.put(shown)

    def change(self, value: int, unit: str) -> Writer:
        self.note(Stated(value, (unit,), kind="change", printed=f"{value}{unit}"))
        return self.put(f"{value}{unit}")

    def none(
        self, indicator: str | None = None, units: tuple[str | None, ...] = (None,), *, optional: bool = False
    ) -> Writer:
        self.note(Stated(0, units, bases=("stated_none",), indicator=indicator, optional=optional))
        return self

    def note(self, stated: Stated) -> None:
        self._figures.append(stated)

    def part_of(self, index: int, total: int) -> None:
        """Make an earlier figure a part of a total that came after it."""
        self._figures[index] = replace(self._figures[index], part_of=total)

    def channel(self) -> tuple[str, str | None]:
        name, indicator = self.rng.choice(CHANNELS)
        return name.format(town=self.facts.agency.short), indicator

    def channels(self, count: int) -> list[tuple[str, str | None]]:
        """Different channels, no two of the same indicator."""
        found: list[tuple[str, str | None]] = []
        while len(found) < count:
            name, indicator = self.channel()
            taken = {key for _, key in found if key} | {other for other, _ in found}
            if name not in taken and (indicator is None or indicator not in taken):
                found.append((name, indicator))
        return found

    def sentence(self, pattern: str) -> Sentence:
        name = f"{pattern}/{self.variant}" if self.variant else pattern
        return Sentence("".join(self._parts), tuple(self._figures), name)


Pattern = Callable[[Writer], None]


@dataclass(frozen=True, slots=True)
class Registered:
    """own_paragraph: the sentence would lean on what stands before it, so it opens a paragraph of its own."""

    name: str
    write: Pattern
    weight: float
    own_paragraph: bool
    claims: tuple[str, ...]


REGISTER: dict[str, list[Registered]] = {}


def pattern(
    topic: str, weight: float = 1.0, *, own_paragraph: bool = False, claims: tuple[str, ...] = ()
) -> Callable[[Pattern], Pattern]:
    """Register a sentence pattern. claims: totals it states, so that a report states each only once."""

    def register(write: Pattern) -> Pattern:
        name = f"{topic}.{write.__name__}"
        REGISTER.setdefault(topic, []).append(Registered(name, write, weight, own_paragraph, claims))
        return write

    return register
