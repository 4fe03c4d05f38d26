"""The shapes of `portals.toml`: whom we are, how fast we go, and which portals.

contact = "data@example.org"

[fetch]
pace = 2.0

[[portal]]
name = "qinglan"
columns = ["https://www.example.gov.cn/zwgk/xxgk/ndbg/"]
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, field_validator

from scraper.fetch.addresses import is_web, scope_of
from scraper.portals.family import Family, Rules, Shape, families

Seconds = Annotated[float, Field(ge=0, le=3600)]


def _web_address(url: str) -> str:
    if not is_web(url):
        raise ValueError(f"“{url}” is not an http:// or https:// address")
    return url


class FetchSettings(Shape):
    """How we behave. All times in seconds.

    pace: how long a host is left alone between two requests; robots.txt may ask for more
    total_timeout: for one request from its start to the last byte, however the bytes trickle in
    pool_timeout: waiting for a free connection
    max_bytes: a larger page is not read (after decompression)
    retries: further attempts after the first one fails in a way that may pass (no answer, 429, 5xx)
    backoff: before the first retry; doubles with each, with jitter
    max_wait: a server that asks for more (Retry-After, crawl-delay) is left alone for this run
    max_redirects: hops of one page
    max_hosts: portals worked on at the same time
    max_list_pages: of one column; a list that goes on beyond is named as a failed page
    give_up_after: failed fetches in a row after which a portal's remaining pages are not tried
    """

    pace: Seconds = 2.0
    connect_timeout: Annotated[float, Field(gt=0)] = 10.0
    read_timeout: Annotated[float, Field(gt=0)] = 30.0
    write_timeout: Annotated[float, Field(gt=0)] = 30.0
    pool_timeout: Annotated[float, Field(gt=0)] = 30.0
    total_timeout: Annotated[float, Field(gt=0)] = 120.0
    max_bytes: Annotated[int, Field(ge=1000)] = 20_000_000
    retries: Annotated[int, Field(ge=0, le=10)] = 3
    backoff: Annotated[float, Field(ge=0)] = 2.0
    max_wait: Seconds = 120.0
    max_redirects: Annotated[int, Field(ge=0, le=20)] = 5
    max_hosts: Annotated[int, Field(ge=1)] = 40
    max_list_pages: Annotated[int, Field(ge=1)] = 200
    give_up_after: Annotated[int, Field(ge=1)] = 5


class Portal(Rules):
    """One `[[portal]]`: its list pages, and whatever of its family's rules it does otherwise.

    columns: addresses of the lists of reports, all on one host
    family: told from the markup when left out
    agency: of every report in these columns, where they belong to one agency
    pace: instead of `fetch.pace`
    links, paging, body, report, pass_over: instead of the family's (see `scraper.portals.family.Rules`)
    """

    name: Annotated[str, Field(pattern=r"^[\w.-]{1,80}$")]
    columns: Annotated[tuple[Annotated[str, AfterValidator(_web_address)], ...], Field(min_length=1)]
    family: str | None = None
    agency: str | None = None
    pace: Seconds | None = None

    @field_validator("family")
    @classmethod
    def _known_family(cls, name: str | None) -> str | None:
        if name is not None and name not in families():
            raise ValueError(f"there is no family “{name}”; known are {', '.join(families())}")
        return name

    @field_validator("columns")
    @classmethod
    def _one_host(cls, columns: tuple[str, ...]) -> tuple[str, ...]:
        hosts = {scope_of(column) for column in columns}
        if len(hosts) > 1:
            names = ", ".join(sorted(hosts))
            raise ValueError(f"the columns lie on several hosts ({names}); make an entry for each")
        return columns

    @property
    def scope(self) -> str:
        """The one host this portal may be crawled on."""
        return scope_of(self.columns[0])

    def rules(self, family: Family) -> Rules:
        """The family's rules with this entry's own in place of those it names."""
        own = self.model_fields_set
        return Rules(
            **{name: getattr(self if name in own else family, name) for name in Rules.model_fields},
        )


class Config(Shape):
    """The whole of `portals.toml`. contact: an address or page where a portal can reach whoever runs this."""

    contact: Annotated[str, Field(min_length=3, pattern=r"^[\x20-\x7e]+$")]
    fetch: FetchSettings = FetchSettings()
    portal: Annotated[tuple[Portal, ...], Field(min_length=1)]

    @field_validator("portal")
    @classmethod
    def _distinct_names(cls, portals: tuple[Portal, ...]) -> tuple[Portal, ...]:
        names = [portal.name for portal in portals]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two portals are called “{name}”")
        return portals
