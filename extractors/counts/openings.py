"""What opens the parts of a total: a word (其中, 包括 …), a colon, a bracket, or a new look at it (按申请方式分)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.counts.labels import leads_in
from extractors.counts.phrases import Count
from extractors.lexicon import lexicon

_GAP_SPACE = " ,;。:、"
LONGEST_BRACKET = 600


@dataclass(frozen=True, slots=True)
class Opening:
    """exhaustive: the words claim that all parts follow; weak: only the numbers can confirm that parts follow at all
    first: where the opener begins; closing: where its bracket closes; view: a further look at a total stated before
    must_add_up: other words stand before the opener (比上年增长12%，具体为…), so that only the whole sum can confirm it
    apart: a full stop or semicolon stands before the opener, so that any count of that sentence may be the total
    """

    exhaustive: bool
    weak: bool
    first: int
    closing: int | None = None
    view: bool = False
    must_add_up: bool = False
    apart: bool = False


class Openings:
    """The volumes of a text in order, asked of each whether the next one begins a list of its parts."""

    def __init__(self, text: str, volumes: Sequence[Count]) -> None:
        self.text = text
        self.volumes = volumes

    def at(self, index: int) -> Opening | None:
        """Whether the words between a count and the next one open the first one's parts."""
        text, words = self.text, lexicon()
        total, following = self.volumes[index], self.volumes[index + 1]
        start, end = total.end, following.token.start
        if end <= start:
            return None
        pieces = total.measure_kind == "item" and _unit(text, total) == _unit(text, following)
        if pieces and leads_in(text, total.clause, total.token.start, start):
            return Opening(False, True, start)
        if text[start] == "(":
            closing = text.find(")", start, start + LONGEST_BRACKET)
            if closing < following.token.end or "\n" in text[start:end]:
                return None
            if words.besides.at(text, start + 1, end) or words.aside.at(text, start + 1, end):
                return None
            inside = words.openers.at(text, start + 1, end)
            if inside is None and following.sums_up:
                return None
            examples = inside is not None and inside.meaning in words.examples
            return Opening(not examples, weak=inside is None, first=start, closing=closing)
        position = start
        while position < end:
            while position < end and text[position] in _GAP_SPACE:
                position += 1
            opener = words.openers.at(text, position, end)
            if opener is not None and (
                self._opens_total(total, opener.meaning) or self._behind_another(start, position)
            ):
                return None
            # 公开规章16件，主要涉及农业、水利；规范性文件25件: what an opener opens ends with a semicolon.
            if opener is not None and text.find(";", opener.end, end) >= 0:
                opener = None
            if opener is not None and words.not_leading.at(text, position, end) is None:
                strong = opener.meaning in words.strong
                near = not text[start:position].strip(_GAP_SPACE)
                apart = "。" in text[start:position]
                if strong and total.total is not None and apart:
                    return Opening(opener.meaning not in words.examples, True, position, view=True)
                # 公开30条，涵盖财政等方面。全年解读1次: only 其中 reaches over a full stop.
                if strong or not (apart or "。" in text[opener.end : end].lstrip(_GAP_SPACE)):
                    weak = not strong and (opener.meaning in words.doubtful or not near)
                    examples = opener.meaning in words.examples
                    return Opening(
                        not examples,
                        weak,
                        position,
                        must_add_up=not near and weak,
                        apart=apart or ";" in text[start:position],
                    )
            view = words.view_begin.at(text, position, end)
            if view is not None and self._is_view(position, end):
                return Opening(True, True, position, view=True)
            position = next_clause(text, position, end)
        colon = text[start:end].lstrip()
        if colon.startswith(":"):
            return Opening(True, False, start)
        respectively = words.respectively.first(text, start, end)
        if respectively is not None and "。" not in text[start:end] and text.find(";", respectively.end, end) < 0:
            return Opening(True, True, start)
        return None

    def _behind_another(self, start: int, position: int) -> bool:
        """市级刊发43篇，省级刊发75，其中…: the words stand behind a number that could not be read."""
        place = position
        while place > start and self.text[place - 1] in _GAP_SPACE:
            place -= 1
        return place > start and self.text[place - 1].isdigit()

    def _opens_total(self, total: Count, opener: str) -> bool:
        """涉及征地的23件，涉及规划的10件: the same word before both makes them siblings."""
        found = lexicon().openers.at(self.text, skip_space(self.text, total.clause))
        return found is not None and found.meaning == opener and opener not in lexicon().strong

    def _is_view(self, position: int, end: int) -> bool:
        """按申请方式分, 从公开渠道看 …: a short clause between a `begin` and an `end` word."""
        last = next_clause(self.text, position, end) - 1
        return last - position <= 16 and lexicon().view_end.before(self.text, last, position) is not None


def _unit(text: str, count: Count) -> str:
    return text[count.token.unit_start : count.token.unit_end]


def skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position] in " ,、;:":
        position += 1
    return position


def next_clause(text: str, position: int, end: int) -> int:
    """Behind the next delimiter, or the end."""
    while position < end and text[position] not in ",;。:(":
        position += 1
    return position + 1
