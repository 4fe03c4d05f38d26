"""`gongkai probe`: what portal family this is, which report links it sees, and a configuration entry to paste.

What is printed is TOML as a whole: the explanation as comments, then the entry.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scraper.discover.links import Link
from scraper.discover.probe import Looking, Probed, probe
from scraper.discover.verdict import vocabulary
from scraper.errors import ConfigError, FetchError
from scraper.exit_codes import ExitCode
from scraper.fetch.addresses import is_web
from scraper.fetch.client import Fetcher
from scraper.portals import Config, FetchSettings, Portal, families, load_config
from scraper.printable import printable

# Entries shown of one kind.
SHOWN = 8

# Who asks, where no configuration says whom to reach.
BY_HAND = "gongkai probe, by hand"


def execute(arguments: argparse.Namespace) -> int:
    url: str = arguments.url if "://" in arguments.url else f"http://{arguments.url}"
    if not is_web(url):
        raise ConfigError(f"“{arguments.url}” is not an http:// or https:// address.")
    config = _config(Path(arguments.config), asked_for=arguments.config != "portals.toml")
    try:
        probed = asyncio.run(_probe(url, config, arguments.contact, arguments.pages))
    except FetchError as error:
        print(f"gongkai: {printable(error.url)}: {error.rule}: {printable(error.reason)}", file=sys.stderr)
        return ExitCode.NOTHING_DONE
    if arguments.format == "json":
        print(json.dumps(as_data(probed), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_toml(probed)))
    return ExitCode.OK if probed.portal is not None else ExitCode.SOME_FAILED


def _config(path: Path, *, asked_for: bool) -> Config | None:
    """The configuration that is there: its contact, pace and families are those of its owner."""
    return load_config(path) if asked_for or path.is_file() else None


async def _probe(url: str, config: Config | None, contact: str | None, pages: int) -> Probed:
    settings = config.fetch if config is not None else FetchSettings()
    asker = contact or (config.contact if config is not None else BY_HAND)
    known = config.known_families if config is not None else families()
    async with Fetcher(settings, asker) as fetcher:

        def tell(address: str) -> None:
            print(f"reading {printable(address)}", file=sys.stderr, flush=True)

        return await probe(url, name_of(url), Looking(fetcher, settings, known, pages, tell))


def name_of(url: str) -> str:
    """What a portal may be called, by its host: www.qinglan.gov.cn is qinglan, jyj.qinglan.gov.cn is qinglan-jyj."""
    host = (urlsplit(url).hostname or "portal").lower()
    labels = re.sub(r"(?:\.gov)?(?:\.(?:com|net|org))?\.cn$", "", host).split(".")
    labels = [label for label in labels if label not in {"www", ""}] or ["portal"]
    name = host if re.fullmatch(r"[\d.]+", host) else "-".join(reversed(labels))
    return re.sub(r"[^\w.-]", "-", name)[:80]


# as TOML


def as_toml(probed: Probed) -> Iterator[str]:
    for line in _explanation(probed):
        indent = "  " if line.startswith("  ") else ""
        yield f"# {indent}{printable(line)}".rstrip()
    if probed.portal is not None:
        yield ""
        yield from entry_lines(probed.portal)


def entry_lines(portal: Portal) -> Iterator[str]:
    """A `[[portal]]` as it stands in portals.toml."""
    yield "[[portal]]"
    yield f"name = {_quoted(portal.name)}"
    for key, addresses in (("columns", portal.columns), ("start", portal.start)):
        if len(addresses) == 1:
            yield f"{key} = [{_quoted(addresses[0])}]"
        elif addresses:
            yield f"{key} = ["
            yield from (f"  {_quoted(address)}," for address in addresses)
            yield "]"
    if portal.family is not None:
        yield f"family = {_quoted(portal.family)}"


def _quoted(text: str) -> str:
    # A JSON string is a TOML string, but for \/ and surrogates, which json.dumps does not write.
    return json.dumps(text, ensure_ascii=False)


def _explanation(probed: Probed) -> Iterator[str]:
    yield f"{probed.url}, as gongkai probe saw it"
    yield ""
    yield from _families_told(probed)
    yield ""
    yield f"list pages read: {len(probed.listings)}" + (", and there are more (--pages)" if probed.is_cut else "")
    for listing in probed.listings[: 2 * SHOWN]:
        reports = sum(judged.leads == "report" for judged in listing.links)
        kind = "searched for lists" if listing.stop.column is None else f"{reports} report links"
        yield f"  {listing.stop.address.url}  {kind}"
    if len(probed.listings) > 2 * SHOWN:
        yield f"  and {len(probed.listings) - 2 * SHOWN} more"
    for url, reason in probed.failed:
        yield f"failed: {url}: {reason}"
    yield f"links to reports: {len(probed.reports)}"
    yield from _links(probed.reports)
    if probed.perhaps:
        yield f"links to a report or a list, told when they are fetched: {len(probed.perhaps)}"
        yield from _links(probed.perhaps)
    meanings = {kind.id: kind.meaning for kind in vocabulary().look_alike}
    for reason, links in sorted(probed.passed_over.items(), key=lambda pair: (pair[0] == "link.words", pair[0])):
        meaning = meanings.get(reason, REASONS.get(reason, ""))
        yield f"passed over, {reason}{f' ({meaning})' if meaning else ''}: {len(links)}"
        yield from _links(links)
    yield from _trial(probed)
    if probed.portal is None:
        yield ""
        yield "No link to a report was seen. Try the address of the list itself (政府信息公开年报), or see"
        yield "docs/portals.md: `report` says what a report is called; `links`, `records`, `json_lists` where."


REASONS = {
    "link.words": "not the words of a report",
    "link.year": "the words of a report, but no year, and not in a list",
    "link.other_host": "on another host: give it an entry of its own",
    "link.script": "a report whose address only a script knows",
    "link.configured": "pass_over",
    "media.unsupported": "a kind of file nothing reads",
}


def _families_told(probed: Probed) -> Iterator[str]:
    """Each family that a page was told to be of, with its signs, and what spoke for others."""
    told: dict[str, set[str]] = {}
    others: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for listing in probed.listings:
        detection = listing.detection
        labels[detection.family.name] = detection.family.label
        told.setdefault(detection.family.name, set()).update(detection.signs)
        for name, signs in detection.others:
            others.setdefault(name, set()).update(signs)
    for name, seen in told.items():
        yield f"family: {name} ({labels[name]})"
        yield from (f"  seen: {sign}" for sign in sorted(seen))
        if not seen:
            yield "  no sign of any family was seen"
    for name, seen in others.items():
        if name not in told:
            yield f"not {name}, though seen: {', '.join(sorted(seen))}"


def _links(links: list[Link]) -> Iterator[str]:
    for link in links[:SHOWN]:
        yield "  " + "  ".join(part for part in (link.published, link.text, link.url) if part)
    if len(links) > SHOWN:
        yield f"  and {len(links) - SHOWN} more"


def _trial(probed: Probed) -> Iterator[str]:
    report = probed.trial
    if report is None:
        return
    findings = ", ".join(sorted({finding.rule for finding in report.findings})) or "none"
    yield "one report read as a trial:"
    yield f"  {report.source.url}"
    yield f"  title {report.title}, agency {report.agency.name}, year {report.year}, form {report.form}"
    yield f"  {len(report.figures)} figures, findings: {findings}"


# as JSON


def as_data(probed: Probed) -> dict[str, Any]:
    def told(link: Link) -> dict[str, str | None]:
        return {"url": link.url, "text": link.text, "published": link.published}

    trial = probed.trial
    return {
        "url": probed.url,
        "entry": "\n".join(entry_lines(probed.portal)) + "\n" if probed.portal is not None else None,
        "list_pages": [
            {
                "url": listing.stop.address.url,
                "column": listing.stop.column,
                "family": listing.detection.family.name,
                "signs": list(listing.detection.signs),
                "others": {name: list(signs) for name, signs in listing.detection.others},
                "reports": sum(judged.leads == "report" for judged in listing.links),
            }
            for listing in probed.listings
        ],
        "reports": [told(link) for link in probed.reports],
        "perhaps": [told(link) for link in probed.perhaps],
        "passed_over": {reason: [told(link) for link in links] for reason, links in probed.passed_over.items()},
        "failed": [{"url": url, "reason": reason} for url, reason in probed.failed],
        "is_cut": probed.is_cut,
        "trial": None
        if trial is None
        else {
            "url": trial.source.url,
            "title": trial.title,
            "agency": trial.agency.name,
            "year": trial.year,
            "form": trial.form,
            "figures": len(trial.figures),
            "findings": sorted({finding.rule for finding in trial.findings}),
        },
    }
