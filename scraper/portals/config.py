"""The shapes of `portals.toml`: whom we are, how fast we go, and which portals.

contact = "data@example.org"

[fetch]
pace = 2.0

[[portal]]
name = "qinglan"
columns = ["https://www.example.gov.cn/zwgk/xxgk/ndbg/"]
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, PrivateAttr, ValidationInfo, field_validator, model_validator

from scraper.fetch.addresses import is_web, scope_of
from scraper.fetch.tls import Tls
from scraper.portals.checked import Shape
from scraper.portals.family import Families, Family, Rules, families
from scraper.portals.schedule import Schedule, Window

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
    max_columns: of one portal, with their sub-columns; further ones are named as a failed page
    max_search_pages: pages read to find the columns of a portal that names only where to start
    give_up_after: failed fetches in a row after which a portal's remaining pages are not tried
    max_pages: asked of one portal in one run; the next run goes on; None for no limit
    window: hours of the day, Beijing time, in which pages are asked for, as “22:00-06:30”; None for all day
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
    max_columns: Annotated[int, Field(ge=1)] = 500
    max_search_pages: Annotated[int, Field(ge=1)] = 40
    give_up_after: Annotated[int, Field(ge=1)] = 5
    max_pages: Annotated[int, Field(ge=1)] | None = None
    window: Window | None = None


class Expectation(Shape):
    """`[portal.expect]`: what must hold of a portal's reports after a run, over all runs.

    reports, agencies: at least so many
    first_year, last_year: every agency has a report for each of these years and those between them
    every_year: every agency has a report for each year between its first and its last
    """

    reports: Annotated[int, Field(ge=1)] | None = None
    agencies: Annotated[int, Field(ge=1)] | None = None
    first_year: Annotated[int, Field(ge=2008, le=2100)] | None = None
    last_year: Annotated[int, Field(ge=2008, le=2100)] | None = None
    every_year: bool = False

    @model_validator(mode="after")
    def _both_years(self) -> Self:
        if (self.first_year is None) != (self.last_year is None):
            raise ValueError("first_year and last_year come together")
        if self.first_year is not None and self.last_year is not None and self.first_year > self.last_year:
            raise ValueError("first_year is later than last_year")
        return self


class Portal(Rules):
    """One `[[portal]]`: where its lists are, and whatever of its family's rules it does otherwise.

    columns: addresses of lists of reports; sub-lists below them are found
    start: pages from which the lists are looked for: a home page, a disclosure column, a site map
    family: told from the markup when left out
    agency: of every report of this portal, where they belong to one agency
    pace, window: instead of those of `[fetch]`
    tls: `legacy` for a host that knows only old TLS; `unverified` for one whose certificate cannot be checked
    tls_authorities: a PEM file with certificates that the host leaves out of its chain, beside this file
    expect: what must hold of the portal's reports
    All addresses lie on one host. Every field of `scraper.portals.family.Rules` may stand here, too.
    """

    name: Annotated[str, Field(pattern=r"^[\w.-]{1,80}$")]
    columns: tuple[Annotated[str, AfterValidator(_web_address)], ...] = ()
    start: tuple[Annotated[str, AfterValidator(_web_address)], ...] = ()
    family: str | None = None
    agency: str | None = None
    pace: Seconds | None = None
    window: Window | None = None
    tls: Tls = "strict"
    tls_authorities: Path | None = None
    expect: Expectation = Expectation()

    @field_validator("family")
    @classmethod
    def _known_family(cls, name: str | None, info: ValidationInfo) -> str | None:
        known = _families(info.context)
        if name is not None and name not in known:
            raise ValueError(f"there is no family “{name}”; known are {', '.join(known)}")
        return name

    @field_validator("tls_authorities")
    @classmethod
    def _is_there(cls, path: Path | None, info: ValidationInfo) -> Path | None:
        folder = info.context.get("folder") if info.context else None
        if path is not None and folder is not None:
            path = folder / path
        if path is not None and not path.is_file():
            raise ValueError(f"{path}: no such file")
        return path

    @field_validator("columns", "start")
    @classmethod
    def _on_one_host(cls, addresses: tuple[str, ...]) -> tuple[str, ...]:
        _one_host(addresses)
        return addresses

    @model_validator(mode="after")
    def _has_addresses(self) -> Self:
        if not self.addresses:
            raise ValueError("`columns` or `start` is missing: say where its lists of reports are")
        _one_host(self.addresses)
        return self

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where a crawl of it begins."""
        return (*self.columns, *self.start)

    @property
    def scope(self) -> str:
        """The one host this portal may be crawled on."""
        return scope_of(self.addresses[0])

    def rules(self, family: Family) -> Rules:
        """The family's rules with this entry's own in place of those it names."""
        own = self.model_fields_set
        return Rules(
            **{name: getattr(self if name in own else family, name) for name in Rules.model_fields},
        )


class Config(Shape):
    """The whole of `portals.toml`.

    contact: an address or page where a portal can reach whoever runs this
    families: files or folders of families of one's own, beside this file
    """

    contact: Annotated[str, Field(min_length=3, pattern=r"^[\x20-\x7e]+$")]
    families: tuple[str, ...] = ()
    fetch: FetchSettings = FetchSettings()
    schedule: Schedule = Schedule()
    portal: Annotated[tuple[Portal, ...], Field(min_length=1)]
    _known: Families = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        self._known = _families(context)

    @property
    def known_families(self) -> Families:
        """Those that ship with gongkai, and the configuration's own."""
        return self._known

    @field_validator("portal")
    @classmethod
    def _distinct_names(cls, portals: tuple[Portal, ...]) -> tuple[Portal, ...]:
        names = [portal.name for portal in portals]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two portals are called “{name}”")
        return portals


def _one_host(addresses: Iterable[str]) -> None:
    hosts = {scope_of(address) for address in addresses}
    if len(hosts) > 1:
        names = ", ".join(sorted(hosts))
        raise ValueError(f"the addresses lie on several hosts ({names}); make an entry for each")


def _families(context: Any) -> Families:
    """The families a configuration is checked against: those its loader read, or ours."""
    known: Families = (context or {}).get("families") or families()
    return known
