"""A page and the files it links or shows, together one report: the fuller is read, the others are compared with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.document import Defect, Document
from extractors.readers import PageHints, read_document
from extractors.reading import Doubt, Reading
from extractors.tables import TablesRead, read_tables

# A page that prints this share of its file's text is no mere announcement of it, and is read itself.
AS_FULL = 0.7
# A page with less text only says that there is a file.
MERE_NOTICE = 400
# Differences reported of each file; a file of another year differs everywhere.
MOST_DIFFERENCES = 10
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
    files = [
        (file.url, read_document(file.content, PageHints(media_type=file.media_type, charset=file.charset)))
        for file in hints.files
    ]
    name, fullest = max(files, key=lambda file: _fullness(file[1]))
    defects = [
        Defect(defect.rule, f"{name_of(url)}: {defect.detail}")
        for url, file in files
        for defect in file.defects
        if defect.rule.startswith(FILE_RULES) and (file is fullest or not file.text)
    ]
    if not fullest.text or _is_enough(page, fullest):
        unread = _softened(defects) if _is_some_report(page) else defects
        kept = replace(page, defects=(*page.defects, *unread))
        return Whole(kept, page, tuple(file for file in files if file[1].text))
    titles = tuple(dict.fromkeys((*page.metadata.titles, *fullest.metadata.titles)))
    chosen = replace(
        fullest,
        metadata=replace(page.metadata, titles=titles),
        defects=(Defect("source.file", name_of(name)), *defects),
    )
    others = [("", page), *((url, file) for url, file in files if file is not fullest)]
    return Whole(chosen, page, tuple((url, other) for url, other in others if other.text))


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
