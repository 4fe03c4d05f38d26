"""The same report as HTML and in every other kind of file gives the same figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors import Report
from tests.files.docx_writer import WordLook, docx_of
from tests.files.ofd_writer import ofd_of
from tests.files.page_of import difference, html_of, page_of, read
from tests.files.pdf_writer import Look, pdf_of
from tests.files.producers import CHROMIUM, SOFFICE, converted_by_libreoffice, printed_by_chromium
from tests.files.sheet_writer import csv_of, xlsx_of

LOOKS = {
    "plain": Look(),
    "open at the page's end": Look(bottom_line_at_cut=False, page_number="{}"),
    "drawn as boxes": Look(thin_boxes=True, page_number="第 {} 页", head="政府信息公开年度报告"),
    "bold by printing twice": Look(bold_twice=True, page_number="— {} —"),
}
WORD_LOOKS = {
    "plain": WordLook(),
    "headings numbered by Word": WordLook(automatic_numbers=True),
    "changes tracked": WordLook(tracked=True),
    "title in a text box": WordLook(title_in_text_box=True),
}
SEEDS = range(40, 46)


def words(report: Report) -> set[str]:
    """Its paragraphs without spaces: of these none may be broken, lost or run together."""
    return {"".join(line.split()) for line in report.text.split("\n")}


def as_html(seed: int) -> Report:
    return read(html_of(page_of(seed)[0], seed).encode())


def assert_same(seed: int, answer: Report) -> None:
    expected = as_html(seed)
    assert difference(expected, answer) == {}
    assert words(answer) == words(expected)
    assert [finding.rule for finding in answer.findings] == [finding.rule for finding in expected.findings]
    assert (answer.title, answer.year, answer.contact) == (expected.title, expected.year, expected.contact)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("seed", SEEDS)
def test_pdf(seed: int, look: Look) -> None:
    assert_same(seed, read(pdf_of(page_of(seed)[0], look)))


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
@pytest.mark.parametrize("seed", SEEDS[:2])
def test_pdf_of_chromium(seed: int, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(html_of(page_of(seed)[0], seed), "utf-8")
    assert_same(seed, read(printed_by_chromium(page)))


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice")
def test_pdf_of_libreoffice(tmp_path: Path) -> None:
    files = {f"{seed}.docx": docx_of(page_of(seed)[0]) for seed in SEEDS[:2]}
    made = converted_by_libreoffice(files, "pdf", tmp_path)
    assert len(made) == len(files)
    for seed, content in made.items():
        assert_same(int(seed), read(content))


@pytest.mark.parametrize("look", WORD_LOOKS.values(), ids=WORD_LOOKS)
@pytest.mark.parametrize("seed", SEEDS[:3])
def test_docx(seed: int, look: WordLook) -> None:
    assert_same(seed, read(docx_of(page_of(seed)[0], look)))


@pytest.mark.parametrize("seed", SEEDS)
def test_ofd(seed: int) -> None:
    assert_same(seed, read(ofd_of(page_of(seed)[0])))


@pytest.mark.parametrize("seed", SEEDS)
def test_xlsx(seed: int) -> None:
    assert_same(seed, read(xlsx_of(page_of(seed)[0])))


@pytest.mark.parametrize("seed", SEEDS)
def test_csv(seed: int) -> None:
    """Spans are lost in CSV, so the lines of headers differ; the figures do not."""
    assert difference(as_html(seed), read(csv_of(page_of(seed)[0]).encode(), "text/csv")) == {}


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice")
def test_rtf(tmp_path: Path) -> None:
    files = {f"{seed}.docx": docx_of(page_of(seed)[0]) for seed in SEEDS[:3]}
    for seed, content in converted_by_libreoffice(files, "rtf", tmp_path).items():
        assert content.startswith(b"{\\rtf")
        assert difference(as_html(int(seed)), read(content)) == {}


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice")
def test_xls(tmp_path: Path) -> None:
    files = {f"{seed}.xlsx": xlsx_of(page_of(seed)[0]) for seed in SEEDS[:3]}
    for seed, content in converted_by_libreoffice(files, "xls", tmp_path).items():
        assert content.startswith(b"\xd0\xcf\x11\xe0")
        assert_same(int(seed), read(content))
