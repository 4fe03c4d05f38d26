"""The sections of a report, as `sections.toml` lists them, and the role a heading's words give it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue.loading import load_data

_NOT_A_LETTER = re.compile(r"[^\w]|_")
# A heading is short; what is longer is a sentence and is not judged by a word in it.
LONGEST_HEADING = 60
# A title that has lost its ordinal is told from a sentence by its length and its end.
LONGEST_BARE = 30
# What ends so without an ordinal is printed over a table: 政府信息公开情况统计表, 附件, 主动公开信息分类统计如下.
_CAPTION_ENDS = ("表", "附件", "如下")
_TITLE_ENDS = ("情况", "概述", "概况", "事项", "问题", "措施", "打算", "计划", "说明")
# The sections only a disclosure report has: a page with two of them is one, whatever its title says.
TELLING_ROLES = frozenset({"overview", "disclosure", "requests", "disputes", "problems", "other_matters"})


class SectionEntry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    zh: str
    en: str
    eras: tuple[str, ...]
    stems: tuple[str, ...]
    unless: tuple[str, ...] = ()
    content: tuple[str, ...]


class _SectionsFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    section: tuple[SectionEntry, ...]


@cache
def section_entries() -> dict[str, SectionEntry]:
    """Sections by role, in the forms' order."""
    return {entry.key: entry for entry in load_data("extractors.catalogue", "sections.toml", _SectionsFile).section}


def section_name(role: str) -> str:
    """A role's Chinese name."""
    return section_entries()[role].zh


def role_of_title(title: str, parent: str | None = None) -> str | None:
    """The role a heading's words give it: a top-level one, or with `parent` a subsection of that role.

    The longest stem found decides; between equals the one that stands last in the title, where Chinese puts the head
    of a phrase (主动公开政府信息公开申请情况 speaks of the requests).
    """
    core = _core(title)
    return _role_of_core(core, parent) if core and len(core) <= LONGEST_HEADING else None


@lru_cache(maxsize=4096)
def _role_of_core(core: str, parent: str | None) -> str | None:
    best: tuple[int, int, str] | None = None
    for key, entry in section_entries().items():
        if key.rpartition(".")[0] != (parent or "") or any(word in core for word in entry.unless):
            continue
        for stem in entry.stems:
            place = core.rfind(stem)
            if place >= 0 and (best is None or (len(stem), place) > best[:2]):
                best = (len(stem), place, key)
    return best[2] if best else None


def role_of_content(text: str) -> str | None:
    """The top-level role that a section's own text settles, where its heading does not."""
    found = [
        key
        for key, entry in section_entries().items()
        if "." not in key and any(word in text for word in entry.content)
    ]
    return found[0] if len(found) == 1 else None


def subsection_of_content(text: str, parent: str) -> str | None:
    """The subsection whose words a text has most of, where no other has as many: what a slogan stands above."""
    hits = {
        key: sum(text.count(word) for word in entry.content)
        for key, entry in section_entries().items()
        if key.rpartition(".")[0] == parent
    }
    best = max(hits.values(), default=0)
    found = [key for key, count in hits.items() if count == best]
    return found[0] if best and len(found) == 1 else None


def is_section_title(text: str) -> bool:
    """Whether a short line without an ordinal is a section's title and nothing else: a stem alone (概述), or a stem of
    some length with little beside it, or with the words a title ends with.
    """
    core = _core(text)
    if not core or len(core) > LONGEST_BARE or core.endswith(_CAPTION_ENDS):
        return False
    role = _role_of_core(core, None)
    if role is None:
        return False
    stem = max((stem for stem in section_entries()[role].stems if stem in core), key=len)
    if core in (stem, f"{stem}情况"):
        return True
    return len(stem) >= 4 and (len(core) - len(stem) <= 12 or core.endswith(_TITLE_ENDS))


def is_whole_name(title: str) -> bool:
    """Whether a title is a section's name exactly as the forms print it."""
    return _core(title).replace("其它", "其他") in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(_core(entry.zh) for key, entry in section_entries().items() if "." not in key)


def _core(title: str) -> str:
    return _NOT_A_LETTER.sub("", unicodedata.normalize("NFKC", title))
