"""Statements that there was none: a figure of value 0 for each thing they deny.

未收到政府信息公开申请 denies requests; 没有因政府信息公开提起行政复议和行政诉讼的情况 denies two things at once; what
stands in the cause (因…提起) is none of them. 意识不够强 and 未及时公开 deny nothing that is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from extractors.counts.passages import Passage, Sentences, behind_last
from extractors.counts.phrases import Count
from extractors.counts.plans import Plans
from extractors.lexicon import Found, Negator, Thing, lexicon
from extractors.reading import Reading

_CLAUSE = re.compile(r"[^,;。!?\n]{1,400}")
# A section or subsection that says nothing but this: 无。 我镇2020年度无申请。 A heading may have left its colon.
_WHOLE = re.compile(
    r"[\s:—-]{0,4}(?:(?:我|本|全)(?:机关|单位|部门|街道|行政机关|[局镇乡县市区委办院站校])"
    r"|在?[0-9]{4}年度?|本年度?|今年|全年|[, ]){0,6}"
    r"(?:(?P<applied>(?:无|没有|暂无|未收到|没有收到|未接到|无人)申请)"
    r"|无|没有|暂无|均?为?零|未发生|无此类情况|无此情况|未涉及|均无|无相关情况)\s?[。.;]?\s{0,4}"
)
LONGEST_WHOLE = 40
# No clause denies more often than this.
MOST_NEGATIONS = 6
# How far before a statement of none the words may stand that make it a wish.
LONGEST_WISH = 120
_SPACE = " ,、;:—-"
# 未收到, 没有发生 were; 力争零投诉 is a wish.
_WAS = re.compile(r"[未没]")
# [这]3件申请均未引起复议: said once more, so that it is no count of what is denied.
_POINTS_BACK = re.compile(r"(?:[这该此]|上述|以上|前述|上列)$")
# What an agency charges for its services: 未收取行政事业性收费 says nothing of fees for information.
SERVICE_CHARGES = "service_charges"
# The key of the thing, and the family of the verbs, of requests.
REQUESTS = "requests"
FEES, COURT_COSTS = "fees", "court_costs"
DISPUTED = frozenset({"review", "litigation", "review_and_litigation", "appeals"})
# Of requests it says 收到, 受理: 无依申请公开信息 may as well be a class of what was published.
_TAKEN_IN = re.compile(r"[收接受]")
# The section where 无申请 may mean none for a review.
DISPUTES = "disputes"


@dataclass(frozen=True, slots=True)
class _Denied:
    thing: Thing
    start: int
    end: int


class _Taken:
    """The spans of the counts of a passage, asked whether they touch a clause."""

    def __init__(self, counts: Sequence[Count]) -> None:
        spans = sorted((count.start, count.end) for count in counts)
        self._starts = [start for start, _ in spans]
        self._reached = list(accumulate((end for _, end in spans), max))

    def touches(self, start: int, end: int) -> bool:
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and self._reached[index] > start


class _Came:
    """The requests that a passage counts: 没有收到法人申请，收到自然人申请3件 denies only some of them.

    And the sentences that part what was published by how (共33条，其中主动公开33条，无依申请公开信息).
    """

    def __init__(self, text: str, counts: Sequence[Count]) -> None:
        self._sentences = Sentences(text)
        self._counted = {
            self._sentences.start_of(count.token.start)
            for count in counts
            if count.token.value and count.is_volume and count.family == REQUESTS and "申请" in count.words
        }

        self._parted = {
            self._sentences.start_of(count.token.start)
            for count in counts
            if count.total is not None and "主动公开" in count.words
        }

    def is_class(self, text: str, start: int, one: _Denied) -> bool:
        """Whether what a clause from `start` on denies is a class of what was published, and no request."""
        by_request = text.startswith("依申请公开", one.start) and not text.endswith("申请", 0, one.end)
        parted = by_request and self._sentences.start_of(start) in self._parted
        return parted and _TAKEN_IN.search(text, start, one.start) is None

    def beside(self, position: int) -> bool:
        """Whether the sentence of `position` counts any."""
        return self._sentences.start_of(position) in self._counted


def stated_none(text: str, passage: Passage, counts: Sequence[Count], year: int | None) -> Iterable[Reading]:
    """text: the document's; counts: those of the passage, beside which nothing is denied (未结转，办结3件)."""
    whole = _WHOLE.fullmatch(passage.text) if len(passage.text) <= LONGEST_WHOLE else None
    if whole is not None and (whole["applied"] is None or _section(passage) in lexicon().applied_sections):
        return _whole_section(text, passage)
    # Most passages hold no word that denies.
    denies = lexicon().negators.first(passage.text, 0, len(passage.text)) is not None
    return _stated(text, passage, counts, year) if denies else ()


