"""`Crew`: pieces of work handed to the workers of a Dask scheduler, each of them taken once.

A piece whose worker dies is given to another; one that kills three workers is given up. Near the end, a piece that
takes much longer than others do is begun a second time elsewhere, where that is allowed, and what comes first counts.
A scheduler that goes away is waited for; what was not taken yet is handed out anew.
"""

from __future__ import annotations

import statistics
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Generic, Self, TypeVar
from uuid import uuid4

from scraper.errors import ClusterError, ConfigError

try:
    from distributed import CancelledError, Client, Future, wait
    from distributed.comm import get_address_host_port
    from distributed.scheduler import KilledWorker
except ImportError:
    raise ConfigError("--scheduler needs what gongkai[cluster] brings. Run: pip install 'gongkai[cluster]'") from None

Result = TypeVar("Result")

# Pieces under way for each thread of the workers: one being done, one waiting.
AHEAD = 2

# How often a piece that failed is tried again: storage may be away for a moment.
RETRIES = 2

# How often a piece is looked at.
LOOK = 1.0

# How long a scheduler is waited for at first, its first worker, and a scheduler that was there once.
PATIENCE_AT_FIRST = 10.0
PATIENCE_WITH_WORKERS = 30.0
PATIENCE = 300.0

# Seconds in which workers that were told to stop hand in what they have.
GRACE = 30.0

# A straggler takes so many times what pieces take as a rule, and at least so many seconds.
SLOW, SLOW_AT_LEAST = 3.0, 30.0

# What a client meets whose scheduler is gone.
LOST = (CancelledError, OSError, TimeoutError)


@dataclass(slots=True)
class Done(Generic[Result]):
    """name: of the piece. failure: in place of the result, in words."""

    name: str
    result: Result | None = None
    failure: str = ""


@dataclass(slots=True)
class _Underway:
    name: str
    arguments: tuple[Any, ...]
    begun: float
    futures: list[Future] = field(default_factory=list)


