"""Growth: what a run costs over a queue and a data set of a thousand, and of a hundred times as many.

Nothing is due, so that what is measured is the keeping: the queue looked through, all records written anew.
`GROWTH=1000000 python -m benchmarks growth` adds a million.
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.crawling import configuration, lay_out
from benchmarks.measure import Cost, Outcome, Promise, Row, cost_of, gongkai
from benchmarks.server import served
from extractors import PageHints, extract_report
from scraper.fetch.addresses import report_id
from scraper.memory import utc
from scraper.state import State, Visit
from scraper.state.visits import REPORT
from tests.cli.tiny_portal import report_page

SUBJECT = "growth"
SIZES = (1_000, 10_000, 100_000)
FLAT, MOST_MB = 1.3, 200


def measure(_: int) -> Outcome:
    sizes = (*SIZES, *(int(size) for size in os.environ.get("GROWTH", "").split()))
    costs = {size: _cost(size) for size in sizes}
    rows = [
        Row(
            SUBJECT,
            f"gongkai run, {size:,} queued, {size:,} records",
            {
                "s": cost.seconds,
                "µs a record": cost.seconds / size * 1e6,
                "CPU s": cost.cpu,
                "peak MB": cost.peak_mb,
            },
        )
        for size, cost in costs.items()
    ]
    small, large = costs[SIZES[0]], costs[SIZES[-1]]
    return Outcome(
        rows,
        [
            Promise("memory at 100,000 against 1,000", large.peak_mb / small.peak_mb, FLAT),
            Promise("memory at 100,000, MB", large.peak_mb, MOST_MB),
        ],
    )


def _cost(size: int) -> Cost:
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as scratch:
        root = Path(scratch) / "site"
        lay_out(root, 1)
        output = Path(scratch) / "output"
        output.mkdir()
        with served(root, 1) as bases:
            config = Path(scratch) / "portals.toml"
            config.write_text(configuration(bases), "utf-8")
            fill(output / "state.sqlite", bases[0], size)
            return cost_of([gongkai(), "run", "--config", str(config), "--output", str(output)])


def fill(path: Path, base: str, size: int) -> None:
    """A state of as many reports, all read an hour ago."""
    now = datetime.now(UTC)
    page = report_page("a.html").encode()
    report = extract_report(page, url=f"{base}/", portal="host-0", hints=PageHints(media_type="text/html"))
    with State.open(path) as state, state._database.transaction():
        for number in range(size):
            url = f"{base}/old/{number}.html"
            identity = report_id(url)
            source = report.source.model_copy(update={"url": url, "retrieved_at": "2026-01-01T00:00:00+08:00"})
            # Ten years of each agency: reports of one agency are held against each other.
            agency = report.agency.model_copy(update={"name": f"某某县第{number // 10}水利站"})
            changed = {"id": identity, "source": source, "agency": agency, "year": 2014 + number % 10}
            state.upsert_report(report.model_copy(update=changed))
            state.visits.put(
                Visit(
                    id=identity,
                    url=url,
                    portal="host-0",
                    hints="",
                    year=2020,
                    outcome=REPORT,
                    failures=0,
                    version="0",
                    checked_at=utc(now - timedelta(hours=1)),
                    due_at=utc(now + timedelta(days=30)),
                    withdrawn_at=None,
                )
            )
