"""`gongkai run`: crawl what is new or changed on the configured portals, and write the data."""

from __future__ import annotations

import argparse
from pathlib import Path

from scraper.job import Job, work
from scraper.portals import load_config


def execute(arguments: argparse.Namespace) -> int:
    return work(
        Job(
            "run",
            load_config(Path(arguments.config)),
            Path(arguments.output),
            only=tuple(dict.fromkeys(arguments.portal or ())),
            limit=arguments.limit,
        )
    )
