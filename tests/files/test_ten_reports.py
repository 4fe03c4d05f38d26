"""Ten reports, each as every kind of file that programs make of it: the same figures."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

from extractors import AttachedFile, Figure, PageHints, Report, extract_report
from tests.files.docx_writer import docx_of
from tests.files.page_of import URL, difference, html_of, page_of, read
from tests.files.producers import CHROMIUM, SOFFICE, converted_by_libreoffice, printed_by_chromium
from tests.files.rendering import pictures_of, saved
from tests.files.sheet_writer import xlsx_of
from tests.generator.text_layouts import text_page

pytestmark = pytest.mark.slow

SEEDS = range(60, 70)
DOTS = 150


@cache
def as_html(seed: int) -> Report:
    return read(html_of(page_of(seed)[0], seed).encode())


@pytest.fixture(scope="module")
def by_chromium(tmp_path_factory: pytest.TempPathFactory) -> dict[int, bytes]:
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    folder = tmp_path_factory.mktemp("chromium")
    made = {}
    for seed in SEEDS:
        page = folder / f"{seed}.html"
        page.write_text(html_of(page_of(seed)[0], seed), "utf-8")
        made[seed] = printed_by_chromium(page)
    return made


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("layout", ["pipes", "oneline"])
def test_text(seed: int, layout: str) -> None:
    text = text_page(page_of(seed)[0], random.Random(seed), layout)
    assert difference(as_html(seed), read(text.encode(), "text/plain")) == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_docx_and_xlsx(seed: int) -> None:
    page, _ = page_of(seed)
    assert difference(as_html(seed), read(docx_of(page))) == {}
    assert difference(as_html(seed), read(xlsx_of(page))) == {}


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice")
def test_pdf_of_libreoffice(tmp_path: Path) -> None:
    made = converted_by_libreoffice({f"{seed}.docx": docx_of(page_of(seed)[0]) for seed in SEEDS}, "pdf", tmp_path)
    assert len(made) == len(SEEDS)
    assert {seed: d for seed, content in made.items() if (d := difference(as_html(int(seed)), read(content)))} == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_pdf_of_chromium(seed: int, by_chromium: dict[int, bytes]) -> None:
    assert difference(as_html(seed), read(by_chromium[seed])) == {}


Cells = dict[tuple[str, str | None], Figure]


def cells(report: Report) -> Cells:
    return {(f.indicator, f.dimension): f for f in report.figures if f.basis == "table" and f.indicator}


@pytest.mark.timeout(1800)
def test_pictures_of_150_dots_an_inch(by_chromium: dict[int, bytes]) -> None:
    """As a page shows them: one PNG a page. Over all reports 99 of 100 cells, the others null and named."""
    pytest.importorskip("rapidocr", reason="the extra gongkai[ocr] is not installed")
    right = null = 0
    wrong: list[object] = []
    for seed, pdf in by_chromium.items():
        shown = (saved([picture], "PNG") for picture in pictures_of(pdf, DOTS))
        files = tuple(AttachedFile(f"{URL}/{seed}-{n}.png", png, "image/png") for n, png in enumerate(shown))
        notice = b"<html><body><h1>\xe5\xb9\xb4\xe6\x8a\xa5</h1></body></html>"
        answer = extract_report(notice, url=URL, hints=PageHints(media_type="text/html", files=files))
        uncertain = {index for f in answer.findings if f.rule == "ocr.uncertain" for index in f.figures}
        given = cells(answer)
        for key, figure in cells(as_html(seed)).items():
            found = given.get(key)
            if found is not None and (found.value, found.mark) == (figure.value, figure.mark):
                right += 1
            elif found is not None and found.value is None and answer.figures.index(found) in uncertain:
                null += 1
            else:
                wrong.append((seed, key, figure.value, found and found.value))
        wrong += [(seed, key, "not printed") for key in given if key not in cells(as_html(seed))]
    assert wrong == []
    assert right >= 0.99 * (right + null)
    print(f"{right} cells right, {null} null with a finding, none wrong")
