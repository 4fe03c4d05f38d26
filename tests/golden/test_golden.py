"""Every report page of `fixtures/` gives the record beside it. A case more is two files more."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

GOLDEN = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "golden.py"))
FIXTURES: Path = GOLDEN["FIXTURES"]
PAGES: list[Path] = list(GOLDEN["report_pages"]())


def test_there_are_pages() -> None:
    assert len(PAGES) >= 14


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(FIXTURES)))
def test_page_gives_its_record(page: Path) -> None:
    expected = json.loads(GOLDEN["expected_file"](page).read_text("utf-8"))
    record = GOLDEN["record_of"](page)
    for key, value in expected.items():
        assert record[key] == value, f"{key} differs: compare with the page, then `make golden` if it is right"
    assert list(record) == list(expected)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(FIXTURES)))
def test_quotes_are_cut_from_the_text(page: Path) -> None:
    record = GOLDEN["record_of"](page)
    for figure in record["figures"]:
        assert figure["quote"] == record["text"][figure["start"] : figure["end"]]


def test_no_record_without_its_page() -> None:
    expected = {GOLDEN["expected_file"](page) for page in PAGES}
    assert set(FIXTURES.rglob("*.expected.json")) <= expected
