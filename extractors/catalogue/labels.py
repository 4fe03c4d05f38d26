"""Printed labels matched with the official ones: tolerant of what pages do to labels, never torn between two keys.

Pages print a label with or without its ordinal, in full or half width, with line breaks, filling instructions and
typing errors (其他法律行政止公开 for 其他法律行政法规禁止公开), so that only its core is compared, and a near core
is taken when no other label is nearly as near.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import TypeVar

from extractors.catalogue.forms import Entry, form_tables
from extractors.models import Form

# A label this short has no room for an error: 其他, 总计, 规章, 行政许可 and 行政处罚 differ in two characters.
SHORTEST_TOLERANT = 5
# In one this short a letter may be lost, but not another one: 行政申诉数 is not 行政诉讼数.
LONGEST_STRICT = 6
# How alike two cores must be (SequenceMatcher ratio), and how much less alike the second best key must be.
ALIKE = 0.75
MARGIN = 0.06
LONGEST_LABEL = 80

# 一、 （一） 1. 1、 1） ① at the start of a label; NFKC has made the brackets and points half width.
_ORDINAL = re.compile(
    r"^(?:\(?[一二三四五六七八九十]{1,3}\)[、.]?|[一二三四五六七八九十]{1,3}[、.]|\(?\d{1,2}[.、)](?!\d)|[①-⑳])"
)
# 其中： before a label says that it is a part of the one above; the catalogue has it under its own name.
_OF_WHICH = re.compile(r"^其中[::,]?")
# A filling instruction: （区分处理的，只计这一情形，不计其他情形）, （单位：万元）, （件）.
# Ordinals in brackets are shorter.
_INSTRUCTION = re.compile(r"\([^()]{2,60}\)|\([条件次篇个人元]\)")
_NOT_A_LETTER = re.compile(r"[^\w]|_")


# Figures glued behind a label when its cells have run together.
_CELLS_BEHIND = re.compile(r"[0-9０-９\s./—\-无]{1,60}$")
# A label this long is no heading even without figures behind it: 本年度办理结果.
TELLING_LABEL = 7


@dataclass(frozen=True, slots=True)
class RowLabel:
    """A row of an official table. `forms`: those that print it so."""

    table: str
    key: str
    forms: tuple[Form, ...]
    parent: bool = False


@dataclass(frozen=True, slots=True)
class ColumnLabel:
    table: str
    key: str
    forms: tuple[Form, ...]


Label = TypeVar("Label", RowLabel, ColumnLabel)


@lru_cache(maxsize=8192)
def label_core(text: str) -> str:
    """A label without ordinal, instructions, spaces and punctuation, folded by NFKC."""
    return _letters(_INSTRUCTION.sub("", folded(text)))


@lru_cache(maxsize=8192)
def whole_core(text: str) -> str:
    """The core with its instructions in it: of a damaged label (部公开（区分处理的…）) they are the surer part."""
    return _letters(folded(text))


def folded(text: str) -> str:
    """Printed words as they are compared: folded by NFKC, without any space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _letters(folded: str) -> str:
    for _ in range(2):
        folded = _OF_WHICH.sub("", _ORDINAL.sub("", folded))
    return _NOT_A_LETTER.sub("", folded)


def closest_row(text: str, table: str | None = None) -> RowLabel | None:
    """The row of an official table that a printed label means, or None when it means none or might mean two."""
    found = rows_like(text, table)
    return found[0] if len({(label.table, label.key) for label in found}) == 1 else None


def closest_column(text: str, table: str | None = None) -> ColumnLabel | None:
    """The column that a printed label means; labels of several tables (总计) need `table`."""
    found = columns_like(text, table)
    return found[0] if len({(label.table, label.key) for label in found}) == 1 else None


@lru_cache(maxsize=8192)
def rows_like(text: str, table: str | None = None) -> tuple[RowLabel, ...]:
    """All rows a label may mean: more than one where the forms repeat it (被依法纠错数)."""
    return tuple(_lookup(text, table, _rows()))


