"""Statements that there was none: one figure of value 0 for each thing they negate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue import load_data
from extractors.prose.words import LEXICON, alternation
from extractors.reading import Reading

# Clauses end here; a list of things negated may go on over 、 and, where the next clause is nothing but such things, over ，.  # noqa: E501
_CLAUSE = re.compile(r"[^,。;!?\n，；！？]{1,200}")
_WHOLE = re.compile(r"\s{0,4}(?:无|没有|暂无|零)\s?[。.;]?\s{0,4}")
# How many characters a verb may stand behind its negator: 未曾收到, 没有因政府信息公开…
VERB_WITHIN = 8
FEES = "requests.fees"


class _Object(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[str, ...]
    indicator: str
    dimension: str | None = None
    unless: tuple[str, ...]


class _None(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    verbs: tuple[str, ...]
    with_verb: tuple[str, ...]
    bare: tuple[str, ...]
    not_a_negator: tuple[str, ...]
    spoils: tuple[str, ...]
    endings: tuple[str, ...]
    money_verbs: tuple[str, ...]
    after_zero: dict[str, str]
    objects: tuple[_Object, ...]
    whole_section: dict[str, tuple[str, ...]]


@cache
def _words() -> _None:
    return load_data(LEXICON, "none.toml", _None)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Negator (with its verb, or bare before a thing), things, spoiling words, endings."""
    words = _words()
    things = [
        (len(word), re.escape(word) + (f"(?!{alternation(entry.unless)})" if entry.unless else ""))
        for entry in words.objects
        for word in entry.words
    ]
    longest_first = [pattern for _, pattern in sorted(things, key=lambda thing: -thing[0])]
    no = rf"(?!{alternation(words.not_a_negator)})"
    negator = re.compile(
        rf"{no}(?:(?:{alternation(words.with_verb)})[^,。;，；]{{0,{VERB_WITHIN}}}?(?:{alternation(words.verbs)})"
        rf"|(?:{alternation(words.bare)}))"
    )
    return (
        negator,
        re.compile("|".join(longest_first)),
        re.compile(alternation(words.spoils)),
        re.compile(rf"(?:{alternation(words.endings)})(?:件|起|宗|例|条|元)?$"),
    )


@cache
def _zero() -> re.Pattern[str]:
    """零申请, 零复议."""
    return re.compile(rf"零({alternation(_words().after_zero)})")


@cache
def _after_zero() -> re.Pattern[str]:
    return re.compile(alternation(_words().after_zero))


@cache
def _object_of() -> dict[str, _Object]:
    return {word: entry for entry in _words().objects for word in entry.words}


def stated_none(text: str, original: str, start: int, end: int) -> Iterator[Reading]:
    """All statements of none between two offsets. text: half-width; original: the document's own."""
    negator, thing, spoils, endings = _patterns()
    zero = _zero()
    carried = False
    for clause in _CLAUSE.finditer(text, start, end):
        words = clause.group()
        zeros = [match.start(1) for match in zero.finditer(words)]
        if zeros:
            yield from _readings(clause.start(), words.rstrip(), original, words, zeros[0], _after_zero())
            carried = False
            continue
        opening = negator.search(words)
        closing = endings.search(words.rstrip()) if opening is None or opening.start() > 0 else None
        first = 0
        if opening is not None and thing.search(words, opening.start()):
            first = opening.start()
        elif closing is not None and thing.search(words, 0, closing.start()):
            opening, words = None, words[: closing.start()]
        elif not (carried and _only_things(words, thing)):
            carried = False
            continue
        if spoils.search(words) or re.search(r"[1-9]\d*\s?(?:件|条|宗|起|元)", words):
            carried = False
            continue
        carried = text[clause.end() : clause.end() + 1] in (",", "，")
        money = opening is not None and opening.group().endswith(_words().money_verbs)
        yield from _readings(clause.start(), clause.group().rstrip(), original, words, first, thing, money=money)


def _only_things(words: str, thing: re.Pattern[str]) -> bool:
    left = thing.sub("", words)
    return left != words and not re.sub(r"[、和及或与等以的情况案件事项形被提起申请引发行为政府信息公开\s]", "", left)


def _readings(
    start: int,
    clause: str,
    original: str,
    words: str,
    first: int,
    thing: re.Pattern[str],
    *,
    money: bool = False,
) -> Iterator[Reading]:
    """A reading a thing named from `first` on; `money`: only the fees among them are negated."""
    lead = len(clause) - len(clause.lstrip())
    seen: set[str] = set()
    for match in thing.finditer(words, first):
        entry = _object_of()[_words().after_zero.get(match.group(), match.group())]
        if money and entry.indicator != FEES:
            continue
        key = match.group() if entry.indicator == "complaints.total" else entry.indicator
        if key in seen:
            continue
        seen.add(key)
        yield Reading(
            original[start + match.start() : start + match.end()],
            0,
            start + lead,
            start + len(clause),
            "stated_none",
            indicator=entry.indicator,
            dimension=entry.dimension,
        )


def whole_section_none(role: str | None, original: str, start: int, end: int) -> Iterator[Reading]:
    """“四、行政复议、行政诉讼情况 无。”"""
    indicators = _words().whole_section.get(role or "", ())
    if not indicators or not _WHOLE.fullmatch(original, start, end):
        return
    words = original[start:end]
    first = start + len(words) - len(words.lstrip())
    for indicator in indicators:
        dimension = next(entry.dimension for entry in _words().objects if entry.indicator == indicator)
        yield Reading(
            words.strip(),
            0,
            first,
            first + len(words.strip()),
            "stated_none",
            indicator=indicator,
            dimension=dimension,
        )
