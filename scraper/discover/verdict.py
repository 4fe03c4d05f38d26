"""Is this link a report? Judged by the words of `vocabulary.toml`, which a portal's entry may overrule."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from extractors.catalogue import load_data
from scraper.fetch.addresses import scope_of
from scraper.portals.checked import Pattern
from scraper.portals.family import Rules

# Files that nothing reads: Founder's pages of before OFD, programs, sound and film. Named, not fetched.
UNREADABLE = {*(".ceb", ".cebx", ".gw", ".gd", ".sep", ".caj"), *(".exe", ".apk", ".mp3", ".mp4", ".wmv", ".avi")}


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReportWords(_Shape):
    subject: Pattern
    between: int
    documents: tuple[str, ...]
    year: Pattern
    cut_marks: tuple[str, ...]


class ColumnWords(_Shape):
    annual: Pattern
    lead: Pattern
    year: Pattern
    agency: Pattern
    paths: Pattern


class LookAlike(_Shape):
    id: str
    pattern: Pattern
    overrides: bool
    meaning: str


class Vocabulary(_Shape):
    """vocabulary.toml, whose head says what the fields mean."""

    report: ReportWords
    column: ColumnWords
    look_alike: tuple[LookAlike, ...]


@cache
def vocabulary() -> Vocabulary:
    return load_data("scraper.discover", "vocabulary.toml", Vocabulary)


def passed_over(text: str, url: str | None, scope: str, rules: Rules) -> str | None:
    """Why a link is not followed, as an identifier; None if it is a report to fetch.

    text: the link's words. scope: the portal's host, which is never left.
    """
    folded = fold(text)
    if url is not None and any(re.search(pattern, url) for pattern in rules.report_urls):
        reason = _overruled(folded, rules)
    else:
        reason = _by_words(folded, rules)
    if reason is not None:
        return reason
    if url is None:
        return "link.script"
    if scope_of(url) != scope:
        return "link.other_host"
    # /module/download/downfile.jsp?filename=2020.pdf is one as well.
    parts = urlsplit(url.lower())
    if PurePosixPath(parts.path).suffix in UNREADABLE or PurePosixPath(parts.query).suffix in UNREADABLE:
        return "media.unsupported"
    return None


def _overruled(text: str, rules: Rules) -> str | None:
    """Why a text is passed over whatever else speaks for it."""
    for kind in vocabulary().look_alike:
        if kind.overrides and re.search(kind.pattern, text):
            return kind.id
    return "link.configured" if any(re.search(pattern, text) for pattern in rules.pass_over) else None


def _by_words(text: str, rules: Rules) -> str | None:
    overruled = _overruled(text, rules)
    if overruled is not None:
        return overruled
    if rules.report is not None:
        return None if re.search(rules.report, text) else "link.words"
    if _names_report(text):
        return None if re.search(vocabulary().report.year, text) else "link.year"
    for kind in vocabulary().look_alike:
        if not kind.overrides and re.search(kind.pattern, text):
            return kind.id
    return "link.words"


def is_look_alike(text: str) -> bool:
    """Whether a text names another kind of publication: a budget, an explanation, a template."""
    folded = fold(text)
    return any(re.search(kind.pattern, folded) for kind in vocabulary().look_alike)


def names_report(text: str) -> bool:
    """Whether a text has the words of a report; its year aside."""
    return _names_report(fold(text))


def _names_report(text: str) -> bool:
    words = vocabulary().report
    for subject in re.finditer(words.subject, text):
        rest = text[subject.end() :]
        longest = max(map(len, words.documents))
        near = rest[: words.between + longest]
        if any(word in near for word in words.documents):
            return True
        if is_cut(rest) and _may_go_on(_uncut(rest), words):
            return True
    return False


def _may_go_on(rest: str, words: ReportWords) -> bool:
    """Whether what a cut text still shows behind its subject is the beginning of a document's name."""
    shown = re.sub(rf"^(?:{words.year}|年|度)*", "", rest) if len(rest) <= words.between else rest
    return any(word.startswith(shown) for word in words.documents)


def is_cut(text: str) -> bool:
    return text.rstrip().endswith(vocabulary().report.cut_marks)


def _uncut(text: str) -> str:
    for mark in vocabulary().report.cut_marks:
        text = text.removesuffix(mark)
    return text


def fold(text: str) -> str:
    """NFKC without white space: 2０20 年 → 2020年, （ → (. An ellipsis becomes three dots."""
    return "".join(unicodedata.normalize("NFKC", text).split())
