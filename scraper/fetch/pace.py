"""The pace: one request at a time to a host, and a rest after each.

The rest counts from the end of a request, not from its start, for two reasons: a host that has become slow is
asked less often, and the distance the server itself measures between two requests can never be shorter than
the pace, whatever the way to it takes.

A host in trouble rests longer: twice as long with each request that fails (no answer, 429, 5xx), back to normal step
by step as requests go well; and as many times longer as its answers take more than SLOW.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import inf

# Seconds: an answer that takes longer comes from a host that has enough to do.
SLOW = 2.0

# Most times the normal rest, for either reason.
LONGEST_REST = 16.0

# How much of the extra rest each request that goes well takes away.
RECOVERY = 0.75


@dataclass(slots=True)
class _Host:
    """rest: seconds between two requests. ended: when the last one was over. held: not before this moment.
    trouble: how many times the rest, from 1 up. took: seconds of the last request.
    """

    rest: float
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    ended: float = -inf
    held: float = -inf
    trouble: float = 1.0
    took: float = 0.0

    @property
    def due(self) -> float:
        longer = max(self.trouble, min(self.took / SLOW, LONGEST_REST), 1.0)
        return max(self.ended + self.rest * longer, self.held)


class Turn:
    """A host's turn. One that is begun and does not go well counts as trouble."""

    def __init__(self) -> None:
        self.begun: float | None = None
        self.well = False

    def begin(self) -> None:
        self.begun = asyncio.get_running_loop().time()

    def went_well(self) -> None:
        self.well = True


class Pace:
    """Times are seconds of the event loop's clock, which never jumps."""

    def __init__(self, rest: float, rests: Mapping[str, float] | None = None) -> None:
        self._rest = rest
        self._rests = dict(rests or {})
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[Turn]:
        """The one place a request to `host` may be made from; entered when its time has come."""
        state = self._of(host)
        async with state.lock:
            # Not one sleep: the host may be held, or its rest raised, by what others learn meanwhile.
            while (wait := state.due - asyncio.get_running_loop().time()) > 0:
                await asyncio.sleep(wait)
            turn = Turn()
            try:
                yield turn
            finally:
                state.ended = asyncio.get_running_loop().time()
                if turn.begun is not None:
                    state.took = state.ended - turn.begun
                    state.trouble = _next(state.trouble, well=turn.well)

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


def _next(trouble: float, *, well: bool) -> float:
    return max(1.0, trouble * RECOVERY) if well else min(2 * trouble, LONGEST_REST)
