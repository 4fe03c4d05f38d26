"""The archive as others see it: valid WARC, every page in it, readable whatever happened to its end."""

from __future__ import annotations

import gzip
import io
import random
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from nights import REPORT, title
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.archive import ArchiveWriter, load, mend
from scraper.archive.reader import entries
from scraper.archive.remarks import ReadAs, parse_remark
from scraper.archive.replay import replay
from scraper.archive.writer import digest
from scraper.cli import main
from scraper.errors import OutputError
from scraper.fetch.exchange import Exchange, Kept, decoded
from scraper.state import State

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def exchange(url: str, body: bytes, *, status: int = 200, chunked: bool = False) -> Exchange:
    coding = ((b"Transfer-Encoding", b"chunked"),) if chunked else ()
    return Exchange(
        url=url,
        at=AT,
        method="GET",
        target="/",
        request_fields=((b"Host", b"h.cn"), (b"User-Agent", b"gongkai")),
        request_body=b"",
        status=status,
        reason="OK",
        protocol="HTTP/1.1",
        fields=((b"Content-Type", b"text/html"), *coding),
        body=body,
        ip="192.0.2.1",
    )


def written(folder: Path, *bodies: bytes, largest: int = 10**9) -> list[Kept]:
    with ArchiveWriter(folder, AT, largest) as writer:
        return [writer.add(exchange(f"http://h.cn/{number}", body), digest(body)) for number, body in enumerate(bodies)]


def check(path: Path) -> bool:
    """By another program, digests and all."""
    arguments = type("Arguments", (), {"inputs": [str(path)], "verbose": False})()
    return int(Checker(arguments).process_all()) == 0


def test_another_program_finds_every_page_and_every_digest_right(tmp_path: Path) -> None:
    bodies = [random.Random(number).randbytes(number * 1000) for number in range(1, 6)]
    with ArchiveWriter(tmp_path, AT) as writer:
        for number, body in enumerate(bodies):
            kept = writer.add(exchange(f"http://h.cn/{number}", body, chunked=True), digest(body))
            writer.add(exchange(f"http://h.cn/{number}", body), digest(body), (f"http://h.cn/{number}", kept))
            writer.remark(ReadAs(url="http://h.cn/", portal="h", page=kept.ref), "http://h.cn/", AT)
    (file,) = tmp_path.iterdir()
    assert check(file)
    found, kinds = {}, []
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream):
            kinds.append(record.rec_type)
            if record.rec_type == "response":
                found[record.rec_headers["WARC-Target-URI"]] = record.content_stream().read()
            if record.rec_type == "revisit":
                assert record.rec_headers["WARC-Refers-To-Target-URI"] in found
                assert record.rec_headers["WARC-Payload-Digest"] == digest(
                    found[record.rec_headers["WARC-Refers-To-Target-URI"]]
                )
    assert list(found.values()) == bodies
    assert kinds == ["warcinfo"] + ["response", "request", "revisit", "request", "metadata"] * 5


def test_a_place_leads_back_to_the_page(tmp_path: Path) -> None:
    bodies = [b"one" * 100, b"", b"three" * 5000]
    for kept, body in zip(written(tmp_path, *bodies), bodies, strict=True):
        found = load(tmp_path, kept.ref)
        assert found is not None
        assert (found.body, found.status, found.kept) == (body, 200, kept)


def test_places_that_lead_nowhere(tmp_path: Path) -> None:
    (kept,) = written(tmp_path, b"page")
    assert load(tmp_path, kept.ref.model_copy(update={"file": "other.warc.gz"})) is None
    assert load(tmp_path, kept.ref.model_copy(update={"offset": 0})) is None  # no response
    assert load(tmp_path, kept.ref.model_copy(update={"offset": kept.ref.offset + 3})) is None
    assert load(tmp_path, kept.ref.model_copy(update={"offset": 10**9})) is None


