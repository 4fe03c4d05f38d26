"""The pages made from data say what the data say today."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
GENERATED = runpy.run_path(str(DOCS / "generate.py"))
PAGES, SITE_PAGES = GENERATED["PAGES"], GENERATED["SITE_PAGES"]


@pytest.mark.parametrize("name", PAGES)
def test_page_is_in_step_with_its_data(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), "run: python docs/generate.py"


@pytest.mark.parametrize("name", SITE_PAGES)
def test_pages_made_for_the_site_are_in_its_contents(name: str) -> None:
    assert name in (DOCS.parent / "mkdocs.yml").read_text("utf-8")
    assert SITE_PAGES[name]().startswith("# ")
