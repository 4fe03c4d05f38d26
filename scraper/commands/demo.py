"""`gongkai demo`: the sample portals, served on this machine and crawled like any other."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection
from pathlib import Path

from scraper.archive import ARCHIVE
from scraper.errors import ConfigError
from scraper.exit_codes import ExitCode
from scraper.job import Job, work
from scraper.portals import Config, parse_config
from scraper.samples import LOOPBACK, serve
from scraper.state import State

PORTALS = "portals.toml"

# A report's id is made of its address. For a second demo to find the reports of the first, the samples stand
# at the same addresses each time: these ports, below those that systems give out by themselves. Where one is
# taken the demo goes on at another and starts its data set anew, else it would hold every report twice. Names
# instead of ports would need a proxy or an entry in the hosts file: more than a demo should ask for.
PORTS = tuple(range(18610, 18630))


def execute(arguments: argparse.Namespace) -> int:
    fixtures = fixtures_folder()
    folder = Path(arguments.output)
    sites = {site.name: site for site in sorted(fixtures.iterdir()) if site.is_dir()}
    with serve(sites, PORTS) as bases:
        config = read_config(fixtures / PORTALS, bases)
        code = work(Job("demo", config, folder, prepare=lambda state: keep_one_address(state, bases.values())))
    if code is ExitCode.SOME_FAILED:
        print("Failed pages are meant to be there: a dead link, and a page that is no report.", file=sys.stderr)
    if code in {ExitCode.OK, ExitCode.SOME_FAILED}:
        print(
            f"Next: gongkai check {folder}   (or: head -n 1 {folder / 'reports.jsonl'} | jq .)",
            file=sys.stderr,
        )
    return code


def fixtures_folder() -> Path:
    """Beside this package's modules in an installed wheel, at the root of the repository otherwise."""
    package = Path(__file__).parents[1]
    for folder in (package / "fixtures", package.parent / "fixtures"):
        if (folder / PORTALS).is_file():
            return folder
    raise ConfigError(f"{package}: the sample portals are not there. Install gongkai again.")


def read_config(path: Path, bases: dict[str, str]) -> Config:
    """The samples' configuration, with the address of each site in the place of its `{name}`."""
    text = path.read_text("utf-8")
    for name, base in bases.items():
        text = text.replace(f"{{{name}}}", base)
    return parse_config(text, str(path))


def keep_one_address(state: Path, bases: Collection[str]) -> None:
    """Forget reports that an earlier demo read at other addresses. Raises ConfigError for real ones."""
    if not state.exists():
        return
    with State.open(state) as opened:
        first = next(opened.records(), None)
    if first is None:
        return
    url: str = json.loads(first)["source"]["url"]
    if url.startswith(tuple(f"{base}/" for base in bases)):
        return
    if not url.startswith(f"http://{LOOPBACK}:"):
        raise ConfigError(
            f"{state}: holds reports of real portals, and sample reports must not be mixed with them."
            " Choose another --output."
        )
    print("gongkai: the ports of the last demo are taken; its reports are read anew.", file=sys.stderr)
    for suffix in ("", "-wal", "-shm"):
        state.with_name(state.name + suffix).unlink(missing_ok=True)
    for file in (state.parent / ARCHIVE).glob("*.warc.gz"):
        file.unlink()
