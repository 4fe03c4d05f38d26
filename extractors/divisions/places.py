"""Lookups in the tables of divisions. Loaded at the first use: places in 3 ms, towns in 1."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from extractors.models import Division

DivisionLevel = Literal["province", "city", "county"]

_ENDING = re.compile("[省市县区州旗盟]")
_SUFFIX = re.compile("(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
SHORTEST, LONGEST = 2, 15
# Codes of what a province governs directly: 429004 仙桃市 is below no city.
_DIRECT = "90"


@dataclass(frozen=True, slots=True)
class Place:
    """A division of county level or above. `last`: the last year it had this name and code, None while it has."""

    code: str
    name: str
    last: int | None = None

    @property
    def level(self) -> DivisionLevel:
        if self.code.endswith("0000"):
            return "province"
        return "city" if self.code.endswith("00") else "county"

    def lies_in(self, other: Place) -> bool:
        """Whether this is the other or below it."""
        return self.code.startswith(_significant(other.code))


@cache
def _tables() -> tuple[dict[str, tuple[Place, ...]], dict[str, Place], dict[str, tuple[Place, ...]]]:
    """By full name; by code, current names before older ones; by the short name of provinces and cities (广州)."""
    by_name: dict[str, list[Place]] = defaultdict(list)
    by_code: dict[str, Place] = {}
    short: dict[str, list[Place]] = defaultdict(list)
    for line in resources.files("extractors.divisions").joinpath("places.tsv").read_text("utf-8").splitlines():
        code, name, last = line.split("\t")
        place = Place(code, name, int(last) if last else None)
        by_name[name].append(place)
        by_code.setdefault(code, place)
        if place.level != "county":
            brief = _SUFFIX.sub("", name)
            if brief != name and len(brief) >= SHORTEST:
                short[brief].append(place)
    return _frozen(by_name), by_code, _frozen(short)


def _frozen(index: dict[str, list[Place]]) -> dict[str, tuple[Place, ...]]:
    return {name: tuple(places) for name, places in index.items()}


def places_named(name: str) -> tuple[Place, ...]:
    """All places of a full name; an autonomous one also by its usual short form (延边州, 长阳县)."""
    found = _tables()[0].get(name, ())
    return found or _autonomous().get(name, ())


@cache
def _autonomous() -> dict[str, tuple[Place, ...]]:
    """延边朝鲜族自治州 → 延边州, 长阳土家族自治县 → 长阳县: two or more characters, then the ending."""
    index: dict[str, list[Place]] = defaultdict(list)
    for name, places in _tables()[0].items():
        if name.endswith(("自治州", "自治县", "自治旗")):
            for length in range(SHORTEST, 5):
                index[name[:length] + name[-1]] += places
    return _frozen(index)


def provinces_and_cities_called(short: str) -> tuple[Place, ...]:
    """By the name without 省 or 市: 广州, 江苏, 广西."""
    return _tables()[2].get(short, ())


def above(place: Place) -> tuple[Place, ...]:
    """The places a place lies in, from the province down, itself last."""
    by_code = _tables()[1]
    codes = [place.code[:2] + "0000"]
    if place.code[2:4] != _DIRECT:
        codes.append(place.code[:4] + "00")
    return (*(by_code[code] for code in dict.fromkeys(codes) if code != place.code and code in by_code), place)


def division_of(place: Place, town: str | None = None) -> Division:
    """The record of a place, perhaps with a township below it; the code stays that of the place."""
    names = {step.level: step.name for step in above(place)}
    return Division(
        code=place.code, province=names.get("province"), city=names.get("city"), county=names.get("county"), town=town
    )


def places_in(text: str) -> Iterator[tuple[int, str, tuple[Place, ...]]]:
    """Every place a text names in full, the longest name at each: its offset, its name, the places called so."""
    by_name = _tables()[0]
    for ending in _ENDING.finditer(text):
        end = ending.end()
        for start in range(max(0, end - LONGEST), end - SHORTEST + 1):
            places = by_name.get(text[start:end])
            if places:
                yield start, text[start:end], places
                break


@cache
def _towns() -> list[str]:
    """The lines of the table, which is sorted."""
    return resources.files("extractors.divisions").joinpath("towns.tsv").read_text("utf-8").splitlines()


def counties_with_town(name: str) -> tuple[Place, ...]:
    """The counties that have a township of this name today; none for one that was merged since."""
    entry, lines = f"{name}\t", _towns()
    place = bisect_left(lines, entry)
    if place == len(lines) or not lines[place].startswith(entry):
        return ()
    by_code = _tables()[1]
    return tuple(by_code[code] for code in lines[place].removeprefix(entry).split(" ") if code in by_code)


def _significant(code: str) -> str:
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
