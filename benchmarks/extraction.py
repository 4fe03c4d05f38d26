"""Extraction: a page to its line of JSON, beside the bare parse and beside programs that do a part of it."""

from __future__ import annotations

import io
import statistics
import warnings
from collections.abc import Callable
from functools import partial
from importlib import import_module

from selectolax.lexbor import LexborHTMLParser

from benchmarks.measure import Outcome, Promise, Row, in_turns, peak_kilobytes
from benchmarks.pages import Sample, make_page, samples
from extractors import PageHints, extract_report
from scraper.portals import all_body_selectors

SUBJECT = "extraction"
URL = "http://www.qinglan.example/t1.html"
FLOOR, OURS = "selectolax: parse", "gongkai: to a line of JSON"
PANDAS, TRAFILATURA, GNE = "pandas.read_html: tables", "trafilatura: text, tables", "GNE: title, date, text"

Reader = Callable[[bytes], object]


def ours(media_type: str) -> Reader:
    hints = PageHints(media_type=media_type, body_selectors=all_body_selectors())
    return lambda content: extract_report(content, url=URL, hints=hints).model_dump_json()


def _pandas() -> Reader:
    read_html = import_module("pandas").read_html
    return lambda content: read_html(io.StringIO(content.decode()), flavor="lxml")


def _trafilatura() -> Reader:
    extract = import_module("trafilatura").extract
    return lambda content: extract(content.decode(), include_tables=True)


def _gne() -> Reader:
    extractor = import_module("gne").GeneralNewsExtractor()
    return lambda content: extractor.extract(content.decode())


def _readability() -> Reader:
    document = import_module("readability").Document
    return lambda content: document(content.decode()).summary()


def _soup() -> Reader:
    soup = import_module("bs4").BeautifulSoup
    return lambda content: soup(content, "lxml")


PEERS: dict[str, Callable[[], Reader]] = {
    PANDAS: _pandas,
    "readability-lxml: main text": _readability,
    "BeautifulSoup(lxml): parse": _soup,
    GNE: _gne,
    TRAFILATURA: _trafilatura,
}


def cells(content: bytes) -> object:
    return [node.text() for node in LexborHTMLParser(content).css("td")]


def measure(rounds: int) -> Outcome:
    warnings.simplefilter("ignore")
    rows, readers = [], {FLOOR: LexborHTMLParser, "selectolax: parse, text of cells": cells, OURS: ours("text/html")}
    for name, peer in PEERS.items():
        try:
            readers[name] = peer()
        except ImportError as error:
            rows.append(Row(SUBJECT, name, note=f"not installed ({error.name})"))
    page, *others = samples()
    times = in_turns({name: partial(read, page.content) for name, read in readers.items()}, rounds)
    for name, taken in times.items():
        peak = peak_kilobytes(partial(readers[name], page.content))
        rows.append(Row(SUBJECT, name, {"ms": taken, "× parse": taken / times[FLOOR], "peak KB": peak}))
    rows += [_row(sample, max(rounds // 5, 3)) for sample in others]
    promises = [Promise("extraction within 10 × of the bare parse", times[OURS] / times[FLOOR], 10)]
    if PANDAS in times:
        promises.append(Promise("extraction within 1 × of pandas.read_html", times[OURS] / times[PANDAS], 1))
    promises += [
        Promise(f"extraction against {peer.partition(':')[0]}, times faster", times[peer] / times[OURS], 10, False)
        for peer in (TRAFILATURA, GNE)
        if peer in times
    ]
    growth_rows, growth = _growth(max(rounds // 10, 3))
    return Outcome([*rows, *growth_rows], [*promises, growth])


def _row(sample: Sample, rounds: int) -> Row:
    works = {"ours": partial(ours(sample.media_type), sample.content)}
    if sample.html:
        works["parse"] = partial(LexborHTMLParser, sample.content)
    times = in_turns(works, rounds)
    values = {"KB": len(sample.content) / 1000, "ms": times["ours"], "ms a 100 KB": 1e5 * times["ours"]}
    values["ms a 100 KB"] /= len(sample.content)
    if "parse" in times:
        values["× parse"] = times["ours"] / times["parse"]
    values["peak KB"] = peak_kilobytes(works["ours"])
    return Row(SUBJECT, f"gongkai: {sample.name}", values)


def _growth(rounds: int) -> tuple[list[Row], Promise]:
    """A page ten times as long must take ten times as long, not more."""
    small, large = make_page(), make_page(1_110_000)
    read = ours("text/html")
    times = in_turns({"small": partial(read, small), "large": partial(read, large)}, rounds)
    each = {name: times[name] / len(page) for name, page in (("small", small), ("large", large))}
    rows = [
        Row(
            SUBJECT,
            "gongkai: word page 1,110 KB",
            {"KB": len(large) / 1000, "ms": times["large"], "ms a 100 KB": each["large"] * 1e5},
        )
    ]
    return rows, Promise("a page ten times as long, times a byte", each["large"] / each["small"], 1.3)


def milliseconds_a_page(rounds: int) -> float:
    """What the simulation of the country reckons with: the mean over the set, the large page left out."""
    times = in_turns(
        {one.name: partial(ours(one.media_type), one.content) for one in samples()[1:]},
        rounds,
    )
    return statistics.mean(times.values())
