"""When a page is asked for again: reports by their age, failures by how often they came, hosts in their hours."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from scraper.errors import FetchError
from scraper.portals.checked import Shape

Days = Annotated[float, Field(ge=0, le=3650)]

WINDOW = re.compile(
    r"(?P<first>[01]\d|2[0-3]):(?P<first_minute>[0-5]\d)-(?P<last>[01]\d|2[0-3]):(?P<last_minute>[0-5]\d)"
)

# A run a night does not begin at the same second each time: what is due in a day is due a little earlier.
SLACK = timedelta(hours=3)

# What a failure says of a page. passing: of the moment only, the next run tries again. gone: there is nothing (any
# more). lasting: it is no report, or not for us.
Persistence = Literal["passing", "gone", "lasting"]

# Once may be a mishap; a report whose page is gone twice, in two runs, is withdrawn.
GONE_TWICE = 2

PASSING_KINDS = {"connection", "tls", "timeout", "truncated", "given_up"}
GONE_RULES = {"page.not_a_report", "page.empty"}
GONE_STATUSES = {404, 410}


def persistence_of(error: FetchError) -> Persistence:
    if error.status in GONE_STATUSES or error.kind == "soft_404":
        return "gone"
    return "passing" if error.retryable or error.kind in PASSING_KINDS else "lasting"


class Schedule(Shape):
    """The `[schedule]` of `portals.toml`; all but `whole_below` in days.

    whole_below: a portal with fewer known links is asked for all of them in every run, as far as its server answers
        conditional requests (304 costs next to nothing)
    fresh: between two checks of a report of this year or the last
    recent: of one two or three years old. older: up to six. oldest: of all others
    dead: after a page failed for good, as 404 does; doubles each time, up to `oldest`
    """

    whole_below: Annotated[int, Field(ge=0)] = 100
    fresh: Days = 1
    recent: Days = 7
    older: Days = 30
    oldest: Days = 90
    dead: Days = 1

    def after_report(self, year: int | None, now: datetime) -> timedelta:
        """How long after a report was seen it is due again. year: the one it reports on."""
        age = now.year - year if year is not None else 4
        days = self.fresh if age <= 1 else self.recent if age <= 3 else self.older if age <= 6 else self.oldest
        return max(timedelta(days=days) - SLACK, timedelta())

    def after_failure(self, persistence: Persistence, failures: int, *, known: bool) -> timedelta:
        """How long after a failure the page is due again.

        failures: in a row, with this one, passing ones not counted. known: it was a report before
        """
        if persistence == "passing" or (known and persistence == "gone" and failures < GONE_TWICE):
            return timedelta()
        days = min(self.dead * 2 ** (min(max(failures, 1), 20) - 1), max(self.oldest, self.dead))
        return max(timedelta(days=days) - SLACK, timedelta())


def _window(text: str) -> str:
    if WINDOW.fullmatch(text) is None:
        raise ValueError(f"“{text}” is not two times of day like 22:00-06:30")
    return text


Window = Annotated[str, AfterValidator(_window)]


def is_open(window: str | None, now: datetime) -> bool:
    """Whether `now` lies in a window like 22:00-06:30; one that ends before it begins goes over midnight."""
    found = WINDOW.fullmatch(window) if window is not None else None
    if found is None:
        return True
    first = time(int(found["first"]), int(found["first_minute"]))
    last = time(int(found["last"]), int(found["last_minute"]))
    moment = now.time()
    return first <= moment < last if first <= last else moment >= first or moment < last
