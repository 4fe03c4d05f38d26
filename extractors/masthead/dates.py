"""Dates as pages print them: the day of publication, and the period the figures cover."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from extractors.document import Document
from extractors.models import Number, Period
from extractors.readers import PageHints
from extractors.reading import Doubt
from extractors.width import half_width

# 2020-01-21 10:39, 2020年1月21日, [2021-01-29], 2021/1/29 08:30:00, 2021.1.29
_DATE = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})\s?[-年./]\s?(?P<month>[0-9]{1,2})\s?[-月./]\s?(?P<day>[0-9]{1,2})(?:\s?[日号])?"
    r"(?:[\sT]{1,4}(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?"
)
PUBLICATION_LABELS = (
    "发布时间", "发布日期", "发表时间", "发表日期", "公开日期", "公开时间", "发文日期", "发文时间", "日期", "时间",
    "公文生成日期", "生成日期", "生成时间", "成文日期", "成文时间", "编稿时间", "更新时间", "更新日期",
)  # fmt: skip
PUBLICATION_META = (
    "pubdate",
    "publishdate",
    "publish_time",
    "article:published_time",
    "createdate",
    "maketime",
    "others",
)
# A date that stands alone on its line, perhaps in brackets: under the title, or below the signature.
_DATE_LINE = re.compile(r"[（(\[]?\s?(?:19|20)[0-9]{2}\s?[-年./]\s?[0-9]{1,2}\s?[-月./]\s?[0-9]{1,2}\s?日?\s?[)）\]]?")
UNDER_TITLE = 5
SIGNATURE = 3


def printed_date(text: str) -> str | None:
    """The first real date in a text: `YYYY-MM-DD`, or with the time of day and +08:00 where it is printed."""
    for match in _DATE.finditer(half_width(text)):
        parts = {name: int(value) for name, value in match.groupdict().items() if value}
        try:
            day = date(parts["year"], parts["month"], parts["day"])
            if "hour" not in parts:
                return day.isoformat()
            moment = datetime(day.year, day.month, day.day, parts["hour"], parts["minute"], parts.get("second", 0))
        except ValueError:
            continue
        return f"{moment.isoformat()}+08:00"
    return None


def read_published(document: Document, hints: PageHints) -> str | None:
    """From the printed label, the meta tags, a date line under the title, the list page, the signature."""
    for printed in _publication_candidates(document, hints):
        found = printed_date(printed)
        if found is not None:
            return found
    return None


def _publication_candidates(document: Document, hints: PageHints) -> Iterator[str]:
    metadata = document.metadata
    yield from (metadata.labels[label] for label in PUBLICATION_LABELS if label in metadata.labels)
    yield from (metadata.meta[name] for name in PUBLICATION_META if name in metadata.meta)
    texts = [block.text for block in document.blocks if block.kind != "table"]
    yield from (text for text in texts[:UNDER_TITLE] if _DATE_LINE.fullmatch(half_width(text)))
    if hints.published:
        yield hints.published
    yield from (text for text in texts[-SIGNATURE:] if _DATE_LINE.fullmatch(half_width(text)))


# --- the statistics period ----------------------------------------------------------------------------------------

# What is said before the period: 统计期限自…, 数据统计时间为…; then two dates, of which either may be damaged.
_PERIOD = re.compile(
    r"(?P<printed>(?P<left>(?:19|20)[0-9年月日\s]{2,18})(?:起|始)?\s?[,，]?\s?(?:至|到|—{1,2}|-{1,2}|–|－|~|～)\s?(?:截至)?"
    r"(?P<right>[0-9年月日\s]{3,18}))(?:止|底)?"
)
_WHOLE_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})\s?年)?\s?(?P<month>[0-9]{1,2})\s?月\s?(?P<day>[0-9]{1,2})\s?日"
)
_SAID = ("统计", "期限", "时限", "数据", "时间", "截至", "周期", "起止", "范围")
SAID_BEFORE = 40
# How many characters of a damaged date may be lost or doubled.
MOST_DAMAGE = 2


def read_period(text: str, year: Number | None) -> tuple[Period | None, list[Doubt]]:
    """The period as printed, or as the reporting year alone allows to repair it; and what is doubtful about it.

    text: preface and first section. year: the reporting year by the title, if known.
    """
    folded = half_width(text)
    for match in _PERIOD.finditer(folded):
        said = folded[max(0, match.start() - SAID_BEFORE) : match.start()]
        whole = _as_printed(match["left"], match["right"])
        if not any(word in said for word in _SAID) and not (whole and _is_a_year(whole)):
            continue
        printed = text[match.start() : match.end("printed")].strip()
        if whole is not None:
            return whole, _wrong(whole, year, printed)
        repaired = _repaired(match["left"], match["right"], year)
        if repaired is not None:
            facts = {"start": repaired.start, "end": repaired.end}
            return repaired, [Doubt("period.repaired", facts=facts, quote=printed)]
    return None, []


def _as_printed(left: str, right: str) -> Period | None:
    first, last = _WHOLE_DATE.fullmatch(left.strip()), _WHOLE_DATE.fullmatch(right.strip())
    if first is None or last is None or first["year"] is None:
        return None
    try:
        start = date(int(first["year"]), int(first["month"]), int(first["day"]))
        end = date(int(last["year"] or first["year"]), int(last["month"]), int(last["day"]))
    except ValueError:
        return None
    return Period(start=start.isoformat(), end=end.isoformat())


def _is_a_year(period: Period) -> bool:
    return period.start.endswith("-01-01") and period.end[5:] in ("12-31", "12-30")


def _wrong(period: Period, year: Number | None, printed: str) -> list[Doubt]:
    expected = year or int(period.start[:4])
    whole = Period(start=f"{expected}-01-01", end=f"{expected}-12-31")
    if period == whole:
        return []
    return [
        Doubt(
            "period.wrong",
            expected=f"{whole.start}/{whole.end}",
            actual=f"{period.start}/{period.end}",
            quote=printed,
        )
    ]


def _repaired(left: str, right: str, year: Number | None) -> Period | None:
    """1 January to 31 December, where the damaged digits can be nothing else in this year."""
    if year is None:
        return None
    first, last = _digits(left), _digits(right)
    starts, ends = (f"{year}11", f"{year}0101", f"{year}011", f"{year}101"), (f"{year}1231", "1231")
    if any(_damage(first, whole) <= MOST_DAMAGE for whole in starts) and any(
        _damage(last, whole) <= (MOST_DAMAGE if len(whole) > 4 else 0) for whole in ends
    ):
        return Period(start=f"{year}-01-01", end=f"{year}-12-31")
    return None


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _damage(printed: str, whole: str) -> int:
    """Insertions and deletions between two short runs of digits."""
    previous = list(range(len(whole) + 1))
    for row, mine in enumerate(printed, 1):
        current = [row]
        for column, theirs in enumerate(whole, 1):
            same = previous[column - 1] if mine == theirs else len(printed) + len(whole)
            current.append(min(previous[column] + 1, current[-1] + 1, same))
        previous = current
    return previous[-1]
