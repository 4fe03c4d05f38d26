"""Every number of a passage, told apart: what may be a figure, and what is a date, a document's number, a name …

A token's kind is one of FIGURES (subject to what its clause says), `bare` (a number without measure word, for the
clause to decide), `unclear` (cannot be read with certainty), or the name of a non-count (`non_counts.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from extractors.counts.enclosing import Enclosing
from extractors.counts.multiples import unit_of_change
from extractors.lexicon import Lexicon, Measure, Precision, lexicon
from extractors.models import Number
from extractors.numerals import Numeral, find_numerals

FIGURES = frozenset({"count", "money", "percent", "points"})
# How far before 一 a negation stands that makes it no one: 没有收到一件申请, 无一例.
NOT_ONE_WITHIN = 14
_NOT_ONE = re.compile(r"[未没无]|尚未|并未")
# 没有收到1件申请: the one is none.
_NONE_CAME = re.compile(r"(?:没有|未曾|未)(?:收到|接到|发生)$")
# 19xx and 20xx without a measure word.
YEARS = range(1949, 2100)
PHONE_DIGITS = 7
# 南方+, “南方+”
_NAME_WITH_PLUS = re.compile(r"[\u4e00-\u9fff]\+[”\"]?$")

# 1.1, 2.3.1 at the start of a line.
_NUMBERED = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}")
# What a word leads to may be counted just as well: 传真[4件], 附件[3个].
_OR_COUNTED = frozenset({"phone", "reference"})
_CLOSES_CLAUSE = frozenset(',、;。.!?:()[]”" \n…')
# 1+3, 4×4 are names; 3至5, 9:30, 1/3 are ranges, times, ratios.
_JOIN_NAMES = frozenset("×*+")
_JOINTS = frozenset("至到:/")
_OPENS_LINE = frozenset(",;。.!?:(\n 、")


class Token(NamedTuple):
    """`start` … `end` is the number with its marks and measure word; offsets are those of the passage."""

    kind: str
    start: int
    end: int
    number_end: int
    value: Number | None
    precision: Precision = "exact"
    unit_start: int = 0
    unit_end: int = 0
    measure: Measure | None = None
    chinese: bool = False

    @property
    def may_be_figure(self) -> bool:
        return self.kind in FIGURES or self.kind == "bare"


def read_tokens(text: str) -> list[Token]:
    """The numbers of a folded passage, in order."""
    numerals = list(find_numerals(text))
    return list(_Classifier(text).tokens(numerals)) if numerals else []


class _Classifier:
    """The passage with what must be known of it before its numbers can be told apart."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: Lexicon = lexicon()
        self.enclosing = Enclosing(text)
        self.dashed_kinds: dict[tuple[int, int], str] = {}

    @cached_property
    def phrases(self) -> dict[int, str]:
        """Set phrases by the place of each of their characters: 一站式, 三公 …"""
        return {
            position: found.meaning
            for found in self.words.set_phrases.find(self.text, 0, len(self.text))
            for position in range(found.start, found.end)
        }

    def tokens(self, numerals: Iterable[Numeral]) -> Iterator[Token]:
        reached = 0
        for found in numerals:
            numeral = self._with_plus(found) if self.text.startswith("+", found.end) else found
            # The 百 of 百分之九十八 and of 3.5个百分点 is no number of its own.
            if numeral.start < reached or self.text.startswith("百分之", numeral.start):
                continue
            token = self._token(numeral)
            reached = token.end
            yield token

    def _with_plus(self, numeral: Numeral) -> Numeral:
        """阅读量10万+: at least that many. 1+3 and X+ are names."""
        end = numeral.end
        if self.text[end + 1 : end + 2].isalnum() or numeral.value is None:
            return numeral
        behind = self.text[end + 1 : end + 2]
        if behind not in _CLOSES_CLAUSE and behind and self.words.measures.at(self.text, end + 1) is None:
            return numeral
        return numeral._replace(end=end + 1, precision="at_least", magnitude=None)

    def _token(self, numeral: Numeral) -> Token:
        whole = numeral.script == "arabic" and isinstance(numeral.value, int)
        alone = whole and self.enclosing.is_alone(numeral.start, numeral.end)
        kind = self._enclosed(numeral, alone=alone) or self._by_what_precedes(numeral, alone=alone)
        if kind is not None:
            return _plain(kind, numeral)
        percent = self._percent(numeral) or self._multiple(numeral)
        if percent is not None:
            return percent
        measured = self._measured(numeral)
        if measured is not None:
            return measured
        return _plain(self._without_measure(numeral), numeral)

    # --- names, titles, addresses of the network -------------------------------------------------------------

    def _enclosed(self, numeral: Numeral, *, alone: bool) -> str | None:
        start, end = numeral.start, numeral.end
        if numeral.script == "symbol":
            return "enumerator"
        if numeral.script == "chinese" and start in self.phrases and self._phrase_covers(numeral):
            return self.phrases[start]
        enclosing = self.enclosing
        if not alone and enclosing.broken.holding(start, start + 1):
            return "unclear"
        if enclosing.in_name(start, end):
            return "name"
        if alone:
            return None
        latin = enclosing.latin(start)
        if latin is not None and not self._follows_channel(latin, numeral):
            return "name"
        joined = self.text[start - 1 : start] in _JOIN_NAMES or self.text[end : end + 1] in _JOIN_NAMES
        return "name" if joined and not self._follows_a_plus(numeral) else None

    def _follows_a_plus(self, numeral: Numeral) -> bool:
        """南方+3条: the sign is the name's; 1+3 and 党建+1个平台 are names."""
        text, start, end = self.text, numeral.start, numeral.end
        measure = self.words.measures.at(text, end)
        named = _NAME_WITH_PLUS.search(text, max(0, start - 3), start) is not None
        return named and measure is not None and measure.meaning.firm

    def _phrase_covers(self, numeral: Numeral) -> bool:
        """Up to the number's last character; marks that only seem to follow (十多…) may lie outside."""
        return numeral.end - 1 in self.phrases or numeral.end - numeral.start == 1

    def _follows_channel(self, latin: tuple[int, int], numeral: Numeral) -> bool:
        """APP12条: the letters are a channel, the number is its own."""
        found = self.words.channels.before(self.text, numeral.start, latin[0])
        return found is not None and found.start == latin[0] and numeral.end >= latin[1]

    # --- what stands before ----------------------------------------------------------------------------------

    def _by_what_precedes(self, numeral: Numeral, *, alone: bool) -> str | None:
        text, start = self.text, numeral.start
        dashed = None if alone else self.enclosing.dashed(start)
        if dashed is not None:
            return self._dashed_kind(dashed)
        before = start - 1 if start and text[start - 1] == " " else start
        found = self.words.before.before(text, before)
        if found is not None and found.meaning and not (found.meaning in _OR_COUNTED and self._is_counted(numeral)):
            if found.meaning == "ordinal" and text.startswith(("条", "款", "项"), numeral.end):
                return "clause"
            return found.meaning
        if text.startswith("分之", numeral.end) and not text.startswith("百", start):
            return "ratio"
        if text.endswith("分之", 0, start) and not text.endswith("百分之", 0, start):
            return "ratio"
        if alone:
            return None
        bracketed = self._bracketed(numeral)
        if bracketed is not None:
            return bracketed
        joint = self._joint(numeral)
        if joint in {"至", "到"}:
            return "range"
        if joint == ":":
            return "clock" if numeral.end - start <= 2 else "ratio"
        if joint == "/":
            return "ratio"
        if self._is_enumerator(numeral):
            return "enumerator"
        return None

    def _is_counted(self, numeral: Numeral) -> bool:
        """传真4件, 咨询电话860个; a number to call is longer."""
        short = numeral.end - numeral.start < PHONE_DIGITS
        return short and self.words.measures.at(self.text, numeral.end) is not None

    def _dashed_kind(self, span: tuple[int, int]) -> str:
        """Told once for all numbers that dashes join."""
        if span not in self.dashed_kinds:
            self.dashed_kinds[span] = _dashed_kind(self.text[span[0] : span[1]])
        return self.dashed_kinds[span]

    def _bracketed(self, numeral: Numeral) -> str | None:
        """(一) enumerates, [2019] and (2019) date a document, 第(一)项 is a clause."""
        text, start, end = self.text, numeral.start, numeral.end
        if start == 0 or text[start - 1] not in "([" or not text.startswith((")", "]"), end):
            return None
        if text.endswith("第", 0, start - 1):
            return "clause"
        return "document" if numeral.value in YEARS else "enumerator"

    def _is_enumerator(self, numeral: Numeral) -> bool:
        """1. 1、 1) 一、 at the start of a line or behind a stop; 一是 wherever it stands."""
        text, start, end = self.text, numeral.start, numeral.end
        if numeral.script == "chinese" and self.words.ordinals.at(text, start) is not None:
            return True
        if (not start or text[start - 1] == "\n") and _NUMBERED.fullmatch(text, start, end):
            return True
        if end - start > 2 or numeral.script == "mixed" or not text.startswith((".", "、", ")"), end):
            return False
        if start and text[start - 1] not in _OPENS_LINE:
            return False
        return text[start - 1 : start] != "、" or numeral.script == "arabic"

    def _joint(self, numeral: Numeral) -> str | None:
        """The one character that joins this number to another: 3至5, 9:30, 1/3."""
        text, start, end = self.text, numeral.start, numeral.end
        if start >= 2 and text[start - 1] in _JOINTS and text[start - 2].isdigit():
            return text[start - 1]
        if text[end : end + 1] in _JOINTS and text[end + 1 : end + 2].isdigit():
            return text[end]
        return None

    # --- what follows ----------------------------------------------------------------------------------------

    def _percent(self, numeral: Numeral) -> Token | None:
        text = self.text
        end = numeral.end + 1 if text.startswith(" ", numeral.end) else numeral.end
        if text.startswith(("%", "‰"), end):
            return self._figure("percent", numeral, end, end + 1)
        if text.startswith("个百分点", end):
            return self._figure("points", numeral, end, end + 4)
        if text.startswith("百分点", end):
            return self._figure("points", numeral, end, end + 3)
        if text.endswith("百分之", 0, numeral.start) and numeral.value is not None:
            return Token("percent", numeral.start - 3, numeral.end, numeral.end, numeral.value, numeral.precision)
        return None

    def _multiple(self, numeral: Numeral) -> Token | None:
        """增长1.2倍, 增长近两成: how much something changed, as percentages say it."""
        unit = unit_of_change(self.text, numeral.start, numeral.end) if numeral.value is not None else None
        return self._figure("points", numeral, *unit) if unit is not None else None

    def _measured(self, numeral: Numeral) -> Token | None:
        text = self.text
        if numeral.magnitude is not None:
            # 240万元: the printed unit is 万元, and the value is in it.
            unit = self.words.measures.at(text, numeral.magnitude)
            if unit is not None and numeral.magnitude > numeral.start:
                scale = 10_000 if text[numeral.magnitude] == "万" else 100_000_000
                return self._scaled(numeral, unit.start, unit.end, unit.meaning, scale)
        end = numeral.end + 1 if text.startswith(" ", numeral.end) else numeral.end
        after = self.words.after.at(text, end)
        measure = self.words.measures.at(text, end)
        longest = after is not None and (measure is None or after.end >= measure.end)
        if after is not None and longest and (after.meaning != "name" or numeral.script == "chinese"):
            return _plain(after.meaning, numeral)
        if measure is None:
            return None
        if numeral.script == "chinese" and text.startswith("条", end) and self._cites_law(numeral):
            return _plain("clause", numeral)
        if numeral.value == 1 and _NONE_CAME.search(text, max(0, numeral.start - NOT_ONE_WITHIN), numeral.start):
            return _plain("word", numeral)
        kind = "money" if measure.meaning.kind == "money" else "count"
        if isinstance(numeral.value, float) and text.startswith("版", end):
            # 2.0版 is the name of an edition; newspapers come in whole pages.
            return _plain("name", numeral)
        if numeral.script == "chinese" and not self._is_chinese_count(numeral, measure.meaning, measure.end):
            return _plain("word", numeral)
        return self._figure(kind, numeral, measure.start, measure.end, measure.meaning)

    def _cites_law(self, numeral: Numeral) -> bool:
        return self.text.endswith(("》", "条例", "法"), 0, numeral.start)

    def _scaled(self, numeral: Numeral, start: int, end: int, measure: Measure, scale: int) -> Token:
        value = None if numeral.value is None else round(numeral.value / scale, 6)
        if value is not None and value == int(value):
            value = int(value)
        kind = "money" if measure.kind == "money" else "count"
        token = self._figure(kind, numeral, start, end, measure)
        return Token(token.kind, token.start, token.end, start, value, token.precision, start, token.unit_end, measure)

    def _figure(
        self, kind: str, numeral: Numeral, unit_start: int, unit_end: int, measure: Measure | None = None
    ) -> Token:
        """With a measure word in brackets behind the first one, and the marks before and after."""
        text = self.text
        if measure is not None and text.startswith("(", unit_end):
            second = self.words.measures.at(text, unit_end + 1)
            if second is not None and text.startswith(")", second.end):
                unit_end = second.end + 1
        precision = numeral.precision
        space = 1 if numeral.start and text[numeral.start - 1] == " " else 0
        before = self.words.marks_before.before(text, numeral.start - space)
        if before is not None and before.meaning != "exact" and not _is_other_word(text, before.start):
            precision = before.meaning
        end = unit_end
        after = self.words.marks_after.at(text, unit_end)
        if after is not None:
            precision, end = after.meaning, after.end
        if numeral.value is None:
            kind = "unclear"
        return Token(
            kind,
            numeral.start,
            end,
            numeral.end,
            numeral.value,
            precision,
            unit_start,
            unit_end,
            measure,
            numeral.script == "chinese",
        )

    def _is_chinese_count(self, numeral: Numeral, measure: Measure, end: int) -> bool:
        """三百余条 counts; 三个方面, 统一一次 and 市十件民生实事 only seem to."""
        if numeral.value is None:
            return True
        before = self._vouched_by(numeral.start)
        if numeral.bare:
            return before == "mark"
        if numeral.precision != "exact" or before == "mark":
            return True
        if numeral.value == 1 and self._denied(numeral.start):
            return False
        second = self.text.startswith("(", end)
        closed = end >= len(self.text) or self.text[end] in _CLOSES_CLAUSE or second
        closed = closed or self.words.not_all.at(self.text, end) is not None
        closed = closed or (measure.firm and self.text[end] in "和及与")
        closed = closed or self.words.openers_anywhere.at(self.text, end) is not None
        led_in = before == "verb" or self.text.endswith(_LEADS_TO_PERSON, 0, numeral.start)
        if led_in and measure.kind == "people" and self.words.employed.at(self.text, end) is not None:
            return True
        if numeral.value == 1 and not measure.firm:
            return closed and self._verb_nearby(numeral.start)
        if not closed:
            return before == "verb" and numeral.value != 1
        if numeral.value == 1:
            return numeral.start > 0 and self.text[numeral.start - 1] not in _NOT_BEFORE_ONE
        return numeral.start > 0 and self.text[numeral.start - 1] not in "这那哪每前首"

    def _denied(self, start: int) -> bool:
        window = max(0, start - NOT_ONE_WITHIN, *(self.text.rfind(mark, 0, start) + 1 for mark in ",;。:"))
        return _NOT_ONE.search(self.text, window, start) is not None

    def _vouched_by(self, start: int) -> str | None:
        text = self.text
        mark = self.words.marks_before.before(text, start)
        if mark is not None and mark.meaning != "exact":
            return None if _is_other_word(text, mark.start) else "mark"
        if self.words.totals.before(text, start) is not None or text.endswith("达", 0, start):
            return "mark"
        done = start - 1 if text.endswith("了", 0, start) else start
        return "verb" if self.words.verbs.before(text, done) is not None else None

    def _verb_nearby(self, start: int) -> bool:
        window = max(0, start - 14)
        return any(found.meaning == "events" for found in self.words.verbs.find(self.text, window, start)) or (
            self.words.topics.first(self.text, window, start) is not None
        )

    # --- no measure word -------------------------------------------------------------------------------------

    def _without_measure(self, numeral: Numeral) -> str:
        text, start = self.text, numeral.start
        if numeral.script == "chinese":
            return "word"
        printed = text[start : numeral.end]
        if printed in self.words.numbers:
            return self.words.numbers[printed]
        if numeral.value is None:
            return "date" if printed[:4].isdigit() and int(printed[:4]) in YEARS else "unclear"
        if numeral.script == "arabic" and numeral.value in YEARS and len(printed) == 4:
            # 信息数量为2065: said to be a number.
            return "year" if self.words.counting.before(text, start) is None else "bare"
        if printed.isdigit() and (len(printed) >= PHONE_DIGITS or (printed[0] == "0" and len(printed) > 1)):
            return "phone"
        return "bare"


# 明确[一名专职工作人员]
_LEADS_TO_PERSON = ("和", "及", "与", "由", "落实", "明确", "确定")
# 同一件, 每一条, 这一份: no count of one.
_NOT_BEFORE_ONE = frozenset("每同统唯逐某这那上下首任单新另多少哪第如进万专如,。、;:( ")


def _is_other_word(text: str, start: int) -> bool:
    """最近3次, 附近5个: the mark's character belongs to the word before it."""
    return start > 0 and text[start] == "近" and text[start - 1] in "最附就临相靠远"


def _dashed_kind(printed: str) -> str:
    pieces = re.split(r"[-—~]+", printed)
    if len(pieces[0]) == 4 and int(pieces[0]) in YEARS:
        return "date"
    if pieces[0][0] == "0" or any(len(piece) >= PHONE_DIGITS for piece in pieces):
        return "phone"
    return "range"


def _plain(kind: str, numeral: Numeral) -> Token:
    return Token(
        kind,
        numeral.start,
        numeral.end,
        numeral.end,
        numeral.value,
        numeral.precision,
        chinese=numeral.script == "chinese",
    )
