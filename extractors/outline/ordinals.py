"""The ordinals that open headings, in every shape they are printed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import whitespace
from typing import Literal

Style = Literal["part", "han", "han_bracket", "arabic", "arabic_bracket", "circled"]

_HAN = "一二三四五六七八九十"
# One alternative a style, tried at a place in the text. Brackets may be lost on either side, or a 、 may follow them.
_ORDINAL = re.compile(
    rf"""\s{{0,4}}(?:
      (?P<part>第[{_HAN}]{{1,3}}(?:部分|部份|章)[、：:.．，,]?)
    | (?P<han_bracket>
        [（(]\s?[{_HAN}]{{1,3}}\s?[）)][、.．]?|[（(][{_HAN}]{{1,3}}[、.．]|[{_HAN}]{{1,3}}[）)]|[㈠-㈩]、?
      )
    | (?P<han>[{_HAN}]{{1,3}}\s?[、．.，,：:])
    | (?P<arabic_bracket>[（(]\s?[0-9０-９]{{1,2}}\s?[）)][、.．]?|[⑴-⒇]|[0-9０-９]{{1,2}}[）)])
    | (?P<arabic>[0-9０-９]{{1,2}}\s?(?:、|[．.](?![0-9０-９])))
    | (?P<circled>[①-⑳])
    )\s{{0,4}}""",
    re.VERBOSE,
)
# What an ordinal, or the space before it, begins with; most paragraphs begin with something else.
_OPENS = frozenset(f"第（({_HAN}0123456789０１２３４５６７８９㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩").union(
    map(chr, [*range(ord("⑴"), ord("⒇") + 1), *range(ord("①"), ord("⑳") + 1)]), whitespace, "\u3000\xa0"
)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """`text` as printed without outer spaces; `end`: where what follows begins."""

    style: Style
    text: str
    start: int
    end: int


def ordinal_at(text: str, position: int = 0) -> Ordinal | None:
    """The ordinal that stands at a position, spaces before it left out."""
    if text[position : position + 1] not in _OPENS:
        return None
    match = _ORDINAL.match(text, position)
    if match is None or match.lastgroup is None:
        return None
    style: Style = match.lastgroup  # type: ignore[assignment]
    return Ordinal(style, match[style].strip(), match.start(style), match.end())
