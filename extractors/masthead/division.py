"""Where an agency is: its division by GB/T 2260, told by its name and by what the page says around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.divisions import Place, above, counties_with_town, division_of, places_in
from extractors.masthead.names import NameParts
from extractors.models import Division, Level

DEPTH = {"province": 1, "city": 2, "county": 3}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the page says about where it is from.

    strong: its breadcrumb, labels and title, and the column of the portal; weak: preface, contact and opening
    """

    strong: str
    weak: str


def read_division(name: NameParts, level: Level | None, page: Surroundings) -> Division | None:
    """None where the name belongs to several places and the page does not settle which, or to none that is known."""
    if level == "ministry" and not name.places:
        return None
    if name.places:
        place = _settled(name.places, page)
        if place is None:
            return None
        if name.town and place.level != "county":
            place = (
                _settled([county for county in counties_with_town(name.town) if county.lies_in(place)], page) or place
            )
        return division_of(place, name.town)
    if name.town:
        place = _county_of_town(name.town, page)
        return division_of(place, name.town) if place else None
    if name.steps:  # a place that the tables do not have
        return None
    place = _only_one(page.strong)
    return division_of(place) if place else None


def _settled(candidates: Sequence[Place], page: Surroundings) -> Place | None:
    """The one place of a name, or the one the page speaks for: it names what the place lies in (or, for a town, the
    place itself). A code that changed is no second place.
    """
    distinct = _distinct(candidates)
    if len(distinct) == 1:
        return distinct[0]
    for text in (page.strong, page.weak):
        named = _named(text)
        spoken_for = [place for place in distinct if any(step in named for step in above(place)[:-1])]
        if len(spoken_for) == 1:
            return spoken_for[0]
    return None


def _county_of_town(town: str, page: Surroundings) -> Place | None:
    """The county of a township: one that has a town of this name and that the page names, or speaks for. Where no
    county has one today (towns merge), the one county that breadcrumb and labels name.
    """
    counties = _distinct(counties_with_town(town))
    for text in (page.strong, page.weak):
        named = _named(text)
        itself = [county for county in counties if county in named]
        higher = [county for county in counties if any(step in named for step in above(county)[:-1])]
        for found in (itself, higher):
            if len(found) == 1:
                return found[0]
    if counties:
        return None
    only = _only_one(page.strong)
    return only if only is not None and only.level == "county" else None


def _only_one(text: str) -> Place | None:
    """The deepest place a text names, when it names one only at that level and all others lie above it."""
    named = _named(text)
    deepest = max((DEPTH[place.level] for place in named), default=0)
    found = _distinct([place for place in named if DEPTH[place.level] == deepest])
    if len(found) > 1:  # 鼓楼区 alone is four places; with its city it is one
        found = [place for place in found if any(step in named for step in above(place)[:-1])]
    if len(found) != 1 or any(not found[0].lies_in(place) for place in named if DEPTH[place.level] < deepest):
        return None
    return found[0]


def _named(text: str) -> set[Place]:
    return {place for _, _, places in places_in(text) for place in places}


def _distinct(places: Sequence[Place]) -> list[Place]:
    """Places of one name in one city are one, whose code has changed: the one in use today, else the last."""
    kept: dict[tuple[str, str], Place] = {}
    for place in sorted(places, key=lambda place: place.last or 9999, reverse=True):
        kept.setdefault((place.code[:4], place.name), place)
    return list(kept.values())
