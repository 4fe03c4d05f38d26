"""Where a count was published or received: one channel, several of one kind (报刊、电视 → media), or none said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.counts.labels import without_trailing
from extractors.lexicon import Found, lexicon

# Where something was published if not in one channel: in several together, in a place that is none of the channels, or
# perhaps in the one whose readers were just counted. phrases.toml has them; a figure's channel is null then.
SEVERAL, UNNAMED, SAME = "several", "unnamed", "same"
NO_CHANNEL = frozenset({SEVERAL, UNNAMED, SAME})
# Between two channels of a list; an account's name may follow or lead: 政务网、[青田公安]微信, 微博[“青田发布”]、微信.
# A bracket or 等 joins a channel with the word for its kind: 新媒体(微博、微信), 报刊、电视等[主流]媒体.
_JOINT = re.compile(r'(?:[(“"《][^(“"《,;。\n]{1,16}[)”"》])?[”"》) ]{0,2}(、|和|及|与|,|以及|/|\(|等)[“"《 ]{0,2}')
LONGEST_NAME = 10
# The channel of 其他方式, and those that have a count of their own in the form of 2014.
OTHER, PLAIN_CHANNELS = "other", frozenset({"website", "wechat", "weibo", "gazette"})
# 新媒体，[以图文、视频]等形式发布: in what form, not where.
_IN_FORM = re.compile(
    r"(?:以|采用|运用|采取)[^,;。:\n]{0,20}(?:图文|图片|图解|图表|长图|文字|视频|音频|动漫|漫画|动画|海报|H5)$"
)
LONGEST_FORM = 30
_CLAUSE_MARKS = frozenset(",;。:")
# 网站[设]4级栏目，公开信息12条: what a channel is made of says nothing of where the next count is.
_SET_UP = re.compile(r"[共下内]?(?:设有|设置|开设|设立|设|建有)")
# 在网站开设…: set up in a place.
_LEADS_TO_PLACE = re.compile(r"[在于]|利用|依托|通过")
# Between channels and what was published there: 微信公众号[等]发布.
_AND_SUCH = re.compile(r"[)”\"》]{0,2}等")


def channel_in(text: str, start: int, end: int, *, things: bool = False) -> str | None:
    """The channel named last, or the kind of all that are named together; SEVERAL where they are of different kinds.

    things: what is counted comes in pieces (平台有2个), so that a channel right before the number is such a piece
    """
    words = lexicon()
    found = [
        channel
        for channel in words.channels.find(text, start, end)
        if channel.meaning and not _holds_columns(text, channel.end, end)
    ]
    if not found:
        return None
    runs = [[found[0]]]
    for channel in found[1:]:
        if _are_joined(text, runs[-1][-1], channel):
            runs[-1].append(channel)
        else:
            runs.append([channel])
    if _is_object(text, found[-1], start, end, things=things):
        runs.pop()
    if not runs:
        return None
    while things and runs and _is_set_up(text, runs[-1][-1], start):
        runs.pop()
    if not runs:
        return None
    last = runs[-1]
    together = _together(text, last)
    # 通过网站、微信等多种渠道公开信息，其中网站公开…: what is said of several before the last ones is not said of them.
    if all(_is_form(text, last[-1].end, one) for one in words.several_channels.find(text, last[0].end, end)):
        return together
    # 报刊、电视等形式, 微博、微信等平台: several, but of one kind, which is not all that was published.
    kind = words.channel_kinds.get(together, together)
    alike = len(last) > 1 or kind == together
    return UNNAMED if alike and kind in words.channel_kinds.values() else SEVERAL


def _is_form(text: str, channel_end: int, several: Found[str]) -> bool:
    begin = max(channel_end, several.start - LONGEST_FORM)
    return _IN_FORM.search(text, begin, several.start) is not None


def is_elsewhere(text: str, start: int, end: int) -> bool:
    """在南方+发布, 在办公平台公开: a place right before the verb that is none of the channels."""
    words = lexicon()
    if words.several_channels.first(text, start, end) is not None:
        return False
    return any(
        found.meaning == "disclose" and words.places.before(text, found.start, start) is not None
        for found in words.verbs_and_nouns.find(text, start, end)
    )


def _together(text: str, run: Sequence[Found[str]]) -> str:
    """The one channel of a list, the kind that all of them are of, or SEVERAL."""
    kinds = lexicon().channel_kinds
    keys = [channel.meaning for channel in run]
    and_such = _AND_SUCH.match(text, run[-1].end) is not None
    if len(set(keys)) == 1:
        return keys[0]
    if keys[0] in kinds.values() and not and_such and text[run[0].end : run[1].start] in {"", "("}:
        # 政务新媒体(微信公众号): the kind, and which one of it.
        keys = keys[1:]
    if keys[-1] == OTHER and "等" in text[run[-2].end : run[-1].start] and PLAIN_CHANNELS.isdisjoint(keys):
        # 报刊、电视、公示栏等其他渠道
        return OTHER
    summed_up = None
    if keys[-1] in kinds.values() and "等" in text[run[-2].end : run[-1].start]:
        summed_up = keys.pop()
    named = set(keys)
    if len(named) == 1 and summed_up is None and not and_such:
        return keys[0]
    families = {kinds.get(key, key) if key not in kinds.values() else key for key in named}
    if len(families) == 1 and families <= set(kinds.values()):
        return families.pop()
    # 微信、电视等媒体 are all media; 网站、微信等媒体 are not.
    if summed_up is not None and all(summed_up in {one, kinds.get(one)} for one in families):
        return summed_up
    return SEVERAL


def _are_joined(text: str, left: Found[str], right: Found[str]) -> bool:
    """网站、微信; 政务网、[青田公安]微信 with the name of an account: what stands between two channels lists them."""
    kinds = lexicon().channel_kinds
    if left.end == right.start:
        # 微信微博, 报刊电视; but 日报微信, 网站公开栏 are one channel of another.
        one, other = (kinds.get(channel.meaning, channel.meaning) for channel in (left, right))
        return one == other or kinds.get(left.meaning) == right.meaning or kinds.get(right.meaning) == left.meaning
    joint = _JOINT.match(text, left.end, right.start)
    if joint is None:
        return False
    if joint[1] == "等" and right.meaning not in kinds.values():
        return False
    named = text[joint.end() : right.start]
    if not named:
        return True
    if joint[1] == "," or len(named) > LONGEST_NAME or not _CLAUSE_MARKS.isdisjoint(named):
        return False
    # 政府信息公开[查阅场所]: what only looks like a verb is part of a name.
    verbs = lexicon().verbs_and_nouns.find(text, joint.end(), right.start)
    return all(verb.meaning is None for verb in verbs)


def _holds_columns(text: str, place: int, end: int) -> bool:
    """网站设4级栏目，公开信息12条: the clause before the count only says how the channel is made up."""
    set_up = _SET_UP.match(text, place, end)
    if set_up is None:
        return False
    mark = text.find(",", set_up.end(), end)
    return mark >= 0 and "栏目" in text[set_up.end() : mark]


def _is_set_up(text: str, channel: Found[str], start: int) -> bool:
    """设立了信息公开栏，设立1个咨询点: a board that was set up is not where the next thing is."""
    if channel.meaning not in lexicon().fixed or text[channel.end : channel.end + 1] != ",":
        return False
    clause = max(start, text.rfind(",", start, channel.start) + 1)
    verbs = [found for found in lexicon().verbs_and_nouns.find(text, clause, channel.start) if found.meaning]
    if not verbs or verbs[-1].meaning != "resources":
        return False
    return _LEADS_TO_PLACE.search(text, verbs[-1].end, channel.start) is None


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
