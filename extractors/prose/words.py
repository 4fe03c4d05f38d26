"""The words of `extractors/prose`, checked and compiled for the counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue import load_data
from extractors.models import Precision

LEXICON = "extractors.prose"


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _MeasureWord(_Closed):
    word: str
    unless: tuple[str, ...] = ()


class _MeasureFile(_Closed):
    measure_words: tuple[_MeasureWord, ...]
    money: tuple[str, ...]
    written: tuple[str, ...]


class _Approximation(_Closed):
    before: dict[Precision, tuple[str, ...]]
    behind: dict[Precision, tuple[str, ...]]
    part_of_a_word: dict[str, str]


class _Joints(_Closed):
    lead: tuple[str, ...]
    trail: tuple[str, ...]


class _Breakdown(_Closed):
    openers_all: tuple[str, ...]
    openers_some: tuple[str, ...]
    sums: frozenset[str]
    closers: tuple[str, ...]


class _Kinds(_Closed):
    change: tuple[str, ...]
    reach: tuple[str, ...]
    share: tuple[str, ...]


class _Stock(_Closed):
    words: tuple[str, ...]
    unless: tuple[str, ...]


class ProseWords(_Closed):
    approximation: _Approximation
    joints: _Joints
    breakdown: _Breakdown
    kinds: _Kinds
    stock: _Stock


class _NonCount(_Closed):
    name: str
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()


class _NonCountFile(_Closed):
    kind: tuple[_NonCount, ...]


class _Channel(_Closed):
    key: str
    words: tuple[str, ...]


class _ChannelFile(_Closed):
    channel: tuple[_Channel, ...]


@cache
def prose_words() -> ProseWords:
    return load_data(LEXICON, "prose.toml", ProseWords)


@cache
def unit_pattern() -> re.Pattern[str]:
    """A measure word or unit of quantity at a position; a word that only begins another one does not match."""
    words = load_data(LEXICON, "measure_words.toml", _MeasureFile)
    parts: list[tuple[str, tuple[str, ...]]] = [(unit, ()) for unit in (*words.money, *words.written)]
    parts += [(entry.word, entry.unless) for entry in words.measure_words]
    parts.sort(key=lambda part: len(part[0]), reverse=True)
    alternatives = [re.escape(word) + (f"(?!{alternation(unless)})" if unless else "") for word, unless in parts]
    return re.compile(r"\s?(?P<unit>" + "|".join(alternatives) + ")")


@cache
def quantity_units() -> tuple[str, ...]:
    """Units whose 万 and 亿 are theirs, not the number's: 万元, 亿元, 万字."""
    words = load_data(LEXICON, "measure_words.toml", _MeasureFile)
    return tuple(unit for unit in (*words.money, *words.written) if unit[0] in "万亿")


@cache
def non_count_patterns() -> tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    """(kind, what stands right before, what stands right behind) in the order of the file."""
    kinds = load_data(LEXICON, "non_counts.toml", _NonCountFile).kind
    return tuple(
        (
            kind.name,
            re.compile(f"(?:{alternation(kind.before)})$") if kind.before else None,
            re.compile(rf"\s?(?:{alternation(kind.behind)})") if kind.behind else None,
        )
        for kind in kinds
        if kind.before or kind.behind
    )


@cache
def name_pattern() -> re.Pattern[str]:
    """Names that hold a number: 5G, 一网通办, 三审三校."""
    kinds = load_data(LEXICON, "non_counts.toml", _NonCountFile).kind
    return re.compile(alternation(name for kind in kinds for name in kind.inside))


@cache
def channel_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """All channel words as one pattern, and the channel each means."""
    channels = load_data(LEXICON, "channels.toml", _ChannelFile).channel
    keys = {word: channel.key for channel in channels for word in channel.words}
    return re.compile(alternation(keys), re.IGNORECASE), {word.lower(): key for word, key in keys.items()}


def alternation(words: Iterable[str]) -> str:
    """Literal words as alternatives, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