class Crew:
    """Use it in a `with`. Raises ConfigError for what is no address, ClusterError where nobody answers there.

    patience: seconds that a scheduler that has gone away is waited for. slow: and what takes fewer is no straggler.
    say: hears what goes wrong and is mended
    """

    def __init__(
        self, address: str, say: Callable[[str], None], patience: float = PATIENCE, slow: float = SLOW_AT_LEAST
    ) -> None:
        self._address = address
        self._say = say
        self._patience = patience
        self._slow = slow
        _check(address)
        self._client = self._connected(PATIENCE_AT_FIRST)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(*LOST):
            self._client.close(timeout=2)

    def work(
        self,
        do: Callable[..., Result],
        names: deque[str],
        arguments: Callable[[str], tuple[Any, ...]],
        *,
        twice: bool,
        halt: Callable[[], None] | None = None,
    ) -> Iterator[Done[Result]]:
        """Do every piece and yield what came of it, in the order they are done. Raises ClusterError.

        names: of the pieces, each unlike all others; they are taken from here, and more may be added meanwhile
        arguments: for `do`, asked for when a piece is handed out, so that those of all need not be in memory
        twice: whether doing a piece twice does no harm, so that it may be tried again where it failed, and a straggler
        begun a second time beside the first
        halt: called on Ctrl-C; then what is under way has GRACE to end and be taken, before that is raised on
        """
        underway: dict[str, _Underway] = {}
        took: list[float] = []
        ends_at: float | None = None
        while True:
            if ends_at is not None and (not underway or time.monotonic() > ends_at):
                raise KeyboardInterrupt
            try:
                room = AHEAD * max(1, self.threads) - len(underway) if ends_at is None else 0
                for name in [names.popleft() for _ in range(min(room, len(names)))]:
                    underway[name] = _Underway(name, arguments(name), time.monotonic())
                for one in underway.values():
                    if not one.futures:
                        self._submit(do, one, retries=RETRIES if twice else 0)
                if not underway:
                    return
                for done in self._finished(underway):
                    took.append(time.monotonic() - underway.pop(done.name).begun)
                    yield done
                if twice:
                    self._help_stragglers(do, underway, took)
            except KeyboardInterrupt:
                if halt is None or ends_at is not None:
                    raise
                halt()
                ends_at = time.monotonic() + GRACE
            except LOST:
                self._say(f"{self._address}: the scheduler is gone; waiting for it")
                for one in underway.values():
                    one.futures.clear()
                with suppress(*LOST):
                    self._client.close(timeout=1)
                self._client = self._connected(self._patience)
                self._say(f"{self._address}: it is back; {len(underway)} pieces are handed out anew")

    def on_all(self, do: Callable[..., object], *arguments: object) -> None:
        """Call `do` on every worker at once, as Dask's `Client.run` does."""
        with suppress(*LOST):
            self._client.run(do, *arguments)

    @property
    def threads(self) -> int:
        """Of all workers: so many pieces are done at a time."""
        return sum(self._client.nthreads().values())

    def _submit(
        self, do: Callable[..., Result], one: _Underway, *, retries: int, elsewhere: list[str] | None = None
    ) -> None:
        # A key of its own: Dask must not take two runs' pieces for the same.
        key = f"{do.__name__}-{uuid4().hex}"
        future = self._client.submit(do, *one.arguments, key=key, pure=False, retries=retries, workers=elsewhere)
        one.futures.append(future)

    def _finished(self, underway: dict[str, _Underway]) -> list[Done[Any]]:
        futures = [future for one in underway.values() for future in one.futures]
        with suppress(TimeoutError), self._client.as_current():
            wait(futures, timeout=LOOK, return_when="FIRST_COMPLETED")
        if self._client.status != "running":
            raise TimeoutError
        finished = []
        for one in underway.values():
            done = next((future for future in one.futures if future.done()), None)
            if done is None:
                continue
            finished.append(self._outcome(one.name, done))
            for future in one.futures:
                future.release()
        return finished

    def _outcome(self, name: str, future: Future) -> Done[Any]:
        """Raises one of LOST where the future went with its scheduler."""
        if future.status in {"cancelled", "lost"}:
            raise TimeoutError
        error = future.exception(timeout=60) if future.status == "error" else None
        if isinstance(error, KilledWorker):
            return Done(name, failure="every worker that took it died, probably for want of memory")
        if error is not None:
            return Done(name, failure=f"{type(error).__name__}: {error}")
        return Done(name, future.result(timeout=600))

    def _help_stragglers(self, do: Callable[..., Result], underway: dict[str, _Underway], took: list[float]) -> None:
        workers = self._client.processing()
        idle = [address for address, keys in workers.items() if not keys]
        if not idle or not took:
            return
        slow = max(SLOW * statistics.median(took), self._slow)
        for one in underway.values():
            if idle and len(one.futures) == 1 and time.monotonic() - one.begun > slow:
                self._say(f"{one.name}: takes long; begun a second time on another worker")
                self._submit(do, one, retries=RETRIES, elsewhere=[idle.pop()])

    def _connected(self, patience: float) -> Client:
        """A client of a scheduler that has a worker. Raises ClusterError."""
        until = time.monotonic() + patience
        while True:
            try:
                client = Client(self._address, timeout=min(5.0, patience), set_as_default=False)
                break
            except (OSError, TimeoutError) as error:
                if time.monotonic() > until:
                    raise ClusterError(
                        f"{self._address}: no scheduler answers there ({error}). Start one, `dask scheduler`,"
                        " and check the address."
                    ) from None
            time.sleep(0.5)
        try:
            client.wait_for_workers(1, timeout=max(PATIENCE_WITH_WORKERS, until - time.monotonic()))
        except (OSError, TimeoutError):
            with suppress(*LOST):
                client.close(timeout=1)
            raise ClusterError(
                f"{self._address}: the scheduler has no worker. Start one: dask worker {self._address}"
            ) from None
        return client


def _check(address: str) -> None:
    """Before a client is made, which would go on about it. Raises ConfigError."""
    try:
        get_address_host_port(address)
    except ValueError as error:
        raise ConfigError(f"--scheduler {address}: {error}. Write it as tcp://HOST:8786.") from None
