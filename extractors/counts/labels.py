"""What is counted: the words around a number without those that only say when, by whom, or that there is a number."""

from __future__ import annotations

import re
from itertools import pairwise

from extractors.counts.passages import LONGEST_BRACKET
from extractors.lexicon import Found, lexicon

_SPACE = ' ,、:;-—·"“”()[]'
# 2019年, 2019年度, 1月1日, 截至2019年12月31日, at the start of a label. No repeated group holds another.
_TIME = re.compile(
    r"(?:截[至止]|至|到|-|—)?\s?(?:[0-9]{1,2}[-—~至到][0-9]{1,2}月份?|[0-9]{4}\s?年度?(?:底|末|初|间)?|[0-9]{1,2}月份?|[0-9]{1,2}日|[0-9]{4}-(?=[0-9]{4}年))"
)
# An ordinal in front of what no outline takes for a heading: （一）主动公开的文件数量：0件.
_ORDINAL = re.compile(
    r" ?(?:\([一二三四五六七八九十0-9]{1,3}\)|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[、.)](?![0-9]))"
)
MOST_STEPS = 12
# Where something was published if not in one channel: in several together, in a place that is none of the channels, or
# perhaps in the one whose readers were just counted. phrases.toml has them; a figure's channel is null then.
SEVERAL, UNNAMED, SAME = "several", "unnamed", "same"
NO_CHANNEL = frozenset({SEVERAL, UNNAMED, SAME})
# Between two channels of a list; the name of an account may follow: 政务网、[青田公安]微信.
_JOINT = re.compile(r'[”"》 ]{0,2}(、|和|及|与|,|以及)[“"《 ]{0,2}')
LONGEST_NAME = 10


def without_leading(text: str, start: int, end: int) -> int:
    """Where the label begins: behind time, the agency itself and connectives."""
    words = lexicon()
    ordinal = _ORDINAL.match(text, start, end)
    start = ordinal.end() if ordinal is not None else start
    for _ in range(MOST_STEPS):
        while start < end and text[start] in _SPACE:
            start = _behind_bracket(text, start, end) or start + 1
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
        if words.not_trailing.before(text, end, start) is not None:
            break
        found = words.trailing.before(text, end, start) or words.marks_before.before(text, end, start)
        if found is None:
            break
        end = found.start
    return end


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
    return text[begin:end].strip(_SPACE)


def family_of(text: str, start: int, end: int) -> str | None:
    """What is done in a clause (verbs.toml); None where it has no verb."""
    family = None
    for found in lexicon().verbs_and_nouns.find(text, start, end):
        family = found.meaning or family
    return family


def _is_object(text: str, channel: Found[str], start: int, end: int, *, things: bool) -> bool:
    """设置查阅点2个, 召开新闻发布会3次: what is counted is the channel itself, and nothing was published there."""
    words = lexicon()
    if without_trailing(text, channel.start, end) > channel.end:
        return False
    if things:
        return True
    verb = None
    for found in words.verbs_and_nouns.find(text, start, channel.start):
        if found.meaning is not None:
            verb = found
    return verb is not None and verb.meaning in {"resources", "events"}


def acts(text: str, start: int, end: int) -> str | None:
    """What a label does by itself: 办结5件, 短信平台发送短信8万条. 建议提案答复34篇 only names a kind of thing."""
    words = lexicon()
    for found in words.verbs_and_nouns.find(text, start, end):
        if found.meaning is None:
            continue
        if found.start == start or words.channels.first(text, start, found.start) is not None:
            return found.meaning
    return None


def channel_in(text: str, start: int, end: int, *, things: bool = False) -> str | None:
    """The channel named last; SEVERAL where more than one is meant together.

    things: what is counted comes in pieces (平台有2个), so that a channel right before the number is such a piece
    """
    words = lexicon()
    found = [
        channel
        for channel in words.channels.find(text, start, end)
        if channel.meaning and not _is_object(text, channel, start, end, things=things)
    ]
    if not found:
        return None
    if words.several_channels.first(text, found[0].end, end) is not None:
        return SEVERAL
    joined = any(
        _are_joined(text, left.end, right.start) for left, right in pairwise(found) if left.meaning != right.meaning
    )
    return SEVERAL if joined else found[-1].meaning


def _are_joined(text: str, start: int, end: int) -> bool:
    """网站、微信; 政务网、[青田公安]微信 with the name of an account: what stands between two channels lists them."""
    joint = _JOINT.match(text, start, end)
    if joint is None:
        return False
    named = end - joint.end()
    if not named:
        return True
    return joint[1] != "," and named <= LONGEST_NAME and lexicon().verbs_and_nouns.first(text, joint.end(), end) is None


def is_elsewhere(text: str, start: int, end: int) -> bool:
    """在南方+发布, 在办公平台公开: a place right before the verb that is none of the channels."""
    words = lexicon()
    if words.several_channels.first(text, start, end) is not None:
        return False
    return any(
        found.meaning == "disclose" and words.places.before(text, found.start, start) is not None
        for found in words.verbs_and_nouns.find(text, start, end)
    )
