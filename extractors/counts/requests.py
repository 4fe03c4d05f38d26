"""What counts of requests for information say of each other, and what the years they name make of them.

Each adds a word to the words of a count; the rules of phrases.toml know them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extractors.counts.channels import channel_in
from extractors.counts.passages import Sentences
from extractors.counts.phrases import Count
from extractors.lexicon import lexicon

# What was left over from the year before, in a label.
_CARRIED_IN = re.compile(r"(?:上一?|去)年度?(?:结转|转入)")
# Counts that name the years: 2019年度结转5件, 结转2019年5件; 结转2021年办理1件. For a total that holds the first.
IN, OUT = ",上年结转", ",结转下年"
HOLDS_CARRIED = ",含结转"
# 公开信息87条, not 制作信息87条.
_PUBLISHED = re.compile(r"(?:公开|发布)[^,;。、]{0,8}信息$")
# 制作政府信息120条: what an agency made, whether or not it was published.
_MADE = re.compile(r"(?:制作|产生|形成|生成|获取|保存|制发)[^,;。公发]{0,8}信息")
# Added to the words of what was published of that.
OF_WHAT_WAS_MADE = ",所制作者"
# Added to the words of a total with parts published on request, and to those of the parts beside them.
HOLDS_REQUESTED, BESIDE_REQUESTED = ",含依申请", ",另有依申请"
# How far behind its year the word may stand: 2019年[度未办结的申请]结转.
CARRIED_WITHIN = 10
_CARRIED = re.compile(r"结转|转入|转结")
# 2019年结转[至2020年]: to a year, not from one.
_CARRIED_TO = re.compile(r"(?:结转|转入|转结|转)(?:[至到入]|下|次|明)")
# [12件申请]均为自然人申请: what was counted before, by who applied.
_ALL_OF_PERSONS = re.compile(r"[均都皆全](?:部)?(?:为|系|是|属于?)(?:自然人|公民)")
ALL_OF_PERSONS = ",均自然人"
# Several ways in one list: 收到书面申请1件、网络申请3件.
SEVERAL_WAYS = ",分途径"
# The way in which requests came, right in their name or in what led to them.
_WAY = re.compile(
    r"(?:(书面|信函|邮寄|信件|来信)|(当面|现场|窗口|上门)|(传真)|(电子邮件|电子邮箱|邮箱)|"
    r"(网络|网上|在线|互联网|网站|平台|系统))[^,;。0-9]{0,8}申请"
)
_BY_HAND = re.compile(r"邮寄|信函|信件|当面|传真|上门")
# 办理申请12件 where what was closed or not is counted beside it.
CLOSED_BESIDE = ",另有完结"
_HANDLED = re.compile(r"办理|处理|承办")
_CLOSED = re.compile(r"办结|答复|完成|完毕|正在|在办|未办|尚未")
# 收到留言20条，答复20条: none of these is an answer to a request.
NOT_REQUESTED = ",所问"
_ASKED = re.compile(r"留言|来信|信箱|咨询|热线|诉求|工单|来电|来访|信访|建议|提案|投诉|举报")
_ANSWERED = re.compile(r"答复|回复|办结|办理|处理")
_NEXT_YEAR = re.compile(r"下一?年|次年|明年|结转至")


def name_carried(counts: Iterable[Count], year: int | None) -> None:
    """2019年度结转5件, 余8件转2021年度办理 in a report of 2020: from the year before, and to the next one."""
    if year is None:
        return
    before, after = f"{year - 1}年", f"{year + 1}年"
    for count in counts:
        words = count.words
        if "转" not in words and "延" not in words:
            continue
        place = words.find(after)
        if place >= 0:
            if lexicon().carried.before(words, place) is not None:
                count.words += OUT
            continue
        place = words.find(before)
        if place < 0 or _CARRIED_TO.search(words) is not None:
            continue
        carried = _CARRIED.search(words, place, place + len(before) + CARRIED_WITHIN)
        if carried is not None or words.endswith(("结转", "转入"), 0, place):
            count.words += IN


def is_carried_in(text: str, count: Count) -> bool:
    """Whether a count is of what was left over from the year before."""
    return count.words.endswith(IN) or _CARRIED_IN.search(text, count.label_start, count.label_end) is not None


def name_holding_carried(text: str, counts: Iterable[Count]) -> None:
    """受理申请51件(含上年结转3件): a total that holds what was carried in says so, being more than what came."""
    for count in counts:
        if count.total is not None and count.token.value and is_carried_in(text, count):
            count.total.words += HOLDS_CARRIED


def name_requested(counts: Sequence[Count]) -> None:
    """制作信息120条，其中主动公开110条: the part is what was published.

    公开信息87条，其中主动公开68条，依申请公开19条: of its own accord an agency published the part, not the total."""
    parts = [count for count in counts if count.total is not None and _PUBLISHED.search(count.total.words)]
    holding = {id(count.total) for count in parts if "依申请公开" in count.words}
    for count in counts:
        if count.total is not None and "主动公开" in count.words and "公开" not in count.total.words:
            count.words += OF_WHAT_WAS_MADE if _MADE.search(count.total.words) else ""
    for count in parts:
        if id(count.total) in holding and "主动公开" in count.words:
            count.words += BESIDE_REQUESTED
            if count.total is not None and not count.total.words.endswith(HOLDS_REQUESTED):
                count.total.words += HOLDS_REQUESTED


def name_ways(text: str, counts: Sequence[Count]) -> None:
    """收到书面申请1件、电子邮件申请2件、网络平台申请3件: each came in one of several ways, and none is the whole.

    Of counts that are said to be all of one kind of applicant, that too.
    """
    for count in counts:
        if count.noun_follows and count.family is None and _ALL_OF_PERSONS.match(text, count.end) is not None:
            count.words += ALL_OF_PERSONS
        # 通过网站提交12件、邮寄提交40件: these did not come through the website.
        if count.channel is not None and _BY_HAND.search(count.words) is not None:
            count.channel = channel_in(count.words, 0, len(count.words))
    if text.count("申请") < 2:
        return
    for sentence in _by_sentence(text, counts):
        ways = [(count, way) for count in sentence if (way := _WAY.search(count.words)) is not None]
        if len({way.lastindex for _, way in ways}) > 1:
            for count, _ in ways:
                count.words += SEVERAL_WAYS


def name_handled(text: str, counts: Sequence[Count]) -> None:
    """办理申请12件，办结10件: what was handled is not what was closed, unless nothing else is said to be."""
    if _HANDLED.search(text) is None:
        return
    for sentence in _by_sentence(text, counts):
        closed = False
        for count in sentence:
            if _NEXT_YEAR.search(count.words) is None:
                closed = closed or _CLOSED.search(count.words) is not None
            elif count.total is not None:
                count.total.words += CLOSED_BESIDE
        for count in sentence:
            if closed and _HANDLED.search(count.words) is not None:
                count.words += CLOSED_BESIDE


def name_asked(text: str, counts: Sequence[Count]) -> None:
    """收到群众留言20条，回复20条: what is done with no more said of it is done with what was counted before it."""
    if _ASKED.search(text) is None:
        return
    for sentence in _by_sentence(text, counts):
        asked = False
        for count in sentence:
            if "申请" in count.words:
                asked = False
            elif _ASKED.search(count.words) is not None:
                asked = True
            elif asked and not count.noun and _ANSWERED.search(count.words) is not None:
                count.words += NOT_REQUESTED


def _by_sentence(text: str, counts: Iterable[Count]) -> Iterator[list[Count]]:
    sentences = Sentences(text)
    for _, group in groupby(counts, key=lambda count: sentences.start_of(count.token.start)):
        yield list(group)
