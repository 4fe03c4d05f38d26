"""Crawling: pages a second from a server on this machine, beside Scrapy and bare httpx.

Clients are timed without their start-up, the whole run with its start and all it writes at its end.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import Cost, Outcome, Promise, Row, cost_of, gongkai
from benchmarks.pages import distinct_pages
from benchmarks.server import has_nginx, served

SUBJECT = "crawling"
HOSTS, PAGES = 32, 94  # pages a host: 3,008
JOBS = 2
SCRAPY, HTTPX = "Scrapy: fetch, one selector", "httpx: fetch"
FETCH, ARCHIVE, RUN = (
    "gongkai: fetch",
    "gongkai: fetch, archive, state",
    f"gongkai run --jobs {JOBS}: all, to JSON Lines",
)
CLIENTS = {HTTPX: "httpx", SCRAPY: "scrapy", FETCH: "gongkai", ARCHIVE: "gongkai_archive"}


def measure(rounds: int) -> Outcome:
    rows = []
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as scratch:
        root = Path(scratch) / "site"
        lay_out(root, PAGES)
        with served(root, HOSTS) as bases:
            addresses = Path(scratch) / "addresses"
            addresses.write_text("\n".join(f"{base}/r{page}.html" for page in range(PAGES) for base in bases), "ascii")
            config = Path(scratch) / "portals.toml"
            config.write_text(configuration(bases), "utf-8")
            commands = {
                name: [sys.executable, "-m", "benchmarks.clients", client, str(addresses)]
                for name, client in CLIENTS.items()
                if client not in {"scrapy"} or find_spec(client)
            }
            output = Path(scratch) / "output"
            commands[RUN] = [gongkai(), "run", "--config", str(config), "--output", str(output), "--jobs", str(JOBS)]
            taken: dict[str, list[Cost]] = {name: [] for name in commands}
            for _ in range(max(rounds // 5, 1)):
                for name, command in commands.items():
                    shutil.rmtree(output, ignore_errors=True)
                    taken[name].append(cost_of(command))
    if SCRAPY not in commands:
        rows.append(Row(SUBJECT, SCRAPY, note="not installed"))
    rates = {}
    for name, costs in taken.items():
        costs.sort(key=_seconds)
        cost = costs[len(costs) // 2]
        rates[name] = HOSTS * PAGES / _seconds(cost)
        values = {
            "pages/s": rates[name],
            "CPU s a 1,000": _cpu(cost) / HOSTS / PAGES * 1000,
            "peak MB": cost.peak_mb,
        }
        rows.append(Row(SUBJECT, name, values))
    rows.append(Row(SUBJECT, f"{HOSTS} hosts of {PAGES} pages", note="nginx" if has_nginx() else "sample server"))
    promises = [Promise("fetch + archive + state against bare httpx", rates[ARCHIVE] / rates[HTTPX], 0.8, False)]
    if SCRAPY in rates:
        promises += [
            Promise("fetch + archive + state against Scrapy's fetch", rates[ARCHIVE] / rates[SCRAPY], 2, False),
            Promise("the whole run against Scrapy's fetch", rates[RUN] / rates[SCRAPY], 1, False),
        ]
    return Outcome(rows, promises)


def lay_out(root: Path, pages: int) -> None:
    """A portal of one list page and its reports."""
    root.mkdir()
    links = []
    for number, page in enumerate(distinct_pages(pages)):
        (root / f"r{number}.html").write_bytes(page)
        title = f"清岚县第{number}水利站2023年政府信息公开工作年度报告"
        links.append(f'<li><a href="r{number}.html">{title}</a><span>2024-01-18</span></li>')
    (root / "robots.txt").write_text("User-agent: *\nAllow: /\n", "ascii")
    (root / "index.html").write_text(
        f'<html><head><meta charset="utf-8"></head><body><ul>{"".join(links)}</ul></body></html>', "utf-8"
    )


def configuration(bases: list[str], pace: float = 0) -> str:
    entries = [f'[[portal]]\nname = "host-{number}"\ncolumns = ["{base}/"]\n' for number, base in enumerate(bases)]
    return f'contact = "bench@example.org"\n[fetch]\npace = {pace}\nmax_hosts = 16\n{"".join(entries)}'


def _seconds(cost: Cost) -> float:
    """Of the fetching, where the process says so; else with its start and its end."""
    return float(cost.said.get("seconds", cost.seconds))


def _cpu(cost: Cost) -> float:
    """Of the same time."""
    return float(cost.said.get("cpu", cost.cpu))
