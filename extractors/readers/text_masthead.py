"""The lines around a title: which is the title, which are labels of the page, which belong to the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractors.catalogue import load_data
from extractors.document import PageMetadata, one_line
from extractors.readers.noise import is_head_noise
from extractors.readers.text_lines import TOP_HEADING, Line, is_sentence, is_value

#: Lines. Further down a line that looks like a label is part of the report.
DEEPEST = 80
LONGEST_TITLE = 80
LONGEST_VALUE = 120
BEFORE_LABEL = " \t\u3000|｜[【（("
#: A line of more characters than this between title and first heading is the preface.
LONGEST_MASTHEAD_LINE = 90

TITLE = re.compile(r"公开.{0,24}(?:报告|年报)(?:[（(].{1,20}[）)])?$")
#: The second half of a title that a line break has cut in two, and a first half that names only the agency.
TITLE_REST = re.compile(r"(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)$")
TITLE_TAIL = re.compile(r"(?:[12][0-9]{3}|[〇○零一二三四五六七八九]{4})\s?年|政府信息公开|政务公开|信息公开")
AGENCY_LINE = re.compile(
    r"[\u4e00-\u9fff（）()]{2,40}(?:府|局|会|办|镇|乡|道|处|院|厅|区|县|市|省|部|室|队|站|所|中心|学校|公司)$"
)
DATE = re.compile(r"[12][0-9]{3}\s?[-年./]\s?[0-9]{1,2}\s?[-月./]\s?[0-9]{1,2}")


class _Label(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    next: Literal["date", "text", "none"]


class _Breadcrumb(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    starts: tuple[str, ...]
    between: str


class _MastheadFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    label: tuple[_Label, ...]
    breadcrumb: _Breadcrumb


@dataclass(frozen=True, slots=True)
class _Words:
    """letters: a class of characters, one of which every line has that holds a label with a value, or a trail"""

    labels: dict[str, Literal["date", "text", "none"]]
    pattern: re.Pattern[str]
    letters: str
    breadcrumb: re.Pattern[str]
    between: re.Pattern[str]


@cache
def _words() -> _Words:
    """Labels may be padded inside (“索 引 号”); before them stands the line's start, a space, a bar or
    a date (2019年3月28日来源：), after them a colon, a bar, a space or nothing."""
    raw = load_data("extractors.readers", "text_masthead.toml", _MastheadFile)
    names = sorted((label.name for label in raw.label), key=len, reverse=True)
    padded = "|".join(r"\s{0,4}".join(map(re.escape, name)) for name in names)
    starts = "|".join(map(re.escape, sorted(raw.breadcrumb.starts, key=len, reverse=True)))
    firsts = "".join(sorted({start[0] for start in raw.breadcrumb.starts}))
    return _Words(
        {label.name: label.next for label in raw.label},
        re.compile(rf"(?:^|(?<=[\s|｜【\[（(日]))({padded})(?:\s{{0,4}}[:：|｜]|\s{{1,4}}(?=\S)|$)"),
        rf"\s:：|｜{re.escape(firsts)}",
        re.compile(rf"(?:{starts})\s{{0,3}}[:：]?\s{{0,3}}"),
        re.compile(rf"\s{{0,4}}[{re.escape(raw.breadcrumb.between)}]{{1,3}}\s{{0,4}}"),
    )


@dataclass(frozen=True, slots=True)
class MastheadLines:
    """kept: the lines of the report, title first, when there is one."""

    metadata: PageMetadata
    kept: list[Line]


def read_masthead_lines(lines: Sequence[Line]) -> MastheadLines:
    """Tell the lines above the body apart; the body itself passes through untouched."""
    body = _body_start(lines)
    head, rest = list(lines[:body]), list(lines[body:])
    labels: dict[str, str] = {}
    breadcrumb: tuple[str, ...] = ()
    kept: list[Line] = []
    awaiting: str | None = None
    for line in head:
        if _words().breadcrumb.match(line.text):
            breadcrumb = breadcrumb or breadcrumb_steps(line.text)
            awaiting = None
            continue
        if awaiting is not None and _answers(awaiting, line.text):
            labels[awaiting] = line.text
            awaiting = None
            continue
        before, found = label_values(line.text)
        if not found:
            awaiting = None
            if not is_head_noise(line.text):
                kept.append(line)
            continue
        for name, value in found:
            if value:
                labels.setdefault(name, value)
        last, value = found[-1]
        awaiting = last if not value and last not in labels else None
        if before and not is_head_noise(before):
            kept.append(Line(before, before, line.gap, line.indent))
    title, kept = _title_first(kept)
    values = (labels.get(name, "") for name in ("标题", "信息名称", "名称"))
    named = [value for value in values if TITLE.search(value)]
    titles = tuple(dict.fromkeys(([title] if title else []) + named))
    return MastheadLines(PageMetadata(labels=labels, titles=titles, breadcrumb=breadcrumb), kept + rest)


def label_values(text: str) -> tuple[str, list[tuple[str, str]]]:
    """“发布时间：2020-01-21 来源：…”: what stands before the first label, the labels with their values."""
    matches = list(_words().pattern.finditer(text))
    if not matches:
        return text, []
    found = []
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        end = len(text) if after is None else after.start()
        value = text[match.end() : end].strip(" \t\u3000|｜[]【】")
        found.append(("".join(match.group(1).split()), value if len(value) <= LONGEST_VALUE else ""))
    return text[: matches[0].start()].strip(BEFORE_LABEL), found


def _body_start(lines: Sequence[Line]) -> int:
    for index, line in enumerate(lines[:DEEPEST]):
        text = line.text
        if TOP_HEADING.match(text) or is_value(text) or len(text) > 4 * LONGEST_MASTHEAD_LINE:
            return index
        if (is_sentence(text) or len(text) > LONGEST_MASTHEAD_LINE) and not (
            label_values(text)[1] or _words().breadcrumb.match(text)
        ):
            return index
    return min(len(lines), DEEPEST)


def _answers(label: str, text: str) -> bool:
    """Whether a line can be the value of a label printed on the line above it."""
    expected = _words().labels[label]
    if expected == "none" or len(text) > 40 or label_values(text)[1] or TITLE.search(text):
        return False
    return expected == "text" or DATE.search(text) is not None


def _title_first(lines: list[Line]) -> tuple[str | None, list[Line]]:
    """The title, put together where lines have cut it, and the lines from it on; repetitions of it go."""
    for index, line in enumerate(lines):
        first, text = index, line.text
        if len(text) > LONGEST_TITLE:
            continue
        if TITLE_REST.fullmatch(text) and index and "公开" in lines[index - 1].text:
            first, text = index - 1, lines[index - 1].text + text
        if not TITLE.search(text):
            continue
        if first and TITLE_TAIL.match(text) and AGENCY_LINE.fullmatch(lines[first - 1].text):
            first, text = first - 1, lines[first - 1].text + text
        title = one_line(text)
        bare = "".join(title.split())
        after = [other for other in lines[index + 1 :] if "".join(other.text.split()) != bare]
        return title, [Line(title, title, 0, 0), *after]
    return None, lines


def telling_letters() -> str:
    """For a pattern, in brackets: a line with none of these characters gives no value of a label, and is no trail."""
    return _words().letters


def is_label(name: str) -> bool:
    """Whether a text without spaces and colon is a label of the masthead (发布机构, 索引号 …)."""
    return name in _words().labels


def is_label_line(text: str) -> bool:
    """A line that holds labels and nothing before them."""
    if len(text) > LONGEST_VALUE:
        return False
    begin = len(text) - len(text.lstrip(BEFORE_LABEL))
    return any(_words().pattern.match(text, place) for place in range(begin + 1))


def breadcrumb_steps(text: str) -> tuple[str, ...]:
    """Steps of “您现在的位置：首页 > 政务公开 > …”, outermost first; empty for any other line."""
    trail = _words().breadcrumb.match(text)
    if trail is None:
        return ()
    return tuple(step for step in map(one_line, _words().between.split(text[trail.end() :])) if step)
