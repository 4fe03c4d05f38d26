"""The words in which reports state numbers: a data file a subject, each with a comment on its columns.

`lexicon()` holds them all, checked and indexed. To teach the reader a word, add it to its file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractors.catalogue.loading import load_data
from extractors.lexicon.folding import fold
from extractors.lexicon.shapes import (
    ApproximationFile,
    BreakdownsFile,
    CasesFile,
    ChannelsFile,
    ContextFile,
    LabelsFile,
    Measure,
    MeasureFile,
    NegationFile,
    Negator,
    NonCountFile,
    Phrase,
    PhrasesFile,
    Precision,
    Thing,
    VerbsFile,
)
from extractors.lexicon.words import Found, Words, any_of

__all__ = [
    "Found",
    "Lexicon",
    "Measure",
    "Negator",
    "Phrase",
    "Precision",
    "Thing",
    "Words",
    "any_of",
    "fold",
    "lexicon",
]

PACKAGE = "extractors.lexicon"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Indices over the data files. A plain set of words is indexed with their kind or with themselves as meaning."""

    measures: Words[Measure]
    # approximation
    marks_before: Words[Precision]
    marks_inside: Words[Precision]
    marks_after: Words[Precision]
    several: Words[str]
    not_several: frozenset[str]
    # non-counts: kind by word
    after: Words[str]
    before: Words[str]
    set_phrases: Words[str]
    numbers: dict[str, str]
    # clauses
    verbs: Words[str]
    verbs_and_nouns: Words[str | None]
    alone: frozenset[str]
    topics: Words[str]
    # channels: their keys by name; "" for what only bears the name of one
    channels: Words[str]
    channel_kinds: dict[str, str]
    receiving: frozenset[str]
    fixed: frozenset[str]
    pages: Words[str]
    places: Words[str]
    several_channels: Words[str]
    # breakdowns
    openers: Words[str]
    openers_anywhere: Words[str]
    examples: frozenset[str]
    ordinals: Words[str]
    view_begin: Words[str]
    view_end: Words[str]
    not_all: Words[str]
    totals: Words[str]
    restart: Words[str]
    hollow: Words[str]
    respectively: Words[str]
    strong: frozenset[str]
    doubtful: frozenset[str]
    besides: Words[str]
    aside: Words[str]
    added: Words[str]
    outcomes: Words[str]
    chosen: Words[str]
    vessels: Words[str]
    # context: what a sentence is about, by word
    context: Words[str]
    resumes: Words[str]
    resumes_plan: Words[str]
    disposal: Words[str]
    carried: Words[str]
    reach_last: Words[str]
    reach_times: Words[str]
    reach_counted: Words[str]
    last_year: Words[str]
    this_year: Words[str]
    changes: Words[str]
    from_level: Words[str]
    # none
    negators: Words[Negator]
    things: Words[Thing]
    thing_by_key: dict[str, Thing]
    tails: Words[str]
    conjunctions: Words[str]
    causes: Words[str]
    caused: Words[str]
    none_of_section: dict[str, tuple[str, ...]]
    applied_sections: frozenset[str]
    # labels
    leading: Words[str]
    trailing: Words[str]
    vague: Words[str]
    suffixes: Words[str]
    not_leading: Words[str]
    not_trailing: Words[str]
    joints: Words[str]
    count_nouns: Words[str]
    counting: Words[str]
    any_field: frozenset[str]
    employed: Words[str]
    no_noun: Words[str]
    rest: frozenset[str]
    said_behind: Words[str]
    phrases: tuple[Phrase, ...]
    cases: CasesFile


