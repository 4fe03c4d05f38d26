"""Every numeral of the running text, told apart: what counts something, and what is one of the named non-counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.models import Number, Precision
from extractors.prose.numerals import Numeral, find_numerals
from extractors.prose.words import (
    alternation,
    name_pattern,
    non_count_patterns,
    prose_words,
    quantity_units,
    unit_pattern,
)

# How far before a number its surroundings are looked at.
BEFORE = 12
# A quotation this short that holds a numeral is a name: “三公”, “五公开”, “一件事一次办”.
SHORT_QUOTATION = 12

_TITLE = re.compile(r"《[^《》]{0,200}》|〈[^〈〉]{0,200}〉|[〔\[]\s?[0-9]{4}\s?[〕\]]?")
_QUOTATION = re.compile(rf"[“\"‘][^“”\"‘’]{{1,{SHORT_QUOTATION}}}[”\"’]")
# 1 2 3 条: single digits that markup has spaced; only where a measure word shows that they are one number.
_SPACED = re.compile(r"(?<![0-9,.])[0-9](?: [0-9]){1,7}(?![0-9.,%\-])")
_PERCENT = re.compile(r"\s?(?P<unit>%|‰|个百分点)")
_BEHIND_PER_CENT = re.compile(r"百分之$")
_CONTACT = re.compile(r"(?:电话|传真|邮编|编码|热线|号码|网址|地址|QQ|信箱)[^，。；]{0,10}$")
# 收到申请数量为0，: a count without measure word, at the end of its clause.
_COUNT_NOUN = re.compile(
    r"(?:数量|总数|件数|条数|次数|人数|总量|数|申请|复议|诉讼|信息|投诉|举报)\s?(?:为|是|有|共|共计|达|:)\s?$"
)
_CLAUSE_ENDS = re.compile(r"\s?(?:[,;。)、]|$)")
# 一 before a measure word is mostly no number (一条龙, 同一件); it is one behind these, where the clause is not negated.  # noqa: E501
_COUNTED_ONE = re.compile(
    r"(?:召开|举办|开展|组织|收到|受理|发布|公开|制定|制发|发生|办理|编发|出台|印发|答复|新增|共计?|计)[^，,。；;、]{0,6}$"
)
_JOINED_DIGITS = re.compile(r"[0-9]\s?[-~～—–:/+×*]\s?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A numeral and what it is: `kind` is "count", "money", "percent", a named non-count, or "unclear".

    start, end: the number with its unit and its marks of approximation; `value` in the unit as printed
    """

    kind: str
    value: Number
    unit: str | None
    precision: Precision
    start: int
    end: int


COUNTED = frozenset({"count", "money", "percent"})


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """All numerals between two offsets of a half-width text, in order."""
    names = _names(text, start, end)
    spaced_until = start
    spaced = [match for match in _SPACED.finditer(text, start, end) if unit_pattern().match(text, match.end())]
    for numeral in find_numerals(text, start, end):
        if numeral.start < spaced_until:
            continue
        if spaced and numeral.start >= spaced[0].start():
            match = spaced.pop(0)
            value = int(match.group().replace(" ", ""))
            numeral = Numeral(value, match.start(), match.end(), False, True, value, match.end())  # noqa: PLW2901
            spaced_until = match.end()
        yield _token(text, numeral, start, end, names)


