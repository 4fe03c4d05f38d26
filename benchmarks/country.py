"""The whole country, simulated: 14,000 hosts, three million reports, event by event, on machines of two sizes.

What is assumed stands in `Assumed`, with why; what a page costs the processor is measured here, on this machine, just
before. Each request is an event: a host's requests follow each other with its pace between them, a report waits for a
free core of its machine, hosts wait for a free place. Only costs are simulated, no politeness is given up for speed.
"""

from __future__ import annotations

import heapq
import math
import random
from collections import deque
from dataclasses import dataclass, replace

from benchmarks.extraction import milliseconds_a_page
from benchmarks.measure import Outcome, Row

SUBJECT = "country"


@dataclass(frozen=True, slots=True)
class Assumed:
    """hosts, reports: what the country publishes, by docs/scaling.md. spread: of the sizes of hosts, the sigma of a
    lognormal; at 1.6 half the hosts hold a tenth of the reports. largest: reports of one host, at most.

    reports_a_list: links on a list page. rest: seconds, the default pace. answer: seconds an answer takes, median and
    sigma of a lognormal. down: share of hosts that do not answer. slowed: share of hosts that ask for a longer pace
    (crawl-delay), and the seconds they ask for.
    kilobytes: of a report in the archive, compressed, with its request. record: of its record in state and output.
    core_hour, gigabyte_month: in US dollars, about what clouds ask for.
    """

    hosts: int = 14_000
    reports: int = 3_000_000
    spread: float = 1.6
    largest: int = 20_000
    reports_a_list: int = 15
    rest: float = 2.0
    answer: tuple[float, float] = (0.4, 0.9)
    down: float = 0.03
    slowed: tuple[float, float] = (0.02, 10.0)
    kilobytes: float = 30.0
    record: float = 70.0
    core_hour: float = 0.04
    gigabyte_month: float = 0.023


@dataclass(frozen=True, slots=True)
class Fleet:
    """machines with so many cores each, and so many hosts crawled at a time on each."""

    name: str
    machines: int
    cores: int
    at_a_time: int


FLEETS = (
    Fleet("one laptop, 2 cores, 32 hosts at a time", 1, 2, 32),
    Fleet("one laptop, 2 cores, 256 hosts at a time", 1, 2, 256),
    Fleet("one machine, 8 cores, 1,024 hosts at a time", 1, 8, 1024),
    Fleet("4 machines, 8 cores, 1,024 hosts each", 4, 8, 1024),
    Fleet("14 machines, 8 cores, every host at once", 14, 8, 1000),
)


@dataclass(frozen=True, slots=True)
class Course:
    """Seconds from the start until a share of the reports, and all, were in; busy: share of the cores' time."""

    half: float
    most: float
    all: float
    busy: float
    pages: int
    largest_alone: float


def sizes(assumed: Assumed, rng: random.Random) -> list[int]:
    """Reports of each host, summing up to what the country has."""
    drawn = [rng.lognormvariate(0, assumed.spread) for _ in range(assumed.hosts)]
    scale = assumed.reports / sum(drawn)
    return [max(1, min(assumed.largest, round(one * scale))) for one in drawn]


def simulate(assumed: Assumed, fleet: Fleet, core_seconds: float, seed: int = 1) -> Course:
    """core_seconds: of the processor for one report, from answer to record."""
    rng = random.Random(seed)
    hosts = [size for size in sizes(assumed, rng) if rng.random() >= assumed.down]
    hosts.sort(reverse=True)  # as `gongkai run --scheduler` begins them
    waiting = deque(hosts)
    places = fleet.at_a_time * fleet.machines
    cores = [[0.0] * fleet.cores for _ in range(fleet.machines)]
    mu, sigma = math.log(assumed.answer[0]), assumed.answer[1]
    # (time, tie, machine, requests to go, reports to go, rest between them)
    events: list[tuple[float, int, int, int, int, float]] = []
    tie = 0

    def begin(at: float, machine: int) -> None:
        nonlocal tie
        size = waiting.popleft()
        requests = size + math.ceil(size / assumed.reports_a_list) + 1
        rest = assumed.slowed[1] if rng.random() < assumed.slowed[0] else assumed.rest
        heapq.heappush(events, (at + rng.lognormvariate(mu, sigma), tie, machine, requests, size, rest))
        tie += 1

    for place in range(min(places, len(waiting))):
        begin(0.0, place % fleet.machines)
    total = sum(hosts)
    done, pages, busy, now = 0, 0, 0.0, 0.0
    reached: dict[float, float] = {}
    while events:
        now, _, machine, requests, reports, rest = heapq.heappop(events)
        pages += 1
        ready = now
        if reports and requests <= reports:
            # A report: it waits for a core, and its host's next request for it.
            free = heapq.heappop(cores[machine])
            ready = max(now, free) + core_seconds
            heapq.heappush(cores[machine], ready)
            busy += core_seconds
            done += 1
            reports -= 1
            for share in (0.5, 0.9):
                if share not in reached and done >= share * total:
                    reached[share] = ready
        requests -= 1
        if requests:
            following = max(ready, now + rest) + rng.lognormvariate(mu, sigma)
            heapq.heappush(events, (following, tie, machine, requests, reports, rest))
            tie += 1
        elif waiting:
            begin(ready, machine)
        now = max(now, ready)
    largest = max(hosts) * (assumed.rest + assumed.answer[0] * math.exp(sigma**2 / 2))
    used = busy / (now * fleet.machines * fleet.cores)
    return Course(reached[0.5], reached[0.9], now, used, pages, largest)


def measure(rounds: int) -> Outcome:
    assumed = Assumed()
    milliseconds = milliseconds_a_page(max(rounds // 3, 3))
    # Fetching, archiving and keeping a page, by `crawling` on an idle core: parts of 2.5 ms.
    core_seconds = (milliseconds + 2.5) / 1000
    rows = [Row(SUBJECT, "one report, fetched, kept and read (measured)", {"CPU ms": core_seconds * 1000})]
    for fleet in FLEETS:
        course = simulate(assumed, fleet, core_seconds)
        cores = fleet.machines * fleet.cores
        hours = course.all / 3600
        values = {
            "days": course.all / 86400,
            "days to 90 %": course.most / 86400,
            "days to half": course.half / 86400,
            "pages/s": course.pages / course.all,
            "% of cores busy": 100 * course.busy,
            "USD of cores": hours * cores * assumed.core_hour,
        }
        rows.append(Row(SUBJECT, fleet.name, values))
    again = assumed.reports * core_seconds / 3600
    archive = assumed.reports * assumed.kilobytes / 1e6
    rows += [
        Row(
            SUBJECT,
            "the largest host alone, at the default pace",
            {"days": assumed.largest * (assumed.rest + 0.6) / 86400},
        ),
        Row(
            SUBJECT,
            "all reports read again from the archive",
            {"core hours": again, "hours on 2": again / 2, "minutes on 256": again / 256 * 60},
        ),
        Row(
            SUBJECT,
            "storage",
            {
                "archive GB": archive,
                "records GB": assumed.reports * assumed.record / 1e6,
                "USD a month": archive * assumed.gigabyte_month,
            },
        ),
    ]
    polite = simulate(replace(assumed, rest=1.0), FLEETS[-1], core_seconds)
    rows.append(Row(SUBJECT, f"{FLEETS[-1].name}, pace of 1 s", {"days": polite.all / 86400}))
    return Outcome(rows)
