"""`gongkai run`: crawl what is new or changed on the configured portals, and write the data."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from scraper.crawl import Bounds
from scraper.errors import ConfigError
from scraper.job import Job, rehearse, work
from scraper.portals import load_config


def execute(arguments: argparse.Namespace) -> int:
    if arguments.scheduler is not None and (arguments.dry_run or arguments.jobs != 1):
        raise ConfigError("--scheduler goes with neither --dry-run nor --jobs: the workers do the work. Leave one out.")
    job = Job(
        "run",
        load_config(Path(arguments.config)),
        Path(arguments.output),
        Bounds(
            only=tuple(dict.fromkeys(arguments.portal or ())) or None,
            limit=arguments.limit,
            since=day(arguments.since) if arguments.since else None,
            minutes=arguments.max_minutes,
            dry=arguments.dry_run,
            jobs=arguments.jobs,
        ),
        look=arguments.log_format,
        quiet=True,
        scheduler=arguments.scheduler,
    )
    return rehearse(job, plan) if arguments.dry_run else work(job)


def plan(portal: str, url: str) -> None:
    print(portal, url, sep="\t")


def day(text: str) -> date:
    """A day, or the first of a year. Raises ConfigError."""
    try:
        return date(int(text), 1, 1) if text.isdecimal() and len(text) == 4 else date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"--since {text}: is no day. Write it as 2024-01-31, or a year as 2024.") from None
