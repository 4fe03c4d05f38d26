"""The page put together: template, styles, scripts, libraries and data in one file that needs nothing else.

The data lie in the page gzipped, as base64: 20,000 reports are some megabytes so, and a browser unpacks them in a
moment. A Content-Security-Policy lets the page run its own scripts, by their hashes, and fetch nothing at all.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Iterator
from html import escape
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

from scraper.audit.gather import gather
from scraper.dataset.database import check_folder, open_dataset
from scraper.export.job import last_run
from scraper.output import guarded

# In the order in which they run: libraries, then ours, each of one subject.
SCRIPTS = (
    "d3-7.9.0.min.js",
    "plot-0.6.17.min.js",
    "words.js",
    "elements.js",
    "dataset.js",
    "filters.js",
    "charts.js",
    "coverage.js",
    "volumes.js",
    "outcomes.js",
    "findings.js",
    "beside.js",
    "report.js",
    "page.js",
)


def audit(folder: Path, target: Path) -> int:
    """Write the page about `folder` to `target`, whole or not at all; its size in bytes.

    Raises ConfigError, OutputError.
    """
    check_folder(folder)
    with guarded(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
    with open_dataset(folder, scratch=target.parent) as connection:
        blocks = gather(connection)
    blocks["core"]["made"] = (last_run(folder) or "")[:10]
    blocks["core"]["version"] = version("gongkai")
    text = page(blocks).encode()
    draft = target.with_name(f".{target.name}.new")
    with guarded(target.parent):
        draft.write_bytes(text)
        draft.replace(target)
    return len(text)


def page(blocks: dict[str, Any]) -> str:
    """The HTML of the page. blocks: data by name, each unpacked by the page when it is first needed."""
    template = asset("page.html")
    scripts = [asset(name) for name in SCRIPTS]
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(f"'sha256-{digest(script)}'" for script in scripts),
            "style-src 'unsafe-inline'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    parts = {
        "policy": escape(policy),
        "style": asset("page.css"),
        "data": "\n".join(packed(blocks)),
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    before, *pieces = template.split("{{")
    filled = [before]
    for piece in pieces:
        name, after = piece.split("}}", 1)
        filled += [parts[name.strip()], after]
    return "".join(filled)


def packed(blocks: dict[str, Any]) -> Iterator[str]:
    """One element a block. mtime 0: the same data give the same page."""
    for name, block in blocks.items():
        text = json.dumps(block, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        content = base64.b64encode(gzip.compress(text.encode(), 6, mtime=0)).decode()
        yield f'<script type="application/gzip" id="data-{name}">{content}</script>'


def digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def asset(name: str) -> str:
    return resources.files("scraper.audit").joinpath("assets", name).read_text("utf-8").rstrip("\n")
