"""How a folder of saved pages is served: its `portal.toml`, and the answer to a request by it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field

from scraper.samples.answers import CHALLENGE, NOT_FOUND, Answer, Hit, redirect

SERVING_FILE = "portal.toml"
INDEXES = ("index.html", "index.htm", "index.shtml")
OTHERWISE = "application/octet-stream"
CONTENT_TYPES = {
    **dict.fromkeys((".html", ".htm", ".shtml"), "text/html"),
    ".json": "application/json; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".txt": "text/plain",
}

# What a field may hold to become part of a file's name.
FIELD = re.compile(r"[\w-]{1,80}")


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Route(_Shape):
    """A page that is no file of its own name: `/year_details.aspx?dept=206&id=4571`.

    path: without the query. fields: what query and form must hold. file: in the folder; {id} stands for a field's
    value. type: of the answer, instead of what the file's name says.
    """

    path: str
    fields: dict[str, str] = Field(default_factory=dict)
    file: str
    type: str | None = None


class Trouble(_Shape):
    """Misbehaviour of one page.

    path: with its query. after, times: how often it is asked for in peace before, and how often it then goes wrong
    slow          answers after `seconds`
    drip          sends its bytes one by one, `seconds` between two
    reset         breaks the connection without an answer
    busy          429, to be left alone for `seconds`
    broken        500
    truncated     ends before its announced length
    mislabelled   says `charset` in its header, whatever it holds
    loop          redirects to itself
    huge          `bytes` of a page
    challenge     a script that sets a cookie, in place of the page
    changed       `old` in it has become `new`
    """

    path: str
    kind: Literal[
        "slow",
        "drip",
        "reset",
        "busy",
        "broken",
        "truncated",
        "mislabelled",
        "loop",
        "huge",
        "challenge",
        "changed",
    ]
    after: int = 0
    times: int | None = None
    seconds: float = 1.0
    charset: str = "iso-8859-1"
    bytes: int = 50_000_000
    old: str = ""
    new: str = ""


class Serving(_Shape):
    """`portal.toml`.

    content_type: header by suffix; without a charset, the page's own declaration is all there is
    soft_404: a file of this folder, sent with status 200 in place of what is not there; left out: an honest 404
    articles: patterns of the files that are articles (golden records are kept of them)
    """

    content_type: dict[str, str] = Field(default_factory=dict)
    soft_404: str | None = None
    articles: tuple[str, ...] = ()
    route: tuple[Route, ...] = ()
    trouble: tuple[Trouble, ...] = ()


def read_serving(folder: Path) -> Serving:
    try:
        return Serving.model_validate(tomllib.loads((folder / SERVING_FILE).read_text("utf-8")))
    except FileNotFoundError:
        return Serving()


def answer_from(folder: Path, serving: Serving, hit: Hit) -> Answer:
    """What a folder answers to a request. folder: resolved."""
    target = urlsplit(hit.path)
    path = unquote(target.path)
    fields = dict(parse_qsl(target.query, keep_blank_values=True))
    fields |= dict(parse_qsl(hit.body.decode("utf-8", "replace"), keep_blank_values=True))
    for route in serving.route:
        if route.path == path and route.fields.items() <= fields.items():
            file = _file(folder, _filled(route.file, fields))
            if file is not None:
                return _read(file, serving, route.type)
    file = _file(folder, path)
    if file is None:
        if serving.soft_404 is not None:
            return _read(folder / serving.soft_404, serving)
        return NOT_FOUND
    if file.name in INDEXES and not path.endswith(("/", *INDEXES)):
        return redirect(f"{target.path}/", 301)
    return _read(file, serving)


def troubled(answer: Answer, trouble: Trouble) -> Answer:
    """The answer as that misbehaviour leaves it."""
    match trouble.kind:
        case "slow":
            return replace(answer, delay=trouble.seconds)
        case "drip":
            return replace(answer, drip=trouble.seconds)
        case "reset":
            return replace(answer, reset=True)
        case "busy":
            return Answer(b"busy", 429, {"Retry-After": f"{trouble.seconds:.0f}"})
        case "broken":
            return Answer(b"<h1>500</h1>", 500, {"Content-Type": "text/html"})
        case "truncated":
            return replace(answer, cut=len(answer.body) // 2)
        case "mislabelled":
            return replace(answer, headers={**answer.headers, "Content-Type": f"text/html; charset={trouble.charset}"})
        case "loop":
            return redirect(trouble.path)
        case "huge":
            return replace(answer, body=answer.body + b" " * (trouble.bytes - len(answer.body)))
        case "challenge":
            return CHALLENGE
        case "changed":
            # ISO-8859-1 gives every byte back as it was; what is looked for is spelt in the page's own bytes.
            for charset in ("utf-8", "gb18030"):
                old, new = trouble.old.encode(charset), trouble.new.encode(charset)
                if old in answer.body:
                    return replace(answer, body=answer.body.replace(old, new))
            return answer


def _filled(template: str, fields: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        given = fields.get(found[1], "")
        return given if FIELD.fullmatch(given) else "-"

    return re.sub(r"\{(\w+)\}", value, template)


def _file(folder: Path, path: str) -> Path | None:
    """The file for a path, inside the folder only; of a folder its index."""
    try:
        file = (folder / path.lstrip("/")).resolve()
    except (OSError, ValueError):
        return None
    if file.is_dir():
        file = next((file / name for name in INDEXES if (file / name).is_file()), file / INDEXES[0])
    inside = file.is_relative_to(folder) and file.name != SERVING_FILE
    return file if inside and file.is_file() else None


def _read(file: Path, serving: Serving, kind: str | None = None) -> Answer:
    types = {**CONTENT_TYPES, **serving.content_type}
    return Answer(file.read_bytes(), headers={"Content-Type": kind or types.get(file.suffix.lower(), OTHERWISE)})
