"""How long to wait before the next attempt."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.retries import retry_after

NOON = datetime(2024, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("30", 30),
        (" 30 ", 30),
        ("0", 0),
        ("Wed, 31 Jan 2024 12:01:00 GMT", 60),
        ("Wednesday, 31-Jan-24 12:01:00 GMT", 60),
        ("Wed, 31 Jan 2024 11:00:00 GMT", 0),
        ("Wed, 31 Jan 2024 20:01:00 +0800", 60),
        ("soon", None),
        ("-5", None),
        ("３０", None),
        ("", None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOON) == seconds


@given(st.text(max_size=40))
def test_nonsense_never_raises(header: str) -> None:
    wait = retry_after(header, NOON)
    assert wait is None or wait >= 0
