"""The pages made from data say what the data say today."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

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


def test_the_site_builds_strictly_and_shows_the_examples(tmp_path: Path) -> None:
    for name in SITE_PAGES:
        (DOCS / name).write_text(SITE_PAGES[name](), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(
        command, check=False, cwd=DOCS.parent, env=environment, capture_output=True, text=True, timeout=120
    )
    assert built.returncode == 0, built.stderr
    page = HTMLParser((tmp_path / "site" / "python" / "index.html").read_text("utf-8")).text()
    for example in (DOCS / "examples").glob("*.py"):
        for line in example.read_text("utf-8").splitlines():
            assert line in page, f"{example.name} is not shown whole"
