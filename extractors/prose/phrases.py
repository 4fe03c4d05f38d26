"""A count with its words: from the first word of its phrase to its measure word, and what of that says what is counted."""  # noqa: E501

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from extractors.prose.tokens import COUNTED, Token
from extractors.prose.words import alternation, channel_pattern, prose_words

# Delimiters that begin a new phrase. 、 does so only behind another count: “A、B、C等信息共46条” has one phrase.
_HARD = ",。;:!?(\n，；：！？（"
_CLOSERS = {")": "(", "”": "“", "》": "《", "〉": "〈", "’": "‘", "】": "【", "]": "["}
# How far back a phrase may reach, and how long a pair of brackets skipped on the way may be.
LONGEST_PHRASE = 120
LONGEST_BRACKET = 60
_SPACES = " \t\u3000"
# A label that only says when or who is no subject of its own: 2019年, 全年, 我局.
_ONLY_SETTING = re.compile(
    r"(?:(?:[0-9]{4}年度?|全年|本年度?|今年|年内|一年来|截至.{0,12}日?|我[局镇乡县市区委办街道厅]{1,2}|本机关|全[市县区镇乡]|共|累计|总|以上|上述|其中|合计|总计|计)[,，]?\s?){0,4}"
)


@dataclass(slots=True, eq=False)
class Phrase:
    """A count in prose. Offsets are the document's; `parent` and `complete` are set when totals are told from parts.

    lead: the joining words that stood before the label (其中, 含, …), which tell how it hangs together with others
    """

    token: Token
    label: str
    start: int
    lead: str
    channel: str | None = None
    parent: Phrase | None = None
    complete: bool = False
    sums_up: bool = False
    inherited: bool = field(default=False)

    @property
    def end(self) -> int:
        return self.token.end


def phrases(text: str, original: str, start: int, end: int, found: list[Token]) -> list[Phrase]:
    """The counts of one stretch of prose (a paragraph), in order. text: half-width; original: as printed."""
    made: list[Phrase] = []
    floor = start
    for token in found:
        if token.kind not in COUNTED:
            continue
        made.append(_phrase(text, original, start, floor, token, made))
        floor = token.end
    return made


def _phrase(text: str, original: str, start: int, floor: int, token: Token, before: list[Phrase]) -> Phrase:
    first = _phrase_start(text, max(start, floor, token.start - LONGEST_PHRASE), token.start)
    first, lead = _without_lead(text, first, token.start, after_count=first <= floor + 1 and floor > start)
    label = _without_trail(text[first : token.start])
    sums_up = text[first : token.start].strip(_SPACES + ",:") in prose_words().breakdown.sums
    if not _says_something(label) and not sums_up:
        # “主动公开政府信息，共87条”: the words stand in the clause before, if no count does.
        earlier = _phrase_start(text, max(start, floor, first - LONGEST_PHRASE), _before_delimiter(text, first, floor))
        wider, wider_lead = _without_lead(text, earlier, token.start, after_count=False)
        wider_label = _without_trail(text[wider : token.start])
        if (
            earlier < first
            and earlier >= floor
            and text[first - 1 : first] in ",:，："
            and _says_something(wider_label)
        ):
            first, lead, label = wider, wider_lead, wider_label
    phrase = Phrase(token, original[first : first + len(label)], first, lead, sums_up=sums_up)
    if not label.strip():
        # “各类信息3类46条”: two counts of one thing.
        phrase.inherited = True
        phrase.label = before[-1].label if before and first == before[-1].end else original[first : token.end]
    phrase.channel = channel_in(text[first : token.start])
    return phrase


def _phrase_start(text: str, floor: int, position: int) -> int:
    """Where the phrase that ends at a position begins: behind a delimiter, pairs of brackets and quotes skipped."""
    index = position
    while index > floor:
        character = text[index - 1]
        opener = _CLOSERS.get(character)
        if opener is not None:
            opened = text.rfind(opener, max(floor, index - LONGEST_BRACKET), index - 1)
            if opened < 0:
                if character == ")":
                    break
                index -= 1
                continue
            index = opened
            continue
        if character in _HARD:
            break
        index -= 1
    while index < position and text[index] in _SPACES + "、":
        index += 1
    return index


def _before_delimiter(text: str, position: int, floor: int) -> int:
    while position > floor and text[position - 1] in ",:，： ":
        position -= 1
    return position


@cache
def _lead_pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Joining words at the front: long ones always, single characters only behind another count."""
    lead = prose_words().joints.lead
    long = [word for word in lead if len(word) > 1]
    return (
        re.compile(rf"[\s、,]{{0,3}}(?:{alternation(long)})[\s,:]{{0,3}}"),
        re.compile(
            rf"[\s、,]{{0,3}}(?:{alternation(lead)})(?!线|时|谐|量|平|税|关部|效|害|入|住|序|力|机)[\s,:]{{0,3}}"
        ),
    )


def _without_lead(text: str, first: int, last: int, *, after_count: bool) -> tuple[int, str]:
    begun = first
    inside_list = after_count or text[first - 1 : first] in ("(", "、")
    for _ in range(3):
        match = _lead_pattern()[inside_list].match(text, first, last)
        if match is None:
            break
        first = match.end()
    return first, text[begun:first].strip(_SPACES + "、,:")


@cache
def _trail_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(prose_words().joints.trail)}|[\s,:，：、])$")


def _without_trail(label: str) -> str:
    """A label without what leads over to the number: 共计, 为, 达 …"""
    for _ in range(4):
        match = _trail_pattern().search(label)
        if match is None:
            break
        label = label[: match.start()]
    return label


def _says_something(label: str) -> bool:
    return bool(label.strip()) and _ONLY_SETTING.fullmatch(label.strip()) is None


def channel_in(text: str) -> str | None:
    """The channel named last in a text."""
    pattern, keys = channel_pattern()
    last = None
    for match in pattern.finditer(text):
        last = match
    return keys[last.group().lower()] if last else None
