"""The numbers a report states in words.

passages: the running text → tokens: every number, told apart → phrases: counts with their words → sharing: words they
share → breakdowns: totals and parts → meaning: indicators; none: statements that there was none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractors.counts.breakdowns import link
from extractors.counts.cases import name_other_cases
from extractors.counts.channels import NO_CHANNEL, SAME, UNNAMED
from extractors.counts.fulfilled import name_fulfilled
from extractors.counts.meaning import Meaning, doubt_rivals, meaning_of
from extractors.counts.none import stated_none
from extractors.counts.own_field import name_own_field, of_own_field
from extractors.counts.passages import Passage, passages
from extractors.counts.phrases import Count, NotCounted, name_sums, read_phrases
from extractors.counts.requests import (
    name_asked,
    name_carried,
    name_handled,
    name_holding_carried,
    name_requested,
    name_ways,
)
from extractors.counts.running import mark_running, name_running
from extractors.counts.sharing import share_words
from extractors.counts.tokens import read_tokens
from extractors.counts.topics import Topics
from extractors.counts.unannounced import link_unannounced
from extractors.document import Document
from extractors.lexicon import fold
from extractors.outline import Outline, title_start
from extractors.reading import Reading

__all__ = ["NonCount", "read_counts"]


class NonCount(NamedTuple):
    """A number of the running text that counts nothing: what it is (date, document, phone, ordinal …), and where."""

    kind: str
    start: int
    end: int


def read_counts(
    document: Document, outline: Outline, *, year: int | None, agency: str | None = None
) -> tuple[tuple[Reading, ...], tuple[NonCount, ...]]:
    """Every count stated in the running text, every statement of none, in reading order; and the numbers that are none.

    year: the reporting year, which tells a running total (2015年以来) from the year's own count (今年以来)
    agency: its name, which tells its own field (气象) from others
    """
    readings: list[Reading] = []
    non_counts: list[NonCount] = []
    wholes: list[Reading] = []
    stated: dict[str, float] = {}
    for passage in passages(document, outline):
        tokens = read_tokens(passage.text)
        not_counted = NotCounted()
        counts = read_phrases(passage, tokens, year, not_counted)
        if counts:
            counts = share_words(passage.text, counts)
            name_carried(counts, year)
            name_fulfilled(passage.text, counts, (one for one in tokens if not_counted.get(one.start) == "plan"))
            link(passage.text, counts)
            link_unannounced(passage.text, counts)
            name_sums(passage.text, counts)
            name_running(passage.text, counts)
            name_holding_carried(passage.text, counts)
            name_ways(passage.text, counts)
            name_handled(passage.text, counts)
            name_asked(passage.text, counts)
            name_requested(counts)
            name_other_cases(passage, counts)
            made = _readings(document.text, passage, counts, year, stated)
            readings += made
            wholes += [made[place] for place in of_own_field(passage, counts, agency)]
        readings += stated_none(document.text, passage, counts, year)
        for token in tokens:
            if not token.may_be_figure or token.start in not_counted:
                kind = not_counted.get(token.start, token.kind)
                non_counts.append(NonCount(kind, passage.start + token.start, passage.start + token.end))
    non_counts += _in_headings(document, outline)
    readings = name_own_field(readings, wholes)
    readings.sort(key=lambda reading: (reading.start, reading.end))
    return tuple(readings), tuple(non_counts)


def _in_headings(document: Document, outline: Outline) -> Iterator[NonCount]:
    """Numbers in headings, which state nothing: ordinals, years, 五公开."""
    pending = list(outline.headings)
    while pending:
        heading = pending.pop()
        pending.extend(heading.children)
        title = title_start(heading, document.text)
        if heading.start < title:
            yield NonCount("enumerator", heading.start, title)
        for token in read_tokens(fold(document.text[title : heading.end])):
            kind = "heading" if token.may_be_figure else token.kind
            yield NonCount(kind, title + token.start, title + token.end)


def _readings(
    text: str, passage: Passage, counts: list[Count], year: int | None, stated: dict[str, float]
) -> list[Reading]:
    """stated: the totals that passages before this one said outright; those of this one are added."""
    meanings: dict[int, Meaning] = {}
    readings = _told(text, passage, counts, year, meanings)
    if mark_running(passage.text, counts, meanings, year):
        readings = _told(text, passage, counts, year, meanings)
    return (
        _told(text, passage, counts, year, meanings)
        if doubt_rivals(passage.text, counts, meanings, stated)
        else readings
    )


def _told(
    text: str, passage: Passage, counts: list[Count], year: int | None, meanings: dict[int, Meaning]
) -> list[Reading]:
    """Counts as readings; a total is made before its parts, wherever it stands."""
    made: dict[int, Reading] = {}
    topics = Topics(passage, counts)

    def reading_of(count: Count) -> Reading:
        if id(count) in made:
            return made[id(count)]
        total = reading_of(count.total) if count.total is not None else None
        told = None if count.total is None or count.of_the_year else meanings[id(count.total)]
        # A part has its total's channel, but not its meaning: 网站公开121条，其中公告21条.
        meaning = meaning_of(count, passage.roles + topics.before(count), told, year)
        # No part is the whole: 举办新闻发布会5场，其中疫情防控新闻发布会3场.
        indicator, dimension = meanings[id(count)] = (None, None) if meaning == told else meaning
        topics.note(count, meanings[id(count)])
        if total is not None and count.channel in {None, UNNAMED, SAME}:
            count.channel = total.channel
        token, base = count.token, passage.start
        start = base + count.start
        end = base + count.end
        label = text[base + count.label_start : base + count.label_end]
        unit = text[base + token.unit_start : base + token.unit_end] if token.unit_end else None
        made[id(count)] = Reading(
            label.strip() or text[start:end],
            token.value,
            start,
            end,
            "prose",
            indicator=indicator,
            dimension=dimension,
            unit=unit,
            precision=token.precision,
            channel=None if count.channel in NO_CHANNEL else count.channel,
            cumulative=count.cumulative,
            total=total,
            listing=count.listing,
            exhaustive=count.exhaustive,
        )
        return made[id(count)]

    return [reading_of(count) for count in counts]
