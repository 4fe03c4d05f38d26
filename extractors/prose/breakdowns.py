"""Totals and their parts: told from the words between counts, and where words leave the end of a list open, from sums."""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.prose.phrases import Phrase
from extractors.prose.words import alternation, prose_words

# Words of a phrase that begins a statement of its own, so that it is no further part of the list before it.
_OWN_STATEMENT = re.compile(
    r"全年|全[市县区镇乡街]|20[0-9]{2}年|我[局镇乡县市区街委]|本机关|本年|通过|利用|依托|运用|召开|举办|组织|编发|制定|发送|出台|开展"
)


@cache
def _opener() -> re.Pattern[str]:
    words = prose_words().breakdown
    every, some = alternation(words.openers_all), alternation(words.openers_some)
    return re.compile(rf"[\s,。;、]{{0,3}}(?:(?P<some>{some})|(?P<all>{every}))")


def link(text: str, found: Sequence[Phrase]) -> None:
    """Give each part its total (`parent`), and each total whether its parts claim to be all of it (`complete`)."""
    volumes = [phrase for phrase in found if phrase.token.kind == "count"]
    index = 0
    while index < len(volumes):
        index = _after_breakdown(text, volumes, index, len(volumes)) if index + 1 < len(volumes) else index + 1
    _link_sums(text, volumes)


def _between(text: str, left: Phrase, right: Phrase) -> str:
    return text[left.end : right.start + 0] if right.start >= left.end else ""


def _after_breakdown(text: str, volumes: Sequence[Phrase], index: int, limit: int) -> int:
    """Link the parts of `volumes[index]`, if a breakdown follows it; the index of the next phrase to look at."""
    total = volumes[index]
    if index + 1 >= limit:
        return index + 1
    opened = _opened(text, total, volumes[index + 1])
    if opened is None:
        return index + 1
    claims_all, closing = opened
    parts, position = _parts(text, volumes, index, limit, closing, total)
    for part in parts:
        part.parent = total
    total.complete = claims_all and (len(parts) > 1) and not _left_open(text, parts[-1])
    return position


def _opened(text: str, total: Phrase, following: Phrase) -> tuple[bool, int | None] | None:
    """Whether the words behind a total open its parts: (they claim to be all, offset where a bracket closes)."""
    if text[total.end : total.end + 1] == "(":
        closing = text.find(")", total.end)
        if closing < 0 or following.end > closing:
            return None
        inside = _opener().match(text, total.end + 1)
        return (inside is None or inside["some"] is None), closing
    gap = text[total.end : following.start]
    if "\n" in gap:
        return None
    match = _opener().match(text, total.end)
    if match is not None and match.start() < following.start + 1:
        if match.group().strip(" ,。;、") in ("含", "即", "如") and text[total.end : total.end + 1] == "。":
            return None
        return match["some"] is None, None
    if gap.strip().startswith(":"):
        return True, None
    return None


def _parts(
    text: str, volumes: Sequence[Phrase], index: int, limit: int, closing: int | None, total: Phrase
) -> tuple[list[Phrase], int]:
    """Members of the list behind a total; members' own brackets and 其中 are linked on the way."""
    parts: list[Phrase] = []
    ends: list[int] = []
    position = index + 1
    while position < limit:
        phrase = volumes[position]
        if closing is not None and phrase.end > closing:
            break
        if parts and closing is None and _ends_list(text, volumes[position - 1], phrase, parts):
            break
        parts.append(phrase)
        position = (
            _after_breakdown(text, volumes, position, limit)
            if _nested(text, volumes, position, limit)
            else position + 1
        )
        ends.append(position)
    whole = total.token.value
    if closing is None and total.token.precision == "exact":
        running = 0.0
        for count, part in enumerate(parts, 1):
            running += part.token.value
            if count > 1 and abs(running - whole) < 0.005 and count < len(parts):
                return parts[:count], ends[count - 1]
    return parts, position


def _nested(text: str, volumes: Sequence[Phrase], position: int, limit: int) -> bool:
    return position + 1 < limit and _opened(text, volumes[position], volumes[position + 1]) is not None


def _ends_list(text: str, last: Phrase, phrase: Phrase, parts: Sequence[Phrase]) -> bool:
    """A full stop ends a list; so does a phrase with a verb and subject of its own, unless its fellows have them too."""  # noqa: E501
    gap = text[last.end : phrase.start]
    if "。" in gap or "\n" in gap or phrase.sums_up:
        return True
    own = _OWN_STATEMENT.search(text, phrase.start, phrase.token.start) is not None
    fellows = any(_OWN_STATEMENT.search(text, part.start, part.token.start) for part in parts)
    return own and not fellows


def _left_open(text: str, last: Phrase) -> bool:
    """等 behind the last part says that there are more."""
    behind = text[last.end : last.end + 3].lstrip(" ,、")
    return behind.startswith(prose_words().breakdown.closers)


def _link_sums(text: str, volumes: Sequence[Phrase]) -> None:
    """“A 513条，B 238条，C 29条，共计780条”: a bare 共计 totals the free counts of its sentence that add up to it, or all."""  # noqa: E501
    for position, total in enumerate(volumes):
        if not total.sums_up or total.parent is not None or any(phrase.parent is total for phrase in volumes):
            continue
        before: list[Phrase] = []
        for phrase in reversed(volumes[:position]):
            if "。" in text[phrase.end : total.start] or phrase.sums_up:
                break
            if phrase.parent is None:
                before.insert(0, phrase)
        if len(before) < 2:
            continue
        members = next(
            (
                before[first:]
                for first in range(len(before) - 1)
                if abs(sum(part.token.value for part in before[first:]) - total.token.value) < 0.005
            ),
            before,
        )
        for part in members:
            part.parent = total
        total.complete = True
