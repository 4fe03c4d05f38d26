"""Reading the archive: a record by its place, all records in order, and what a killed run left at the end."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from extractors.models import ArchiveRef
from scraper.errors import OutputError
from scraper.fetch.exchange import Fields, Kept, Recalled
from scraper.output import guarded

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One record. offset: where its gzip member begins. block: its whole content."""

    kind: WarcRecordType
    offset: int
    headers: dict[str, str]
    block: bytes

    @property
    def url(self) -> str:
        return self.headers.get("WARC-Target-URI", "").strip("<>")

    @property
    def at(self) -> datetime:
        return parse_date(self.headers.get("WARC-Date", ""))

    @property
    def record(self) -> str:
        return self.headers.get("WARC-Record-ID", "").strip("<>")


def entries(path: Path, kinds: WarcRecordType = WarcRecordType.any_type) -> Iterator[Entry]:
    """The records of a file, in order. One that is cut off at the end, by a crash, is left out.

    Raises OutputError where the file is damaged before its end, after all records before that place.
    """
    with guarded(path), path.open("rb") as file:
        try:
            for record in ArchiveIterator(file, record_types=kinds, parse_http=False):
                entry = _entry(record)
                if entry is None:
                    return
                yield entry
        except OSError as error:
            if error.errno is not None:
                raise
            raise OutputError(f"{path}: is damaged ({error}); what comes after that place cannot be read.") from None


def load(folder: Path, ref: ArchiveRef) -> Recalled | None:
    """The response at a place of the archive in `folder`; None when it is not there (any more)."""
    try:
        with (folder / Path(ref.file).name).open("rb") as file:
            return load_from(file, ref)
    except OSError:
        return None


def load_from(file: BinaryIO, ref: ArchiveRef) -> Recalled | None:
    """The response at a place of an open archive. Raises OSError where it cannot be read."""
    file.seek(ref.offset)
    record = next(iter(ArchiveIterator(file, parse_http=False)), None)
    entry = _entry(record) if record is not None else None
    return recalled(entry, Path(ref.file).name, ref.offset) if entry is not None else None


def recalled(entry: Entry, file: str, offset: int) -> Recalled | None:
    """The HTTP answer in a response record; None in any other."""
    if entry.kind is not WarcRecordType.response or not entry.block.startswith(b"HTTP/"):
        return None
    head, _, body = entry.block.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    status = first.split(b" ", 2)[1] if b" " in first else b""
    if not status.isdigit():
        return None
    kept = Kept(ArchiveRef(file=file, offset=offset), entry.record, entry.at)
    return Recalled(kept, int(status), _fields(lines), body)


def mend(folder: Path) -> list[str]:
    """Cut off what a crash left of a record at the end of the newest file. Returns the names of files mended."""
    newest = max(folder.glob("*.warc.gz"), default=None)
    if newest is None:
        return []
    with guarded(newest):
        end = _end_of_whole(newest)
        if end == newest.stat().st_size:
            return []
        os.truncate(newest, end)
    return [newest.name]


def parse_date(text: str) -> datetime:
    """A WARC-Date, with or without fractions of a second."""
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def _entry(record: WarcRecord) -> Entry | None:
    """None for a record that ends before its announced length."""
    offset = record.stream_pos
    length = record.content_length
    block = record.reader.read()
    if len(block) != length:
        return None
    return Entry(record.record_type, offset, record.headers.to_dict(), block)


def _fields(lines: list[bytes]) -> Fields:
    """Header lines as fields, with continued ones joined. Transfer coding is off already."""
    fields: list[tuple[bytes, bytes]] = []
    for line in lines:
        if line[:1] in {b" ", b"\t"} and fields:
            name, value = fields[-1]
            fields[-1] = (name, value + b" " + line.strip())
        else:
            name, colon, value = line.partition(b":")
            if colon and name.strip().lower() != b"transfer-encoding":
                fields.append((name.strip(), value.strip()))
    return tuple(fields)


def _end_of_whole(path: Path) -> int:
    """Where the last whole gzip member of the file ends."""
    end = 0
    with path.open("rb") as file:
        while (length := _member_length(file, end)) is not None:
            end += length
    return end


def _member_length(file: BinaryIO, start: int) -> int | None:
    """Bytes of the gzip member at `start`; None when there is no whole one."""
    file.seek(start)
    unpack = zlib.decompressobj(wbits=31)
    length = 0
    while not unpack.eof:
        chunk = file.read(CHUNK if length else 1 << 14)
        if not chunk:
            return None
        try:
            unpack.decompress(chunk)
        except zlib.error:
            return None
        length += len(chunk)
    return length - len(unpack.unused_data)