def _names(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans that hold names: titles, short quotations, and the names of the lexicon."""
    spans = [match.span() for pattern in (_TITLE, _QUOTATION) for match in pattern.finditer(text, start, end)]
    spans += [match.span() for match in name_pattern().finditer(text, start, end)]
    return sorted(spans)


def _in_a_name(numeral: Numeral, names: list[tuple[int, int]], text: str) -> bool:
    for first, last in names:
        if first > numeral.start:
            break
        if numeral.start < last:
            if text[first:last].isdigit():
                return (first, last) == (numeral.start, numeral.end) and not unit_pattern().match(text, last)
            if numeral.end <= last or text[first] not in '《“"‘〈':
                return not (text[first:last] in ("一次", "两次") and numeral.end < last)
    return False


def _token(text: str, numeral: Numeral, start: int, end: int, names: list[tuple[int, int]]) -> Token:
    before = text[max(start, numeral.start - BEFORE) : numeral.start]
    if _in_a_name(numeral, names, text):
        return _bare("name", numeral)
    money = _quantity(text, numeral)
    unit = unit_pattern().match(text, numeral.end, end) if money is None else None
    kind = _non_count(text, numeral, before, end, measured=unit is not None or money is not None)
    if kind is not None:
        return _bare(kind, numeral)
    percent = _PERCENT.match(text, numeral.end, end)
    if percent is not None or _BEHIND_PER_CENT.search(before):
        first = numeral.start - 3 if percent is None else numeral.start
        last = percent.end() if percent else numeral.end
        printed = percent["unit"] if percent else "%"
        return _measured("percent", text, numeral, before, numeral.value, printed, last, first)
    if money is not None:
        value, printed, last = money
        return _measured("money", text, numeral, before, value, printed, last)
    if unit is not None:
        if not numeral.arabic and not _is_counted(text, numeral, before):
            return _bare("name", numeral)
        kind = "money" if unit["unit"] in ("元",) else "count"
        return _measured(kind, text, numeral, before, numeral.value, unit["unit"], unit.end())
    if numeral.arabic and _COUNT_NOUN.search(before) and _CLAUSE_ENDS.match(text, numeral.end):
        return _measured("count", text, numeral, before, numeral.value, None, numeral.end)
    return _bare("unclear" if numeral.arabic else "name", numeral)


def _non_count(text: str, numeral: Numeral, before: str, end: int, *, measured: bool) -> str | None:
    joined = _JOINED_DIGITS.search(before)
    behind = text[numeral.end : numeral.end + 2]
    if joined or (behind[:1] in "-~～—–:/+×" and behind[1:2].isdigit()):
        return "range" if measured and not _CONTACT.search(before) else "phone"
    stripped = before.rstrip()
    for name, first, last in non_count_patterns():
        if first is not None and first.search(stripped):
            return name
        if last is None or not last.match(text, numeral.end, end):
            continue
        if name == "enumerator" and (measured or not _opens(before) or not numeral.arabic or numeral.value > 30):
            continue
        if name in ("hotline", "list_of_words", "time") and measured:
            continue
        if name == "hotline" and numeral.value < 100:
            continue
        return name
    if not measured and numeral.arabic and (numeral.end - numeral.start >= 7 or _CONTACT.search(before)):
        return "phone"
    return None


def _opens(before: str) -> bool:
    """Whether nothing but a delimiter stands before: the place of an enumerator."""
    return not before.rstrip() or before.rstrip()[-1] in "。；;:：，,(（！？、"


def _quantity(text: str, numeral: Numeral) -> tuple[Number, str, int] | None:
    """万元, 亿元 and 万字 behind digits: the value in that unit."""
    place = numeral.base_end
    for unit in quantity_units():
        if numeral.base_end < numeral.end and text.startswith(unit, place):
            return numeral.base, unit, place + len(unit)
    return None


def _is_counted(text: str, numeral: Numeral, before: str) -> bool:
    """Whether a Chinese numeral before a measure word states a number: not 百姓, 每一条, 一件事, 没有一起."""
    printed = text[numeral.start : numeral.end]
    if before[-1:] in tuple("每某同唯统专逐任哪这那该各头") or before.endswith(("任何", "其中之")):
        return False
    if printed in ("一", "壹"):
        return _COUNTED_ONE.search(before) is not None and not re.search(
            r"(?:未|没有|无|零|不)[^，,。；;]{0,10}$", before
        )
    if printed.strip("百千万亿佰仟") == "" and not numeral.more:
        return _mark_before(before)[0] is not None
    return True


def _bare(kind: str, numeral: Numeral) -> Token:
    return Token(kind, numeral.value, None, "exact", numeral.start, numeral.end)


def _measured(
    kind: str,
    text: str,
    numeral: Numeral,
    before: str,
    value: Number,
    unit: str | None,
    last: int,
    first: int | None = None,
) -> Token:
    """The count with its marks: 约80条, 2000余条, 100条以上."""
    mark, length = _mark_before(before)
    behind = _behind_pattern().match(text, last)
    precision: Precision = "exact"
    if numeral.more:
        precision = "at_least"
    elif mark is not None:
        precision = mark
    elif behind is not None:
        precision = next(key for key, words in prose_words().approximation.behind.items() if behind["mark"] in words)
    start = numeral.start if first is None else first
    return Token(kind, value, unit, precision, start - length, behind.end() if behind else last)


def _mark_before(before: str) -> tuple[Precision | None, int]:
    """A mark of approximation right before the number, and how many characters it and the space behind it take."""
    stripped = before.rstrip()
    for precision, words in prose_words().approximation.before.items():
        for word in words:
            if stripped.endswith(word):
                preceding = stripped[: -len(word)][-1:]
                if preceding and preceding in prose_words().approximation.part_of_a_word.get(word, ""):
                    continue
                return precision, len(before) - len(stripped) + len(word)
    return None, 0


def _behind_pattern() -> re.Pattern[str]:
    words = [word for marks in prose_words().approximation.behind.values() for word in marks]
    return re.compile(rf"\s?(?P<mark>{alternation(words)})(?!上)")
