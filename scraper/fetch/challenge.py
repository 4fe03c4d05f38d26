"""Tells script challenges and captchas from pages. Named and left alone, never passed."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue import load_data

# Bytes looked at: a challenge shows itself at once.
SNIFFED = 20_000


class Challenge(BaseModel):
    """One entry of challenges.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: str
    statuses: frozenset[int]
    pattern: str
    longest: int


class _Challenges(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    challenge: tuple[Challenge, ...]


@cache
def challenges() -> tuple[Challenge, ...]:
    return load_data("scraper.fetch", "challenges.toml", _Challenges).challenge


def challenge_in(status: int, content: bytes) -> str | None:
    """What kind of challenge this answer is, in words; None if it is a page."""
    head: str | None = None
    for known in challenges():
        if (known.statuses and status not in known.statuses) or len(content) > known.longest:
            continue
        if head is None:
            head = _text(content[:SNIFFED])
        if re.search(known.pattern, head):
            return known.says
    return None


def _text(head: bytes) -> str:
    try:
        return head.decode()
    except UnicodeDecodeError:
        return head.decode("gb18030", "replace")
