"""Who published the report: the name as printed, what it says of kind and level, and where that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extractors.document import Document
from extractors.masthead.division import Surroundings, read_division
from extractors.masthead.names import agency_words, is_agency_name, kind_and_level, name_parts
from extractors.masthead.title import WITHIN
from extractors.models import Agency, Contact, Level
from extractors.readers import PageHints

YEAR = r"(?:(?:19|20)[0-9]{2}|[二][〇○零ＯO0][一二〇○零][一二三四五六七八九〇○零])\s?年?\s?(?:度)?"
_SUBJECT = r"(?:政府信息|政务信息|政务公开|政府公开|信息公开|信息依申请|政府网站信息|政府信息公開|政府資訊)"
# 教育部办公厅关于2016年教育部政府信息公开工作年度报告的公告: the report's own agency stands behind 关于.
_ANNOUNCED = re.compile(r"^[^，。,《》]{0,40}?关于(?:公布|发布|印发)?(?=.{4,}(?:公告|通知|通告|函)$)")
# 阆中市柏垭镇2019年度政府信息公开工作年度报告; 云陵市水利局政府信息公开2019年年度报告
_NAME_FIRST = re.compile(
    rf"^(?:关于)?(?P<name>[^，。,《》]{{2,60}}?)(?:的|关于|公布|发布)?\s?(?:{YEAR}|{_SUBJECT}|年度)"
)
# 2019年黄家镇政府信息公开工作年度报告
_YEAR_FIRST = re.compile(rf"^(?:关于)?(?:公布|发布)?\s?{YEAR}(?P<name>[^，。,《》]{{2,60}}?)(?:的|关于)?\s?{_SUBJECT}")
# 本报告由石桥镇人民政府编制; 由南平市人民政府根据《条例》…编制而成; 现公布白沙乡人民政府2020年度…报告
_COMPILED_BY = re.compile(
    r"由\s?(?P<name>[\u4e00-\u9fff（）()]{3,40}?)\s?(?:负责)?(?:组织)?(?:(?:根据|依据|按照)[^。]{0,200}?)?"
    r"(?:编制|编写|起草|汇总编制)"
)
_PUBLISHES = re.compile(
    rf"(?:公布|发布|公开)\s?(?:{YEAR})?(?P<name>[\u4e00-\u9fff（）()]{{3,40}}?)\s?(?:{YEAR})?\s?政府信息公开(?:工作)?(?:年度)?报告"
)
# 填报单位（盖章）：石桥镇人民政府, over the annexed statistics table.
_FILLED_IN_BY = re.compile(
    r"(?:填报|填表|报送)(?:单位|机关)\s?(?:[（(][^（）()\n]{1,6}[)）])?\s?[:：]\s?(?P<name>[\u4e00-\u9fff（）()]{3,40})"
)
# An office within a body: 沭阳县水利局办公室 → 沭阳县水利局
_OFFICE_OF = re.compile(
    r"(?:党政综合办公室|党政办公室|党政办|综合办公室|政务公开办公室|政务公开办|信息公开办公室|办公室|综合科|办)$"
)
# The name of the column, printed before the title: 年报-沭阳县水利局2020年…, 政府信息公开年度报告_石桥镇….
_COLUMN = re.compile(r"[^，。,《》\-—–－_|]{0,14}(?:年报|年度报告|信息公开|政务公开)\s?[\-—–－_|]{1,2}\s?")
# 附件1：沭阳县水利局2016年政府信息公开情况统计表
_ANNEX = re.compile(r"附[件表]\s?[0-9一二三四五]{0,2}\s?[:：.、\-—]?\s?")
# 沭 阳 县 水 利 局, spread over the width of the page
_LETTER_SPACED = re.compile(r"[\u4e00-\u9fff](?:\s{1,4}[\u4e00-\u9fff]){2,30}")
_JOINTS = re.compile(r"[\-—–－_|>]")
LABELS = (
    "发布机构",
    "发布单位",
    "发文机关",
    "发文机构",
    "发文单位",
    "所属机构",
    "信息来源",
    "来源",
    "文章来源",
    "稿件来源",
)
PREFACE_WITHIN = 1500
# Lines that may hold the name above the title, and below the text.
FIRST_LINES, LAST_LINES = 5, 4
_EDGES = " \t·、，,：:-—_【】[]“”\"'《》"
# A bracket that the name does not close: the year stood in it.
_OPENED = re.compile(r"[（(][^（）()]{0,40}$")


def read_agency(document: Document, title: str | None, hints: PageHints, contact: Contact | None) -> Agency:
    """The first name that is one: of the title, the preface, the page's labels, the caller's column, the head of an
    annexed table, the lines above the title and below the text, the breadcrumb, the contact.
    """
    names = (name for name in _names(document, title, hints, contact) if is_agency_name(name))
    name = next(names, None)
    parts = name_parts(name or "")
    if name is not None and not parts.steps and name.startswith(agency_words().placeless):
        # 市教育局2018年…: the page may say elsewhere whose.
        name = next((fuller for fuller in names if fuller.endswith(name) and name_parts(fuller).steps), name)
        parts = name_parts(name)
    kind, level = kind_and_level(parts) if name else (None, None)
    if parts.steps and not parts.places:
        level = _below_a_city(parts.steps[0].name, level, document.text)
    division = read_division(parts, level, _surroundings(document, title, hints, contact))
    if level is None and name is not None and division is not None and kind != "zone" and not parts.steps:
        level = "county" if division.county else "city" if division.city else "province"
    return Agency(name=name, kind=kind, level=level or _self(document.text), division=division)


def _names(document: Document, title: str | None, hints: PageHints, contact: Contact | None) -> Iterator[str]:
    metadata = document.metadata
    if title and (named := name_in_title(title)):
        yield named
    yield from names_in_preface(document.text[:PREFACE_WITHIN])
    yield from (metadata.labels[label] for label in LABELS if label in metadata.labels)
    if "contentsource" in metadata.meta:
        yield metadata.meta["contentsource"]
    if hints.agency:
        yield hints.agency
    filled_in = _FILLED_IN_BY.search(document.text)
    if filled_in is not None:
        yield filled_in["name"]
    blocks = (block.text for block in document.blocks if block.kind != "table")
    lines = ["".join(text.split()) if _LETTER_SPACED.fullmatch(text) else text for text in blocks]
    yield from (above for above, line in pairwise(lines[:WITHIN]) if line == title)
    yield from lines[:FIRST_LINES]
    yield from lines[-LAST_LINES:]
    trail = tuple(reversed(metadata.breadcrumb))
    yield from (place for place in (*trail, *_pieces(metadata.titles)) if not _is_of_the_portal(place))
    yield from trail
    if contact is not None and contact.office:
        body = _OFFICE_OF.sub("", contact.office)
        if body != contact.office and name_parts(body).steps:
            yield body


def _surroundings(document: Document, title: str | None, hints: PageHints, contact: Contact | None) -> Surroundings:
    labels = (document.metadata.labels.get(label) for label in LABELS)
    strong = (*document.metadata.breadcrumb, *labels, hints.agency, title, *document.metadata.titles)
    weak = (contact.address if contact else None, document.text[:PREFACE_WITHIN])
    return Surroundings("\n".join(filter(None, strong)), "\n".join(filter(None, weak)))


def _pieces(titles: tuple[str, ...]) -> Iterator[str]:
    """What the page's titles join: 2019年政府信息公开工作年度报告_柏垭镇_阆中市人民政府."""
    for title in titles:
        yield from (name_in_title(piece) or piece.strip(_EDGES) for piece in _JOINTS.split(title))


