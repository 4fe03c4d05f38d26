"""Whose year a count is of: the one before, told for comparison, or the report's own beside a running total.

上年公开信息120条，今年150条; 较2019年的8件减少3件; 150条（上年120条）; 累计公开5200条，其中本年度620条.
"""

from __future__ import annotations

import re

from extractors.counts.tokens import Token
from extractors.lexicon import lexicon

# How far before or behind the other year the report's own stands where the two are compared.
LONGEST_COMPARISON = 60
# 2019年, 上年度, 去年 at the start of a clause.
_YEAR = re.compile(r"([0-9]{4})年|上一?年度?|去年")
# 2019年以来累计: up to now, and no year alone.
_REACHES_ON = ("以来", "累计", "至", "起")
_OWN_YEAR = ("今年", "本年", "当年")
# 去年[同期]120条, 2019年[的]120条: nothing else between the year and its number.
_LEVEL = re.compile(r"(?:([0-9]{4})年度?|上一?年度?|去年度?)(?:同期)?(?:全年)?[的为是]?\s?$")
LONGEST_LEVEL = 14
# 比上年的80条, 较2019年8件, 与去年同期的5件
_COMPARED = re.compile(r"(?:[比较与]|相比于?)$")
# 8件[增加]: the number before is the level, not what it changed by.
_CHANGED = re.compile(r"(?:相比|,|\)|略|有所)?(?:增|减|上升|下降|提高|降低|多|少|,)")
# 累计公开5200条，[其中本年度]620条; 累计公开5200条，今年新增620条
_BESIDE_THE_OWN = re.compile(
    r"\s?[,;(](?:其中[,:]?(?:今年|本年度?|当年|([0-9]{4})年度?)|(?:今年|本年度?|当年|([0-9]{4})年度?)新增)"
)
_THE_OWN = re.compile(r"[ ,;(:]{0,3}(?:其中[,:]?)?(?:今年|本年度?|当年|([0-9]{4})年度?)")
# Less than the year: 其中今年上半年, 其中2020年1月.
_PART_OF_YEAR = re.compile(r"(?:的|第)?(?:[上下]半年|[0-9一二三四]+(?:月|季度))")


def of_the_year_before(text: str, token: Token, clause: int, sentence: int, year: int | None) -> bool:
    """Whether a number is last year's, for comparison. 上年结转 is this year's to handle."""
    own = text[clause : token.start]
    if year is None or "转" in own or token.kind in {"percent", "points"}:
        return False
    return _is_level(text, token, clause, year) or _is_contrasted(text, token, clause, sentence, year)


def _is_level(text: str, token: Token, clause: int, year: int) -> bool:
    """比上年的80条, (上年120条): the year stands right before the number."""
    level = _LEVEL.search(text, max(clause, token.start - LONGEST_LEVEL), token.start)
    if level is None or (level[1] is not None and int(level[1]) >= year):
        return False
    if _COMPARED.search(text, max(clause, level.start() - 3), level.start()) is None:
        return not text[clause : level.start()].strip(" ,;(") and (level[1] is None or _names(text, token, year))
    # 比上年5件 without 的 may have lost its 多 or 少.
    return text[token.start - 1] == "的" or level[1] is not None or _CHANGED.match(text, token.end) is not None


def _names(text: str, token: Token, year: int) -> bool:
    return f"{year}年" in text[max(0, token.start - LONGEST_COMPARISON) : token.end + LONGEST_COMPARISON]


def _is_contrasted(text: str, token: Token, clause: int, sentence: int, year: int) -> bool:
    """A clause that begins with the year before, in a sentence that names the report's own year too."""
    begin = token.start - len(text[clause : token.start].lstrip(" ,;("))
    opened = _YEAR.match(text, begin, token.start)
    if opened is None or (opened[1] is not None and int(opened[1]) != year - 1):
        return False
    printed = opened[1] is not None and text.startswith("度", opened.end())
    own_year = (f"{year}年", *_OWN_YEAR)
    own = text[begin : token.start]
    if any(name in own for name in own_year) or any(word in own for word in _REACHES_ON):
        return False
    behind = text[token.end : token.end + LONGEST_COMPARISON].partition("。")[0]
    behind = "".join(re.split(r"([,;)])", behind, maxsplit=1)[1:])
    # 2020年4月，2019年度决算公开3份 compares nothing.
    before = "" if printed else text[max(sentence, begin - LONGEST_COMPARISON) : begin]
    return any(name in before or name in behind for name in own_year)


def beside_the_own(text: str, token: Token, clause: int, year: int | None) -> bool:
    """Whether a number is a running total, told by what follows: the year's own count as a part of it.

    累计公开信息5200条，其中本年度620条; 公开信息5200条，其中本年度新增620条 needs no 累计.
    """
    own = _BESIDE_THE_OWN.match(text, token.end)
    if own is None or _PART_OF_YEAR.match(text, own.end()) is not None:
        return False
    total = lexicon().totals.first(text, clause, token.start)
    if total is not None and text[total.start : total.end] == "累计":
        if _is_of_the_own(text, total.start, year):
            return False
    elif not text.startswith("新增", own.end()) or _names_the_own(text, clause, token.start, year):
        return False
    printed = own[1] or own[2]
    return printed is None or int(printed) == year


def _is_of_the_own(text: str, position: int, year: int | None) -> bool:
    """2020年，累计公开900条 is the year's count; 截至2020年底累计公开 may be all there is."""
    before = text[max(0, position - LONGEST_LEVEL) : position]
    return (f"{year}年" in before or before.endswith(_OWN_YEAR)) and "截" not in before


def _names_the_own(text: str, clause: int, place: int, year: int | None) -> bool:
    """2020年公开900条, 全年公开900条; not 截至2020年底公开900条."""
    own = text[max(0, clause - LONGEST_LEVEL) : place]
    return "截" not in own and any(name in own for name in (f"{year}年", "全年", "年度", *_OWN_YEAR))


def of_the_own(text: str, clause: int, place: int, year: int | None) -> bool:
    """Whether a clause says by its first words that what it counts is the report's own year's."""
    own = _THE_OWN.match(text, clause, place)
    if own is None or _PART_OF_YEAR.match(text, own.end()) is not None:
        return False
    return own[1] is None or int(own[1]) == year