def _stated(text: str, passage: Passage, counts: Sequence[Count], year: int | None) -> Iterator[Reading]:
    came = _Came(passage.text, counts)
    disputes = _section(passage) == DISPUTES
    beside = [count for count in counts if not _points_back(passage.text, count.token.start)]
    for start, end, denied in _statements(passage.text, _Taken(beside)):
        if _is_wish(passage, start, end, year):
            continue
        seen: set[str] = set()
        for one in denied:
            printed = passage.text[one.start : one.end]
            unsure = came.beside(start) or (disputes and printed == "申请") or came.is_class(passage.text, start, one)
            said = None if one.thing.key == REQUESTS and unsure else one.thing.indicator
            for indicator in (said, one.thing.also) if one.thing.also else (said,):
                name = printed if one.thing.each else indicator or one.thing.key
                if name not in seen:
                    seen.add(name)
                    yield _reading(text, passage.start, one, indicator, start, end)


def _points_back(text: str, position: int) -> bool:
    return _POINTS_BACK.search(text, max(0, position - 2), position) is not None


def _is_wish(passage: Passage, start: int, end: int, year: int | None) -> bool:
    """今后力争做到零投诉: what is to be, said in the same sentence."""
    text = passage.text
    if _WAS.search(text, start, end) is not None:
        return False
    begin = behind_last(text, "。!?\n", max(0, start - LONGEST_WISH), start)
    sentence = passage._replace(text=text[begin:end], start=passage.start + begin, lead="")
    return Plans.of(sentence, year).hide(end - begin, start - begin, 0)


def _reading(text: str, base: int, one: _Denied, indicator: str | None, start: int, end: int) -> Reading:
    return Reading(
        text[base + one.start : base + one.end],
        0,
        base + start,
        base + end,
        "stated_none",
        indicator=indicator,
        dimension=one.thing.dimension if indicator else None,
    )


def _section(passage: Passage) -> str:
    """The innermost heading's role of which 无。 says something; "" where none is."""
    known = lexicon().none_of_section
    return next((role for role in reversed(passage.roles) if role in known), "")


def _whole_section(text: str, passage: Passage) -> Iterator[Reading]:
    """“四、行政复议、行政诉讼情况 无。”: the heading says of what."""
    words = lexicon()
    start = len(passage.text) - len(passage.text.lstrip(" \n:—-"))
    end = len(passage.text.rstrip())
    section = _section(passage)
    things = [words.thing_by_key[key] for key in words.none_of_section.get(section, ())]
    if passage.titles and (not things or "." in section):
        # A subsection's name may say more than its role: 5.因公开申请行政复议情况：无。
        title = passage.titles[-1]
        things = [one.thing for one in _things(title, 0, len(title), whole=False)] or things
    for thing in things:
        yield _reading(text, passage.start, _Denied(thing, start, end), thing.indicator, start, end)


def _statements(text: str, taken: _Taken) -> Iterator[tuple[int, int, list[_Denied]]]:
    """(start, end, what is denied) of each clause that denies something; a list of things may go on over a comma."""
    going_on: tuple[int, list[_Denied]] | None = None
    before: tuple[int, int] | None = None
    sentences = Sentences(text)
    for match in _CLAUSE.finditer(text):
        start, end = match.span()
        while start < end and text[start] in _SPACE:
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        counted = taken.touches(start, end)
        denied = [] if counted else _denied_in(text, start, end)
        if denied is None:
            # The negation stands alone (…行政诉讼的情况，均未发生): what it denies was said in the clause before.
            denied = []
            if before is not None and not sentences.parted(before[0], start):
                denied = _things(text, *before, whole=True)
                if denied:
                    start = before[0]
        if not denied and going_on is not None and not counted and _goes_on(text, start, end):
            first, listed = going_on
            denied = _things(text, start, end, whole=True)
            if denied:
                yield first, end, denied
                going_on = (first, listed)
                before = (start, end)
                continue
        if denied:
            yield start, end, denied
        goes = text[end : end + 1] == ","
        going_on = (start, denied) if denied and goes else None
        before = None if counted else (start, end)


