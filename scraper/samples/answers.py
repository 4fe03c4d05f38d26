"""What the sample server can be asked, and what it can answer: pages, and everything that goes wrong with pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Hit:
    """A request as the server saw it. at: seconds of the server's own clock. path: with its query."""

    at: float
    path: str
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """delay: seconds before the first byte. reset: no answer, a TCP reset. cut: so many bytes of the body,
    then the connection closes. drip: seconds between single bytes. closing: no length, the body ends with the
    connection.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    reset: bool = False
    cut: int | None = None
    drip: float = 0.0
    closing: bool = False


# A page is an answer, or a function of how often it was asked for before.
Page = Answer | Callable[[int], Answer]


def html(markup: str, charset: str = "utf-8", *, declared: str | None = None) -> Answer:
    return Answer(markup.encode(charset), headers={"Content-Type": f"text/html; charset={declared or charset}"})


def redirect(location: str, status: int = 302, **headers: str) -> Answer:
    return Answer(b"moved", status, {"Location": location, **headers})


NOT_FOUND = Answer(b"<html><body>404</body></html>", 404, {"Content-Type": "text/html"})

CHALLENGE = html(
    "<html><head><script>document.cookie='__jsl_clearance=1700000000.1|-1|x';location.reload()</script></head></html>"
)
