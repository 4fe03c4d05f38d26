"""`gongkai audit`: the data set as one page to read."""

from __future__ import annotations

import argparse
from pathlib import Path

from scraper.audit import audit
from scraper.cli import complain
from scraper.exit_codes import ExitCode


def execute(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.folder)
    target = Path(arguments.into) if arguments.into else folder / "audit.html"
    size = audit(folder, target)
    complain(f"{target}: {size / 1_000_000:.1f} MB. Open it in a browser; it needs no network.")
    return ExitCode.OK
