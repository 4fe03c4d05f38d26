"""Which family a portal belongs to, told from one of its list pages, with the signs that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scraper.portals.family import FALLBACK, Families, Family, families


@dataclass(frozen=True, slots=True)
class Detection:
    """signs: those seen, in words. others: families with signs of their own on the page, and those signs."""

    family: Family
    signs: tuple[str, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()


def detect(markup: str, urls: Iterable[str], known: Families | None = None) -> Detection:
    """The family most of whose signs are seen; the generic one, which has no signs, when none is.

    markup: the page's source. urls: its own address and those it links to.
    Of two families with as many signs the one with the larger part of its own counts.
    """
    known = families() if known is None else known
    places = {"markup": markup, "url": "\n".join(urls)}
    seen = {
        name: tuple(sign.says for sign in family.signs if re.search(sign.pattern, places[sign.where], re.MULTILINE))
        for name, family in known.items()
    }
    told = sorted(
        (name for name in known if seen[name]),
        key=lambda name: (-len(seen[name]), -len(seen[name]) / len(known[name].signs), name),
    )
    if not told:
        return Detection(known[FALLBACK], ())
    return Detection(known[told[0]], seen[told[0]], tuple((name, seen[name]) for name in told[1:]))
