"""The name of a body taken apart: the places it starts with, then what is left (沭阳县 | 水利局)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue import load_data
from extractors.divisions import Place, counties_with_town, places_named, provinces_and_cities_called
from extractors.lexicon import fold
from extractors.models import Kind, Level

_VILLAGE_BODY = re.compile(r"$|民委员会|委会|村委会|党")
_ALIAS = re.compile(r"[（(][^（）()]{1,30}[)）]$")
# 我局, 本镇, 该单位: not a name.
_PRONOUN = re.compile(r"(?:我|本|该|各|全)(?:机关|单位|部门|地区|[县市区镇乡局委办厅省州旗街])")
# XX镇, ×××局, 某某街道: a template's placeholder.
_PLACEHOLDER = re.compile(r"[XxＸ×*＊]{2}|[×＊*]|某某?|[○〇]{2}")
_TOWN = re.compile(r"(?P<name>[\u4e00-\u9fff]{1,9}?(?:街道|镇|苏木|民族乡|乡))(?![镇乡]|街道)")
# 公安局[城厢]分局, 生态环境局[天河区]分局: the district that a city's branch is for.
_BRANCH = re.compile(r"(?:[局委会厅署]|[支总]队)(?P<place>[\u4e00-\u9fff]{2,8}?)(?:公安|税务|环保|规划)?分局$")
# 公安局南沙区, 规划局鄞州: a body stands before the place.
_BODY_WITHIN = re.compile(r"局|委员会|[支总]队")
_DISTRICT_ENDINGS = ("", "区", "县", "市", "旗")
# 新疆生产建设兵团第三师图木舒克市: a division of the corps ranks with a prefecture, and is one body with its city.
_CORPS = re.compile(
    r"(?P<corps>(?:新疆生产建设)?兵团)?第?[一二三四五六七八九十]{1,2}师(?!范|傅)(?P<city>[\u4e00-\u9fff]{2,5}市(?![场政容民直属委]))?"
)
_OF_THE_CORPS = "新疆维吾尔自治区"
# 喀什行署: a prefecture is named without 地区 before the office that governs it only; 喀什教育局 may be the city's.
_PREFECTURE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,5}?)(?=行署|行政公署)")
_GOVERNMENT = "人民政府"
_NAMED_AT_WILL = ("大学", "学院", "公司", "集团")
TOWN_LEVELS = ("town", "subdistrict")


class _Ending(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    ending: str
    level: Level


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    ending: str
    kind: Kind
    level: Level | None = None


class _Agencies(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    place: tuple[_Ending, ...]
    municipalities: frozenset[str]
    zones: tuple[str, ...]
    not_places: frozenset[str]
    body: tuple[_Body, ...]
    branches: tuple[str, ...]
    extents: tuple[str, ...]
    ministry_starts: tuple[str, ...]
    ministry_ends: tuple[str, ...]
    ministry_branches: tuple[str, ...]
    placeless: tuple[str, ...]
    unnamed: dict[str, Level]
    self: dict[str, Level]


@cache
def agency_words() -> _Agencies:
    return load_data("extractors.masthead", "agencies.toml", _Agencies)


@dataclass(frozen=True, slots=True)
class Step:
    """A place in a name. `places`: the known ones of that name; none for one the tables do not have."""

    name: str
    level: Level
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class NameParts:
    steps: tuple[Step, ...]
    rest: str

    @property
    def town(self) -> str | None:
        return next((step.name for step in self.steps if step.level in TOWN_LEVELS), None)

    @property
    def places(self) -> tuple[Place, ...]:
        """What the last known place may be: those of its name that lie in the ones before it."""
        known = [step.places for step in self.steps if step.places]
        if not known:
            return ()
        return tuple(
            place
            for place in known[-1]
            if all(any(place.lies_in(higher) for higher in earlier) for earlier in known[:-1])
        )


def name_parts(name: str) -> NameParts:
    """阆中市柏垭镇 → two steps, nothing left; 国家税务总局沭阳县税务局 → its step, 国家税务总局…税务局 left.

    A name in traditional characters (青田縣水利廳) is taken apart in simplified ones.
    """
    words = agency_words()
    name = fold(name)
    branch = next((start for start in words.ministry_branches if name.startswith(start)), "")
    steps: list[Step] = []
    position = len(branch)
    while (step := _step_at(name, position, steps)) is not None:
        steps.append(step)
        position += len(step.name)
        # 滨江区人民政府长河街道办事处: the government between two places belongs to the first.
        if name.startswith(_GOVERNMENT, position) and _step_at(name, position + len(_GOVERNMENT), steps) is not None:
            position += len(_GOVERNMENT)
    district = _district_of_branch(name, steps)
    return NameParts((*steps, *district), branch + name[position:] if steps else name)


def _district_of_branch(name: str, above: Sequence[Step]) -> tuple[Step, ...]:
    """莆田市公安局城厢分局 is the police of 城厢区; nothing where the name has no county of the place before it."""
    match = _BRANCH.search(name) if above and above[-1].level in ("province", "city") else None
    if match is None:
        return ()
    for start in range(match.start("place"), match.end("place") - 1):
        piece = name[start : match.end("place")]
        for ending in _DISTRICT_ENDINGS:
            found = [
                place
                for place in places_named(piece + ending)
                if place.level == "county" and any(place.lies_in(higher) for higher in above[-1].places)
            ]
            # 水城县 has become 水城区: the name that is in use.
            found = [place for place in found if place.last is None] or found
            if found:
                return (Step(piece, "county", tuple(found)),)
    return ()


def _step_at(name: str, position: int, above: list[Step]) -> Step | None:
    if above and above[-1].level in (*TOWN_LEVELS, "village"):
        return _by_ending(name, position, above, only_village=True)
    if not above and (special := _division_of_the_corps(name) or _prefecture(name)):
        return special
    for known in (_known(name, position), _town(name, position), _short(name, position)):
        if known is not None:
            return known
    return _by_ending(name, position, above)


def _division_of_the_corps(name: str) -> Step | None:
    match = _CORPS.match(name)
    if match is None or not (match["corps"] or match["city"] or name.startswith("第")):
        return None
    places = places_named(match["city"]) if match["city"] else ()
    if match["city"] and not places:
        return None
    return Step(match.group(), "city", places or places_named(_OF_THE_CORPS))


def _prefecture(name: str) -> Step | None:
    match = _PREFECTURE.match(name)
    places = places_named(f"{match['name']}地区") if match else ()
    return Step(match["name"], "city", places) if match and places else None


def _known(name: str, position: int) -> Step | None:
    for length in range(min(15, len(name) - position), 1, -1):
        piece = name[position : position + length]
        places = places_named(piece)
        if places and not name.startswith(("镇", "乡", "街道"), position + length):
            levels = {place.level for place in places}
            if len(levels) == 1:
                return Step(piece, levels.pop(), places)
    return None


def _town(name: str, position: int) -> Step | None:
    match = _TOWN.match(name, position)
    if match is None or not counties_with_town(match["name"]):
        return None
    return Step(match["name"], "subdistrict" if match["name"].endswith("街道") else "town")


def _short(name: str, position: int) -> Step | None:
    """广州教育局, 杭州西湖区: a province or a city without its ending, where the body or a place of it follows. Not in
    北京街道 or 中山路街道, which are places of their own, nor in 中山大学, which is where it pleases, nor in
    重庆黔江高新技术产业开发区, which is not the city's own.
    """
    longer = _place_pattern().match(name, position)
    if name.endswith(_NAMED_AT_WILL) or (longer is None and any(zone in name for zone in agency_words().zones)):
        return None
    for length in (4, 3, 2):
        piece = name[position : position + length]
        places = provinces_and_cities_called(piece)
        if not places or position + length >= len(name):
            continue
        below = _known(name, position + length)
        within = below is not None and any(place.lies_in(higher) for place in below.places for higher in places)
        if within or longer is None or longer["name"] == piece:
            return Step(piece, places[0].level, places)
    return None


def _by_ending(name: str, position: int, above: list[Step], *, only_village: bool = False) -> Step | None:
    """A place the tables do not have, by how its name ends. 市 below a city is a county's; 村 is a place only where
    nothing but its committee follows (农村局); X州 is none but a prefecture's short name, which the tables have.
    """
    words = agency_words()
    match = _place_pattern().match(name, position)
    if match is None or match["name"].endswith(words.zones) or match["name"] in words.not_places:
        return None
    if _BODY_WITHIN.search(match["name"]) is not None:
        return None
    ending = match["ending"]
    if (ending == "村" and not _VILLAGE_BODY.match(name, match.end())) or (only_village and ending != "村"):
        return None
    if ending == "州" and len(match["name"]) == 2:
        return None
    level = next(place.level for place in words.place if place.ending == ending)
    if match["name"] in words.municipalities:
        level = "province"
    elif ending == "市" and above and above[-1].level == "city":
        level = "county"
    return Step(match["name"], level)


@cache
def _place_pattern() -> re.Pattern[str]:
    """A place at the front of a name. Its ending is not followed by one of a larger place (景德镇市, 通州区,
    西乡街道), but may be by a body that begins so (高坪区市场监督管理局).
    """
    endings = "|".join(place.ending for place in agency_words().place)
    return re.compile(
        rf"(?P<name>[\u4e00-\u9fff]{{1,10}}?(?P<ending>{endings}))(?![县区州旗镇乡省]|街道|市(?![场政容民直属委]))"
    )


def is_agency_name(name: str) -> bool:
    """Whether a text ends like the name of a body or a place, and is no more than that."""
    if not 2 <= len(name) <= 60 or any(mark in name for mark in "，。,；;：:《》"):
        return False
    if _PRONOUN.match(name) or _PLACEHOLDER.search(name):
        return False
    bare = fold(_ALIAS.sub("", name))
    endings = _endings()
    if bare.endswith(endings + agency_words().zones):
        return bare not in endings
    corps = _division_of_the_corps(bare)
    return corps is not None and corps.name == bare


@cache
def _endings() -> tuple[str, ...]:
    words = agency_words()
    return (*(place.ending for place in words.place), *(body.ending for body in words.body))


def kind_and_level(parts: NameParts) -> tuple[Kind | None, Level | None]:
    """What a name says: 阆中市柏垭镇 → government, town; 沭阳县水利局 → department, county."""
    words = agency_words()
    level = parts.steps[-1].level if parts.steps else _level_unnamed(parts.rest)
    rest = _ALIAS.sub("", parts.rest)
    if not rest:
        return "government", level
    if level is None and (rest.startswith(words.ministry_starts) or rest.endswith(words.ministry_ends)):
        return "department", "ministry"
    for body in words.body:
        if rest.endswith(body.ending):
            kind = body.kind
            if kind == "department" and any(zone in rest for zone in words.zones) and rest.endswith(("委", "委员会")):
                kind = "zone"
            if level == "province" and rest.endswith(words.branches):
                return kind, None
            own = kind == "zone" or (level is not None and body.level not in ("subdistrict", "village"))
            return kind, level if own else (body.level or level)
    if rest.endswith(words.zones):
        return "zone", level
    return None, level


def _level_unnamed(name: str) -> Level | None:
    return next((level for start, level in agency_words().unnamed.items() if name.startswith(start)), None)
