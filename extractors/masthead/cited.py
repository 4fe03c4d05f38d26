"""The documents a report says it rests on."""

from __future__ import annotations

import re

from extractors.sections.models import CitedDocument

_CITED = re.compile(r"《\s?(?P<name>[^《》]{4,160})\s?》\s?(?:[（(](?P<number>[^（）()]{3,40})[)）])?")
# A document's number: 国办公开办函〔2019〕60号, 国务院令第711号; its brackets may be damaged.
_NUMBER = re.compile(r"号|令|[〔\[【]")
SHORTEST_NAME = 8


def read_cited(preface: str) -> tuple[CitedDocument, ...]:
    """《name》（number） as printed; short names without a number (《条例》) only abbreviate one cited before."""
    found: dict[str, CitedDocument] = {}
    for match in _CITED.finditer(preface):
        name, number = match["name"].strip(), match["number"]
        if name in found:
            continue
        if number is not None and ("简称" in number or not _NUMBER.search(number)):
            number = None
        if number is None and len(name) < SHORTEST_NAME:
            continue
        found[name] = CitedDocument(name=name, number=number)
    return tuple(found.values())
