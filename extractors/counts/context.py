"""What a sentence makes of its numbers: volumes, changes, shares, reach, running totals, or no counts at all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Literal

from extractors.counts.other_years import beside_the_own, of_the_own, of_the_year_before
from extractors.counts.passages import Passage
from extractors.counts.plans import INTENTIONS, Plans
from extractors.counts.tokens import Token
from extractors.lexicon import Found, lexicon

Kind = Literal["volume", "change", "share", "reach"]
# How far before its number a word of frequency may stand: 每季度召开工作会议2次.
FREQUENCY_WITHIN = 14
_OPENS_NAME = frozenset("“《‘「")
# 比[2019年的]2600条: the level of another year, to which this one's is compared.
_OTHER_YEAR = re.compile(r"[0-9]{0,4}\s?年?度?同?期?的?\s?")
# How far behind a former level the word that leads to the new one may stand: 由原来的8个栏目，[增加到]16个.
LEVEL_WITHIN = 12
_BETWEEN_LEVELS = re.compile(r"[^,;。:!?()\n0-9]*,?[^,;。:!?()\n0-9]{0,2}")
# 由[2019年的]80条增至100条, 由原来[的]80条增至100条
_WHOSE_LEVEL = re.compile(r"[0-9]{4}年度?[底末初]?的?$|的$")
# 今年以来: how far before 以来 the words may stand that make it the year's own.
THIS_YEAR_WITHIN = 12


class Context:
    """The words of a passage that bear on its numbers, found once."""

    def __init__(self, passage: Passage, year: int | None) -> None:
        self._text = text = passage.text
        self._year = year
        self._found = list(lexicon().context.find(text, 0, len(text)))
        self._starts = [found.start for found in self._found]
        self._has_levels = any(found.meaning == "to_level" for found in self._found)
        intentions = [found for found in self._found if found.meaning in INTENTIONS]
        self._plans = Plans(passage, intentions, year)

    def between(self, start: int, end: int) -> list[Found[str]]:
        """Words that lie whole between two places."""
        if not self._found:
            return []
        first, last = bisect_left(self._starts, start), bisect_right(self._starts, end)
        return [found for found in self._found[first:last] if found.end <= end]

    def non_count(self, token: Token, clause: int, sentence: int, new_level: Found[str] | None) -> str | None:
        """`plan`, `rule` or `frequency` where the number says what is to be done, not what was.

        new_level: as `new_level` says of the same number and clause
        """
        if new_level is None and of_the_year_before(self._text, token, clause, sentence, self._year):
            return "last_year"
        if self._plans.hide(token.start, clause, sentence):
            return "plan"
        for found in self.between(clause, token.start):
            if found.meaning == "rule":
                return "rule"
            # “每日江村”公众号30条: a name.
            named = self._text[found.start - 1 : found.start] in _OPENS_NAME
            if found.meaning == "frequency" and not named and token.start - found.end <= FREQUENCY_WITHIN:
                return "frequency"
        return None

    def kind(self, token: Token, clause: int, sentence: int, *, noun_follows: bool) -> Kind:
        text = self._text
        here = self.between(clause, token.start)
        if token.kind == "points":
            return "change"
        if token.kind == "percent":
            return "change" if any(found.meaning in {"change", "compare"} for found in here) else "share"
        if self.new_level(token, clause) is not None or self._is_change(
            token, here, sentence, noun_follows=noun_follows
        ):
            return "change"
        if any(found.meaning == "reach" for found in here):
            return "reach"
        place = _before_joints(text, token.start, clause)
        if any(found.meaning == "neither" and found.end == place for found in here):
            return "volume"
        if lexicon().reach_last.before(text, place, clause) is not None:
            return "reach"
        pieces = token.measure is not None and token.measure.kind == "item"
        if not pieces and lexicon().reach_counted.before(text, place, clause) is not None:
            return "reach"
        # 阅读量9800次，转载12次: how often others passed it on. 转载12条 are what the agency itself took over.
        if token.measure is None or token.measure.kind != "event":
            return "volume"
        passed_on = lexicon().reach_times.before(text, place, clause) is not None
        return (
            "reach" if passed_on and any(one.meaning == "reach" for one in self.between(sentence, clause)) else "volume"
        )

    def _is_change(self, token: Token, here: list[Found[str]], sentence: int, *, noun_follows: bool) -> bool:
        """比去年增加5件. A new level (增至80条) is a count, and so is 结转上年5件."""
        if not here:
            return False
        text = self._text
        compared = any(found.meaning == "compare" for found in self.between(sentence, token.start))
        place = _before_joints(text, token.start, sentence)
        for found in here:
            if found.meaning == "change" and found.end >= place and found.end <= token.start:
                return compared or (found.end - found.start > 1 and not noun_follows)
        if any(found.meaning == "compare" and _OTHER_YEAR.fullmatch(text, found.end, token.start) for found in here):
            return True
        found_compare = [found for found in here if found.meaning == "compare"]
        levels = [found for found in here if found.meaning == "to_level"]
        changes = [found for found in here if found.meaning == "change"]
        return bool(found_compare and changes and not levels)

    def new_level(self, token: Token, clause: int) -> Found[str] | None:
        """The word that leads from a former level to the new one: 由原来的8个[增加到]16个. None elsewhere."""
        if not self._has_levels:
            return None
        last = token.end + LEVEL_WITHIN
        for found in self.between(token.end, last):
            if found.meaning == "to_level" and _BETWEEN_LEVELS.fullmatch(self._text, token.end, found.start):
                near = found.start == token.end
                return found if near or self.from_level(token, clause) < token.start else None
        return None

    def from_level(self, token: Token, clause: int) -> int:
        """Where the words begin that lead to a former level: [由原来的]8个; the number's own place without such."""
        text, words = self._text, lexicon()
        place = token.start
        last_year = words.last_year.before(text, place, clause)
        whose = _WHOSE_LEVEL.search(text, max(clause, place - LEVEL_WITHIN), place)
        if last_year is not None:
            place = last_year.start
        elif whose is not None:
            place = whose.start()
        found = words.from_level.before(text, place, clause)
        if found is None or words.not_trailing.before(text, place, clause) is not None:
            return token.start
        return found.start

    def cumulative(self, token: Token, clause: int, sentence: int) -> bool:
        # 历年累计3.5万条，全文电子化率达100%: a rate does not add up.
        if token.kind in {"percent", "points"}:
            return False
        for found in self.between(sentence, token.start):
            ever = found.meaning == "stock_ever"
            if ever or (found.meaning == "stock" and not self._of_this_year(found.start, sentence)):
                # 历年累计3.5万条，本年度2300条: the second is the year's own.
                return not (found.start < clause and self._says_anew(clause, token.start))
            if found.meaning == "stock_here" and found.start >= clause:
                return True
        return beside_the_own(self._text, token, clause, self._year)

    def _says_anew(self, start: int, end: int) -> bool:
        said = lexicon().this_year.first(self._text, start, end) is not None
        return said or of_the_own(self._text, start, end, self._year)

    def _of_this_year(self, position: int, sentence: int) -> bool:
        window = max(sentence, position - THIS_YEAR_WITHIN)
        if self._year is not None and f"{self._year}年" in self._text[window:position]:
            return True
        return lexicon().this_year.first(self._text, window, position) is not None


def _before_joints(text: str, position: int, floor: int) -> int:
    """Before the words that only lead over to the number: 了, 约, 达, 共 …"""
    words = lexicon()
    for _ in range(4):
        while position > floor and text[position - 1] == " ":
            position -= 1
        found = words.joints.before(text, position, floor) or words.marks_before.before(text, position, floor)
        if found is None:
            break
        position = found.start
    return position
