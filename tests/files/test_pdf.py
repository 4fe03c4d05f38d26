"""What befalls PDFs besides their text: locks, damage, length, turned pages, hostile structures."""

from __future__ import annotations

import time
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.files.page_of import difference, html_of, page_of, read
from tests.files.pdf_writer import pdf_of
from tests.files.table_over_pages import two_pages

SEED = 40


def report_pdf() -> bytes:
    return pdf_of(page_of(SEED)[0])


def blank_pages(count: int, text: str = "") -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for _ in range(count):
        canvas.drawString(100, 400, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def rules(content: bytes) -> list[str]:
    report = read(content)
    assert report.source.media_type == "application/pdf"
    return [finding.rule for finding in report.findings if finding.rule.startswith(("media.", "page."))]


def encrypted(user: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=StandardEncryption(user, "owner", canPrint=0, canCopy=0))
    canvas.drawString(100, 400, "report")
    canvas.save()
    return out.getvalue()


def test_a_password_is_a_finding() -> None:
    assert rules(encrypted("secret")) == ["media.locked"]


def test_a_lock_on_printing_only_is_none() -> None:
    assert read(encrypted("")).text == "report"


def test_junk_before_the_file_does_no_harm() -> None:
    assert read(b"\xef\xbb\xbf\r\n\r\n" + report_pdf()).text == read(report_pdf()).text


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"%PDF-1.4\n" + b"\x00" * 2000, b"%PDF-1.7 trailer << /Root 1 0 R >>"]
)
def test_what_does_not_open_is_a_finding(content: bytes) -> None:
    assert rules(content) == ["media.damaged"]


def test_a_lost_table_of_objects_is_found_again() -> None:
    content = report_pdf()
    assert read(content[: content.rindex(b"startxref")]).text == read(content).text


def test_every_cut_gives_a_record() -> None:
    content = report_pdf()
    for end in range(10, len(content), len(content) // 25):
        read(content[:end])


def test_pages_without_text_are_pictures() -> None:
    assert "media.picture" in rules(blank_pages(2))


def test_a_thousand_pages_take_seconds() -> None:
    content = blank_pages(1_000, "report 2023")
    start = time.monotonic()
    assert "media.cut" in rules(content)
    assert time.monotonic() - start < 10


def test_pages_that_lead_in_circles_end() -> None:
    loop = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 99 99]"
        b"/Resources<</XObject<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length 5>>stream\n/F Do\nendstream endobj\n"
        b"5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 5>>stream\n"
        b"/F Do\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    )
    start = time.monotonic()
    assert rules(loop)
    assert time.monotonic() - start < 5


def test_a_script_is_not_run() -> None:
    content = report_pdf().replace(b"/Type /Catalog", b"/OpenAction <</S/JavaScript/JS(while(1);)>> /Type /Catalog")
    assert read(content).text == read(report_pdf()).text


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_pages_read_as_they_are_looked_at(turned: int) -> None:
    """Wide tables are printed sideways on a page that says it is to be turned."""
    width, height = A4
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setPageRotation(turned)
    origin = {0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[turned]
    canvas.translate(*origin)
    canvas.rotate(turned)
    for row, texts in enumerate((("kind", "count"), ("online", "12"), ("letter", "3"))):
        for column, text in enumerate(texts):
            canvas.rect(100 + 150 * column, 300 - 20 * row, 150, 20)
            canvas.drawString(110 + 150 * column, 305 - 20 * row, text)
    canvas.save()
    assert read(out.getvalue()).text == "kind\tcount\nonline\t12\nletter\t3"


def test_a_header_repeated_on_the_next_page_is_left_out() -> None:
    report = read(two_pages(repeat_header=True))
    assert [line for line in report.text.split("\n") if line.startswith("项目")] == ["项目\t数量"]


def test_a_report_in_a_pdf_has_the_figures_of_its_page() -> None:
    page, _ = page_of(SEED)
    assert difference(read(html_of(page, SEED).encode()), read(report_pdf())) == {}


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("要求行政机关确认或重新出具", ""), ("已获取信息", "12")),
        (("要求行政机关确认或重新出具", "12"), ("已获取信息", "")),
        (("要求行政机关确认或重新出具已获取信息", ""), ("", "12")),
    ],
    ids=["number below", "number above", "label and number apart"],
)
def test_a_row_cut_by_the_page_s_end_is_one_row(above: tuple[str, str], below: tuple[str, str]) -> None:
    content = two_pages(above=[("规章", "1"), above], below=[below, ("其他", "3")])
    assert read(content).text == "项目\t数量\n规章\t1\n要求行政机关确认或重新出具已获取信息\t12\n其他\t3"


def test_two_rows_at_the_page_s_end_stay_two() -> None:
    content = two_pages(above=[("行政许可", "2")], below=[("行政处罚", "12")])
    assert read(content).text == "项目\t数量\n行政许可\t2\n行政处罚\t12"


def in_nameless_font(shown: bytes) -> bytes:
    """A page whose font /F says nothing of its characters, while /H is Helvetica."""
    face = b"/BaseFont/Nowhere"
    shown = b"BT 50 300 Td " + shown + b" ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 800 400]/Resources<</Font<</F 5 0 R/H 8 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type0" + face + b"/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2" + face + b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/Nowhere/Flags 4/FontBBox[0 0 1000 1000]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    numbered = b"".join(b"%d 0 obj%s endobj\n" % pair for pair in enumerate(objects, 1))
    return b"%PDF-1.4\n" + numbered + b"trailer<</Root 1 0 R>>\n"


def test_a_font_that_says_nothing_of_its_characters_is_a_finding() -> None:
    shown = b"/F 12 Tf <" + b"".join(b"%04x" % code for code in range(300, 340)) + b"> Tj"
    assert rules(in_nameless_font(shown)) == ["media.picture"]


@pytest.mark.parametrize("codes", [b"00340035", b"00130014", b"00310013"])
def test_the_place_of_a_character_in_its_font_is_never_read_as_a_character(codes: bytes) -> None:
    """Among words that are named, too few for a page to be a picture: 0x34 is no 4, and 0x13 is not nothing."""
    words = b"(Requests that were received and answered in the course of the year by all offices: ) Tj"
    text = read(in_nameless_font(b"/H 12 Tf " + words + b" /F 12 Tf <" + codes + b"> Tj /H 12 Tf ( items) Tj")).text
    assert "offices" in text
    assert text.count("\ufffd") == 2
    assert not any(character.isdigit() for character in text)
