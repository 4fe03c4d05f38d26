"""`page.suspect`: signs that a page is a disturbed copy on a hijacked host and not the agency's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue.loading import load_data
from extractors.checks.evidence import Evidence
from extractors.lexicon import any_of, fold
from extractors.reading import Doubt

OFFICIAL = ".gov.cn"
_CHINESE = r"[\u4e00-\u9fff]"
# What stands before a sign is asked behind it, so that the search goes from sign to sign, not from letter to letter.
# 認(rèn)真: behind one character, its reading in brackets.
_PINYIN = re.compile(rf"[(（](?<={_CHINESE}.)[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]{{1,6}}[)）]")
# A question mark, or two or three commas.
_STRAY = re.compile(rf"[?？,，](?<={_CHINESE}.)(?:(?<=[?？])|(?<=[,，])[,，]{{1,2}})(?={_CHINESE})")
# Without any of these there is none of them.
_BRACKETS, _STRAYING = ("(", "（"), ("?", "？", ",,", ",，", "，,", "，，")
_CHINESE_RUN = re.compile(f"{_CHINESE}+")
# An official address in the page's own words: www.zoucheng.gov.cn. Mail goes to the superior's domain as well.
_ADDRESS = re.compile(r"(?<![a-z0-9.@-])(?:[a-z0-9-]{1,40}\.){1,5}gov\.cn(?![a-z0-9.])", re.IGNORECASE)
_DOMAIN = re.compile(r"\.gov\.cn", re.IGNORECASE)


class _Limits(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    pinyin: int
    stray: int
    traditional: float


class _Suspicion(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    brands: tuple[str, ...]
    limits: _Limits


@cache
def _suspicion() -> _Suspicion:
    return load_data("extractors.catalogue", "suspicion.toml", _Suspicion)


@cache
def _brands() -> re.Pattern[str]:
    return any_of(_suspicion().brands)


@cache
def _traditional() -> re.Pattern[str]:
    """Any Chinese character that has a simplified one."""
    characters = "".join(map(chr, range(0x4E00, 0xA000)))
    pairs = zip(characters, fold(characters), strict=True)
    return re.compile(f"[{''.join(character for character, plain in pairs if plain != character)}]")


def check_suspicion(evidence: Evidence) -> Iterator[Doubt]:
    """One finding that lists all signs. No host is proof: a host under gov.cn may carry errors, too."""
    found = list(_signs(evidence.document.text, evidence.host))
    if found:
        yield Doubt("page.suspect", facts={"signs": "；".join(sign for sign, _ in found)}, quote=found[0][1])


def _signs(text: str, host: str | None) -> Iterator[tuple[str, str]]:
    """(what it is, words that show it)."""
    limits = _suspicion().limits
    brand = _brands().search(text)
    if brand is not None:
        yield f"“{brand.group()}”", text[max(0, brand.start() - 10) : brand.end() + 10]
    for name, pattern, signs, limit, before in (
        ("拼音注音", _PINYIN, _BRACKETS, limits.pinyin, 11),
        ("夹杂符号", _STRAY, _STRAYING, limits.stray, 10),
    ):
        places = list(pattern.finditer(text)) if any(sign in text for sign in signs) else []
        if len(places) >= limit:
            yield f"{name} {len(places)} 处", text[max(0, places[0].start() - before) : places[0].end() + 10]
    if host is None or _is_official(host):
        return
    address = _ADDRESS.search(text) if _DOMAIN.search(text) is not None else None
    if address is not None:
        yield f"文中网址 {address.group()} 与本页 {host} 不同", address.group()
    changed = [match.start() for match in _traditional().finditer(text)]
    if changed and len(changed) > limits.traditional * sum(map(len, _CHINESE_RUN.findall(text))):
        yield "繁体字", text[max(0, changed[0] - 10) : changed[0] + 10]


def _is_official(host: str) -> bool:
    return f".{host}".endswith(OFFICIAL)
