"""The pace: one request at a time to a host, and a rest after each.

The rest counts from the end of a request, not from its start, for two reasons: a host that has become slow is
asked less often, and the distance the server itself measures between two requests can never be shorter than
the pace, whatever the way to it takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import inf


@dataclass(slots=True)
class _Host:
    """rest: seconds between two requests. ended: when the last one was over. held: not before this moment."""

    rest: float
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    ended: float = -inf
    held: float = -inf


class Pace:
    """Times are seconds of the event loop's clock, which never jumps."""

    def __init__(self, rest: float, rests: Mapping[str, float] | None = None) -> None:
        self._rest = rest
        self._rests = dict(rests or {})
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """The one place a request to `host` may be made from; entered when its time has come."""
        state = self._of(host)
        async with state.lock:
            # Not one sleep: the host may be held, or its rest raised, by what others learn meanwhile.
            while (wait := max(state.ended + state.rest, state.held) - asyncio.get_running_loop().time()) > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                state.ended = asyncio.get_running_loop().time()

    def raise_to(self, host: str, rest: float) -> None:
        """Rest at least so long from now on (crawl-delay)."""
        state = self._of(host)
        state.rest = max(state.rest, rest)

    def hold(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long (Retry-After, the wait before a retry)."""
        state = self._of(host)
        state.held = max(state.held, asyncio.get_running_loop().time() + seconds)

    def _of(self, host: str) -> _Host:
        if host not in self._hosts:
            self._hosts[host] = _Host(self._rests.get(host, self._rest))
        return self._hosts[host]
