"""Whom to ask about the report, as its preface says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.models import Contact
from extractors.width import half_width

_COLON = r"\s{0,3}(?:[:：]|为|是)?\s{0,3}"
_POSTCODE_LABEL = r"(?:邮政编码|邮\s?编)"
_PHONE_LABEL = r"(?:联系电话|咨询电话|办公电话|电话号码|联系方式|座机|电\s?话|T[Ee][Ll]\.?)"
_FAX_LABEL = r"传\s?真(?:号码)?"
_MAIL_LABEL = r"(?:电子邮箱|电子邮件|电子信箱|邮\s?箱|[Ee]-?[Mm]ail)"
# An address ends at a mark, at a bracket that it has not opened, or at the next label: 铁山路37号邮编：255000.
_ADDRESS = re.compile(
    rf"(?:通讯|通信|联系|办公|单位)?地\s?址{_COLON}"
    rf"(?P<address>(?:(?!{_POSTCODE_LABEL}|{_PHONE_LABEL}|{_FAX_LABEL}|{_MAIL_LABEL})"
    rf"(?:[^，。；;,：:（）()\n]|[（(][^（）()\n]{{1,40}}[)）])){{3,60}})"
)
_POSTCODE = re.compile(rf"{_POSTCODE_LABEL}{_COLON}([0-9]{{6}})(?![0-9])")
# 0527-83552214, （0527）83552214, 83552214转801; a second number behind 、 or /
_ONE = r"[0-9(][0-9()\-—–\s]{5,28}[0-9]"
_NUMBERS = rf"({_ONE}(?:\s?转\s?[0-9]{{1,5}})?(?:\s?[、/,，]\s?[0-9][0-9\-—–]{{5,16}}[0-9])?)"
# One number for both: 联系电话(传真), 电话/传真, 电话及传真
_PHONE = re.compile(rf"{_PHONE_LABEL}(?:\s?[(/及和、兼]\s?{_FAX_LABEL}\s?\)?)?{_COLON}{_NUMBERS}")
_FAX = re.compile(rf"{_FAX_LABEL}\)?{_COLON}{_NUMBERS}")
_EMAIL = re.compile(r"[A-Za-z0-9._+\-]{1,64}\s?@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}")
# A space inside a number; the one before the area code of a second number stays.
_SPACE_WITHIN = re.compile(r"\s(?!0[0-9]{2,3}[-—–])")
# 请与党政办公室联系, 可与…联系, 请联系：…（, 请向…咨询; a room behind the office is no part of its name: 办公室306联系
_OFFICE = re.compile(
    r"(?:请(?:直接)?(?:与|和|同|向)|可(?:以)?(?:直接)?(?:与|和|同|向)|(?:请|可)(?:直接)?联系|联系(?:单位|部门|机构))\s{0,2}[:：]?\s{0,2}"
    r"(?P<office>[\u4e00-\u9fff“”]{3,40}?)(?:\s?[0-9]{1,4}(?:号?房间?|室)?)?(?:联系|咨询|反映|反馈|\s?[（(，,。；;])"
)


# A text without any of these gives no address, phone or mail.
_REACHABLE = re.compile(r"址|话|联系方式|座机|T|Ｔ|@|＠")


def read_contact(preface: str, blocks: Iterable[str]) -> Contact | None:
    """How to reach the office, as the preface says; else a block that gives office or address with it, since a number
    alone may be any number. Numbers in half width, spaces inside them off; else as printed.
    """
    for text in (preface, *blocks):
        if _REACHABLE.search(text) is None:
            continue
        folded = half_width(text)
        fields = {
            "office": _first(_OFFICE, text, "office"),
            "address": _first(_ADDRESS, text, "address"),
            "postcode": _first(_POSTCODE, folded),
            "phone": _number(_PHONE, folded),
            "fax": _number(_FAX, folded),
            "email": "".join((_first(_EMAIL, folded, 0) or "").split()) or None,
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
    return _SPACE_WITHIN.sub("", printed).rstrip("(") if printed else None
