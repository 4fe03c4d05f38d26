"""Which URLs are the same page, and which belong to a host."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.addresses import canonical, report_id, resolve, scope_of

PAGE = "http://www.example.gov.cn/zwgk/ndbg/t1.html"


@pytest.mark.parametrize(
    "same",
    [
        "https://www.example.gov.cn/zwgk/ndbg/t1.html",
        "http://www.example.gov.cn:80/zwgk/ndbg/t1.html",
        "https://www.example.gov.cn:443/zwgk/ndbg/t1.html",
        "http://WWW.Example.gov.cn/zwgk/ndbg/t1.html",
        "http://www.example.gov.cn./zwgk/ndbg/t1.html",
        "http://www.example.gov.cn/zwgk/ndbg/t1.html#top",
        "http://www.example.gov.cn/zwgk/ndbg/t1.html?",
        "http://www.example.gov.cn//zwgk//ndbg/t1.html",
        "http://www.example.gov.cn/zwgk/xx/../ndbg/./t1.html",
        "http://www.example.gov.cn/../zwgk/ndbg/t1.html",
        "http://www.example.gov.cn/zwgk/ndbg/t1.html;jsessionid=8A0F",
    ],
)
def test_the_same_page(same: str) -> None:
    assert canonical(same) == PAGE
    assert report_id(same) == report_id(PAGE)


@pytest.mark.parametrize(
    "other",
    [
        "http://www.example.gov.cn/zwgk/ndbg/t2.html",
        "http://www.example.gov.cn/zwgk/ndbg/T1.html",
        "http://example.gov.cn/zwgk/ndbg/t1.html",
        "http://www.example.gov.cn:8080/zwgk/ndbg/t1.html",
        "http://www.example.gov.cn/zwgk/ndbg/t1.html?id=1",
    ],
)
def test_another_page(other: str) -> None:
    assert canonical(other) != PAGE


def test_a_folder_its_index_file_and_its_missing_slash_are_one_page() -> None:
    forms = ["/ndbg/", "/ndbg", "/ndbg/index.html", "/ndbg/index.htm", "/ndbg/index.shtml", "/ndbg/./"]
    assert {canonical("http://h.cn" + form) for form in forms} == {"http://h.cn/ndbg"}
    assert canonical("http://h.cn") == canonical("http://h.cn/index.html") == "http://h.cn/"
    assert canonical("http://h.cn/ndbg/index_1.html") == "http://h.cn/ndbg/index_1.html"


def test_chinese_in_host_path_and_query() -> None:
    assert canonical("http://政务.cn/年报?栏=一") == ("http://xn--zfr164b.cn/%E5%B9%B4%E6%8A%A5?%E6%A0%8F=%E4%B8%80")
    assert canonical("http://h.cn/%e5%b9%b4") == canonical("http://h.cn/年")


def test_an_escaped_separator_stays_escaped() -> None:
    assert canonical("http://h.cn/a%2Fb?c=%26&d=1") == "http://h.cn/a%2Fb?c=%26&d=1"


def test_report_id_is_the_hash_of_the_canonical_url() -> None:
    assert report_id(PAGE) == hashlib.sha256(PAGE.encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("url", "scope"),
    [
        ("http://h.cn/a", "h.cn"),
        ("https://h.cn:443/a", "h.cn"),
        ("http://h.cn:8080/a", "h.cn:8080"),
        ("https://h.cn:80/a", "h.cn:80"),
        ("http://[::1]:81/", "[::1]:81"),
    ],
)
def test_scope(url: str, scope: str) -> None:
    assert scope_of(url) == scope


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("./202001/t1.html", "http://h.cn/zwgk/202001/t1.html"),
        ("../a.html#top", "http://h.cn/a.html"),
        (" t1.html\n", "http://h.cn/zwgk/t1.html"),
        ("//other.cn/x", "http://other.cn/x"),
        ("javascript:void(0)", None),
        ("mailto:a@h.cn", None),
        ("http://[bad/", None),
        ("http://h.cn:99999/", None),
        ("ftp://h.cn/a", None),
    ],
)
def test_resolve(link: str, url: str | None) -> None:
    assert resolve("http://h.cn/zwgk/", link) == url


@given(st.text(max_size=60))
def test_any_link_resolves_or_not_and_its_identity_is_final(link: str) -> None:
    url = resolve("http://h.cn/zwgk/", link)
    if url is not None:
        once = canonical(url)
        assert canonical(once) == once
        assert once.isascii()
