"""Files made to exhaust time or memory, or to write elsewhere: bounded, and a finding that names what it is."""

from __future__ import annotations

import resource
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from extractors import Report
from tests.files.docx_writer import docx_of
from tests.files.page_of import page_of, read

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(20))
    + "]><w:document "
    + WORD
    + "><w:body><w:p><w:r><w:t>&t;</w:t></w:r></w:p></w:body></w:document>"
)
MEGABYTES = 1024 * 1024


def zipped_as(members: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def bounded(content: bytes) -> Report:
    """Read within five seconds and with no more than 400 MB beyond what was in use."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.monotonic()
    report = read(content)
    assert time.monotonic() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400 * 1024
    return report


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings if finding.rule.startswith("media.")]


def workbook(sheet: str) -> bytes:
    return zipped_as(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook {SHEET}><sheets><sheet name="a" sheetId="1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def word_with(body: str) -> bytes:
    return zipped_as({"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>"})


def far_cells() -> bytes:
    cells = '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c>'
    return workbook(f'<worksheet {SHEET}><sheetData><row r="1">{cells}</row></sheetData></worksheet>')


def nested(depth: int) -> bytes:
    content = docx_of(page_of(40)[0])
    for _ in range(depth):
        content = zipped_as({"inner.zip": content})
    return content


def overlapping() -> bytes:
    """A member whose header says it is small, and that unpacks to 300 MB."""
    content = bytearray(zipped_as({"word/document.xml": b" " * (300 * MEGABYTES)}))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.index(mark) + place
        content[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(content)


CASES = {
    "zip bomb": lambda: zipped_as({"word/document.xml": b" " * (300 * MEGABYTES)}),
    "zip bomb in many members": lambda: zipped_as({f"{n}.txt": b"a" * (20 * MEGABYTES) for n in range(20)}),
    "xml bomb": lambda: zipped_as({"word/document.xml": BOMB}),
    "external entity": lambda: zipped_as(
        {"word/document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}
    ),
    "deep xml": lambda: word_with("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000),
    "cells far apart": far_cells,
    "archives in archives": lambda: nested(6),
    "ofd bomb": lambda: zipped_as({"OFD.xml": BOMB}),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_bombs_are_named(case) -> None:  # type: ignore[no-untyped-def]
    report = bounded(case())
    assert rules(report) == ["media.bomb"]
    assert not report.figures


def test_a_member_that_lies_about_its_size_is_a_finding() -> None:
    assert rules(bounded(overlapping())) in (["media.bomb"], ["media.damaged"])


def test_names_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    report = docx_of(page_of(40)[0])
    content = zipped_as({"../../../../tmp/evil.docx": b"x", "/abs.docx": b"x", "a/report.docx": report})
    answer = bounded(content)
    assert answer.text == read(report).text
    assert list(tmp_path.iterdir()) == []


def test_wide_spans_are_cut() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>'
    bounded(word_with(f"<w:tbl>{f'<w:tr>{cell}{cell}</w:tr>' * 200}</w:tbl>"))


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 5000, b"\xd0\xcf\x11\xe0" + b"\x00" * 5000])
def test_broken_files_are_findings(content: bytes) -> None:
    assert rules(bounded(content))


@pytest.mark.parametrize("seed", range(3))
def test_damaged_members_are_findings(seed: int) -> None:
    content = bytearray(docx_of(page_of(40)[0]))
    for place in range(100 + seed, len(content), 97):
        content[place] ^= 0x55
    bounded(bytes(content))


def test_a_locked_archive_is_a_finding() -> None:
    content = bytearray(zipped_as({"a.txt": "总体情况"}))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(mark) + place] |= 1
    assert rules(bounded(bytes(content))) == ["media.locked"]


def test_the_fullest_of_an_archive_is_read_and_the_others_named() -> None:
    report = docx_of(page_of(40)[0])
    answer = read(zipped_as({"说明.txt": "见附件。", "年报.docx": report, "年报/b.html": "<p>无</p>"}))
    assert answer.text == read(report).text
    (named,) = [finding for finding in answer.findings if finding.rule == "media.archive"]
    assert "年报.docx" in named.message and "说明.txt" in named.message
