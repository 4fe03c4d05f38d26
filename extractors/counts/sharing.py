"""Counts that share their words: each of a list has its own, or all have the same, or none can be told which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.counts.channels import NO_CHANNEL, channel_in
from extractors.counts.labels import noun_of, without_leading, without_trailing
from extractors.counts.phrases import Count
from extractors.lexicon import lexicon

# 2018年、2019年分别…: what each number counts is another year's.
_YEAR = re.compile(r"[0-9]{4}年度?")
# 行政复议和行政诉讼[各]2件: what follows is said of each of the things before it.
_EACH = re.compile(r" ?(?:各|均|都|皆)(?:为|有)? ?")
# A name in a list (A、B各2件): 县领导和部门负责人各2名 may be one.
LONGEST_NAME = 14
_LIST_JOINTS = re.compile(r"[ 、,;和及与]{0,3}")


def share_words(text: str, counts: list[Count]) -> list[Count]:
    """The counts with the words they share, one for each thing where one number is said of several."""
    _share_nouns(text, counts)
    return [each for count in counts for each in _one_each(text, count)]


def _share_nouns(text: str, counts: list[Count]) -> None:
    """Counts that stand beside each other without words of their own.

    政府网站、微信公众号分别公开信息3条、5条: each has its own name. 各类信息3类46条: both count the same.
    """
    for group in _runs(text, counts):
        first = group[0]
        opener = lexicon().respectively.first(text, first.clause, first.token.start)
        if opener is None or len(group) == 1:
            _doubt(group)
            for count in group[1:]:
                count.label_start, count.label_end = first.label_start, first.label_end
                count.words, count.noun, count.channel = first.words, first.noun, count.channel or first.channel
                count.family = first.family
            continue
        begin = without_leading(text, first.clause, opener.start)
        names = list(_names(text, begin, opener.start))
        if len(names) != len(group):
            names = list(_names(text, first.clause, opener.start))
        said = text[opener.end : first.token.start]
        last = group[-1]
        # 分别发布20条、8条[信息]: the noun behind the last number is that of all.
        behind = text[last.label_start : last.label_end] if last.noun_follows and last is not first else ""
        if len(names) != len(group):
            continue
        for count, (start, end) in zip(group, names, strict=True):
            count.label_start, count.label_end = start, end
            count.words = text[start:end] + said + behind
            count.channel = channel_in(text, start, end) or (None if count.channel in NO_CHANNEL else count.channel)
            generic = behind or noun_of(text, opener.end, first.token.start)
            named = noun_of(text, start, end)
            years = _YEAR.fullmatch(text, start, end) is not None
            count.noun = text[start:end] if years else generic if generic or not named else named
            count.start = start


def _doubt(group: Sequence[Count]) -> None:
    """公开信息28条、16条 does not say of what each is; of 信息30期、200条 the second alone counts pieces of it."""
    items = any(count.measure_kind == "item" for count in group)
    measures = Counter(id(count.token.measure) for count in group)
    for count in group:
        repeated = measures[id(count.token.measure)] > 1
        count.unsure = repeated or (items and count.measure_kind == "event")


def _one_each(text: str, count: Count) -> Iterator[Count]:
    """行政复议、行政诉讼各2件: two of each, a count for every thing that is named; any other count as it is."""
    start, end = count.label_start, count.label_end
    each = _EACH.fullmatch(text, end, count.token.start) is not None
    # 行政复议、行政诉讼为0件: where there were none together there was none of each.
    names = list(_names(text, start, end)) if each or count.token.value == 0 else []
    if each:
        listed = "、" in text[start:end] and all(last - begin <= LONGEST_NAME for begin, last in names)
        each = listed or all(lexicon().things.first(text, *name) for name in names)
    elif names:
        things = {_thing(text, *name) for name in names}
        each = len(things) == len(names) and None not in things
    if len(names) < 2 or not each:
        yield count
        return
    for index, (begin, last) in enumerate(names):
        words = text[begin if index else count.clause : last] + text[end : count.token.start]
        channel = channel_in(text, begin, last) or (None if count.channel in NO_CHANNEL else count.channel)
        noun = text[begin:last]
        yield replace(count, start=begin, label_start=begin, label_end=last, words=words, noun=noun, channel=channel)


def _thing(text: str, start: int, end: int) -> str | None:
    """The key of the thing that a name is about, the last one it holds; None where it holds none."""
    key = None
    for found in lexicon().things.find(text, start, end):
        key = found.meaning.key
    return key


def _runs(text: str, counts: list[Count]) -> Iterator[list[Count]]:
    """Each count with those behind it that have no words of their own, or behind 分别 only the noun of them all."""
    respectively = lexicon().respectively
    group: list[Count] = []
    for count in counts:
        bare = count.label_start >= count.label_end and not count.noun_follows and not count.sums_up
        if group and count.noun_follows and not group[-1].noun_follows:
            bare = respectively.first(text, group[0].clause, group[0].token.start) is not None
        if bare and group and _LIST_JOINTS.fullmatch(text, group[-1].end, count.token.start):
            group.append(count)
            continue
        if len(group) > 1:
            yield group
        group = [count]
    if len(group) > 1:
        yield group


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A、B和C."""
    begin = start
    for match in re.finditer(r"[、,]|和|及|与", text[start:end]):
        place = start + match.start()
        if place > begin:
            yield begin, place
        begin = start + match.end()
    if begin < end:
        yield begin, without_trailing(text, begin, end)
