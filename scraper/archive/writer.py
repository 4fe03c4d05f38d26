"""Writing the archive: one file a run (more when it grows large), each exchange whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import zlib
from base64 import b32encode
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Self

from fastwarc.warc import WarcRecord, WarcRecordType

from extractors.models import ArchiveRef
from scraper.archive.remarks import Remark
from scraper.fetch.exchange import Exchange, Fields, Kept
from scraper.output import guarded

ARCHIVE = "archive"
SUFFIX = ".warc.gz"
SOFTWARE = f"gongkai/{metadata.version('gongkai')}"

# Bytes of one file, about: what web archives have agreed on as easy to copy and to keep.
LARGEST = 1_000_000_000

# Of zlib. Measured on a page of 103 KB: 0.10 ms and 6.5 KB; level 6 takes 0.28 ms for 5.6 KB. Python's own zlib: the
# compressing stream of FastWARC takes twice as long.
LEVEL = 3
GZIP = 31  # window bits for gzip with its header

# WARC 1.1, 6.7: the page is what an earlier record holds, byte for byte.
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

# Bodies are kept as the client hands them on, without this coding. Named so by Common Crawl.
UNCHUNKED = {b"transfer-encoding": b"X-Crawl-Transfer-Encoding"}

PROTOCOLS = {"HTTP/2": "h2", "HTTP/1.1": "http/1.1", "HTTP/1.0": "http/1.0"}


class ArchiveWriter:
    """Adds records to the archive in `folder`. The first file is made with the first record.

    started: goes into the files' names, as does label: which of several that write side by side this is.
    All methods raise OutputError when the disk refuses.
    """

    def __init__(self, folder: Path, started: datetime, largest: int = LARGEST, label: str = "") -> None:
        self._folder = folder
        self._stamp = f"{started.astimezone(UTC):%Y%m%dT%H%M%SZ}{label and f'-{label}'}"
        self._largest = largest
        self._descriptor: int | None = None
        self._path = folder
        self._size = 0
        self._serial = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the last file safe on the disk."""
        if self._descriptor is not None:
            with guarded(self._path):
                os.fsync(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = None

    def add(self, exchange: Exchange, body_digest: str, earlier: tuple[str, Kept] | None = None) -> Kept:
        """A response and its request. body_digest: as `digest` makes it.

        earlier: address and place of a response with the same body, which is then not kept again (`revisit`); what is
        returned is the place of the body.
        """
        answer = _record(WarcRecordType.response, exchange.url, exchange.at)
        identity = answer.record_id
        assert identity is not None  # noqa: S101 - `init_headers` makes one
        answer.headers["Content-Type"] = "application/http; msgtype=response"
        answer.headers["WARC-Payload-Digest"] = body_digest
        answer.headers["WARC-Protocol"] = PROTOCOLS.get(exchange.protocol, exchange.protocol.lower())
        if exchange.ip:
            answer.headers["WARC-IP-Address"] = exchange.ip
        if exchange.truncated:
            answer.headers["WARC-Truncated"] = exchange.truncated
        body = exchange.body
        if earlier is not None:
            url, kept = earlier
            answer.headers["WARC-Type"] = "revisit"
            answer.headers["WARC-Profile"] = IDENTICAL
            answer.headers["WARC-Refers-To"] = f"<{kept.record}>"
            answer.headers["WARC-Refers-To-Target-URI"] = url
            answer.headers["WARC-Refers-To-Date"] = _date(kept.at)
            body = b""
        answer.set_bytes_content(_message(f"HTTP/1.1 {exchange.status} {exchange.reason}", exchange.fields, body))

        request = _record(WarcRecordType.request, exchange.url, exchange.at)
        request.headers["Content-Type"] = "application/http; msgtype=request"
        request.headers["WARC-Concurrent-To"] = identity
        request.set_bytes_content(
            _message(f"{exchange.method} {exchange.target} HTTP/1.1", exchange.request_fields, exchange.request_body)
        )
        ref = self._append(_member(answer) + _member(request))
        return kept if earlier is not None else Kept(ref, identity.strip("<>"), exchange.at)

    def remark(self, remark: Remark, url: str, at: datetime) -> None:
        """A note of ours about the page at `url`."""
        record = _record(WarcRecordType.metadata, url, at)
        record.headers["Content-Type"] = "application/json"
        record.set_bytes_content(remark.model_dump_json(exclude_none=True).encode())
        self._append(_member(record, checksum=True))

    def _append(self, members: bytes) -> ArchiveRef:
        if self._descriptor is None or self._size >= self._largest:
            self._begin_file()
        assert self._descriptor is not None  # noqa: S101
        ref = ArchiveRef(file=self._path.name, offset=self._size)
        self._write(self._descriptor, members)
        return ref

    def _write(self, descriptor: int, members: bytes) -> None:
        """In one write, so that whoever kills us leaves whole records; what does not fit is taken back."""
        with guarded(self._path):
            if os.write(descriptor, members) < len(members):
                os.ftruncate(descriptor, self._size)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._size += len(members)

    def _begin_file(self) -> None:
        self.close()
        with guarded(self._folder):
            self._folder.mkdir(exist_ok=True)
            while self._descriptor is None:
                self._path = self._folder / f"gongkai-{self._stamp}-{self._serial:05}{SUFFIX}"
                self._serial += 1
                try:
                    self._descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
                except FileExistsError:
                    continue
        self._size = 0
        info = WarcRecord()
        info.init_headers(WarcRecordType.warcinfo)
        info.headers["WARC-Filename"] = self._path.name
        info.headers["Content-Type"] = "application/warc-fields"
        info.set_bytes_content(
            f"software: {SOFTWARE}\r\nformat: WARC File Format 1.1\r\n"
            "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n".encode()
        )
        self._write(self._descriptor, _member(info, checksum=True))


def digest(body: bytes) -> str:
    """As WARC writes it. SHA-1 tells equal bodies apart from others; nothing here guards against forgery."""
    return "sha1:" + b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode("ascii")


def _record(kind: WarcRecordType, url: str, at: datetime) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind)
    record.headers["WARC-Target-URI"] = url
    record.headers["WARC-Date"] = _date(at)
    return record


def _date(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _message(first: str, fields: Fields, body: bytes) -> bytes:
    lines = [first.encode("latin-1", "replace")]
    lines += [UNCHUNKED.get(name.lower(), name) + b": " + value for name, value in fields]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def _member(record: WarcRecord, *, checksum: bool = False) -> bytes:
    """checksum: with a digest of the whole block, where there is none of the body."""
    buffer = io.BytesIO()
    record.write(buffer, checksum_data=checksum)
    gzip = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    return gzip.compress(buffer.getbuffer()) + gzip.flush()
