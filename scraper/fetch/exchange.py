"""One request with its answer, as it went over the wire; and what a fetcher may be told to remember of them."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

import httpx

from extractors.models import ArchiveRef

# Names and values as they stood in the message: doubles and odd bytes kept.
Fields = tuple[tuple[bytes, bytes], ...]

# Why a body is not whole: more than may be read, longer than may be waited, or broken off by the host.
Truncated = Literal["length", "time", "disconnect", "unspecified"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """at: when it began, UTC, whole seconds. target: path and query as sent.
    body: as received, content coding (gzip …) still on, transfer coding (chunked) off.
    """

    url: str
    at: datetime
    method: str
    target: str
    request_fields: Fields
    request_body: bytes
    status: int
    reason: str
    protocol: str
    fields: Fields
    body: bytes
    ip: str | None = None
    truncated: Truncated | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a body lies in the archive. record: the record's id. at: when it was fetched."""

    ref: ArchiveRef
    record: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Recalled:
    """An answer out of the archive. body: as in `Exchange`."""

    kept: Kept
    status: int
    fields: Fields
    body: bytes


class Memory(Protocol):
    """What a fetcher remembers beyond one run."""

    def validators(self, url: str) -> Mapping[str, str]:
        """Header fields that make a request for `url` conditional; none where its body could not be recalled."""

    def keep(self, exchange: Exchange) -> Kept | None:
        """Take an exchange into the archive; None where there is none. Not called for 304."""

    def recall(self, key: str, *, younger_than: float | None = None) -> Recalled | None:
        """The last answer with a body for a page, see `key_of`.

        younger_than: only if it was checked so many seconds ago at most
        """

    def unchanged(self, url: str) -> None:
        """The host says that what is kept for `url` is what it still holds."""

    def hold(self, host: str, seconds: float) -> None:
        """The host asks to be left alone for so long."""

    def held(self, host: str) -> str | None:
        """Until when a host asked to be left alone, if that is not over."""


class Forgetful:
    """The memory of a fetcher that keeps nothing."""

    def validators(self, url: str) -> Mapping[str, str]:
        return {}

    def keep(self, exchange: Exchange) -> Kept | None:
        return None

    def recall(self, key: str, *, younger_than: float | None = None) -> Recalled | None:
        return None

    def unchanged(self, url: str) -> None:
        """Nothing is kept that could be."""

    def hold(self, host: str, seconds: float) -> None:
        """Forgotten with the run."""

    def held(self, host: str) -> str | None:
        return None


class Tee(httpx.AsyncByteStream):
    """A response's stream that keeps what it passes on: the body before httpx decompresses it."""

    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream
        self._parts: list[bytes] = []

    @property
    def body(self) -> bytes:
        return b"".join(self._parts)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            self._parts.append(part)
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


def key_of(method: str, url: str, body: bytes) -> str:
    """What a page is remembered by: its address; of pages that one address gives to different forms, the form too."""
    return url if method == "GET" else f"{url}#{method}:{hashlib.sha256(body).hexdigest()[:16]}"


def decoded(fields: Fields, body: bytes) -> bytes:
    """A body without its content coding. Raises httpx.DecodingError."""
    return httpx.Response(200, headers=list(fields), content=body).content
