"""Who published the report: name as printed, and the kind and level that the name says."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue import load_data
from extractors.document import Document
from extractors.models import Agency, Kind, Level
from extractors.readers import PageHints

YEAR = r"(?:(?:19|20)[0-9]{2}|[二][〇○零ＯO0][一二〇○零][一二三四五六七八九〇○零])\s?年?\s?(?:度)?"
_SUBJECT = r"(?:政府信息|政务信息|政务公开|政府公开|信息公开|信息依申请|政府网站信息)"
# 阆中市柏垭镇2019年度政府信息公开工作年度报告; 云陵市水利局政府信息公开2019年年度报告
_NAME_FIRST = re.compile(
    rf"^(?:关于)?(?P<name>[^，。,《》]{{2,60}}?)(?:的|关于|公布|发布)?\s?(?:{YEAR}|{_SUBJECT}|年度)"
)
# 2019年黄家镇政府信息公开工作年度报告
_YEAR_FIRST = re.compile(rf"^(?:关于)?(?:公布|发布)?\s?{YEAR}(?P<name>[^，。,《》]{{2,60}}?)(?:的|关于)?\s?{_SUBJECT}")
# 本报告由石桥镇人民政府编制; 现公布清岚县白沙乡人民政府2020年度政府信息公开工作年度报告
_COMPILED_BY = re.compile(
    r"由\s?(?P<name>[\u4e00-\u9fff（）()]{3,40}?)\s?(?:负责)?(?:组织)?(?:编制|编写|起草|汇总编制)"
)
_PUBLISHES = re.compile(
    rf"(?:公布|发布|公开)\s?(?:{YEAR})?(?P<name>[\u4e00-\u9fff（）()]{{3,40}}?)\s?(?:{YEAR})?\s?政府信息公开(?:工作)?(?:年度)?报告"
)
LABELS = (
    "发布机构",
    "发布单位",
    "发文机关",
    "发文单位",
    "所属机构",
    "信息来源",
    "来源",
    "文章来源",
    "稿件来源",
)
_VILLAGE_BODY = re.compile(r"$|民委员会|委会|村委会|党")
PREFACE_WITHIN = 1500
_EDGES = " \t·、，,：:-—_（(）)【】[]“”\"'《》"


class _Place(BaseModel):
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

    place: tuple[_Place, ...]
    municipalities: frozenset[str]
    zones: tuple[str, ...]
    body: tuple[_Body, ...]
    ministry_starts: tuple[str, ...]
    ministry_ends: tuple[str, ...]
    self: dict[str, Level]


@cache
def _agencies() -> _Agencies:
    return load_data("extractors.masthead", "agencies.toml", _Agencies)


@cache
def _place_pattern() -> re.Pattern[str]:
    """A place at the front of a name. Its ending is not followed by one of a larger place (景德镇市, 通州区), but
    may be by a body that begins so (高坪区市场监督管理局); 村 is a place only where nothing but its committee follows
    (农村局).
    """
    endings = "|".join(place.ending for place in _agencies().place)
    return re.compile(
        rf"(?P<name>[\u4e00-\u9fff]{{1,10}}?(?P<ending>{endings}))(?![县区州旗镇乡省]|市(?![场政容民直属委]))"
    )


def read_agency(document: Document, title: str | None, hints: PageHints) -> Agency:
    """The name from the title, else from the preface, the page's labels, the caller's column, the breadcrumb."""
    names = [
        name_in_title(title) if title else None,
        *_names_in_preface(document.text[:PREFACE_WITHIN]),
        *(document.metadata.labels.get(label) for label in LABELS),
        document.metadata.meta.get("contentsource"),
        hints.agency,
        *reversed(document.metadata.breadcrumb),
    ]
    for name in names:
        if name and is_agency_name(name):
            kind, level = kind_and_level(name)
            return Agency(name=name, kind=kind, level=_below_a_city(name, level, document.text) or _self(document.text))
    return Agency(level=_self(document.text))


def name_in_title(title: str) -> str | None:
    for pattern in (_YEAR_FIRST, _NAME_FIRST):
        match = pattern.match(title.strip(_EDGES))
        if match:
            name = match["name"].strip(_EDGES)
            name = name.removesuffix("的").removesuffix("关于").strip(_EDGES)
            if is_agency_name(name):
                return name
    return None


def _names_in_preface(text: str) -> list[str]:
    found = []
    for pattern in (_COMPILED_BY, _PUBLISHES):
        match = pattern.search(text)
        if match:
            found.append(match["name"].strip(_EDGES))
    return found


def is_agency_name(name: str) -> bool:
    """Whether a text ends like the name of a body or a place, and is no more than that."""
    if not 2 <= len(name) <= 60 or any(mark in name for mark in "，。,；;：:《》"):
        return False
    bare = re.sub(r"[（(][^（）()]{1,30}[)）]$", "", name)
    endings = [place.ending for place in _agencies().place] + [body.ending for body in _agencies().body]
    return bare.endswith((*endings, *_agencies().zones)) and bare not in endings


def kind_and_level(name: str) -> tuple[Kind | None, Level | None]:
    """What a name says: 阆中市柏垭镇 → government, town; 沭阳县水利局 → department, county."""
    words = _agencies()
    level, rest = _place_level(name)
    rest = re.sub(r"[（(][^（）()]{1,30}[)）]$", "", rest)
    if not rest:
        return "government", level
    if level is None and (name.startswith(words.ministry_starts) or name.endswith(words.ministry_ends)):
        return "department", "ministry"
    for body in words.body:
        if rest.endswith(body.ending):
            kind = body.kind
            if kind == "department" and any(zone in rest for zone in words.zones) and rest.endswith(("委", "委员会")):
                kind = "zone"
            return kind, level if level is not None and body.level != "subdistrict" else (body.level or level)
    if rest.endswith(words.zones):
        return "zone", level
    return None, level


def _place_level(name: str) -> tuple[Level | None, str]:
    """Level of the last place a name starts with, and what follows it."""
    words = _agencies()
    levels = {place.ending: place.level for place in words.place}
    level: Level | None = None
    position = 0
    while match := _place_pattern().match(name, position):
        place = match["name"]
        if place.endswith(words.zones) or (match["ending"] == "村" and not _VILLAGE_BODY.match(name, match.end())):
            break
        found = levels[match["ending"]]
        if place in words.municipalities:
            found = "province"
        elif match["ending"] == "市" and level == "city":
            found = "county"
        level, position = found, match.end()
    return level, name[position:]


def _below_a_city(name: str, level: Level | None, text: str) -> Level | None:
    """A 市 that the page prints behind another one (南充市阆中市…) is a county-level city."""
    if level != "city":
        return level
    match = _place_pattern().match(name)
    if match is None or match["ending"] != "市":
        return level
    above = re.search(rf"[\u4e00-\u9fff]{{2,8}}(?:市|自治州|地区)(?={re.escape(match['name'])})", text)
    return "county" if above else level


def _self(text: str) -> Level | None:
    """The level a report's own words give: the form of address that stands first (我镇, 全县)."""
    places = [(text.find(word), level) for word, level in _agencies().self.items() if word in text]
    return min(places)[1] if places else None
