"""A page and the files it links or shows, together one report: the fuller is read, the others are compared with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.catalogue.sections import TELLING_ROLES
from extractors.document import Defect, Document
from extractors.masthead import read_masthead
from extractors.outline import read_outline
from extractors.readers import PageHints, read_document, read_shown
from extractors.reading import Doubt, Reading
from extractors.tables import TablesRead, read_tables

# A page that prints this share of its file's text is no mere announcement of it, and is read itself.
AS_FULL = 0.7
# A page with less text only says that there is a file.
MERE_NOTICE = 400
# Differences reported of each file; a file of another year differs everywhere.
MOST_DIFFERENCES = 10
# Of a file without an official table: a disclosure report names itself within so many characters, and has one of its
# sections; or has so many of them. A budget has 基本情况 and 其他, an application form no section.
OPENING = 400
NAMED = ("信息公开",)
DOCUMENTS = ("报告", "年报")
ENOUGH_SECTIONS = 3
# What of a file is said of the whole report, when the file is what is read or could not be read.
FILE_RULES = ("media.", "page.")


@dataclass(frozen=True, slots=True)
class Whole:
    """document: what is read, with what the page around it says. page: the page itself. others: read beside it."""

    document: Document
    page: Document
    others: tuple[tuple[str, Document], ...] = ()


def read_whole(content: bytes, hints: PageHints) -> Whole:
    """The page and its files as documents, the fuller chosen."""
    page = read_document(content, hints)
    if not hints.files:
        return Whole(page, page)
    files = read_shown(hints.files, hints.convert)
    reports, passed = _reports(files, page, hints)
    if not reports:
        return Whole(replace(page, defects=(*page.defects, *passed)), page)
    name, fullest, _ = max(reports, key=lambda file: (file[2], _fullness(file[1])))
    files = [(url, file) for url, file, _ in reports]
    defects = [
        Defect(defect.rule, f"{name_of(url)}: {defect.detail}")
        for url, file in files
        for defect in file.defects
        if defect.rule.startswith(FILE_RULES) and (file is fullest or not file.text)
    ]
    if not fullest.text or _is_enough(page, fullest):
        unread = _softened(defects) if _is_some_report(page) else defects
        kept = replace(page, defects=(*page.defects, *unread, *passed))
        return Whole(kept, page, tuple((url, file) for url, file, same_year in reports if file.text and same_year))
    titles = tuple(dict.fromkeys((*page.metadata.titles, *fullest.metadata.titles)))
    chosen = replace(
        fullest,
        metadata=replace(page.metadata, titles=titles),
        defects=(Defect("source.file", name_of(name)), *defects, *passed),
    )
    others = [("", page), *((url, file) for url, file, same_year in reports if file is not fullest and same_year)]
    return Whole(chosen, page, tuple((url, other) for url, other in others if other.text))


def _reports(
    files: Sequence[tuple[str, Document]], page: Document, hints: PageHints
) -> tuple[list[tuple[str, Document, bool]], list[Defect]]:
    """The files that are reports, or that could not be read; each with whether it is of the page's own year.

    What else a page links, an application form, a budget, is named and left out.
    """
    year = read_masthead(page, read_outline(page), hints).year
    reports, passed = [], []
    for url, file in files:
        if file.text and not _is_report(file):
            passed.append(Defect("source.other_file", name_of(url)))
            continue
        own = read_masthead(file, read_outline(file), PageHints()).year if file.text else None
        reports.append((url, file, year is None or own is None or own == year))
    return reports, passed


def _is_report(file: Document) -> bool:
    roles = {section.role for section in read_outline(file).sections} & TELLING_ROLES
    opening = "".join(file.text[: 2 * OPENING].split())[:OPENING]
    named = any(word in opening for word in NAMED) and any(word in opening for word in DOCUMENTS)
    return len(roles) >= ENOUGH_SECTIONS or bool(named and roles) or bool(read_tables(file).forms)


def disagreements(whole: Whole, read: TablesRead) -> Iterator[Doubt]:
    """Where a cell of an official table has another number in a file, or on the page, than in what was read."""
    given = _cells(read)
    for url, other in whole.others:
        found = _cells(read_tables(other))
        differing = [key for key in given if key in found and _differs(given[key], found[key])]
        for key in differing[:MOST_DIFFERENCES]:
            yield Doubt(
                "source.disagreement",
                facts={"label": given[key].label, "other": name_of(url) if url else "网页/page"},
                expected=given[key].value,
                actual=found[key].value,
                readings=(given[key],),
            )


def name_of(url: str) -> str:
    """The file's own name out of its address."""
    return url.partition("?")[0].rstrip("/").rpartition("/")[2] or url


def _fullness(document: Document) -> tuple[int, int]:
    return sum(1 for block in document.blocks if block.table is not None), len(document.text)


def _is_enough(page: Document, file: Document) -> bool:
    tables, length = _fullness(page)
    of_file, length_of_file = _fullness(file)
    return tables >= of_file and length >= AS_FULL * length_of_file


def _is_some_report(page: Document) -> bool:
    tables, length = _fullness(page)
    return tables > 0 or length >= MERE_NOTICE


def _softened(defects: Sequence[Defect]) -> list[Defect]:
    """A file that cannot be read takes nothing from a page that could: named, and no failure of the page."""
    return [Defect("source.file_unread", f"{defect.rule} {defect.detail}") for defect in defects]


def _cells(read: TablesRead) -> dict[tuple[str, str | None], Reading]:
    return {
        (reading.indicator, reading.dimension): reading
        for form in read.forms
        for reading in form.cells.values()
        if reading.indicator is not None
    }


def _differs(one: Reading, other: Reading) -> bool:
    return one.value is not None and other.value is not None and one.value != other.value