def _goes_on(text: str, start: int, end: int) -> bool:
    """“未发生行政复议，行政诉讼”: nothing but things; a clause with a verb of its own says something else."""
    return bool(_things(text, start, end, whole=True)) and lexicon().negators.first(text, start, end) is None


def _denied_in(text: str, start: int, end: int) -> list[_Denied] | None:
    """What a clause denies; None where it denies without saying what."""
    words = lexicon()
    alone = False
    for found in islice(words.negators.find(text, start, end), MOST_NEGATIONS):
        negator = found.meaning
        if _guarded(text, found):
            continue
        if negator.thing is not None:
            return [_named(text, words.thing_by_key[negator.thing], found, end)]
        if negator.place != "after":
            denied = _things(text, found.end, end, whole=True)
            if denied:
                return denied
            if text[found.end : end].strip(_SPACE + "情况发生"):
                continue
        if negator.place != "before":
            denied = _things(text, start, found.start, whole=True)
            if denied:
                return denied
            alone = alone or not text[start : found.start].strip(_SPACE)
    return None if alone else []


def _named(text: str, thing: Thing, negator: Found[Negator], end: int) -> _Denied:
    """未收取信息处理费: the thing as printed behind a word that denies it by itself; else that word."""
    for found in lexicon().things.find(text, negator.end, end):
        if found.meaning.key == SERVICE_CHARGES:
            return _Denied(found.meaning, found.start, found.end)
        if found.meaning.key == thing.key:
            return _Denied(thing, found.start, found.end)
    return _Denied(thing, negator.start, negator.end)


def _guarded(text: str, found: Found[Negator]) -> bool:
    return any(text.startswith(word, found.end) for word in found.meaning.guard)


def _things(text: str, start: int, end: int, *, whole: bool) -> list[_Denied]:
    """The things a stretch names: the one that each piece between conjunctions is about.

    whole: only where nothing but the tails of its name follows the last of them (行政复议[案件的情况])
    """
    words = lexicon()
    denied: list[_Denied] = []
    current: Found[Thing] | None = None
    of_disputes = False
    position = start
    while position < end:
        cause = words.causes.at(text, position, end)
        thing = words.things.at(text, position, end)
        if thing is None and cause is not None:
            caused = _end_of_cause(text, cause.end, end)
            if caused:
                of_disputes = of_disputes or _speaks_of_disputes(text, cause.end, caused)
                position = caused
                continue
        if thing is not None:
            # 未收到依申请公开的[咨询]: who only asked about it applied for nothing.
            asked = thing.meaning.rank == 0 and text[thing.start - 1] == "的"
            if current is None or asked or thing.meaning.rank >= current.meaning.rank:
                court = of_disputes and thing.meaning.key == FEES
                current = thing._replace(meaning=words.thing_by_key[COURT_COSTS]) if court else thing
            position = thing.end
            continue
        joint = words.conjunctions.at(text, position, end)
        if joint is not None:
            if current is not None:
                denied.append(_Denied(current.meaning, current.start, current.end))
                current, of_disputes = None, False
            position = joint.end
            continue
        if current is not None and whole:
            tail = words.tails.at(text, position, end)
            if tail is None and not text[position].isspace():
                # More words: the thing only belongs to what follows (依申请[信息检索等费用]).
                if not _more_things(text, position, end):
                    return []
                current = None
                position += 1
                continue
            position = tail.end if tail is not None else position + 1
            continue
        position += 1
    if current is not None:
        denied.append(_Denied(current.meaning, current.start, current.end))
    return denied


def _more_things(text: str, start: int, end: int) -> bool:
    return lexicon().things.first(text, start, end) is not None


def _speaks_of_disputes(text: str, start: int, end: int) -> bool:
    """与诉讼(行政复议)有关的: a cause that names reviews and court cases, and no request."""
    keys = {found.meaning.key for found in lexicon().things.find(text, start, end)}
    return bool(keys) and keys <= DISPUTED


def _end_of_cause(text: str, start: int, end: int) -> int:
    """因政府信息公开申请引起的…: where the cause ends, 0 where no word ends it."""
    words = lexicon()
    found = words.caused.first(text, start, end)
    if found is None:
        return 0
    # 因政府信息公开[申请复议]: that is no cause.
    thing = words.things.before(text, found.end, found.start)
    return found.end if thing is None else thing.start
