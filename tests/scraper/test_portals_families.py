"""Families are data: they load, and portals are told by their signs."""

from __future__ import annotations

from pathlib import Path

from scraper.portals import all_body_selectors, detect, families

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


def test_trs_is_told_by_its_script_and_addresses() -> None:
    markup = (FIXTURES / "qinglan/zwgk/xxgk/ndbg/index.html").read_bytes().decode("gb18030")
    seen = detect(markup, ["http://h.cn/ndbg/", "http://h.cn/ndbg/202202/t20220216_12809.html"])
    assert seen.family.name == "trs"
    assert len(seen.signs) == 2


def test_a_plain_list_is_generic() -> None:
    markup = (FIXTURES / "yunling/open/annual/index.html").read_text("utf-8")
    seen = detect(markup, ["http://h.cn/open/annual/", "http://h.cn/open/annual/2022/0325-9480.html"])
    assert (seen.family.name, seen.signs) == ("generic", ())
