"""The indicator of a count, by the rules of `lexicon/phrases.toml`: in order, the first one that fits decides."""

from __future__ import annotations

from extractors.counts.phrases import Count
from extractors.lexicon import Phrase, lexicon

KINDS = {"change": "other.change", "share": "other.share", "reach": "other.reach"}
Meaning = tuple[str | None, str | None]


def meaning_of(count: Count, roles: tuple[str, ...], total: Meaning | None, year: int | None) -> Meaning:
    """(indicator, dimension). total: what the total that this is a part of means; None where it is no part."""
    if count.kind != "volume":
        return KINDS[count.kind], None
    for rule in lexicon().phrases:
        if _fits(rule, count, roles, total, year):
            return rule.key or None, rule.dimension if rule.key else None
    return None, None


def _fits(rule: Phrase, count: Count, roles: tuple[str, ...], total: Meaning | None, year: int | None) -> bool:
    kind = "bare" if count.token.measure is None else count.measure_kind
    if rule.kinds:
        if kind not in rule.kinds:
            return False
    elif kind == "money":
        return False
    words = count.words
    if not all(any(word in words for word in group) for group in rule.has):
        return False
    if any(word in words for word in rule.lacks):
        return False
    if rule.label and count.noun not in rule.label:
        return False
    if rule.channel and (count.channel or "none") not in rule.channel:
        return False
    if rule.roles and not any(role in rule.roles for role in roles):
        return False
    if rule.part_of is not None and ("" if total is None else total[0] or "?") != rule.part_of:
        return False
    return rule.since is None or year is None or year >= rule.since
