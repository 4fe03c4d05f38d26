"""Which reviews and court cases are about the disclosure of information; an agency has to do with many others.

因政府信息公开被申请行政复议2件; but 印发行政复议决定书20份, 因工伤认定被提起行政诉讼2件, 办理行政复议案件120件.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from extractors.counts.passages import Passage, Sentences
from extractors.counts.phrases import Count
from extractors.lexicon import any_of, lexicon

# Added to the words of a count of other cases; phrases.toml knows it.
OTHER_CASES = ",他案"
# Between the words that lead to a cause and the matter: 因[不服]工伤认定.
MATTER_WITHIN = 10
# How far before a count words may stand that tell what its cases are about, and how far behind it those that deny it.
LED_WITHIN = 120
DENIED_WITHIN = 40
# How many counts of cases before a part may be what it is a part of.
MOST_WHOLES = 4
_SENTENCE_STOP = re.compile(r"[。;\n]")


def name_other_cases(passage: Passage, counts: list[Count]) -> None:
    """Mark the cases that are not about disclosure; 行政复议120件，其中涉及信息公开3件: the part is what is counted."""
    of_cases = [count for count in counts if count.is_volume and _any("cases").search(count.words)]
    if not of_cases:
        return
    told = _Cases(passage)
    _part_kinds(passage.text, counts)
    _name_parts(passage.text, counts)
    for count in of_cases:
        if not told.on_disclosure(count):
            count.words += OTHER_CASES


def _part_kinds(text: str, counts: Iterable[Count]) -> None:
    """行政复议0件，其中维持0件；行政诉讼0件，其中维持0件: behind a semicolon court cases are no part of reviews."""
    whole: Count | None = None
    own: Count | None = None
    before: Count | None = None
    listed: list[Count] = []
    for count in counts:
        total = count.total
        if total is not None and total is whole and own is not None:
            # A further look (。其中 …) is at the court cases; what goes on in the list is of neither.
            count.total = own if count.listing else None
        elif (
            total is not None
            and before is not None
            and ";" in text[before.end : count.token.start]
            and {_kind(total), _kind(count)} == {"复议", "诉讼"}
        ):
            whole, own, count.total = total, count, None
            for part in listed:
                # They added up with what is none of them.
                part.exhaustive = part.exhaustive and part.total is not whole
        elif total is not None:
            listed = [*listed, count] if listed and listed[-1].total is total else [count]
        before = count


def _kind(count: Count) -> str | None:
    """复议 or 诉讼; None where the words name both or none of them."""
    review, court = "复议" in count.words, "诉讼" in count.words or "应诉" in count.words
    return None if review == court else "复议" if review else "诉讼"


def _name_parts(text: str, counts: Sequence[Count]) -> None:
    """办理行政复议案件120件，其中涉及政府信息公开3件: the part counts what is said of the total."""
    sentences = Sentences(text)
    cases: list[Count] = []
    wholes: set[int] = set()
    for count in counts:
        about, of_cases = _about().search(count.words), _any("cases").search(count.words)
        if count.total is not None and about:
            near = [one for one in cases if not sentences.parted(one.token.start, count.token.start)]
            if count.total in near:
                wholes.add(id(count.total))
                _name_part(count, near)
                cases = []
        if of_cases and not about:
            cases = [*cases[1 - MOST_WHOLES :], count]
    for count in counts:
        # Those about disclosure are picked from the cases, and never all of them.
        count.exhaustive = count.exhaustive and id(count.total) not in wholes


def _name_part(part: Count, cases: Sequence[Count]) -> None:
    """复议12件、诉讼8件，其中因信息公开复议1件: of the cases before it, it is a part of those of its kind."""
    if not _any("cases").search(part.words) and len({_kind(one) for one in cases}) == 1:
        part.words += cases[-1].words
    if part.total is not None and _kind(part.total) != _kind(part):
        part.total = next((one for one in cases if _kind(one) == _kind(part)), part.total)
    for one in cases:
        one.words += OTHER_CASES


class _Cases:
    def __init__(self, passage: Passage) -> None:
        self._text = passage.text
        self._sentences = Sentences(passage.text)
        words, roles = lexicon().cases, set(passage.roles)
        self._within = not roles.isdisjoint(words.roles)
        # Under a heading that nobody knows, the words must tell; one that names cases may be of the agency's work.
        self._perhaps = (
            not roles
            or not roles.isdisjoint(words.perhaps)
            or any(title in heading for heading in passage.titles for title in words.titles)
        )

    def on_disclosure(self, count: Count) -> bool:
        words = count.words
        if words.endswith(OTHER_CASES):
            return True
        if _any("papers").search(words):
            return False
        if _about().search(words):
            return True
        if _matter().search(words) or self._denied(count):
            return False
        # None at all is none about disclosure either.
        if self._within or not count.token.value:
            return True
        return not _any("organ").search(words) and (self._perhaps or self._led_to(count))

    def _denied(self, count: Count) -> bool:
        """被提起行政诉讼3件，均与政府信息公开无关"""
        found = _any("unrelated").search(self._text, count.end, count.end + DENIED_WITHIN)
        return found is not None and _SENTENCE_STOP.search(self._text, count.end, found.start()) is None

    def _led_to(self, count: Count) -> bool:
        """因信息公开引发行政复议2件，[行政诉讼1件]: in its sentence, or the one before.

        收到政府信息公开申请8件。[行政复议1件]
        """
        # 信息公开的行政复议、[行政诉讼]各2件
        if _about().search(self._text, count.clause, max(count.clause, count.start)) is not None:
            return True
        sentence = self._sentences.start_of(count.token.start)
        start = self._sentences.start_of(sentence - 1) if sentence else 0
        return _any("before").search(self._text, max(start, count.clause - LED_WITHIN), count.clause) is not None


@cache
def _about() -> re.Pattern[str]:
    """信息公开; not 信息公开专栏, where cases may be told of."""
    return re.compile(f"{_any('about').pattern}(?!{_any('place').pattern})")


@cache
def _matter() -> re.Pattern[str]:
    return re.compile(f"{_any('because').pattern}[^,;。]{{0,{MATTER_WITHIN}}}{_any('matters').pattern}")


@cache
def _any(name: str) -> re.Pattern[str]:
    return any_of(getattr(lexicon().cases, name))
