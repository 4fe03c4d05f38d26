"""The reporting year: by the title, else the statistics period, else what the prose speaks of; never by a URL."""

from __future__ import annotations

import re
from collections import Counter

from extractors.document import Document
from extractors.masthead.period import read_period
from extractors.models import Period
from extractors.reading import Doubt
from extractors.width import half_width

_ARABIC = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=\s?年|\s?度|\s?政|$|[^0-9])")
_HAN = re.compile(r"二[〇○零ＯO0]([一二〇○零])([一二三四五六七八九〇○零])(?=年|度)")
_HAN_DIGITS = {character: index for index, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
# A year of `FIRST_YEAR` or later, in either width, that no bracket of a document's number opens. What may not stand
# before it is asked behind its first digit, so that the search goes from 2 to 2 and not from character to character.
_IN_PROSE = re.compile(r"([2２](?<![0-9０-９〔\[［（(].)[0０][0-9０-９]{2})\s?年")
# The preface names the report it opens: 现公布2019年柏垭镇政府信息公开工作年度报告. Cited titles are left out before.
_NAMED_REPORT = re.compile(r"((?:19|20)[0-9]{2})\s?年度?[\u4e00-\u9fff]{0,24}?政府信息公开(?:工作)?(?:年度)?报告")
# …or the year it rests on: 结合2019年工作实际.
_RESTS_ON = re.compile(r"结合[\u4e00-\u9fff]{0,12}?((?:19|20)[0-9]{2})\s?年度?[\u4e00-\u9fff]{0,12}?(?:实际|情况)")
_CITATION = re.compile(r"《[^《》]{0,200}》")
FIRST_YEAR, LAST_YEAR = 2003, 2100
# How often another year must be named, and how much oftener than the title's, to contradict it.
OFTEN = 3
# …and the neighbouring year, where the title's own is not named at all.
OFTEN_ALONE = 2


def read_year(
    document: Document, title: str | None, preface: str, opening: str, body: str
) -> tuple[int | None, Period | None, list[Doubt]]:
    """Year and period, with a doubt for every place that names another year.

    opening: preface and what follows, where a short preface does not hold the period. body: the text of the sections.
    """
    titled = year_in_title(title) if title else None
    dominant = _most_named(_years_in_prose(document.text)) if titled is None else None
    period, doubts = read_period(opening, titled or dominant)
    of_period = int(period.start[:4]) if period else None
    year = titled or of_period or dominant
    if year is None:
        return None, period, doubts
    others: dict[int, str | None] = {}
    if of_period is not None and of_period != year:
        others[of_period] = None
    uncited = _CITATION.sub("", preface)
    for pattern in (_NAMED_REPORT, _RESTS_ON):
        for match in pattern.finditer(uncited):
            if int(match[1]) != year:
                others.setdefault(int(match[1]), match.group())
    in_body = _years_in_prose(body)
    other = _most_named(in_body)
    if other is not None and other != year and _speaks_of_another(other, in_body[other], year, in_body[year]):
        others.setdefault(other, None)
    doubts += [Doubt("year.conflict", expected=year, actual=other, quote=quote) for other, quote in others.items()]
    return year, period, doubts


def year_in_title(title: str) -> int | None:
    for match in _ARABIC.finditer(half_width(title)):
        if FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
            return int(match[1])
    han = _HAN.search(title)
    return 2000 + 10 * _HAN_DIGITS[han[1]] + _HAN_DIGITS[han[2]] if han else None


def _speaks_of_another(other: int, times: int, year: int, own: int) -> bool:
    if times >= OFTEN and times > 2 * own:
        return True
    return own == 0 and times >= OFTEN_ALONE and abs(other - year) == 1


def _years_in_prose(text: str) -> Counter[int]:
    return Counter(year for year in map(int, _IN_PROSE.findall(_CITATION.sub("", text))) if year >= FIRST_YEAR)


def _most_named(years: Counter[int]) -> int | None:
    return years.most_common(1)[0][0] if years else None
