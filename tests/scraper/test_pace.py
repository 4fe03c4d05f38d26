"""The pace, measured where it counts: at the server."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise

from loopback import Answer, Site, redirect

from scraper.errors import FetchError
from scraper.fetch.client import Fetcher
from scraper.fetch.pace import Pace
from scraper.portals.config import FetchSettings

PACE = 0.05


def test_never_faster_than_the_pace_whatever_is_asked_for() -> None:
    """Many at once, redirects, retries, refusals: each is a request like any other."""
    with Site() as site:
        site.pages.update({f"/{number}": Answer(b"ok") for number in range(6)})
        site.pages.update({"/r": redirect("/s"), "/s": redirect("/0")})
        site.pages["/bad"] = Answer(status=500)
        site.pages["/flaky"] = lambda before: Answer(reset=True) if before == 0 else Answer(b"ok")
        paths = [*(f"/{number}" for number in range(6)), "/r", "/bad", "/flaky", "/missing"]

        async def run() -> None:
            settings = FetchSettings(pace=PACE, backoff=0.001, retries=2)
            async with Fetcher(settings, "me@example.org") as fetcher:
                answers = await asyncio.gather(*(fetcher.get(site.url(path)) for path in paths), return_exceptions=True)
            assert all(isinstance(a, FetchError) for a in answers if isinstance(a, BaseException))

        asyncio.run(run())
        times = [hit.at for hit in site.hits]
        assert len(times) == 1 + 6 + 3 + 3 + 2 + 1  # robots.txt first
        assert min(later - earlier for earlier, later in pairwise(times)) >= PACE
        assert site.busiest == 1


def test_hosts_do_not_wait_for_each_other() -> None:
    with Site() as one, Site() as other:
        for site in (one, other):
            site.pages.update({"/a": Answer(b"ok", delay=0.1), "/b": Answer(b"ok", delay=0.1)})

        async def run() -> float:
            begun = time.monotonic()
            async with Fetcher(FetchSettings(pace=0.4), "me@example.org") as fetcher:
                await asyncio.gather(*(fetcher.get(s.url(p)) for s in (one, other) for p in ("/a", "/b")))
            return time.monotonic() - begun

        # Each alone takes 1 s: two rests of 0.4 s and two answers of 0.1 s.
        assert asyncio.run(run()) < 1.8


def test_a_host_of_its_own_pace() -> None:
    with Site() as site:
        site.pages.update({"/a": Answer(b"ok"), "/b": Answer(b"ok")})

        async def run() -> None:
            rests = {f"127.0.0.1:{site.port}": 0.15}
            async with Fetcher(FetchSettings(pace=0), "me@example.org", rests) as fetcher:
                await fetcher.get(site.url("/a"))
                await fetcher.get(site.url("/b"))

        asyncio.run(run())
        assert all(later.at - earlier.at >= 0.15 for earlier, later in pairwise(site.hits))


def test_a_hold_reaches_those_who_wait_already() -> None:
    async def run() -> list[float]:
        pace = Pace(0.05)
        clock = asyncio.get_running_loop().time
        begun = clock()
        entered: list[float] = []

        async def enter() -> None:
            async with pace.turn("h"):
                entered.append(clock() - begun)

        await enter()
        waiting = asyncio.create_task(enter())
        await asyncio.sleep(0.01)
        pace.hold("h", 0.2)
        await waiting
        return entered

    first, second = asyncio.run(run())
    assert first < 0.05
    assert second >= 0.2


def test_a_cancelled_wait_frees_the_turn() -> None:
    async def run() -> None:
        pace = Pace(30)
        async with pace.turn("h"):
            pass
        waiting = asyncio.create_task(pace.turn("h").__aenter__())
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        next_one = asyncio.create_task(pace.turn("h").__aenter__())
        await asyncio.sleep(0.01)
        assert not next_one.done()  # it waits for its time, not for the lock for ever
        next_one.cancel()

    asyncio.run(run())
