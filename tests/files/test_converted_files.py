"""DOC, WPS, 7z and RAR: read through another program where there is one, named where there is none, bounded always."""

from __future__ import annotations

import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

import scraper.convert as convert_module
from extractors import PageHints, Report, extract_report
from scraper.convert import Conversions
from scraper.local import Source, read_source
from tests.files.docx_writer import docx_of
from tests.files.page_of import URL, difference, page_of, read
from tests.files.producers import SOFFICE, converted_by_libreoffice

SEED = 40
BSDTAR = shutil.which("bsdtar")
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice")
needs_bsdtar = pytest.mark.skipif(BSDTAR is None, reason="no bsdtar")
# The beginning of an OLE file with the stream that makes it a text of Word.
DOC = b"\xd0\xcf\x11\xe0" + b"\x00" * 1000 + "WordDocument".encode("utf-16-le") + b"\x00" * 1000


def converted(content: bytes) -> Report:
    return extract_report(content, url=URL, hints=PageHints(convert=Conversions()))


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings if finding.rule.startswith("media.")]


def packed(folder: Path, members: dict[str, bytes]) -> bytes:
    assert BSDTAR is not None
    for name, content in members.items():
        (folder / name).write_bytes(content)
    command = [BSDTAR, "--format", "7zip", "-cf", str(folder / "packed.7z"), "-C", str(folder), *members]
    subprocess.run(command, check=True, timeout=60)
    return (folder / "packed.7z").read_bytes()


def block(kind: int, flags: int, fields: bytes) -> bytes:
    """A block of the RAR 4 format: its checksum, kind, flags and length, then its fields."""
    head = bytes((kind,)) + flags.to_bytes(2, "little") + (7 + len(fields)).to_bytes(2, "little") + fields
    return (zlib.crc32(head) & 0xFFFF).to_bytes(2, "little") + head


def rar(name: str, content: bytes) -> bytes:
    """A RAR archive with one member, stored as it is."""

    def number(value: int) -> bytes:
        return value.to_bytes(4, "little")

    encoded = name.encode()
    fields = number(len(content)) * 2 + b"\x03" + number(zlib.crc32(content)) + number(0x58210000)
    fields += b"\x14\x30" + len(encoded).to_bytes(2, "little") + number(0o100644) + encoded
    member = block(0x74, 0x8000, fields) + content
    return b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6)) + member + block(0x7B, 0x4000, b"")


@needs_soffice
def test_word_files_of_before_2007_and_of_wps(tmp_path: Path) -> None:
    """WPS writes the same kind of file under another name."""
    content = docx_of(page_of(SEED)[0])
    doc = converted_by_libreoffice({"report.docx": content}, "doc", tmp_path)["report"]
    answer = converted(doc)
    assert difference(read(content), answer) == {}
    assert rules(answer) == ["media.converted"]
    assert answer.source.media_type == "application/msword"
    (tmp_path / "report.wps").write_bytes(doc)
    reading = read_source(Source("report.wps", tmp_path / "report.wps"), figures=False)
    assert reading.failure is None
    assert Report.model_validate_json(reading.lines or b"").text == answer.text


@needs_soffice
def test_a_damaged_one_is_named_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert set(rules(converted(DOC))) <= {"media.damaged", "media.converted"}
    assert list(tmp_path.iterdir()) == []


@needs_bsdtar
def test_archives(tmp_path: Path) -> None:
    report = docx_of(page_of(SEED)[0])
    for content in (packed(tmp_path, {"2023年报.docx": report, "b.txt": b"x"}), rar("a.docx", report)):
        answer = converted(content)
        assert answer.text == read(report).text
        assert "media.converted" in rules(answer)


@needs_bsdtar
def test_names_that_lead_out_of_an_archive_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    for name in ("../../up.txt", "../up.txt", str(tmp_path / "up.txt")):
        converted(rar(name, b"x" * 50))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@needs_bsdtar
def test_a_bomb_in_an_archive_is_named(tmp_path: Path) -> None:
    assert rules(converted(packed(tmp_path, {"a.txt": b"a" * 70_000_000}))) == ["media.bomb"]


@needs_bsdtar
@pytest.mark.parametrize("content", [b"7z\xbc\xaf\x27\x1c" + bytes(500), b"Rar!\x1a\x07\x00" + bytes(500)])
def test_damaged_archives_are_named(content: bytes) -> None:
    assert rules(converted(content)) == ["media.damaged"]


@pytest.mark.parametrize("content", [DOC, b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x00"], ids=["doc", "7z", "rar"])
def test_without_a_program_they_are_named(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    (finding,) = converted(content).findings
    assert finding.rule == "media.unsupported"
    assert "LibreOffice" in finding.message or "bsdtar" in finding.message
    assert [one.rule for one in read(content).findings] == ["media.unsupported"]


def script(folder: Path, body: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "mark"
    script(tmp_path, f"(sleep 1; touch {mark}) & sleep 60")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(convert_module, "LONGEST", 0.3)
    assert rules(converted(DOC)) == ["media.damaged"]
    subprocess.run(["sleep", "1.2"], check=True)
    assert not mark.exists()


def test_a_program_that_fills_the_disk_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path, 'dd if=/dev/zero of="$8/../full" bs=1M count=40; exit 0')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(convert_module, "LARGEST_OUTPUT", 1024)
    assert rules(converted(DOC)) == ["media.damaged"]


def test_only_so_many_files_of_a_page_are_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(convert_module, "MOST_FILES", 1)
    convert = Conversions()
    hints = PageHints(convert=convert)
    first, second = (extract_report(DOC, url=URL, hints=hints).findings[0].message for _ in range(2))
    assert "does not read it" in first
    assert "more than 1 files" in second
