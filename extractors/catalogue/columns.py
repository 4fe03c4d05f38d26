"""What the header cells of indicator tables say of their columns, as `columns.toml` lists them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractors.catalogue.labels import folded
from extractors.catalogue.loading import load_data

#: `year`: of the reporting year; `period`: of a shorter one; `stock`: of all years; `other`: of a part of the agencies.
ColumnRole = Literal["number", "label", "unit", "code", "year", "period", "stock", "other"]
#: A column headed by the reporting year itself: 2016年, 2016年度.
_YEAR = re.compile(r"(?:19|20)\d{2}年度?(?:数量?|统计数)?")
# No header that a list has is longer, also with its letters spaced.
LONGEST_HEADER = 40


class _ColumnsFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    number: tuple[str, ...]
    code: tuple[str, ...]
    label: tuple[str, ...]
    unit: tuple[str, ...]
    year: tuple[str, ...]
    period: tuple[str, ...]
    stock: tuple[str, ...]


@cache
def _roles() -> dict[str, ColumnRole]:
    listed = load_data("extractors.catalogue", "columns.toml", _ColumnsFile)
    roles: tuple[tuple[ColumnRole, tuple[str, ...]], ...] = (
        ("number", listed.number),
        ("code", listed.code),
        ("label", listed.label),
        ("unit", listed.unit),
        ("year", listed.year),
        ("period", listed.period),
        ("stock", listed.stock),
    )
    return {word: role for role, words in roles for word in words}


#: What statisticians number the columns of words with, under the header: 甲 乙 丙 | 1 | 2.
COLUMN_LETTERS = frozenset("甲乙丙丁戊")


def column_role(text: str) -> ColumnRole | None:
    """What stands below a header cell; None for one that no list has. Most tables print the same few headers."""
    return _role(text) if len(text) <= LONGEST_HEADER else None


@lru_cache(maxsize=4096)
def _role(text: str) -> ColumnRole | None:
    header = folded(text)
    return "year" if _YEAR.fullmatch(header) else _roles().get(header)
