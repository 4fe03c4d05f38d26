"""Bytes to text. Declarations are hints: a page declared gb2312 holds gb18030, and some are declared wrongly."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from extractors.document import Defect

# Where a declaration stands: <meta charset=…>, <meta http-equiv=… content="…; charset=…">, <?xml encoding=…?>.
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_\-:.]{2,40})""", re.IGNORECASE)
DECLARATION_WITHIN = 4096
# All of them are read as the newest of the family, which contains the others.
GB_FAMILY = {
    "gb2312",
    "gb_2312-80",
    "gbk",
    "x-gbk",
    "gb18030",
    "csgb2312",
    "cp936",
    "hz-gb-2312",
    "euc-cn",
    "gb2312-80",
}
# Python's names of the encodings that pages are served in. It knows others (hex, punycode, unicode_escape) that no page
# may choose.
PAGE_ENCODINGS = frozenset(
    [
        "utf-8",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "gb18030",
        "big5",
        "big5hkscs",
        "cp950",
        "iso8859-1",
        "cp1252",
        "ascii",
    ]
)
# These hold no Chinese character. Servers that nobody set up put them into the header of every page: they are believed
# when nothing else fits.
WESTERN = {"iso8859-1", "cp1252", "ascii"}
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Beyond this share of bytes that do not decode, the declared encoding is not the page's.
TOLERATED_DAMAGE = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """utf8: the bytes, where they are `text` in UTF-8, which the HTML parser works on."""

    text: str
    encoding: str
    defects: tuple[Defect, ...] = ()
    utf8: bytes | None = field(default=None, repr=False)


def decode(content: bytes, http_charset: str | None = None) -> Decoded:
    """Text of a file. Tried in this order, the first that decodes wins: BOM, strict UTF-8, what is declared, gb18030,
    a detector, what is declared and western; a declared encoding with a few damaged bytes still beats one that fits by
    accident.
    """
    for bom, name in BOMS:
        if content.startswith(bom):
            return _with_damage(content[len(bom) :], name)
    try:
        return Decoded(content.decode("utf-8"), "utf-8", utf8=content)
    except UnicodeDecodeError:
        pass
    named = [name for name in (_known(http_charset), _declared(content)) if name is not None]
    declared = [name for name in named if name not in WESTERN]
    western = [name for name in named if name in WESTERN]
    for name in dict.fromkeys([*declared, "gb18030"]):
        try:
            return Decoded(content.decode(name), name)
        except UnicodeDecodeError:
            continue
    for name in dict.fromkeys([*declared, "utf-8", "gb18030"]):
        decoded = _with_damage(content, name)
        if decoded.text.count("\ufffd") <= max(1, TOLERATED_DAMAGE * len(decoded.text)):
            return decoded
    fallback = next(iter([*western, *declared]), "utf-8")
    return _with_damage(content, _detected(content) or fallback)


def _with_damage(content: bytes, name: str) -> Decoded:
    text = content.decode(name, errors="replace")
    lost = text.count("\ufffd")
    defects = (Defect("encoding.damaged", f"{name}, {lost} × U+FFFD"),) if lost else ()
    return Decoded(text, name, defects)


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:DECLARATION_WITHIN])
    return _known(match.group(1).decode("ascii")) if match else None


def _known(name: str | None) -> str | None:
    """The codec's own name, gb18030 for its family, None for a name nobody knows."""
    if name is None:
        return None
    name = name.strip().strip("\"'").lower()
    if name in GB_FAMILY:
        return "gb18030"
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):  # ValueError: a null character in the name
        return None
    return codec if codec in PAGE_ENCODINGS else None


def _detected(content: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - heavy, and rarely needed

    best = from_bytes(content[:200_000]).best()
    return _known(best.encoding) if best is not None else None
