"""The crawling peers, each a process of its own: `python -m benchmarks.clients NAME ADDRESSES`, a URL a line.

Each fetches all addresses, 16 hosts at a time, and prints how long that took, without its own start-up: a client is a
function that imports what it needs, and returns the one that fetches and counts bytes.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

AT_A_TIME = 16

Fetching = Callable[[list[str]], int]


def by_host(urls: list[str]) -> list[list[str]]:
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).netloc].append(url)
    return list(hosts.values())


async def side_by_side(urls: list[str], get: Callable[[str], Coroutine[Any, Any, int]]) -> int:
    """Host by host as a polite crawler must: one request at a time to each, 16 hosts at a time. Returns bytes."""
    room = asyncio.Semaphore(AT_A_TIME)

    async def host(own: list[str]) -> int:
        async with room:
            return sum([await get(url) for url in own])

    return sum(await asyncio.gather(*(host(own) for own in by_host(urls))))


def httpx() -> Fetching:
    import httpx

    async def run(urls: list[str]) -> int:
        async with httpx.AsyncClient(trust_env=False) as client:

            async def get(url: str) -> int:
                return len((await client.get(url)).content)

            return await side_by_side(urls, get)

    return lambda urls: asyncio.run(run(urls))


def gongkai() -> Fetching:
    return _gongkai(keep=False)


def gongkai_archive() -> Fetching:
    return _gongkai(keep=True)


def _gongkai(*, keep: bool) -> Fetching:
    from scraper.archive import ArchiveWriter
    from scraper.fetch.client import Fetcher
    from scraper.memory import ArchiveMemory
    from scraper.portals import FetchSettings
    from scraper.state import State

    async def run(urls: list[str], memory: ArchiveMemory | None) -> int:
        settings = FetchSettings(pace=0, max_hosts=AT_A_TIME)
        async with Fetcher(settings, "bench@example.org", memory=memory) as fetcher:

            async def get(url: str) -> int:
                return len((await fetcher.get(url)).content)

            return await side_by_side(urls, get)

    def keeping(urls: list[str]) -> int:
        with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as scratch:
            folder = Path(scratch) / "archive"
            with (
                State.open(Path(scratch) / "state.sqlite") as state,
                ArchiveWriter(folder, datetime.now(UTC)) as archive,
            ):
                return asyncio.run(run(urls, ArchiveMemory(state, archive, folder)))

    return keeping if keep else lambda urls: asyncio.run(run(urls, None))


def scrapy() -> Fetching:
    import scrapy
    from scrapy.crawler import CrawlerProcess

    def run(urls: list[str]) -> int:
        taken: list[int] = []

        class Pages(scrapy.Spider):  # type: ignore[misc]  # Scrapy has no types
            name = "pages"
            start_urls = urls

            def parse(self, response: Any) -> None:
                response.css("title::text").get()
                taken.append(len(response.body))

        process = CrawlerProcess(
            {
                "CONCURRENT_REQUESTS": AT_A_TIME,
                "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
                "DOWNLOAD_DELAY": 0,
                "LOG_ENABLED": False,
                "ROBOTSTXT_OBEY": False,
                "TELNETCONSOLE_ENABLED": False,
            }
        )
        process.crawl(Pages)
        process.start()
        return sum(taken)

    return run


CLIENTS: dict[str, Callable[[], Fetching]] = {
    "httpx": httpx,
    "gongkai": gongkai,
    "gongkai_archive": gongkai_archive,
    "scrapy": scrapy,
}


def main() -> None:
    name, addresses = sys.argv[1:]
    urls = Path(addresses).read_text("ascii").split()
    fetch = CLIENTS[name]()
    start, spent = time.perf_counter(), time.process_time()
    taken = fetch(urls)
    seconds, cpu = time.perf_counter() - start, time.process_time() - spent
    print(json.dumps({"seconds": seconds, "cpu": cpu, "pages": len(urls), "bytes": taken}))


if __name__ == "__main__":
    main()
