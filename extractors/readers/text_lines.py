"""A text file as lines, and what a single line or cell is by its shape alone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extractors.sealed import sealed

#: Characters without width or meaning that exports leave behind: controls, byte order marks, soft hyphens,
#: joiners.
INVISIBLE = dict.fromkeys(
    [*range(0x09), 0x0E, 0x0F, *range(0x10, 0x1C), 0x7F, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF]
)

#: A footer of a printed page: “- 3 -”, “— 12 —”, “第 3 页 共 9 页”.
PAGE_NUMBER = re.compile(
    r"[-—–]\s{0,3}\d{1,3}\s{0,3}[-—–]|第\s{0,2}\d{1,3}\s{0,2}页(?:[,，\s/]{0,3}共\s{0,2}\d{1,3}\s{0,2}页)?"
)

_NUMBER = r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3}){1,4}|[0-9０-９]{1,15})(?:[.．][0-9０-９]{1,8})?"
_SIGN = r"[+\-−－＋±]|[增减](?:加|少)?|新增"
_UNIT = r"(?:万|亿)?(?:元|件次|件|条次|条|项|个|人次|次|宗|起|份|篇|类)|万|亿|[%％]"

#: What a value cell holds: a number, signed or with its unit, or a mark that stands for none.
VALUE = re.compile(
    rf"(?:{_SIGN})?\s?(?:{_NUMBER})\s?(?:{_UNIT})?"
    r"|[-—–－―─]{1,4}|[/／\\、]|N/?A|[○〇零]|(?:暂)?无|持平|不变|无变化"
)

UNITS = frozenset({"条", "次", "篇", "件", "个", "人", "人次", "元", "万元", "份", "期"})

#: An ordinal that stands alone in its cell: “一、” “（三）” “1.” “(2)”.
ORDINAL = re.compile(
    r"[一二三四五六七八九十]{1,3}\s?[、.．]?|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}\s?[、.．]"
)

#: The start of a section at the top level: “三、…” “第三部分 …”.
TOP_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}\s?[、．.，,]\s{0,3}\S|第[一二三四五六七八九十]{1,3}[部章]分?\s{0,3}[:：、]?"
)

#: Any numbered heading or list entry.
NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}\s?[、．.]|[（(]\s?[一二三四五六七八九十\d]{1,3}\s?[）)]|\d{1,2}\s?[、．.](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}[部章]|[①-⑳⑴-⒇㈠-㈩]|[一二三四五六七八九十]是|附件|附表"
)

#: A line that closes a sentence, or holds the end of one.
SENTENCE_END = re.compile(r"[。！？!?；;：:…”』」.]$")
SENTENCE = re.compile(r"[。！？!?；;]")

_INSTRUCTION = re.compile(r"[（(].{1,400}[）)]")
_BRACKETED = re.compile(r"[（(][^（）()]{0,300}[）)]")

LONGEST_PAGE_NUMBER = 40
#: Longer than any cell of the forms, filling instructions included.
LONGEST_CELL = 200
#: A number with its unit, a mark.
LONGEST_PRINTED_VALUE = 24


@sealed(frozen=True, slots=True)
class Line:
    """`text` without outer white space, `raw` with it. `gap`: blank lines above; `indent`: spaces before."""

    text: str
    raw: str
    gap: int
    indent: int


def to_lines(text: str) -> list[Line]:
    """The lines that hold something."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    lines: list[Line] = []
    gap = 0
    for raw in text.translate(INVISIBLE).splitlines():
        stripped = raw.strip()
        if not stripped:
            gap += 1
        else:
            lines.append(Line(stripped, raw, gap, len(raw) - len(raw.lstrip())))
            gap = 0
    return lines


def is_page_number(text: str) -> bool:
    return text[0] in "-—–第" and len(text) <= LONGEST_PAGE_NUMBER and PAGE_NUMBER.fullmatch(text) is not None


def is_value(text: str) -> bool:
    return len(text) <= LONGEST_PRINTED_VALUE and _is_printed_value(text)


# Most cells of a country's tables print the same few texts.
@lru_cache(maxsize=4096)
def _is_printed_value(text: str) -> bool:
    return VALUE.fullmatch(text) is not None


def is_unit(text: str) -> bool:
    """A cell of the statistics table's unit column: 条, 件, 人次, 万元."""
    return text in UNITS


def is_instruction(text: str) -> bool:
    """Wholly in brackets, as the note in the corner of the requests table."""
    return len(text) <= LONGEST_CELL and _INSTRUCTION.fullmatch(text) is not None


def is_sentence(text: str) -> bool:
    """Running text by its length or its punctuation: never a cell of a table printed one cell a line."""
    if len(text) > LONGEST_CELL:
        return True
    return SENTENCE.search(text) is not None and SENTENCE.search(_BRACKETED.sub("", text)) is not None


def width(text: str) -> int:
    """Columns on a typewriter: two for a Chinese character or a mark (exports print marks half width)."""
    return len(text) + sum(1 for character in text if character > "\u2e7f" or character in ",;:()?!")


def space_between(left: str, right: str) -> str:
    """What stood where a line was broken: a space between two Latin words, else nothing."""
    latin = left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalnum()
    return " " if latin else ""
