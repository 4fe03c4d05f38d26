"""The indicator of a count, by the rules of `lexicon/phrases.toml`: in order, the first one that fits decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.counts.phrases import Count
from extractors.lexicon import Phrase, any_of, lexicon

KINDS = {"change": "other.change", "share": "other.share", "reach": "other.reach"}
Meaning = tuple[str | None, str | None]


def meaning_of(count: Count, roles: tuple[str, ...], total: Meaning | None, year: int | None) -> Meaning:
    """(indicator, dimension). total: what the total that this is a part of means; None where it is no part."""
    if count.kind != "volume":
        return KINDS[count.kind], None
    kind = "bare" if count.token.measure is None else count.measure_kind
    for rule in _rules_for(kind, roles, "" if total is None else total[0] or "?"):
        if _fits(rule, count, year):
            phrase = rule.phrase
            return phrase.key or None, phrase.dimension if phrase.key else None
    return None, None


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule with its groups of words as patterns."""

    phrase: Phrase
    has: tuple[re.Pattern[str], ...]
    lacks: re.Pattern[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(phrase, tuple(any_of(group) for group in phrase.has), any_of(phrase.lacks))
        for phrase in lexicon().phrases
    )


@lru_cache(maxsize=1024)
def _rules_for(kind: str, roles: tuple[str, ...], part_of: str) -> tuple[_Rule, ...]:
    """The rules for counts in this kind of measure word (money only has those that name it), under headings of these
    roles, that are part of a total with this indicator ("" for none, "?" for one without indicator).
    """
    return tuple(
        rule
        for rule in _rules()
        if (kind in rule.phrase.kinds if rule.phrase.kinds else kind != "money")
        and rule.phrase.part_of in (None, part_of)
        and (not rule.phrase.roles or any(role in rule.phrase.roles for role in roles))
    )


def _fits(compiled: _Rule, count: Count, year: int | None) -> bool:
    rule = compiled.phrase
    if rule.label and count.noun not in rule.label:
        return False
    if rule.channel and (count.channel or "none") not in rule.channel:
        return False
    if rule.since is not None and year is not None and year < rule.since:
        return False
    words = count.words
    for group in compiled.has:
        if group.search(words) is None:
            return False
    return compiled.lacks.search(words) is None
