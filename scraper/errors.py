"""What the scraper raises on purpose: one tree, caught by its branches.

GongkaiError                     (extractors.errors) what was wrong, where, what to do
├── CatalogueError               (extractors.errors) a data file that ships with gongkai is wrong
├── ConversionError              (extractors.errors) a program did not convert a file; becomes a finding
├── ConfigError                  the user's portals.toml or command line is wrong; exit code 2
├── FetchError                   a page could not be had; becomes a failed page, never ends a run
├── StateError                   the crawl state cannot be read or written; exit code 3
├── ClusterError                 the scheduler, or its workers, cannot be worked with; exit code 3
├── OutputError                  a file of the output folder cannot be read or written; exit code 3
└── RunLocked                    another run holds the lock; exit code 4
"""

from __future__ import annotations

from typing import Literal

from extractors.errors import GongkaiError

# What can go wrong with one fetch. A failed page carries it as the rule `fetch.<kind>`, except `blocked`:
# that is the rule `page.blocked`, which a saved challenge page gets from the extractors too.
FetchKind = Literal[
    "connection",  # refused, reset, name not found, protocol broken
    "tls",  # certificate or handshake refused
    "timeout",  # one of the time-outs, or the deadline for the whole exchange
    "status",  # an HTTP status that is not a page
    "truncated",  # the connection ended before the announced length
    "too_large",  # beyond `max_bytes`, announced or received
    "encoding",  # the content coding (gzip …) is broken
    "redirect",  # a loop, too many hops, or no usable target
    "off_host",  # a redirect out of the portal's host
    "soft_404",  # a redirect to the home page, in place of a page that is not there
    "robots",  # robots.txt forbids it, or asks for a pace beyond the configured limit
    "given_up",  # not tried: its host failed too often in this run
    "blocked",  # a script challenge, a captcha or a refusal (403) in place of the page: left alone
]


class ConfigError(GongkaiError):
    """The configuration is wrong. Stops a run before it starts."""


class FetchError(GongkaiError):
    """A page could not be had.

    retryable: a later attempt may succeed. retry_after: seconds the server asked to be left alone, if it did.
    challenge: what came is a script challenge or captcha.
    """

    def __init__(
        self,
        kind: FetchKind,
        url: str,
        reason: str,
        *,
        retryable: bool = False,
        retry_after: float | None = None,
        status: int | None = None,
        challenge: bool = False,
    ) -> None:
        super().__init__(f"{url}: {reason}")
        self.kind = kind
        self.url = url
        self.reason = reason
        self.retryable = retryable
        self.retry_after = retry_after
        self.status = status
        self.challenge = challenge

    @property
    def rule(self) -> str:
        """The identifier a failed page is recorded under."""
        return "page.blocked" if self.kind == "blocked" else f"fetch.{self.kind}"


class StateError(GongkaiError):
    """The crawl state cannot be read or written: disk full, damaged, made by a newer gongkai."""


class ClusterError(GongkaiError):
    """Nobody answers at the address given with `--scheduler`, or nobody who could do the work."""


class OutputError(GongkaiError):
    """A file of the output folder cannot be read or written."""


class RunLocked(GongkaiError):  # noqa: N818 - it says what is the case, which is no fault
    """Another run works on the same output folder."""
