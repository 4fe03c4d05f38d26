"""What the preface says: whom to ask, which parts follow, which documents it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.models import Contact
from extractors.outline import role_of
from extractors.outline.ordinals import ordinal_at
from extractors.reading import Doubt
from extractors.sections.models import CitedDocument

# --- contact ------------------------------------------------------------------------------------------------------

_COLON = r"\s{0,3}(?:[:：]|为|是)?\s{0,3}"
_ADDRESS = re.compile(rf"(?:通讯|通信|联系|办公|单位)?地址{_COLON}([^，。；;,：:）)\n]{{3,60}})")
_POSTCODE = re.compile(rf"(?:邮政编码|邮\s?编){_COLON}([0-9]{{6}})(?![0-9])")
_NUMBERS = r"([0-9（(][0-9()（）\-—－–\s]{5,24}[0-9](?:\s?[、/,，]\s?[0-9][0-9\-—－–]{5,16}[0-9])?)"
_PHONE = re.compile(rf"(?:联系电话|咨询电话|电话号码|联系方式|电\s?话){_COLON}{_NUMBERS}")
_FAX = re.compile(rf"传\s?真(?:号码)?{_COLON}{_NUMBERS}")
_EMAIL = re.compile(r"[A-Za-z0-9._+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}")
# 请与党政办公室联系, 可与…联系, 请联系…（, 请向…咨询
_OFFICE = re.compile(
    r"(?:请(?:直接)?(?:与|和|同|向)|可(?:以)?(?:直接)?(?:与|和|同|向)|(?:请|可)(?:直接)?联系|联系(?:单位|部门|机构)\s{0,2}[:：])\s{0,2}"
    r"(?P<office>[\u4e00-\u9fff“”]{3,40}?)(?:联系|咨询|反映|反馈|\s?[（(，,。；;])"
)


def read_contact(preface: str, blocks: Iterable[str]) -> Contact | None:
    """How to reach the office, as the preface says; else a block that gives office or address with it, since a number
    alone may be any number. Each field as printed, spaces inside numbers off.
    """
    for text in (preface, *blocks):
        fields = {
            "office": _first(_OFFICE, text, "office"),
            "address": _first(_ADDRESS, text),
            "postcode": _first(_POSTCODE, text),
            "phone": _number(_PHONE, text),
            "fax": _number(_FAX, text),
            "email": _first(_EMAIL, text, 0),
        }
        reachable = any(fields[name] for name in ("address", "phone", "email"))
        if reachable and (text is preface or fields["office"] or fields["address"]):
            return Contact(**fields)
    return None


def _first(pattern: re.Pattern[str], text: str, group: int | str = 1) -> str | None:
    match = pattern.search(text)
    return match[group].strip(" \t、，,；;") if match else None


def _number(pattern: re.Pattern[str], text: str) -> str | None:
    printed = _first(pattern, text)
    return "".join(printed.split()) if printed else None


# --- announced parts ----------------------------------------------------------------------------------------------

# 六部分, 七个部分, 6大部分; before it the list (由 A、B、C 六部分组成), or behind it (共分七个部分：A、B…)
_COUNT = re.compile(r"(?P<count>[一二三四五六七八九十]|[0-9]{1,2})\s?(?:个|大)?\s?(?:部分|方面|章|大项)")
_OPENER = re.compile(r"(?:由|包括|包含|分为|内容为|分|含有?)\s?[:：]?")
_BEHIND = re.compile(r"(?:组成|构成|内容)?\s?[,，]?\s?(?:分别(?:是|为)|包括|即|[:：])\s?[:：]?")
_WITHOUT_COUNT = re.compile(r"(?:组成|构成|等内容)")
_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九十", 1)}
FEWEST_PARTS = 3


def read_announced(preface: str) -> tuple[tuple[str, ...], list[Doubt]]:
    """The parts a preface promises, as printed; a doubt where it promises another number than it lists."""
    for match in _COUNT.finditer(preface):
        sentence = preface.rfind("。", 0, match.start()) + 1
        parts = _listed(preface[sentence : match.start()])
        if not parts:
            behind = _BEHIND.match(preface, match.end())
            end = preface.find("。", match.end())
            parts = _parts(preface[behind.end() : end if end > 0 else len(preface)]) if behind else ()
        if not _are_sections(parts):
            continue
        count = _DIGITS.get(match["count"]) or int(match["count"])
        if count == len(parts):
            return parts, []
        named = f"{match.group()}（列出{len(parts)}部分）"
        return parts, [
            Doubt(
                "section.announced",
                facts={"section": named},
                expected=count,
                actual=len(parts),
                quote=match.group(),
            )
        ]
    for match in _WITHOUT_COUNT.finditer(preface):
        parts = _listed(preface[preface.rfind("。", 0, match.start()) + 1 : match.start()])
        if _are_sections(parts):
            return parts, []
    return (), []


def _listed(sentence: str) -> tuple[str, ...]:
    """The list that ends a sentence's text, from the last opener on that leaves a list (由 also opens 由…编制)."""
    for opener in reversed(list(_OPENER.finditer(sentence))):
        parts = _parts(re.sub(r"\s?等?\s?共?(?:计)?$", "", sentence[opener.end() :]))
        if _are_sections(parts):
            return parts
    return ()


def _are_sections(parts: tuple[str, ...]) -> bool:
    return len(parts) >= FEWEST_PARTS and sum(role_of(part) is not None for part in parts) >= FEWEST_PARTS - 1


def _parts(listed: str) -> tuple[str, ...]:
    """Split at 、，；. 行政复议、行政诉讼情况 is one part, so is 收到和处理…; 和 parts two of different roles only."""
    parts: list[str] = []
    for piece in re.split(r"[、，,；;]", listed):
        name = _bare(piece)
        if not name:
            continue
        if parts and role_of(parts[-1]) is not None and role_of(parts[-1]) == role_of(name) and not _closed(parts[-1]):
            parts[-1] += f"、{name}"
            continue
        left, conjunction, right = name.rpartition("和") if "和" in name else name.rpartition("以及")
        if conjunction and _closed(left) and role_of(left) and role_of(right) not in (None, role_of(left)):
            parts += [left, right]
        else:
            parts.append(name)
    return tuple(parts)


def _bare(piece: str) -> str:
    piece = piece.strip(' \t“”"和及')
    ordinal = ordinal_at(piece)
    return (piece[ordinal.end :] if ordinal else piece).strip(' \t“”"')


def _closed(name: str) -> bool:
    return name.endswith(("情况", "事项", "概述", "概况", "问题", "措施", "打算", "附表"))


# --- cited documents ----------------------------------------------------------------------------------------------

_CITED = re.compile(r"《\s?(?P<name>[^《》]{4,160})\s?》\s?(?:[（(](?P<number>[^（）()]{3,40})[)）])?")
# A document's number: 国办公开办函〔2019〕60号, 国务院令第711号; its brackets may be damaged.
_NUMBER = re.compile(r"号|令|[〔\[【]")
SHORTEST_NAME = 8


def read_cited(preface: str) -> tuple[CitedDocument, ...]:
    """《name》（number） as printed; short names without a number (《条例》) only abbreviate one cited before."""
    found: dict[str, CitedDocument] = {}
    for match in _CITED.finditer(preface):
        name, number = match["name"].strip(), match["number"]
        if number is not None and ("简称" in number or not _NUMBER.search(number)):
            number = None
        if number is None and len(name) < SHORTEST_NAME:
            continue
        found.setdefault(name, CitedDocument(name=name, number=number))
    return tuple(found.values())
