"""The arithmetic of the forms, as `identities.toml` states it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractors.catalogue.loading import load_data


class Identity(BaseModel):
    """`total` = `parts`, in each column (terms are row keys) or in each row (terms are column keys) of a table.

    whole: checked only where every part is printed (agencies leave rows of the statistics table out)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    table: Literal["disclosure", "requests", "disputes", "statistics"]
    per: Literal["row", "column"]
    total: tuple[str, ...]
    parts: tuple[str, ...]
    whole: bool = False


class SameNumber(BaseModel):
    """An indicator prose states and the sum of table indicators that it equals; `also`: other sums it may mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prose: str
    table: tuple[str, ...]
    also: tuple[tuple[str, ...], ...] = ()


class Identities(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    identity: tuple[Identity, ...]
    same: tuple[SameNumber, ...]


@cache
def identities() -> Identities:
    return load_data("extractors.catalogue", "identities.toml", Identities)


@lru_cache(maxsize=512)
def terms_among(patterns: tuple[str, ...], keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that the terms of an identity name, in order; `refused.*` names every key below it."""
    found: list[str] = []
    for pattern in patterns:
        if pattern.endswith(".*"):
            found.extend(key for key in keys if key.startswith(pattern[:-1]))
        elif pattern in keys:
            found.append(pattern)
    return tuple(found)
