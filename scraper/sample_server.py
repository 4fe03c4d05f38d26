"""Serves folders of saved pages as web sites on this machine, each on a port of its own, as portals would.

`portal.toml` in a folder says how; `fixtures/qinglan/portal.toml` explains its keys.
"""

from __future__ import annotations

import hashlib
import os
import threading
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field

LOOPBACK = "127.0.0.1"
SERVING_FILE = "portal.toml"
INDEX = "index.html"
OTHERWISE = "application/octet-stream"


class Serving(BaseModel):
    """`portal.toml`. content_type: header by suffix. soft_404: sent, with status 200, for a missing page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    content_type: dict[str, str] = Field(default_factory=lambda: {".html": "text/html"})
    soft_404: str | None = None


class Site(ThreadingHTTPServer):
    """One folder at one port. `base` is its address, without a closing slash."""

    daemon_threads = True
    # Windows would let two programs share the port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, folder: Path, serving: Serving, port: int = 0) -> None:
        self.folder = folder.resolve()
        self.serving = serving
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def base(self) -> str:
        return f"http://{LOOPBACK}:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in the middle is no news."""


@contextmanager
def serve(folders: Mapping[str, Path], ports: Sequence[int] = ()) -> Iterator[dict[str, str]]:
    """Serve each folder until the end of the `with`; yields its name → its address.

    ports: to be tried first, in the order of `folders`; where one is taken or missing, the system picks.
    """
    with ExitStack() as stack:
        bases = {}
        for position, (name, folder) in enumerate(folders.items()):
            site = _site(folder, ports[position] if position < len(ports) else 0)
            stack.callback(site.server_close)
            threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
            stack.callback(site.shutdown)
            bases[name] = site.base
        yield bases


def _site(folder: Path, port: int) -> Site:
    serving = read_serving(folder)
    try:
        return Site(folder, serving, port)
    except OSError:
        return Site(folder, serving)


def read_serving(folder: Path) -> Serving:
    try:
        return Serving.model_validate(tomllib.loads((folder / SERVING_FILE).read_text("utf-8")))
    except FileNotFoundError:
        return Serving()


class _Handler(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"
    server_version = "sample"
    sys_version = ""
    # Headers and body leave in one packet, and at once.
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 30

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self._file(path)
        if file is None:
            self._missing()
        elif file.name == INDEX and not path.endswith(("/", INDEX)):
            self._answer(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": f"{urlsplit(self.path).path}/"})
        else:
            self._send(file, HTTPStatus.OK)

    do_HEAD = do_GET  # noqa: N815 - named so by the base class

    def log_message(self, format: str, *args: Any) -> None:
        """The crawl says what it fetches."""

    def _file(self, path: str) -> Path | None:
        """The file for a path, inside the folder only; of a folder its index."""
        try:
            file = (self.server.folder / path.lstrip("/")).resolve()
        except (OSError, ValueError):
            return None
        if file.is_dir():
            file = file / INDEX
        inside = file.is_relative_to(self.server.folder) and file.name != SERVING_FILE
        return file if inside and file.is_file() else None

    def _missing(self) -> None:
        soft = self.server.serving.soft_404
        if soft is not None:
            self._send(self.server.folder / soft, HTTPStatus.OK)
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"<h1>404 Not Found</h1>", {"Content-Type": "text/html"})

    def _send(self, file: Path, status: HTTPStatus) -> None:
        content = file.read_bytes()
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        if self.headers.get("If-None-Match") == etag:
            self._answer(HTTPStatus.NOT_MODIFIED, b"", {"ETag": etag})
            return
        kind = self.server.serving.content_type.get(file.suffix.lower(), OTHERWISE)
        if file.name == "robots.txt":
            kind = "text/plain"
        self._answer(status, content, {"Content-Type": kind, "ETag": etag})

    def _answer(self, status: HTTPStatus, content: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
