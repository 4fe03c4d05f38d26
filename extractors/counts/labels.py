"""What is counted: the words around a number without those that only say when, by whom, or that there is a number."""

from __future__ import annotations

import re
from functools import cache

from extractors.counts.passages import LONGEST_BRACKET
from extractors.lexicon import lexicon

_SPACE = ' ,、:;-—·"“”()[]'
# 2019年, 2019年度, 1月1日, 截至2019年12月31日, at the start of a label. No repeated group holds another.
_TIME = re.compile(
    r"(?:截[至止]|至|到|-|—)?\s?(?:[0-9]{1,2}[-—~至到][0-9]{1,2}月份?|[0-9]{4}\s?年度?(?:底|末|初|间)?|[0-9]{1,2}月份?|[0-9]{1,2}日|[0-9]{4}-(?=[0-9]{4}年))"
)
_TIME_BEGINS = frozenset("截至到-—0123456789 \t\n\u3000\xa0")
# An ordinal in front of what no outline takes for a heading: （一）主动公开的文件数量：0件.
_ORDINAL = re.compile(
    r" ?(?:\([一二三四五六七八九十0-9]{1,3}\)|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[、.)](?![0-9]))"
)
# 在收到的12件申请[中,]网络申请8件: what is counted leads in to what it is made of.
_AMONG = re.compile(r"[^,;:。()0-9\n]{0,12}中[,:]")
_LEADS_IN = re.compile(r" ?(?:在|以上|上述|[^,;。\n]{0,40}的$)")
MOST_STEPS = 12
# [“青田水利”]微信公众号120篇: the name of an account.
_ACCOUNT = re.compile(r"[“\"《]?[^”\"》“《,;。\n]{1,16}[”\"》](?=(?:政务|官方)?微)")


def without_leading(text: str, start: int, end: int) -> int:
    """Where the label begins: behind time, the agency itself and connectives."""
    words = lexicon()
    ordinal = _ORDINAL.match(text, start, end)
    start = ordinal.end() if ordinal is not None else start
    for _ in range(MOST_STEPS):
        while start < end and text[start] in _SPACE:
            start = _behind_bracket(text, start, end) or start + 1
        if start >= end or text[start] not in _leading_letters():
            break
        if words.not_leading.at(text, start, end) is not None:
            break
        time = _TIME.match(text, start, end)
        found = words.leading.at(text, start, end)
        if time is not None and time.end() > start:
            start = time.end()
        elif found is not None:
            start = found.end
        else:
            break
    return start


@cache
def _leading_letters() -> frozenset[str]:
    """What a word or a time that a label is behind may begin with."""
    words = lexicon()
    return words.not_leading.first_letters | words.leading.first_letters | _TIME_BEGINS


@cache
def _trailing_letters() -> frozenset[str]:
    """What a word that a label ends before may end with."""
    words = lexicon()
    return words.not_trailing.last_letters | words.trailing.last_letters | words.marks_before.last_letters


def _behind_bracket(text: str, start: int, end: int) -> int | None:
    """(含镇街)公开信息: behind a bracket that words follow, so that its end does not stay in the label."""
    if text[start] != "(":
        return None
    closed = text.find(")", start, min(end, start + LONGEST_BRACKET)) + 1
    return closed if closed and text[closed:end].strip(_SPACE) else None


def without_trailing(text: str, start: int, end: int) -> int:
    """Where the label ends: before 共计, 为, 达 …"""
    words = lexicon()
    for _ in range(MOST_STEPS):
        while end > start and text[end - 1] in " ,、:;-—":
            end -= 1
        if end <= start or text[end - 1] not in _trailing_letters():
            break
        if words.not_trailing.before(text, end, start) is not None:
            break
        found = words.trailing.before(text, end, start) or words.marks_before.before(text, end, start)
        if found is None:
            break
        end = found.start
    return end


def leads_in(text: str, clause: int, number: int, end: int) -> bool:
    """Whether 中 stands at `end` behind a count, and before its number what makes it a lead-in (在 …, …的12件)."""
    return _AMONG.match(text, end) is not None and _LEADS_IN.match(text, clause, number) is not None


def noun_of(text: str, start: int, end: int) -> str:
    """The counted noun alone: 通过政府网站公开各类政府信息 → 政府信息; "" where only a verb or a channel is said."""
    words = lexicon()
    begin = start
    verb = None
    for found in words.verbs_and_nouns.find(text, start, end):
        if found.meaning is not None:
            verb = found
    if verb is not None:
        begin = verb.end
    else:
        for channel in words.channels.find(text, start, end):
            begin = channel.end if channel.meaning else begin
    end = without_trailing(text, begin, end)
    begin = min(without_leading(text, begin, end), end)
    for _ in range(MOST_STEPS):
        vague = words.vague.at(text, begin, end)
        if vague is None:
            break
        begin = vague.end
    for _ in range(MOST_STEPS):
        suffix = words.suffixes.before(text, end, begin)
        if suffix is None:
            break
        end = suffix.start
    account = _ACCOUNT.match(text, begin, end) if verb is not None else None
    begin = begin if account is None else account.end()
    return text[begin:end].strip(_SPACE)


def before_total(text: str, start: int, end: int) -> int:
    """Where 46家单位[共发布信息3.2万条] begins to say something else; 175个公共查阅点 only holds a word for a total."""
    words = lexicon()
    for total in words.totals.find(text, start, end):
        if text[total.start - 1] != "公" and words.not_leading.at(text, total.start, end) is None:
            return total.start
    return end


def family_of(text: str, start: int, end: int) -> str | None:
    """What is done in a clause (verbs.toml); None where it has no verb."""
    family = None
    for found in lexicon().verbs_and_nouns.find(text, start, end):
        family = found.meaning or family
    return family


def acts(text: str, start: int, end: int) -> str | None:
    """What a label does by itself: 办结5件, 短信平台发送短信8万条. 建议提案答复34篇, 公告22条 name a kind of thing."""
    words = lexicon()
    if text[start:end] in words.alone:
        return None
    for found in words.verbs_and_nouns.find(text, start, end):
        if found.meaning is None:
            continue
        if found.start == start or words.channels.first(text, start, found.start) is not None:
            return found.meaning
    return None
