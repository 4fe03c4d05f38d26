"""The one way a data file of ours is read: TOML, checked against a Pydantic shape, errors that name file and entry."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from extractors.errors import CatalogueError

Shape = TypeVar("Shape")


def load_data(package: str, name: str, shape: type[Shape]) -> Shape:
    """`<package>/<name>` as a checked `shape`. Raises CatalogueError."""
    source = resources.files(package).joinpath(name)
    try:
        raw: dict[str, Any] = tomllib.loads(source.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{package}/{name} is not TOML: {error}. Mend the line it names.") from error
    try:
        return TypeAdapter(shape).validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CatalogueError(f"{package}/{name}: {where}: {first['msg']}. Mend that entry.") from error
