"""docs/portals.md names every setting, every reason and every rule there is."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from scraper.discover.verdict import vocabulary
from scraper.errors import FetchKind
from scraper.portals.config import Config, Expectation, FetchSettings, Portal
from scraper.portals.family import Family, JsonList, Records, Sign, Value, families
from scraper.portals.paging import (
    BackwardPaging,
    CountedPaging,
    LinkedPaging,
    NumberedPaging,
    OffsetPaging,
    PostbackPaging,
)

PAGE = (Path(__file__).parents[2] / "docs/portals.md").read_text("utf-8")


@pytest.mark.parametrize(
    "shape",
    [
        *(Config, FetchSettings, Portal, Expectation, Family, Sign, Value, Records, JsonList),
        *(CountedPaging, BackwardPaging, LinkedPaging, OffsetPaging, NumberedPaging, PostbackPaging),
    ],
)
def test_every_key_is_documented(shape: type[Config]) -> None:
    for key in shape.model_fields:
        assert f"`{key}`" in PAGE or f"{key} =" in PAGE or f"[[{key}]]" in PAGE or f"[{key}]" in PAGE, key


def test_every_family_is_documented() -> None:
    for name in families():
        assert f"| `{name}` |" in PAGE, name


def test_every_reason_and_rule_is_documented() -> None:
    names = [kind.id for kind in vocabulary().look_alike]
    names += [f"fetch.{kind}" for kind in get_args(FetchKind) if kind != "blocked"]
    for name in names:
        assert f"`{name}`" in PAGE, name


def test_defaults_are_those_of_the_code() -> None:
    settings = FetchSettings()
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0].strip("`") in FetchSettings.model_fields:
            default = None if cells[1] == "none" else float(cells[1])
            assert default == getattr(settings, cells[0].strip("`"))
