"""Shapes of the lexicon's data files; what the columns mean stands at the head of each file."""

from __future__ import annotations

from itertools import chain
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

Precision = Literal["exact", "at_least", "about", "at_most"]
MeasureKind = Literal["item", "class", "event", "people", "money", "size"]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Measure(Entry):
    kind: MeasureKind
    firm: bool
    words: tuple[str, ...]


class MeasureFile(Entry):
    measure: tuple[Measure, ...]


class Mark(Entry):
    place: Literal["before", "inside", "after"]
    precision: Precision
    words: tuple[str, ...]


class ApproximationFile(Entry):
    several: tuple[str, ...]
    not_several: tuple[str, ...]
    mark: tuple[Mark, ...]


class NonCount(Entry):
    kind: str
    words: tuple[str, ...]


class NonCountFile(Entry):
    after: tuple[NonCount, ...]
    before: tuple[NonCount, ...]
    phrase: tuple[NonCount, ...]
    number: tuple[NonCount, ...]


class Verb(Entry):
    family: str
    words: tuple[str, ...]


class VerbsFile(Entry):
    nouns: tuple[str, ...]
    alone: tuple[str, ...]
    verb: tuple[Verb, ...]
    topics: dict[str, tuple[str, ...]]


class Channel(Entry):
    key: str
    words: tuple[str, ...]
    within: str | None = None


class ChannelsFile(Entry):
    places: tuple[str, ...]
    several: tuple[str, ...]
    none: tuple[str, ...]
    receiving: frozenset[str]
    fixed: frozenset[str]
    pages: tuple[str, ...]
    channel: tuple[Channel, ...]

    def keys(self) -> dict[str, str]:
        """The channel by each of its names; "" by those of `none`."""
        return dict.fromkeys(self.none, "") | {word: channel.key for channel in self.channel for word in channel.words}

    def kinds(self) -> dict[str, str]:
        """By the key of a channel, the one that stands for several of its kind together."""
        return {channel.key: channel.within for channel in self.channel if channel.within is not None}


class Views(Entry):
    begin: tuple[str, ...]
    end: tuple[str, ...]


class BreakdownsFile(Entry):
    openers: tuple[str, ...]
    anywhere: tuple[str, ...]
    examples: tuple[str, ...]
    ordinals: tuple[str, ...]
    not_all: tuple[str, ...]
    totals: tuple[str, ...]
    restart: tuple[str, ...]
    hollow: tuple[str, ...]
    respectively: tuple[str, ...]
    strong: tuple[str, ...]
    doubtful: tuple[str, ...]
    besides: tuple[str, ...]
    aside: tuple[str, ...]
    added: tuple[str, ...]
    outcomes: tuple[str, ...]
    chosen: tuple[str, ...]
    vessels: tuple[str, ...]
    views: Views


class ContextFile(Entry):
    plan: tuple[str, ...]
    outlook: tuple[str, ...]
    will: tuple[str, ...]
    resumes: tuple[str, ...]
    resumes_plan: tuple[str, ...]
    disposal: tuple[str, ...]
    carried: tuple[str, ...]
    neither: tuple[str, ...]
    rule: tuple[str, ...]
    frequency: tuple[str, ...]
    compare: tuple[str, ...]
    change: tuple[str, ...]
    to_level: tuple[str, ...]
    from_level: tuple[str, ...]
    reach: tuple[str, ...]
    reach_last: tuple[str, ...]
    reach_times: tuple[str, ...]
    reach_counted: tuple[str, ...]
    stock_ever: tuple[str, ...]
    stock: tuple[str, ...]
    stock_here: tuple[str, ...]
    this_year: tuple[str, ...]
    last_year: tuple[str, ...]

    def meanings(self) -> dict[str, str]:
        """Words of a sentence that bear on its numbers, by word."""
        named = (
            "neither",
            "plan",
            "outlook",
            "will",
            "rule",
            "frequency",
            "compare",
            "change",
            "to_level",
            "reach",
            "stock_ever",
            "stock",
            "stock_here",
        )
        return {word: name for name in named for word in getattr(self, name)}


class Negator(Entry):
    place: Literal["before", "either", "after"]
    words: tuple[str, ...]
    thing: str | None = None
    guard: tuple[str, ...] = ()


class Thing(Entry):
    key: str
    rank: int
    words: tuple[str, ...]
    indicator: str | None = None
    also: str | None = None
    each: bool = False
    dimension: str | None = None


class SectionNone(Entry):
    role: str
    things: tuple[str, ...]
    applied: bool = False


class NegationFile(Entry):
    negator: tuple[Negator, ...]
    thing: tuple[Thing, ...]
    sections: tuple[SectionNone, ...]
    tails: tuple[str, ...]
    conjunctions: tuple[str, ...]
    causes: tuple[str, ...]
    caused: tuple[str, ...]


class LabelsFile(Entry):
    leading: tuple[str, ...]
    trailing: tuple[str, ...]
    vague: tuple[str, ...]
    suffixes: tuple[str, ...]
    not_leading: tuple[str, ...]
    not_trailing: tuple[str, ...]
    joints: tuple[str, ...]
    count_nouns: tuple[str, ...]
    counting: tuple[str, ...]
    any_field: frozenset[str]
    employed: tuple[str, ...]
    no_noun: tuple[str, ...]
    rest: tuple[str, ...]
    said_behind: tuple[str, ...]


class CasesFile(Entry):
    cases: tuple[str, ...]
    about: tuple[str, ...]
    place: tuple[str, ...]
    before: tuple[str, ...]
    unrelated: tuple[str, ...]
    papers: tuple[str, ...]
    matters: tuple[str, ...]
    because: tuple[str, ...]
    organ: tuple[str, ...]
    roles: tuple[str, ...]
    perhaps: tuple[str, ...]
    titles: tuple[str, ...]


class Phrase(Entry):
    """A rule from words to an indicator; an empty `key` settles that there is none."""

    key: str
    dimension: str | None = None
    has: tuple[tuple[str, ...], ...] = ()
    lacks: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    part_of: str | None = None
    single: Literal["noun", "words"] | None = None
    since: int | None = None
    until: int | None = None


class PhrasesFile(Entry):
    groups: dict[str, tuple[str, ...]]
    phrase: tuple[Phrase, ...]

    @model_validator(mode="after")
    def _groups_are_known(self) -> Self:
        for one in self.phrase:
            for word in (*one.lacks, *one.label, *chain(*one.has)):
                if word.startswith("@") and word[1:] not in self.groups:
                    raise ValueError(f"{one.key or 'a rule without key'} names the group {word}, which is not there")
        return self

    def rules(self) -> tuple[Phrase, ...]:
        """The phrases with the words of each group in place of its name."""
        return tuple(
            one.model_copy(
                update={
                    "has": tuple(map(self._written_out, one.has)),
                    "lacks": self._written_out(one.lacks),
                    "label": self._written_out(one.label),
                }
            )
            for one in self.phrase
        )

    def _written_out(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(chain.from_iterable(self.groups[word[1:]] if word.startswith("@") else (word,) for word in words))
