"""The numbers a report states in words.

tokens: every numeral, told apart → phrases: counts with their words → breakdowns: totals and parts → meaning:
indicators; none: statements that there was none.
"""

from __future__ import annotations

from extractors.document import Document
from extractors.models import Heading
from extractors.outline import Outline, prose_spans
from extractors.prose.breakdowns import link
from extractors.prose.meaning import indicator_of, is_cumulative
from extractors.prose.none import stated_none, whole_section_none
from extractors.prose.phrases import Phrase, channel_in, phrases
from extractors.prose.tokens import tokens
from extractors.reading import Reading
from extractors.width import half_width

__all__ = ["read_counts"]


def read_counts(document: Document, outline: Outline) -> tuple[Reading, ...]:
    """Every count stated in the running text, and every statement of none, in reading order."""
    original = document.text
    text = half_width(original)
    trail = _HeadingTrail(outline)
    readings: list[Reading] = []
    for start, end in prose_spans(document, outline):
        above = trail.at(start)
        roles = tuple(heading.role for heading in above if heading.role)
        found = phrases(text, original, start, end, list(tokens(text, start, end)))
        link(text, found)
        readings += _readings(text, found, start, above, roles)
        readings += stated_none(text, original, start, end)
        if above and len(above) == 1:
            readings += whole_section_none(above[0].role, original, start, end)
    return tuple(sorted(readings, key=lambda reading: (reading.start, reading.end)))


def _readings(
    text: str, found: list[Phrase], start: int, above: tuple[Heading, ...], roles: tuple[str, ...]
) -> list[Reading]:
    """Phrases as readings, totals before their parts."""
    made: dict[int, Reading] = {}

    def reading_of(phrase: Phrase) -> Reading:
        if id(phrase) not in made:
            total = reading_of(phrase.parent) if phrase.parent is not None else None
            sentence = max(text.rfind("。", start, phrase.start), text.rfind("\n", start, phrase.start), start - 1) + 1
            if phrase.channel is None:
                clause = text[sentence : phrase.start]
                named = (
                    channel_in(clause)
                    if phrase.parent is None and not _counted_in(found, sentence, phrase.start)
                    else None
                )
                phrase.channel = named or next(
                    (channel for heading in reversed(above) if (channel := channel_in(heading.title))), None
                )
            words = text[phrase.start : phrase.token.start]
            indicator, dimension = indicator_of(phrase, words, roles)
            made[id(phrase)] = Reading(
                phrase.label,
                phrase.token.value,
                phrase.start,
                phrase.end,
                "prose",
                indicator=indicator,
                dimension=dimension,
                unit=phrase.token.unit,
                precision=phrase.token.precision,
                channel=phrase.channel,
                cumulative=is_cumulative(text[sentence : phrase.token.start]),
                total=total,
                complete=phrase.complete,
            )
        return made[id(phrase)]

    return [reading_of(phrase) for phrase in found]


def _counted_in(found: list[Phrase], start: int, end: int) -> bool:
    return any(start <= phrase.token.start < end for phrase in found)


class _HeadingTrail:
    """The headings above an offset, outermost first."""

    def __init__(self, outline: Outline) -> None:
        self._headings = outline.headings

    def at(self, offset: int) -> tuple[Heading, ...]:
        trail: list[Heading] = []
        level = list(self._headings)
        while True:
            above = [heading for heading in level if heading.start <= offset]
            if not above:
                return tuple(trail)
            trail.append(above[-1])
            level = above[-1].children
