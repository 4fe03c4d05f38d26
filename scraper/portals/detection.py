"""Which family a portal belongs to, told from one of its list pages, with the signs that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scraper.portals.family import Family, families


@dataclass(frozen=True, slots=True)
class Detection:
    family: Family
    signs: tuple[str, ...]


def detect(markup: str, urls: Iterable[str]) -> Detection:
    """The family most of whose signs are seen; the generic one, which has no signs, when none is.

    markup: the page's source. urls: its own address and those it links to.
    """
    addresses = "\n".join(urls)
    places = {"markup": markup, "url": addresses}
    best: Detection | None = None
    for family in families().values():
        seen = tuple(sign.says for sign in family.signs if re.search(sign.pattern, places[sign.where], re.MULTILINE))
        if best is None or len(seen) > len(best.signs) or (not seen and not best.signs):
            best = Detection(family, seen)
    assert best is not None  # noqa: S101 - the package ships with families
    return best
