"""The same report as HTML and in every other kind of file gives the same figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors import Report
from tests.files.docx_writer import docx_of
from tests.files.page_of import difference, html_of, page_of, read
from tests.files.pdf_writer import Look, pdf_of
from tests.files.producers import CHROMIUM, SOFFICE, converted_by_libreoffice, printed_by_chromium

LOOKS = {
    "plain": Look(),
    "open at the page's end": Look(bottom_line_at_cut=False, page_number="{}"),
    "drawn as boxes": Look(thin_boxes=True, page_number="第 {} 页", head="政府信息公开年度报告"),
    "bold by printing twice": Look(bold_twice=True, page_number="— {} —"),
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
    files = {f"{seed}.docx": docx_of(page_of(seed)[0]) for seed in SEEDS[:4]}
    made = converted_by_libreoffice(files, "pdf", tmp_path)
    assert len(made) == len(files)
    for seed, content in made.items():
        assert_same(int(seed), read(content))
