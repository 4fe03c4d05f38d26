"""How far the words reach that say what is to be done: 拟, 力争, 计划 …; 下一步, 今后, 明年 …; 将."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from extractors.counts.passages import ITEM, Passage, behind_last
from extractors.lexicon import Found, lexicon

INTENTIONS = frozenset({"plan", "outlook", "will"})
# Of the words before a number, how many of the last ones are looked at.
MOST_INTENTIONS = 8
# How far behind its number the word may stand that only puts it first: 将6个栏目[合并为]4个.
DISPOSED_WITHIN = 16
# Sections that end with what is to be done (改进措施 … 将增设查阅点3处), and those where a plan may end all the rest.
AHEAD, OPEN_ENDED = frozenset({"problems"}), frozenset({"problems", "other_matters"})
# How far on an outlook bears on the sentences behind its own: 今后将加强力度。组织培训2次。
LONGEST_OUTLOOK = 600
# How far before its number 完成 may begin.
FULFILLED_WITHIN = 12
_CLAUSE_END = re.compile(r"[,;。:!?\n]")
_SENTENCE_END = re.compile(r"[。!?\n]")
# A number that may be planned; not the days in which something is to be done (在20个工作日内).
_PLANNED = re.compile(r"[0-9](?![0-9.]*(?:个?工作日|[年月日天%]))")
# 将每季度通报一次，[已通报]3次; but 下一步，对[已公开的目录]清理2次. Searched up to the number.
_DONE = re.compile(r"[,;:] ?[均现都]?已[^,;:的]{0,20}$")
# 组织[了]培训3次: was done. Searched in the number's own clause.
_PAST = re.compile(r"(?<![为除])了(?![解然如])")
# 2021年[计划], 2021年度[工作思路], 2021年,我局[将], in a report on 2020. Matched behind the year.
_PLAN_OF_YEAR = re.compile(r"年度?[^;。:!?\n]{0,16}?(?:(?:计划|思路|打算|目标|任务|设想)[:,。是为]|将|拟|力争|争取)")
# 2021年培训3次; but in 2021年1月 a report on 2020 is written, and its budget is published before. Behind the year.
_OF_YEAR = re.compile(r"年(?!底|末|初|[0-9]{1,2}月|度?[^,;:。0-9]{0,8}(?:预算|年报|年度报告))")
# 比[2020年]增加, 与2020年相比; (在2020年)[工作的基础上]. The own year takes no plan back there.
_COMPARES = frozenset("比较与同")
_BASE = re.compile(r"度?(?:的|工作|公开|已有){0,3}基础")
_NO_WILL = re.compile(r"[0-9 ,;。:、!?)”》]|\Z")
# 计划公开100条，[完成]120条
_FULFILLED = re.compile(r"[,;] ?[^,;。:0-9]{0,4}完成了?共?\s?$")
# 拟开展如下工作:1.培训2次。[2.]检查3次。 The sentences between are items of a list that a plan introduces.
_INTRODUCED = re.compile(r":|以下|如下|下列|[几二三四五六七八0-9]个?(?:方面|点|项)")
# How far back the sentence of an intention is looked for.
LONGEST_SENTENCE = 200
# A heading of plans alone, or a sentence that is one: (二)下一步工作打算; but 存在的问题和下一步打算 is both.
_PLANS = re.compile(
    r"(?:^|(?<=[。!?\n;]))[ (]?[0-9一二三四五六七八九十]{0,3}[、.,)]? ?"
    r"(?:下一?步|今后|下一?年度?|明年|(?P<year>[0-9]{4})年度?|(?P<bare>(?=工作[计打思]))"
    r"|(?=[努改][力进]方向|改进计划|改进打算|整改计划))"
    r"[^,;。:!?\n及和与]{0,12}(?:计划|思路|打算|安排|设想|方向|重点|任务)(?:[:。\n]|$)"
)
# Outside of the sections that end with plans 工作计划 may be what was published.
_PLANS_CERTAIN = re.compile(r"下一?步|今后|下一?年度?|明年|努力方向|20[0-9]{2}年")


class Plans:
    """The words of a passage that say what is to be done, and the numbers that are no counts for them."""

    def __init__(self, passage: Passage, intentions: Iterable[Found[str]], year: int | None) -> None:
        """intentions: of the passage, in order. year: the report's"""
        self._text = text = passage.text
        self._year = year
        self._is_ahead = any(role in AHEAD for role in passage.roles)
        self._is_open_ended = self._is_ahead or any(role in OPEN_ENDED for role in passage.roles)
        self._intentions = [*intentions]
        if self._is_open_ended:
            self._intentions = sorted((*self._intentions, *self._coming_years()))
        self._starts = [found.start for found in self._intentions]
        # Behind each of these places the passage speaks of plans.
        self._planned_from = self._headed(text)
        if any(map(self._headed, passage.titles)) or (passage.lead and self._led_to(passage)):
            self._planned_from.insert(0, 0)

    @classmethod
    def of(cls, passage: Passage, year: int | None) -> Plans:
        words = lexicon().context.find(passage.text, 0, len(passage.text))
        return cls(passage, [found for found in words if found.meaning in INTENTIONS], year)

    def hide(self, place: int, clause: int, sentence: int) -> bool:
        """Whether the number at `place` says what is to be done. clause, sentence: where its own begin"""
        if self._is_under_plans(place, clause) or self._is_of_next_year(place, clause, sentence):
            return True
        if not self._starts or self._starts[0] >= place:
            return False
        last = bisect_right(self._starts, place)
        near = self._intentions[max(0, last - MOST_INTENTIONS) : last]
        here = {
            found.meaning: found
            for found in near
            if sentence <= found.start
            and found.end <= place
            and (found.meaning == "plan" or self._looks_ahead(found, place, clause))
        }
        plan, outlook, will = (here.get(meaning) for meaning in ("plan", "outlook", "will"))
        return (
            (plan is not None and self._plan_reaches(plan, place, clause))
            or any(found is not None and self._outlook_reaches(found, place, clause) for found in (outlook, will))
            or any(self._leads_on(found, place, clause, sentence) for found in near)
        )

    def _led_to(self, passage: Passage) -> bool:
        """Whether the paragraph that introduces the list says that what follows is to be done."""
        lead = Plans.of(Passage(passage.lead, 0, passage.roles, ()), self._year)
        return lead.hide(len(passage.lead), 0, 0)

    def _headed(self, text: str) -> list[int]:
        """Where headings of plans end, or sentences that are one; none of the report's own year."""
        if not self._is_open_ended and _PLANS_CERTAIN.search(text) is None:
            return []
        found = _PLANS.finditer(text)
        return [
            one.end()
            for one in found
            if (self._is_open_ended or one["bare"] is None)
            and (one["year"] is None or (self._year is not None and int(one["year"]) > self._year))
        ]

    def _is_under_plans(self, place: int, clause: int) -> bool:
        behind = bisect_right(self._planned_from, place)
        if not behind:
            return False
        start = max(self._planned_from[behind - 1], place - LONGEST_OUTLOOK)
        return not self._resumes(start, place, clause)

    def _looks_ahead(self, found: Found[str], place: int, clause: int) -> bool:
        text, words = self._text, lexicon()
        if found.meaning == "will":
            end = _clause_end(text, found.end, min(len(text), place + DISPOSED_WITHIN))
            # 全年将120条信息上传网站 puts an object first, where it does not stand under 改进.
            is_will = self._is_ahead or (
                self._is_open_ended
                and clause <= found.start
                and words.resumes_plan.first(text, clause, found.start) is None
            )
            # 将12件结果公开: what is put first is a number; 按上级计划，培训3次: a plan that is a noun.
            is_will = is_will and _NO_WILL.match(text, found.end) is None
            return is_will and words.disposal.first(text, found.end, end) is None
        return words.carried.before(text, found.start) is None

    def _outlook_reaches(self, found: Found[str], place: int, clause: int) -> bool:
        text = self._text
        behind = _clause_end(text, found.end, place)
        return behind >= place or not (
            lexicon().resumes.first(text, behind, place) is not None
            or self._in_own_year(behind, place)
            or _DONE.search(text, behind, place) is not None
            or _PAST.search(text, clause, place) is not None
        )

    def _plan_reaches(self, found: Found[str], place: int, clause: int) -> bool:
        """力争应公开尽公开，主动公开政府信息43条: a plan of no number is over where something is done again."""
        text, words = self._text, lexicon()
        behind = _clause_end(text, found.end, place)
        if behind >= place:
            return True
        if self._resumes(behind, place, clause):
            return False
        if self._is_open_ended or text[behind] == ":":  # 拟开展如下工作:培训2次
            return True
        return _PLANNED.search(text, found.end, behind) is not None or words.verbs.first(text, behind, place) is None

    def _leads_on(self, found: Found[str], place: int, clause: int, sentence: int) -> bool:
        """今后，我局将加强力度。组织培训2次。 An outlook that opens its sentence bears on those behind it, too."""
        if not place - LONGEST_OUTLOOK <= found.start < sentence:
            return False
        on = self._is_open_ended and found.meaning != "will" and self._opens_sentence(found)
        return (on or self._introduces(found, place, clause, sentence)) and not self._resumes(found.end, place, clause)

    def _opens_sentence(self, found: Found[str]) -> bool:
        before = self._text[max(0, found.start - 8) : found.start].rstrip(" ")
        return not before or before[-1] in "。!?\n:;、)"

    def _introduces(self, found: Found[str], place: int, clause: int, sentence: int) -> bool:
        """我局拟做好以下工作。一是培训2次。二是检查3次。"""
        text = self._text
        if ITEM.match(text, sentence, place) is None and text[sentence - 2 : sentence] != ":\n":
            return False
        if not (found.meaning == "plan" or self._looks_ahead(found, place, clause)):
            return False
        end = _SENTENCE_END.search(text, found.end, sentence)
        if _INTRODUCED.search(text, found.end, sentence if end is None else end.end()) is not None:
            return True
        start = behind_last(text, "。!?\n", max(0, found.start - LONGEST_SENTENCE), found.start)
        # 一是认识不足，今后加强学习。二是… are items of another list.
        return self._is_open_ended and ITEM.match(text, start, found.start) is None

    def _resumes(self, start: int, place: int, clause: int) -> bool:
        text = self._text
        return (
            lexicon().resumes_plan.first(text, start, place) is not None
            or self._in_own_year(start, place)
            or _PAST.search(text, clause, place) is not None
            or _FULFILLED.search(text, max(start, place - FULFILLED_WITHIN), place) is not None
        )

    def _is_of_next_year(self, place: int, clause: int, sentence: int) -> bool:
        text = self._text
        if self._year is None or (named := text.rfind(str(self._year + 1), sentence, place)) < 0:
            return False
        behind = named + 4
        if lexicon().carried.before(text, named) is not None or self._resumes(behind, place, clause):
            return False
        return _PLAN_OF_YEAR.match(text, behind, place) is not None

    def _coming_years(self) -> Iterator[Found[str]]:
        """2021年, in a report on 2020, where it looks ahead as 明年 does."""
        text, name = self._text, "" if self._year is None else str(self._year + 1)
        at = text.find(name) if name else -1
        while at >= 0:
            if _OF_YEAR.match(text, at + len(name)) is not None and not text[at - 1 : at].isdigit():
                yield Found(at, at + len(name) + 1, "outlook")
            at = text.find(name, at + len(name))

    def _in_own_year(self, start: int, end: int) -> bool:
        """2020年公开…; but 在2020年的基础上 and 比2020年 only compare with it."""
        if self._year is None:
            return False
        name = f"{self._year}年"
        at = self._text.find(name, start, end)
        while at >= 0:
            if self._text[at - 1 : at] not in _COMPARES and _BASE.match(self._text, at + len(name), end) is None:
                return True
            at = self._text.find(name, at + 1, end)
        return False


def _clause_end(text: str, start: int, end: int) -> int:
    found = _CLAUSE_END.search(text, start, end)
    return end if found is None else found.start()