def _is_of_the_portal(name: str) -> bool:
    """A whole province's, city's or county's government: whose portal it is, not who wrote the report."""
    kind, level = kind_and_level(name_parts(name))
    return kind == "government" and level in ("province", "city", "county")


def name_in_title(title: str) -> str | None:
    stripped = title.strip(_EDGES)
    before = (_ANNOUNCED.match(stripped), _COLUMN.match(stripped), _ANNEX.match(stripped))
    for text in (*(stripped[match.end() :] for match in before if match), stripped):
        for pattern in (_YEAR_FIRST, _NAME_FIRST):
            match = pattern.match(text)
            if match:
                name = _OPENED.sub("", match["name"].strip(_EDGES))
                name = name.removesuffix("的").removesuffix("关于").strip(_EDGES)
                whole = next((name.removesuffix(end) for end in agency_words().extents if name.endswith(end)), name)
                found = next((one for one in (name, whole) if is_agency_name(one)), None)
                if found is not None:
                    return found
    return None


def names_in_preface(text: str) -> Iterator[str]:
    """Who compiled or publishes the report, as the preface says, in its own words."""
    for pattern in (_COMPILED_BY, _PUBLISHES):
        match = pattern.search(text)
        if match:
            yield match["name"].strip(_EDGES)


def _below_a_city(place: str, level: Level | None, text: str) -> Level | None:
    """A 市 that the tables do not have and that the page prints behind another one is a county-level city."""
    if level != "city" or not place.endswith("市"):
        return level
    above = re.search(rf"[\u4e00-\u9fff]{{2,8}}(?:市|自治州|地区)(?={re.escape(place)})", text)
    return "county" if above else level


def _self(text: str) -> Level | None:
    """The level a report's own words give: the form of address that stands first (我镇, 全县)."""
    places = [(text.find(word), level) for word, level in agency_words().self.items() if word in text]
    return min(places)[1] if places else None
