"""Reads `portals.toml`. Every error names the file, the line, the entry, what is wrong and how to mend it."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from scraper.errors import ConfigError
from scraper.portals.config import Config, Expectation, FetchSettings, Portal
from scraper.portals.family import JsonList, Records, Value, read_families
from scraper.portals.paging import (
    BackwardPaging,
    CountedPaging,
    LinkedPaging,
    NumberedPaging,
    OffsetPaging,
    PostbackPaging,
)
from scraper.portals.schedule import Schedule

Where = tuple[str | int, ...]

# `[fetch]` or `[[portal.paging]]`; `pace = 2.0`
HEADER = re.compile(r"^\s{0,40}(?P<open>\[{1,2})\s{0,9}(?P<path>[\w.\"-]{1,200})\s{0,9}\]")
ASSIGNMENT = re.compile(r"^\s{0,40}[\"']?(?P<key>[\w-]{1,100})[\"']?\s{0,40}=")

# Which shape stands under a table's name, to suggest a key for a misspelt one.
SHAPES: dict[tuple[str, ...], Sequence[type[BaseModel]]] = {
    (): (Config,),
    ("fetch",): (FetchSettings,),
    ("schedule",): (Schedule,),
    ("portal",): (Portal,),
    ("portal", "expect"): (Expectation,),
    ("portal", "records"): (Records,),
    ("portal", "json_lists"): (JsonList,),
    ("portal", "values"): (Value,),
    ("portal", "paging"): (
        CountedPaging,
        BackwardPaging,
        LinkedPaging,
        OffsetPaging,
        NumberedPaging,
        PostbackPaging,
    ),
}


def load_config(path: Path) -> Config:
    """The configuration in the file at `path`. Raises ConfigError."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file. Write one; README.md shows how.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}. Make it a readable file in UTF-8.") from error
    return parse_config(text, str(path), path.parent)


def parse_config(text: str, origin: str, folder: Path | None = None) -> Config:
    """The configuration written in `text`; `origin` is what errors call it. Raises ConfigError.

    folder: what the files it names under `families` are relative to; by default the current one.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{origin}: not TOML: {error}. Mend that line.") from error
    named = raw.get("families")
    paths = [(folder or Path()) / name for name in named if isinstance(name, str)] if isinstance(named, list) else []
    try:
        return Config.model_validate(raw, context={"families": read_families(paths), "folder": folder})
    except ValidationError as error:
        # A misspelt key shows up twice, as unknown and as missing: the first helps.
        first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        where = _plain(first["loc"])
        line = line_of(text, where)
        place = f"{origin}:{line}" if line else origin
        sentence = _sentence(first["type"], first["msg"], where)
        raise ConfigError(f"{place}: {_entry(raw, where)}{sentence}") from error


def line_of(text: str, where: Where) -> int | None:
    """The line (from 1) on which the entry at `where` stands, or the nearest thing around it."""
    best: tuple[int, int] | None = None  # (how much of `where` it shares, line)
    counts: dict[tuple[str, ...], int] = {}
    table: Where = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header = HEADER.match(line)
        if header:
            table = _table(header, counts)
            found = table
        else:
            assignment = ASSIGNMENT.match(line)
            if not assignment:
                continue
            found = (*table, assignment["key"])
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(found, where, strict=False)))
        if shared and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best else None


def _table(header: re.Match[str], counts: dict[tuple[str, ...], int]) -> Where:
    """Where a header line leads, with the positions arrays of tables have reached."""
    names = tuple(name.strip('" ') for name in header["path"].split("."))
    if header["open"] == "[[":
        counts[names] = counts.get(names, -1) + 1
        for longer in [other for other in counts if len(other) > len(names) and other[: len(names)] == names]:
            del counts[longer]
    where: list[str | int] = []
    for depth, name in enumerate(names, start=1):
        where.append(name)
        if names[:depth] in counts:
            where.append(counts[names[:depth]])
    return tuple(where)


def _plain(loc: tuple[str | int, ...]) -> Where:
    """Pydantic's location without the names of union members it puts in."""
    at = loc.index("paging") + 2 if "paging" in loc else len(loc)
    return loc[:at] + loc[at + 1 :]


def _entry(raw: Mapping[str, Any], where: Where) -> str:
    """Which entry, in the user's words: `portal “qinglan”, columns: `."""
    words: list[str] = []
    if where[:1] == ("portal",) and len(where) > 1 and isinstance(where[1], int):
        entry = raw["portal"][where[1]]
        name = entry.get("name") if isinstance(entry, dict) else None
        words.append(f"portal “{name}”" if name else f"portal number {where[1] + 1}")
        where = where[2:]
    if where:
        words.append(".".join(str(part) for part in where))
    return f"{', '.join(words)}: " if words else ""


def _sentence(kind: str, message: str, where: Where) -> str:
    if kind == "extra_forbidden":
        tables = tuple(part for part in where[:-1] if isinstance(part, str))
        known = [key for shape in SHAPES.get(tables, ()) for key in shape.model_fields]
        near = difflib.get_close_matches(str(where[-1]), known, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(known)}."
        return f"no such key. {hint}"
    if kind == "missing":
        return "is missing. Add it."
    return f"{message.removeprefix('Value error, ')}. Mend that entry."
