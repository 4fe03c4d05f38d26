"""What a count in prose means: its indicator by the words of its phrase, and the marks of a running total."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue import load_data
from extractors.prose.phrases import Phrase
from extractors.prose.words import LEXICON, alternation, prose_words

CHANGE, SHARE, REACH = "other.change", "other.share", "other.reach"


class _PhraseEntry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    dimension: str | None = None
    all: tuple[str, ...]
    none: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    channel: str | None = None
    sections: tuple[str, ...] = ()


class _PhraseFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    phrase: tuple[_PhraseEntry, ...]


@dataclass(frozen=True, slots=True)
class _Compiled:
    entry: _PhraseEntry
    wanted: tuple[re.Pattern[str], ...]
    unwanted: re.Pattern[str] | None


@cache
def phrase_entries() -> tuple[_PhraseEntry, ...]:
    return load_data(LEXICON, "phrases.toml", _PhraseFile).phrase


@cache
def _compiled() -> tuple[_Compiled, ...]:
    return tuple(
        _Compiled(
            entry,
            tuple(re.compile(group) for group in entry.all),
            re.compile(alternation(entry.none)) if entry.none else None,
        )
        for entry in phrase_entries()
    )


@cache
def _kind_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    kinds = prose_words().kinds
    return tuple(re.compile(alternation(words)) for words in (kinds.change, kinds.reach, kinds.share))  # type: ignore[return-value]


def indicator_of(phrase: Phrase, words: str, roles: tuple[str, ...]) -> tuple[str | None, str | None]:
    """Indicator and dimension. words: the phrase up to its number; roles: of the section and subsection around it."""
    change, reach, _ = _kind_patterns()
    unit = phrase.token.unit
    if unit == "个百分点" or change.search(words):
        return CHANGE, None
    if phrase.token.kind == "percent":
        return SHARE, None
    if reach.search(words) and "信息公开" not in words[-6:]:
        return REACH, None
    if phrase.token.kind == "count" and phrase.inherited:
        return None, None
    for compiled in _compiled():
        entry = compiled.entry
        if entry.units and unit not in entry.units:
            continue
        if not entry.units and phrase.token.kind == "money":
            continue
        if entry.channel is not None and (phrase.channel or "") != entry.channel:
            continue
        if entry.sections and not set(entry.sections) & set(roles):
            continue
        if compiled.unwanted is not None and compiled.unwanted.search(phrase.label):
            continue
        if all(group.search(phrase.label) for group in compiled.wanted):
            return entry.key, entry.dimension
    return None, None


@cache
def _stock() -> tuple[re.Pattern[str], re.Pattern[str]]:
    stock = prose_words().stock
    return re.compile(alternation(stock.words)), re.compile(alternation(stock.unless))


def is_cumulative(clause: str) -> bool:
    """历年累计, 自…以来, 到目前为止: a stock. 截至2019年12月31日共… of the reporting year is that year's own."""
    words, unless = _stock()
    return words.search(clause) is not None and unless.search(clause) is None
