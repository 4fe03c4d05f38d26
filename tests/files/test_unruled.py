"""Tables without drawn lines in PDFs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors import Report
from tests.files.docx_writer import WordLook, docx_of
from tests.files.page_of import STYLE, difference, figures_of, html_of, page_of, read
from tests.files.pdf_writer import FONT, Look, PdfWriter, broken, pdf_of
from tests.files.producers import CHROMIUM, SOFFICE, converted_by_libreoffice, printed_by_chromium
from tests.generator.body import assemble
from tests.generator.page import Page

UNRULED = Look(ruled=False)
NO_LINES = STYLE.replace("border: 1px solid", "border: none")
# 47 and 60: full-width numbers broken over two lines.
SEEDS = (40, 41, 42, 44, 45, 47, 60)


def with_blanks(seed: int) -> Page:
    return assemble(seed, None, blanks=True)[0]


def as_html(page: Page, seed: int) -> Report:
    return read(html_of(page, seed).encode())


def sentences(report: Report) -> set[str]:
    return {"".join(line.split()) for line in report.text.split("\n") if "\t" not in line and "。" in line}


def assert_same(expected: Report, answer: Report) -> None:
    assert sum(figure.basis == "table" for figure in expected.figures) > 100
    assert difference(expected, answer) == {}
    assert sentences(answer) == sentences(expected)
    assert [finding.rule for finding in answer.findings] == [finding.rule for finding in expected.findings]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_report_has_the_figures_of_its_page(seed: int) -> None:
    page = page_of(seed)[0]
    assert_same(as_html(page, seed), read(pdf_of(page, UNRULED)))


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
@pytest.mark.parametrize("seed", SEEDS[:2])
def test_a_report_printed_by_chromium(seed: int, tmp_path: Path) -> None:
    page = page_of(seed)[0]
    file = tmp_path / "report.html"
    file.write_text(html_of(page, seed, NO_LINES), "utf-8")
    assert_same(as_html(page, seed), read(printed_by_chromium(file)))


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice")
def test_reports_printed_by_libreoffice(tmp_path: Path) -> None:
    files = {f"{seed}.docx": docx_of(page_of(seed)[0], WordLook(ruled=False)) for seed in SEEDS[:3]}
    made = converted_by_libreoffice(files, "pdf", tmp_path)
    assert len(made) == len(files)
    for seed, content in made.items():
        assert_same(as_html(page_of(int(seed))[0], int(seed)), read(content))


@pytest.mark.parametrize("seed", [51])
def test_blank_cells_keep_their_columns(seed: int) -> None:
    page = with_blanks(seed)
    expected = as_html(page, seed)
    assert any(figure.mark == "blank" for figure in expected.figures)
    assert difference(expected, read(pdf_of(page, UNRULED))) == {}


@pytest.mark.parametrize("seed", [44, 60, 74, 96])
def test_a_row_whose_columns_cannot_be_told_is_a_finding_and_no_guess(seed: int) -> None:
    page = with_blanks(seed)
    expected, answer = as_html(page, seed), read(pdf_of(page, UNRULED))
    assert figures_of(answer).items() <= figures_of(expected).items()
    assert {finding.rule for finding in answer.findings} & {"table.unreadable", "table.row_missing"}


def printed(*places: tuple[float, float, str]) -> bytes:
    writer = PdfWriter(Look(page_number=""))
    for x, y, text in places:
        writer.canvas.setFont(FONT, 10)
        writer.canvas.drawString(x, y, text)
    return writer.finish()


def test_prose_in_two_columns_is_no_table() -> None:
    left = "本机关收到政府信息公开申请12件，予以公开8件，部分公开3件，不予公开1件，均在期限内答复。" * 3
    right = "行政许可、行政处罚和行政强制的办理结果在7个工作日内公开，全年公开规章0件、规范性文件5件。" * 3
    columns = [(80, broken(left, 10, 200, 0)), (310, broken(right, 10, 200, 0))]
    report = read(printed(*((x, 700 - 16 * row, line) for x, lines in columns for row, line in enumerate(lines))))
    assert "\t" not in report.text
    assert not [figure for figure in report.figures if figure.basis == "table"]


def test_words_apart_that_no_form_knows_stay_text() -> None:
    rows = [("东街街道", "12"), ("西街街道", "7"), ("南山镇", "30")]
    report = read(
        printed(*((x, 700 - 16 * row, text[i]) for row, text in enumerate(rows) for i, x in ((0, 80), (1, 300))))
    )
    assert "\t" not in report.text
    assert "".join(report.text.split()) == "".join(label + number for label, number in rows)


def test_many_pages_of_words_apart_take_seconds() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for _ in range(30):
        for row in range(60):
            for column in range(12):
                canvas.drawString(40 + 42 * column, 800 - 12 * row, str(row * column))
        canvas.showPage()
    canvas.save()
    assert not read(out.getvalue()).figures
