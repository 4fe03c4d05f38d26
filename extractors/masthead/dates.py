"""The day of publication, from the labels, tags and lines that pages print it in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from extractors.document import Document
from extractors.numerals import chinese_value
from extractors.readers import PageHints
from extractors.width import half_width

# 2020-01-21 10:39, 2020年1月21日, [2021-01-29], 2021/1/29 08:30:00, 2021.1.29
_DATE = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})\s?[-年./]\s?(?P<month>[0-9]{1,2})\s?[-月./]\s?(?P<day>[0-9]{1,2})(?:\s?[日号])?"
    r"(?:[\sT]{0,4}(?P<hour>(?<![0-9])[0-9]{1,2})\s?[:时]\s?(?P<minute>[0-9]{2})(?:分|:(?P<second>[0-9]{2}))?)?"
)
# 20210121, alone
_COMPACT = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])(?![0-9])")
# 二〇二一年一月二十一日
_HAN_DATE = re.compile(
    r"(?P<year>二[〇○零ＯO0][一二三〇○零][一二三四五六七八九〇○零])年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[一二三四五六七八九十廿]{1,3})[日号]"
)
# Digits that markup has spaced: 2 0 2 1 - 0 1 - 2 1.
_SPACE_WITHIN = re.compile(r"(?<=[0-9])\s(?=[0-9])")
PUBLICATION_LABELS = (
    "信息提供日期", "发布时间", "发布日期", "发表时间", "发表日期", "公开日期", "公开时间", "发文日期", "发文时间",
    "日期", "时间",
    "公文生成日期", "生成日期", "生成时间", "成文日期", "成文时间", "编稿时间", "发稿时间", "录入时间", "创建时间",
    "印发日期", "更新时间", "更新日期",
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
LONGEST_DATE_LINE = 24
UNDER_TITLE = 5
SIGNATURE = 3


def printed_date(text: str) -> str | None:
    """The first real date in a text: `YYYY-MM-DD`, or with the time of day and +08:00 where it is printed."""
    folded = half_width(text)
    return (
        _first_date(_DATE.finditer(folded))
        or _first_date(_HAN_DATE.finditer(text))
        or _first_date(_COMPACT.finditer(folded))
        or _first_date(_DATE.finditer(_SPACE_WITHIN.sub("", folded)))
    )


def _first_date(matches: Iterable[re.Match[str]]) -> str | None:
    for match in matches:
        parts = {name: _value(printed) for name, printed in match.groupdict().items() if printed}
        try:
            day = date(parts["year"], parts["month"], parts["day"])
            if "hour" not in parts:
                return day.isoformat()
            moment = datetime(day.year, day.month, day.day, parts["hour"], parts["minute"], parts.get("second", 0))
        except ValueError:
            continue
        return f"{moment.isoformat()}+08:00"
    return None


def _value(printed: str) -> int:
    """Digits, or a Chinese numeral; 0, which is no month and no day, for what is neither."""
    return int(printed) if printed.isdigit() else int(chinese_value(re.sub("[○ＯO0]", "〇", printed)) or 0)


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
    yield from filter(_is_date_line, texts[:UNDER_TITLE])
    if hints.published:
        yield hints.published
    yield from filter(_is_date_line, texts[-SIGNATURE:])


def _is_date_line(text: str) -> bool:
    return len(text) <= LONGEST_DATE_LINE and _DATE_LINE.fullmatch(half_width(text)) is not None