@cache
def lexicon() -> Lexicon:
    measure_file = load_data(PACKAGE, "measure_words.toml", MeasureFile)
    approximation = load_data(PACKAGE, "approximation.toml", ApproximationFile)
    non_counts = load_data(PACKAGE, "non_counts.toml", NonCountFile)
    verbs = load_data(PACKAGE, "verbs.toml", VerbsFile)
    channels = load_data(PACKAGE, "channels.toml", ChannelsFile)
    breakdowns = load_data(PACKAGE, "breakdowns.toml", BreakdownsFile)
    context = load_data(PACKAGE, "context.toml", ContextFile)
    negation = load_data(PACKAGE, "negation.toml", NegationFile)
    labels = load_data(PACKAGE, "labels.toml", LabelsFile)
    phrases = load_data(PACKAGE, "phrases.toml", PhrasesFile)

    families = {word: verb.family for verb in verbs.verb for word in verb.words}

    def marks(place: str) -> Words[Precision]:
        return Words(
            {word: mark.precision for mark in approximation.mark if mark.place == place for word in mark.words}
        )

    return Lexicon(
        measures=Words({word: measure for measure in measure_file.measure for word in measure.words}),
        marks_before=marks("before"),
        marks_inside=marks("inside"),
        marks_after=marks("after"),
        several=_plain(approximation.several),
        not_several=frozenset(approximation.not_several),
        after=Words({word: entry.kind for entry in non_counts.after for word in entry.words}),
        before=Words({word: entry.kind for entry in non_counts.before for word in entry.words}),
        set_phrases=Words({word: entry.kind for entry in non_counts.phrase for word in entry.words}),
        numbers={word: entry.kind for entry in non_counts.number for word in entry.words},
        verbs=Words(families),
        verbs_and_nouns=Words({**families, **dict.fromkeys(verbs.nouns)}),
        alone=frozenset(verbs.alone),
        topics=Words({word: family for family, words in verbs.topics.items() for word in words}),
        channels=Words(channels.keys()),
        channel_kinds=channels.kinds(),
        receiving=channels.receiving,
        fixed=channels.fixed,
        pages=_plain(channels.pages),
        places=_plain(channels.places),
        several_channels=_plain(channels.several),
        openers=_plain(breakdowns.openers),
        openers_anywhere=_plain(breakdowns.anywhere),
        examples=frozenset(breakdowns.examples),
        ordinals=_plain(breakdowns.ordinals),
        view_begin=_plain(breakdowns.views.begin),
        view_end=_plain(breakdowns.views.end),
        not_all=_plain(breakdowns.not_all),
        totals=_plain(breakdowns.totals),
        restart=_plain(breakdowns.restart),
        hollow=_plain(breakdowns.hollow),
        respectively=_plain(breakdowns.respectively),
        strong=frozenset(breakdowns.strong),
        doubtful=frozenset(breakdowns.doubtful),
        besides=_plain(breakdowns.besides),
        aside=_plain(breakdowns.aside),
        added=_plain(breakdowns.added),
        outcomes=_plain(breakdowns.outcomes),
        chosen=_plain(breakdowns.chosen),
        vessels=_plain(breakdowns.vessels),
        context=Words(context.meanings()),
        resumes=_plain(context.resumes),
        resumes_plan=_plain(context.resumes + context.resumes_plan),
        disposal=_plain(context.disposal),
        carried=_plain(context.carried),
        reach_last=_plain(context.reach_last),
        reach_times=_plain(context.reach_times),
        reach_counted=_plain(context.reach_counted),
        last_year=_plain(context.last_year),
        this_year=_plain(context.this_year),
        changes=_plain(context.change),
        from_level=_plain(context.from_level),
        negators=Words({word: negator for negator in negation.negator for word in negator.words}),
        things=Words({word: thing for thing in negation.thing for word in thing.words}),
        thing_by_key={thing.key: thing for thing in negation.thing},
        tails=_plain(negation.tails),
        conjunctions=_plain(negation.conjunctions),
        causes=_plain(negation.causes),
        caused=_plain(negation.caused),
        none_of_section={entry.role: entry.things for entry in negation.sections},
        applied_sections=frozenset(entry.role for entry in negation.sections if entry.applied),
        leading=_plain(labels.leading),
        trailing=_plain(labels.trailing),
        vague=_plain(labels.vague),
        suffixes=_plain(labels.suffixes),
        not_leading=_plain(labels.not_leading),
        not_trailing=_plain(labels.not_trailing),
        joints=_plain(labels.joints),
        count_nouns=_plain(labels.count_nouns),
        counting=_plain(labels.counting),
        any_field=labels.any_field,
        employed=_plain(labels.employed),
        no_noun=_plain(labels.no_noun),
        rest=frozenset(labels.rest),
        said_behind=_plain(labels.said_behind),
        phrases=phrases.rules(),
        cases=load_data(PACKAGE, "cases.toml", CasesFile),
    )


def _plain(words: Iterable[str]) -> Words[str]:
    return Words({word: word for word in words})
