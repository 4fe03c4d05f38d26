"""The span of days that a report's figures cover: as printed, or as the reporting year alone allows to repair it."""

from __future__ import annotations

import calendar
import re
from datetime import date

from extractors.models import Number, Period
from extractors.numerals import chinese_value
from extractors.reading import Doubt
from extractors.width import half_width

# One of the two dates, whole (2020-01-01, 2020.1.1) or anything made of a date's characters, since 年, 月 and digits
# get lost or doubled: 201911日, 202020年12月31日, 二〇二〇年一月一日. All of it in either width.
_DIGIT = r"[0-9０-９]"
_IN_CENTURY = rf"[0０]{_DIGIT}{{2}}\s?[-－./．／]\s?{_DIGIT}{{1,2}}\s?[-－./．／]\s?{_DIGIT}{{1,2}}"
_LOOSE = r"[0-9０-９〇○零一二三四五六七八九十年月日号 \u3000\u00a0]"
# That no digit stands before it is asked behind its first character, so that the search goes from one such to the next.
_PERIOD = re.compile(
    rf"(?P<printed>(?P<left>[12１２二](?<!{_DIGIT}.)(?:(?<=[2２]){_IN_CENTURY}|{_LOOSE}{{2,24}}))"
    rf"(?:\s?{_DIGIT}{{1,2}}时)?\s?(?:起|始)?\s?[,，]?\s?(?:至|到|—{{1,2}}|[-－]{{1,2}}|–|[~～])\s?(?:截[至止])?"
    rf"(?P<right>[2２]{_IN_CENTURY}|{_LOOSE}{{3,24}}))(?:止|底)?"
)
_HOUR = re.compile(r"(?<=[日号])\s?[0-9]{1,2}$")
_DATE = re.compile(
    r"(?:(?P<year>20[0-9]{2})\s?[年./-])?\s?(?P<month>[0-9]{1,2})\s?[月./-](?:\s?(?P<day>[0-9]{1,2})\s?(?P<mark>[日号])?)?"
)
_HAN = re.compile("[〇○零一二三四五六七八九十]{1,4}")
# What is said before the period: 统计期限自…, 数据统计时间为…
_SAID = ("统计", "期限", "时限", "数据", "时间", "截至", "周期", "起止", "范围")
SAID_BEFORE = 40
# How many digits of a damaged date may be lost, or else doubled.
MOST_DAMAGE = 2


def read_period(text: str, year: Number | None) -> tuple[Period | None, list[Doubt]]:
    """The period, and what is doubtful about it.

    text: preface and first section. year: the reporting year by the title, if known.
    """
    for match in _PERIOD.finditer(text):
        said = text[max(0, match.start() - SAID_BEFORE) : match.start()]
        left, right = _arabic(half_width(match["left"])), _arabic(half_width(match["right"]))
        whole = _as_printed(left, right)
        if not any(word in said for word in _SAID) and not (whole and _is_a_year(whole)):
            continue
        printed = text[match.start() : match.end("printed")].strip()
        if whole is not None:
            return whole, _wrong(whole, year, printed)
        of_year = int(year) if year is not None else _year_of_both(left, right)
        if of_year is None:
            continue
        repaired = _repaired(left, right, of_year)
        if repaired is not None:
            facts = {"start": repaired.start, "end": repaired.end}
            return repaired, [Doubt("period.repaired", facts=facts, quote=printed)]
        if "年" in left + right:
            return None, [_unlike(of_year, printed, printed)]
    return None, []


def _arabic(side: str) -> str:
    """二〇二〇年一月一日 → 2020年1月1日; the hour (12月31日24时) goes."""
    side = _HOUR.sub("", side.strip())
    return _HAN.sub(lambda match: str(chinese_value(match.group().replace("○", "〇")) or ""), side)


def _as_printed(left: str, right: str) -> Period | None:
    first, last = _DATE.fullmatch(left), _DATE.fullmatch(right)
    if first is None or last is None or first["year"] is None or bool(first["day"]) != bool(last["day"]):
        return None
    if any("月" in side and match["day"] and not match["mark"] for side, match in ((left, first), (right, last))):
        return None
    try:
        last_year, last_month = int(last["year"] or first["year"]), int(last["month"])
        last_day = int(last["day"] or calendar.monthrange(last_year, last_month)[1])
        start = date(int(first["year"]), int(first["month"]), int(first["day"] or 1))
        end = date(last_year, last_month, last_day)
    except (ValueError, calendar.IllegalMonthError):
        return None
    return Period(start=start.isoformat(), end=end.isoformat()) if start < end else None


def _is_a_year(period: Period) -> bool:
    return period.start.endswith("-01-01") and period.end[5:] in ("12-31", "12-30")


def _wrong(period: Period, year: Number | None, printed: str) -> list[Doubt]:
    expected = year or int(period.start[:4])
    if period == Period(start=f"{expected}-01-01", end=f"{expected}-12-31"):
        return []
    return [_unlike(expected, f"{period.start}/{period.end}", printed)]


def _unlike(year: Number, actual: str, printed: str) -> Doubt:
    return Doubt("period.wrong", expected=f"{year}-01-01/{year}-12-31", actual=actual, quote=printed)


def _repaired(left: str, right: str, year: int) -> Period | None:
    """1 January to 31 December, where the damaged digits can be nothing else in this year."""
    first, last = _digits(left), _digits(right)
    starts, ends = (f"{year}11", f"{year}0101", f"{year}011", f"{year}101"), (f"{year}1231", "1231")
    if any(_only_lost_or_doubled(first, whole) for whole in starts) and any(
        _only_lost_or_doubled(last, whole) if len(whole) > 4 else last == whole for whole in ends
    ):
        return Period(start=f"{year}-01-01", end=f"{year}-12-31")
    return None


def _year_of_both(left: str, right: str) -> int | None:
    """The year both dates begin with, whatever became of the rest."""
    years = {_digits(side)[:4] for side in (left, right)}
    year = years.pop()
    return int(year) if not years and year.startswith("20") else None


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _only_lost_or_doubled(printed: str, whole: str) -> bool:
    """Whether a run of digits is another one with some lost, or with some too many; never with one exchanged."""
    short, long = sorted((printed, whole), key=len)
    remaining = iter(long)
    return len(long) - len(short) <= MOST_DAMAGE and all(character in remaining for character in short)
