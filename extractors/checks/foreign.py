"""`agency.foreign`: a text copied from another agency still speaks of that one as itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extractors.checks.evidence import Evidence
from extractors.divisions import counties_with_town, places_named
from extractors.masthead.agency import names_in_preface
from extractors.masthead.names import TOWN_LEVELS, NameParts, name_parts
from extractors.models import Agency, Level
from extractors.reading import Doubt

# Who does what only the reporting agency does, at the start of a sentence: 2020年，黄家镇主动公开政府信息30条。
_ACTS = re.compile(
    r"[。；\n]\s{0,4}(?:(?:19|20)[0-9]{2}年(?:度)?\s?[，,]?)?\s?"
    r"(?P<name>[\u4e00-\u9fff]{1,14}?(?:街道|[镇乡县区市旗]))(?:人民政府|政府|办事处|党委、政府)?"
    r"(?:[\u4e00-\u9fff]{2,6}[局委办])?(?:共|累计|全年|通过|主动|尚)?(?P<act>主动公开|公开|发布|收到|受理|未收到|没有收到|编制"
    r"|认真|严格|高度重视|切实|积极|不断|坚持)"
)
_TELLING_ACTS = ("主动公开", "公开", "发布", "收到", "受理", "未收到", "没有收到", "编制")
# Anybody may work earnestly in a sentence of the report; twice is no chance.
OFTEN = 2
# Words for towns in general, of which some town bears the name.
_NO_NAME = ("小城镇", "城镇", "乡镇", "集镇", "镇街道", "重点镇")
_SUFFIX = re.compile(r"(?:街道|[镇乡县区市旗])$")


def check_foreign(evidence: Evidence) -> Iterator[Doubt]:
    """At most one finding: the first name of another place of the same level that the text gives itself."""
    agency = evidence.masthead.agency
    own = name_parts(agency.name or "")
    if not own.steps:
        return
    text = evidence.document.text
    for name in names_in_preface(text[slice(*evidence.outline.preface)]):
        if _is_foreign(name_parts(name), own, agency):
            yield _foreign(agency, name, name)
            return
    times: Counter[str] = Counter()
    for match in _ACTS.finditer(f"\n{text}"):
        name = match["name"]
        if name in _NO_NAME or not _is_foreign(name_parts(name), own, agency):
            continue
        times[name] += 1
        if match["act"] in _TELLING_ACTS or times[name] >= OFTEN:
            yield _foreign(agency, name, match.group().strip("。；\n "))
            return


def _foreign(agency: Agency, name: str, quote: str) -> Doubt:
    return Doubt("agency.foreign", expected=agency.name or "", actual=name, quote=quote)


def _is_foreign(other: NameParts, own: NameParts, agency: Agency) -> bool:
    """A place that is known, of the level of the agency's own, and by no name the same: not what lies above or below,
    not 洪泽县 in a report of 洪泽区.
    """
    if not other.steps:
        return False
    theirs, ours = other.steps[-1], own.steps[-1]
    if _rank(theirs.level) != _rank(ours.level) or not (places_named(theirs.name) or counties_with_town(theirs.name)):
        return False
    named = [step.name for step in own.steps]
    if agency.division is not None:
        named += [name for name in (agency.division.county, agency.division.town, agency.division.city) if name]
    core = _SUFFIX.sub("", theirs.name)
    return not any(core in name or _SUFFIX.sub("", name) in theirs.name for name in named)


def _rank(level: Level) -> str:
    return "town" if level in TOWN_LEVELS else level