def is_request_row(text: str) -> bool:
    """Whether a line is a row of the requests table that has lost its cells: its label as printed, alone or with the
    figures glued to it. The rows have ordinals like headings (一、 （一） 1.).
    """
    label = _CELLS_BEHIND.sub("", text[: LONGEST_LABEL * 2])
    core = label_core(label)
    if any(row.table == "requests" for row in _rows().get(core, ())):
        return label != text or len(core) >= TELLING_LABEL
    return core.startswith(_telling_request_rows())


@cache
def _telling_request_rows() -> tuple[str, ...]:
    """Cores long enough to be known alone, when the next row is glued on: 本年度办理结果（一）予以公开0000000."""
    return tuple(
        core
        for core, rows in _rows().items()
        if len(core) >= TELLING_LABEL and any(row.table == "requests" for row in rows)
    )


@lru_cache(maxsize=8192)
def columns_like(text: str, table: str | None = None) -> tuple[ColumnLabel, ...]:
    return tuple(_lookup(text, table, _columns()))


@cache
def _rows() -> dict[str, list[RowLabel]]:
    index: dict[str, list[RowLabel]] = defaultdict(list)
    for table in form_tables().values():
        for row in table.row:
            for core in _cores(row):
                index[core].append(RowLabel(table.key, row.key, row.forms or table.forms, row.parent))
    return dict(index)


@cache
def _columns() -> dict[str, list[ColumnLabel]]:
    index: dict[str, list[ColumnLabel]] = defaultdict(list)
    for table in form_tables().values():
        for column in table.column:
            for core in _cores(column):
                index[core].append(ColumnLabel(table.key, column.key, column.forms or table.forms))
    return dict(index)


def _cores(entry: Entry) -> list[str]:
    cores = [core(printing) for printing in entry.printings for core in (label_core, whole_core)]
    return list(dict.fromkeys(cores))


@lru_cache(maxsize=8192)
def likeness(text: str) -> float:
    """How alike a text is to the label most like it, from 0 to 1: 1 where its core is a label's letter by letter."""
    matcher = SequenceMatcher(autojunk=False)
    best = 0.0
    for core in {label_core(text), whole_core(text)}:
        if core in _rows() or core in _columns():
            return 1.0
        matcher.set_seq2(core)
        for known in (*_rows(), *_columns()):
            matcher.set_seq1(known)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                best = max(best, matcher.ratio())
    return best


def _lookup(text: str, table: str | None, index: dict[str, list[Label]]) -> list[Label]:
    if len(text) > LONGEST_LABEL * 2:
        return []
    core, whole = label_core(text), whole_core(text)
    exact = [label for label in index.get(core, ()) if table in (None, label.table)]
    if exact:
        return exact
    found: list[Label] = []
    if SHORTEST_TOLERANT <= len(core) <= LONGEST_LABEL:
        found = _nearest(core, table, index)
    if not found and whole != core and SHORTEST_TOLERANT <= len(whole) <= LONGEST_LABEL:
        found = _nearest(whole, table, index)
    return found


def _nearest(core: str, table: str | None, index: dict[str, list[Label]]) -> list[Label]:
    """Labels of the one key whose core is alike, unless another key's is nearly as alike."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(core)
    ranked: list[tuple[float, Label]] = []
    for known, labels in index.items():
        wanted = [label for label in labels if table in (None, label.table)]
        if not wanted or len(known) < SHORTEST_TOLERANT or len(known) == len(core) <= LONGEST_STRICT:
            continue
        matcher.set_seq1(known)
        if matcher.real_quick_ratio() < ALIKE - MARGIN or matcher.quick_ratio() < ALIKE - MARGIN:
            continue
        likeness = matcher.ratio()
        ranked.extend((likeness, label) for label in wanted)
    if not ranked:
        return []
    best = max(likeness for likeness, _ in ranked)
    if best < ALIKE:
        return []
    near = [label for likeness, label in ranked if likeness > best - MARGIN]
    if len({(label.table, label.key) for label in near}) > 1:
        return []
    return [label for likeness, label in ranked if likeness == best]
