"""Families are data: they load, and portals are told by their signs."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

from scraper.discover.verdict import vocabulary
from scraper.portals import all_body_selectors, detect, families
from scraper.portals.paging import BackwardPaging, CountedPaging, LinkedPaging, OffsetPaging
from scraper.samples import read_serving
from tests.generator import generate
from tests.generator.portals import FAMILIES as PORTALS

HREF = re.compile(r"""href=["']([^"']{1,300})["']""")

FIXTURES = Path(__file__).parents[2] / "fixtures"


def test_families_load_and_are_called_like_their_files() -> None:
    assert {"trs", "generic"} <= set(families())
    for name, family in families().items():
        assert family.name == name
        assert family.body
        assert family.paging
        assert family.label


def test_only_the_fallback_has_no_signs() -> None:
    assert [name for name, family in families().items() if not family.signs] == ["generic"]


def test_body_selectors_of_all_families_without_doubles() -> None:
    selectors = all_body_selectors()
    assert {".TRS_Editor", "#vsb_content"} <= set(selectors)
    assert len(selectors) == len(set(selectors))


# Sample portal → its family; every one of them is told by its lists, and by its articles.
SAMPLES = {
    "qinglan": "trs",
    "yunling": "generic",
    "tanzhou": "hanweb",
    "shihu": "vsb",
    "rongjiang": "gkmlpt",
    "beiting": "ucap",
    "danxi": "aspx",
    "wuling": "doc",
    "lingxi": "channel",
}


def test_there_is_a_sample_portal_of_each_family() -> None:
    assert sorted(SAMPLES.values()) == sorted(families())
    assert sorted(SAMPLES) == sorted(folder.name for folder in FIXTURES.iterdir() if folder.is_dir())


@pytest.mark.parametrize("portal", SAMPLES)
def test_a_sample_is_told_by_its_lists(portal: str) -> None:
    """Its family, with more signs than any other, on each list page that shows some."""
    articles = {
        path for pattern in read_serving(FIXTURES / portal).articles for path in (FIXTURES / portal).glob(pattern)
    }
    lists = [path for path in (FIXTURES / portal).rglob("*.*htm*") if path not in articles]
    assert lists
    told = []
    for path in lists:
        markup = path.read_bytes().decode("gb18030" if portal in {"qinglan", "danxi"} else "utf-8")
        own = f"http://h.cn/{path.relative_to(FIXTURES / portal).as_posix()}"
        own = own.replace("/lists/", "/year_list.aspx?dept=") if portal == "danxi" else own
        told.append(detect(markup, [own, *(urljoin(own, href) for href in HREF.findall(markup))]))
    assert {one.family.name for one in told if one.signs} <= {SAMPLES[portal]}
    assert portal == "yunling" or any(one.signs for one in told)


@pytest.mark.parametrize("family", [name for name in PORTALS if name not in {"bare", "generic"}])
def test_generated_articles_show_no_sign_of_another_family(family: str) -> None:
    """Pages of the generator, whose markup was written without knowing the signs."""
    for seed in range(20):
        page = generate(seed, layout=f"plain-{family}", encoding="utf-8")
        told = detect(page.content.decode(), [page.url])
        assert told.family.name in {family, "generic"}, (told.family.name, told.signs)


# Patterns run over pages of strangers: each piece of text that begins one, again and again, must not cost more than
# the page is long.
TEMPTING = [
    "<record><![CDATA[",
    "'<li>",
    "','<tr",
    "InitData1=['<li",
    "createPageHTML(1,1,",
    "createPageHTML('a',1,",
    "<nextgroup><![CDATA[<a href='",
    "var countPage =",
    '<span class="p_t">1/',
    "window._CONFIG =",
    "TREE:",
    "SITE_ID:",
    "/gkmlpt/",
    "http://h/a/b/c",
    "/common/search/",
    "listUrl:'/a/",
    "channelId:'",
    "totalRecord:",
    "columnid:",
    "webname:'",
    "__doPostBack(",
    "/art/2020/1/",
    "/module/xxgk/xxgkAnnualReport.jsp?fbtime=20",
    "信息公开年度",
    "        ",
    "年报" * 5,
]


@pytest.mark.parametrize("piece", TEMPTING)
def test_patterns_take_linear_time(piece: str) -> None:
    page = piece * (200_000 // len(piece))
    begin = time.process_time()
    for pattern in PATTERNS:
        for count, _ in enumerate(re.finditer(pattern, page, re.MULTILINE)):
            if count == 100_000:
                break
    assert time.process_time() - begin < 3.0


def _patterns() -> Iterator[str]:
    for family in families().values():
        yield from (sign.pattern for sign in family.signs)
        yield from (value.pattern for value in family.values)
        yield from (records.pattern for records in family.records)
        yield from (listed.after for listed in family.json_lists if listed.after)
        yield from (*family.report_urls, *filter(None, (family.articles,)))
        for rule in family.paging:
            for name in ("pattern", "total", "size"):
                if isinstance(rule, (CountedPaging, BackwardPaging, OffsetPaging)) and hasattr(rule, name):
                    yield getattr(rule, name)
            if isinstance(rule, LinkedPaging):
                yield from rule.patterns
    words = vocabulary()
    yield from (words.column.annual, words.column.lead, words.column.year, words.column.agency, words.column.paths)


PATTERNS = list(_patterns())
