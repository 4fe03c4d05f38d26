"""Writing the archive: one file a run (more when it grows large), each exchange whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import zlib
from base64 import b32encode
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Literal, Self
from uuid import uuid4

from extractors.models import ArchiveRef
from scraper.archive.remarks import Remark
from scraper.fetch.exchange import Exchange, Fields, Kept
from scraper.output import guarded

ARCHIVE = "archive"
SUFFIX = ".warc.gz"
SOFTWARE = f"gongkai/{metadata.version('gongkai')}"

# Bytes of one file, about: what web archives have agreed on as easy to copy and to keep.
LARGEST = 1_000_000_000

# Of zlib. Measured on a page of 103 KB: 0.10 ms and 6.5 KB; level 6 takes 0.28 ms for 5.6 KB.
LEVEL = 3
GZIP = 31  # window bits for gzip with its header

# WARC 1.1, 6.7: the page is what an earlier record holds, byte for byte.
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

# Bodies are kept as the client hands them on, without this coding. Named so by Common Crawl.
UNCHUNKED = {b"transfer-encoding": b"X-Crawl-Transfer-Encoding"}

Kind = Literal["warcinfo", "response", "revisit", "request", "metadata"]

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
        identity = _identity()
        fields = {
            "WARC-Target-URI": exchange.url,
            "Content-Type": "application/http; msgtype=response",
            "WARC-Payload-Digest": body_digest,
            "WARC-Protocol": PROTOCOLS.get(exchange.protocol, exchange.protocol.lower()),
        }
        if exchange.ip:
            fields["WARC-IP-Address"] = exchange.ip
        if exchange.truncated:
            fields["WARC-Truncated"] = exchange.truncated
        body = exchange.body
        if earlier is not None:
            url, kept = earlier
            fields["WARC-Profile"] = IDENTICAL
            fields["WARC-Refers-To"] = f"<{kept.record}>"
            fields["WARC-Refers-To-Target-URI"] = url
            fields["WARC-Refers-To-Date"] = _date(kept.at)
            body = b""
        head = _head(f"HTTP/1.1 {exchange.status} {exchange.reason}", exchange.fields)
        answer = _member("response" if earlier is None else "revisit", identity, exchange.at, fields, head, body)
        fields = {
            "WARC-Target-URI": exchange.url,
            "Content-Type": "application/http; msgtype=request",
            "WARC-Concurrent-To": f"<{identity}>",
        }
        head = _head(f"{exchange.method} {exchange.target} HTTP/1.1", exchange.request_fields)
        request = _member("request", _identity(), exchange.at, fields, head, exchange.request_body)
        ref = self._append(answer + request)
        return kept if earlier is not None else Kept(ref, identity, exchange.at)

    def remark(self, remark: Remark, url: str, at: datetime) -> None:
        """A note of ours about the page at `url`."""
        block = remark.model_dump_json(exclude_none=True).encode()
        fields = {"WARC-Target-URI": url, "Content-Type": "application/json", "WARC-Block-Digest": digest(block)}
        self._append(_member("metadata", _identity(), at, fields, block))

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
        block = (
            f"software: {SOFTWARE}\r\nformat: WARC File Format 1.1\r\n"
            "conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
        ).encode()
        fields = {
            "WARC-Filename": self._path.name,
            "Content-Type": "application/warc-fields",
            "WARC-Block-Digest": digest(block),
        }
        self._write(self._descriptor, _member("warcinfo", _identity(), datetime.now(UTC), fields, block))


def digest(body: bytes) -> str:
    """As WARC writes it. SHA-1 tells equal bodies apart from others; nothing here guards against forgery."""
    return "sha1:" + b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode("ascii")


def _identity() -> str:
    return f"urn:uuid:{uuid4()}"


def _date(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _head(first: str, fields: Fields) -> bytes:
    """Of a message of HTTP, with the empty line at its end."""
    lines = [first.encode("latin-1", "replace")]
    lines += [UNCHUNKED.get(name.lower(), name) + b": " + value for name, value in fields]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _member(kind: Kind, identity: str, at: datetime, fields: Mapping[str, str], *block: bytes) -> bytes:
    """A record, compressed by itself. Its block goes in as it is: a page is larger than all else that is done to it."""
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Date: {_date(at)}",
        f"WARC-Record-ID: <{identity}>",
        f"Content-Length: {sum(map(len, block))}",
        *(f"{name}: {value}" for name, value in fields.items()),
    ]
    gzip = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    head = ("\r\n".join(lines) + "\r\n\r\n").encode()
    return b"".join([*(gzip.compress(part) for part in (head, *block, b"\r\n\r\n")), gzip.flush()])
