"""When to try again: failures that may pass, as often as configured, waiting longer each time or as asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_base, wait_exponential, wait_random

from scraper.errors import FetchError
from scraper.portals.config import FetchSettings


class WaitAsAsked(wait_base):
    """As long as the server asks for (Retry-After), or longer with each failure: backoff, twice that …"""

    def __init__(self, settings: FetchSettings) -> None:
        self._growing = wait_exponential(multiplier=settings.backoff, max=settings.max_wait) + wait_random(
            0, settings.backoff / 2
        )

    def __call__(self, retry_state: RetryCallState) -> float:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        asked = error.retry_after if isinstance(error, FetchError) else None
        return max(asked or 0.0, self._growing(retry_state))


def retrying(settings: FetchSettings, hold: Callable[[float], None]) -> AsyncRetrying:
    """A retry policy for one page. hold: told before each wait how long the host is to be left alone."""

    def before_sleep(retry_state: RetryCallState) -> None:
        hold(retry_state.upcoming_sleep)

    return AsyncRetrying(
        retry=retry_if_exception(lambda error: isinstance(error, FetchError) and error.retryable),
        stop=stop_after_attempt(settings.retries + 1),
        wait=WaitAsAsked(settings),
        before_sleep=before_sleep,
        reraise=True,
    )


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds a Retry-After header asks for, as a number or an HTTP date; None if there is no sense in it."""
    if header is None:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return float(header.strip())
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
