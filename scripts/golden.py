"""Rewrite the expected record beside each report page of `fixtures/`, and show what changed: `make golden`.

A person reads the difference before it is committed: an expected record is right because somebody compared it
with the page, not because the program wrote it. `tests/golden/test_golden.py` walks the same files.
"""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors import PageHints, extract_report
from scraper.fetch.addresses import report_id
from scraper.portals import all_body_selectors
from scraper.samples import CONTENT_TYPES, read_serving

FIXTURES = Path(__file__).parents[1] / "fixtures"

# Lists a line each entry, so that a difference shows the one figure or finding that changed.
ENTRY_A_LINE = ("outline", "figures", "findings")


def report_pages() -> Iterator[Path]:
    """What the samples' own `portal.toml` call articles."""
    for portal in sorted(path for path in FIXTURES.iterdir() if path.is_dir()):
        for pattern in read_serving(portal).articles:
            yield from sorted(portal.glob(pattern))


def expected_file(page: Path) -> Path:
    return page.with_suffix(".expected.json")


def record_of(page: Path) -> dict[str, Any]:
    """The record of a page as the crawl would make it, less what changes with every release."""
    portal, *path = page.relative_to(FIXTURES).parts
    url = f"http://www.{portal}.example/{'/'.join(path)}"
    types = {**CONTENT_TYPES, **read_serving(FIXTURES / portal).content_type}
    media_type, _, charset = types[page.suffix].replace(" ", "").partition(";charset=")
    hints = PageHints(media_type=media_type, charset=charset or None, body_selectors=all_body_selectors())
    report = extract_report(page.read_bytes(), url=url, report_id=report_id(url), portal=portal, hints=hints)
    record: dict[str, Any] = report.model_dump(mode="json")
    del record["extractor"]
    return record


def laid_out(record: dict[str, Any]) -> str:
    """JSON a person can read and compare: a key a line, and an entry a line in the long lists."""
    keys = []
    for key, value in record.items():
        if key in ENTRY_A_LINE and value:
            entries = ",\n".join(f"    {json.dumps(entry, ensure_ascii=False)}" for entry in value)
            shown = f"[\n{entries}\n  ]"
        elif key == "sections":
            shown = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        else:
            shown = json.dumps(value, ensure_ascii=False)
        keys.append(f'  "{key}": {shown}')
    return "{\n" + ",\n".join(keys) + "\n}\n"


def main() -> None:
    changed = 0
    for page in report_pages():
        file = expected_file(page)
        before = file.read_text("utf-8") if file.exists() else ""
        after = laid_out(record_of(page))
        if before == after:
            continue
        changed += 1
        name = file.relative_to(FIXTURES.parent).as_posix()
        sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), after.splitlines(True), name, name, n=0))
        file.write_text(after, "utf-8", newline="\n")
    print(f"{changed} expected records changed. Compare them with their pages before you commit.")


if __name__ == "__main__":
    main()
