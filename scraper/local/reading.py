"""One local file to lines of JSON, and whatever went wrong with it in words."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path

from extractors import GongkaiError, PageHints, Report, extract_report
from scraper.convert import Conversions
from scraper.local.paths import Source
from scraper.portals import all_body_selectors
from scraper.rows import figure_lines, split

# No page of a report comes near this, and larger files (a disk image, a film) must not fill the memory.
MOST_BYTES = 200_000_000

HTML_SUFFIXES = frozenset({".html", ".htm", ".shtml", ".xhtml"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file.

    lines: of JSON, with their line breaks, or None when there is no record
    failure: why it gave no report (there is a record all the same when the extractors found so), or None
    """

    name: str
    lines: bytes | None
    failure: str | None = None


def read_source(source: Source, *, figures: bool) -> Reading:
    """Read one file. figures: its tidy figure rows instead of its record."""
    try:
        content = load(source)
    except OSError as error:
        return Reading(source.name, None, f"cannot be read: {error.strerror or error}. Check the file")
    if len(content) > MOST_BYTES:
        return Reading(source.name, None, f"larger than {MOST_BYTES // 1_000_000} MB: no page of a report")
    try:
        report = extract_report(content, url=uri_of(source), hints=hints_for(source))
        return Reading(source.name, to_lines(report, figures=figures), unreadable(report))
    except GongkaiError:
        raise
    except Exception as error:  # one page must not take the others with it, whatever it does to us
        return Reading(source.name, None, internal_error(error))


def load(source: Source) -> bytes:
    """The file's bytes, but no more than one beyond MOST_BYTES."""
    if source.path is None:
        return source.content or b""
    with source.path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def uri_of(source: Source) -> str:
    return (source.path or Path("/dev/stdin")).absolute().as_uri()


def hints_for(source: Source) -> PageHints:
    """What a name tells: .html is HTML. Of .txt nothing follows: saved pages are called that too."""
    is_html = source.path is not None and source.path.suffix.lower() in HTML_SUFFIXES
    return PageHints(
        media_type="text/html" if is_html else None,
        body_selectors=all_body_selectors(),
        convert=Conversions(),
    )


def to_lines(report: Report, *, figures: bool) -> bytes:
    return record_lines(report.model_dump_json(), figures=figures)


def record_lines(record: str, *, figures: bool) -> bytes:
    """A record (JSON) as a line, or its figures as tidy rows."""
    if figures:
        return b"".join(figure_lines(*split(record.encode())))
    return record.encode() + b"\n"


def unreadable(report: Report) -> str | None:
    """Why the file as a whole is no report that could be read: what it finds about page or media."""
    for finding in report.findings:
        if finding.severity == "error" and finding.rule.startswith(("page.", "media.")):
            return f"{finding.rule}: {finding.message}"
    return None


def internal_error(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
    return f"gongkai failed on it ({what}: {error}). Please report it with the file"