def test_a_large_archive_is_several_files(tmp_path: Path) -> None:
    kept = written(tmp_path, *(random.Random(number).randbytes(3000) for number in range(5)), largest=5000)
    assert len({one.ref.file for one in kept}) == len(list(tmp_path.iterdir())) > 1
    assert all(check(file) for file in tmp_path.iterdir())


def test_the_same_second_twice_overwrites_nothing(tmp_path: Path) -> None:
    first, second = written(tmp_path, b"a"), written(tmp_path, b"b")
    assert first[0].ref.file != second[0].ref.file


@pytest.mark.parametrize("cut", [1, 7, 60, 200, 900])
def test_a_torn_end_costs_no_whole_record(tmp_path: Path, cut: int) -> None:
    written(tmp_path, *(random.Random(number).randbytes(500) for number in range(4)))
    (file,) = tmp_path.iterdir()
    whole = [entry.offset for entry in entries(file)]
    file.write_bytes(file.read_bytes()[:-cut])
    left = [entry.offset for entry in entries(file)]
    assert left == whole[: len(left)]
    assert len(left) >= len(whole) - 3
    assert mend(tmp_path) == [file.name]
    assert mend(tmp_path) == []
    assert check(file)
    # Of a record whose checksum alone is torn the content can be read; what is mended holds whole ones only.
    assert [entry.offset for entry in entries(file)] in (left, left[:-1])


def test_what_is_damaged_inside_is_said_after_what_is_whole(tmp_path: Path) -> None:
    written(tmp_path, *(random.Random(number).randbytes(500) for number in range(4)))
    (file,) = tmp_path.iterdir()
    whole = [entry.offset for entry in entries(file)]
    middle = whole[4]
    content = bytearray(file.read_bytes())
    content[middle + 40 : middle + 80] = bytes(40)
    file.write_bytes(content)
    found = entries(file)
    assert [entry.offset for entry in islice(found, 4)] == whole[:4]
    with pytest.raises(OutputError, match="damaged"):
        list(found)


def test_content_coding_stays_on(tmp_path: Path) -> None:
    body = gzip.compress("年报".encode())
    assert decoded(((b"content-encoding", b"gzip"),), body).decode() == "年报"


def test_notes_of_others_are_none_of_ours() -> None:
    assert parse_remark(b"fetchTimeMs: 12\r\n") is None
    assert parse_remark(b'{"kind": "other"}') is None


def foreign(path: Path, pages: dict[str, bytes]) -> None:
    """An archive as other crawlers write it, with what is no page of a report, too."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for url, body in pages.items():
            for status, kind in (("200 OK", "text/html"), ("404 Not Found", "text/html"), ("200 OK", "image/png")):
                head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
                suffix = "" if kind == "text/html" and status.startswith("200") else f"?{status[:3]}{kind[0]}"
                writer.write_record(
                    writer.create_warc_record(url + suffix, "response", payload=io.BytesIO(body), http_headers=head)
                )


def test_an_archive_of_another_crawler(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = REPORT.format(title=title("甲局", 2020), year=2020, count=87).encode()
    foreign(
        tmp_path / "other.warc.gz", {"http://h.cn/a.html": report, "http://h.cn/": b"<html><p>no report</p></html>"}
    )
    with State.open(tmp_path / "state.sqlite") as state:
        told = replay([tmp_path / "other.warc.gz"], state)
        assert (told.reports, told.none, told.damaged) == (1, 1, [])
    assert main(["extract", str(tmp_path / "other.warc.gz")]) == 0
    told_out, said = capsys.readouterr()
    assert '"url":"http://h.cn/a.html"' in told_out
    assert '"archive":{"file":"other.warc.gz","offset":' in told_out
    assert "1 records, 0 failed, 1 skipped" in said


def test_a_file_that_is_no_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"\x1f\x8bnonsense" * 10)
    (tmp_path / "b.warc").write_bytes(b"")
    assert main(["extract", str(tmp_path)]) == 3
    assert capsys.readouterr().out == ""
