"""The audit page driven in Chromium: filters, tables, quotes, languages, narrow screens, paper, accessibility."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from extractors.catalogue import rules
from scraper.audit import audit
from scraper.dataset import read_figures, read_findings, read_reports
from tests.dataset.conftest import Seen
from tests.dataset.synthetic import write_output

Visit = Callable[..., Seen]
SECTIONS = (
    *("overview", "coverage", "volumes", "channels", "outcomes", "grounds", "disputes", "deadlines"),
    *("findings", "sums", "outliers", "changes"),
)


def make_all(page: Any) -> None:
    page.evaluate("makeAll()")


def counts(page: Any) -> tuple[int, int]:
    """Reports and findings that match, as the page says."""
    numbers = [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", page.inner_text("#filtered"))]
    return numbers[0], numbers[1]


def choose(page: Any, name: str, value: str) -> None:
    page.select_option(f"#{name}", value)


@pytest.mark.parametrize("name", ["demo", "synthetic", "hostile"])
def test_quiet_and_alone(name: str, visit: Visit) -> None:
    """No word on the console, no request but the page itself, whatever is opened."""
    seen = visit(name)
    make_all(seen.page)
    seen.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    seen.page.locator("button.cell").first.click()
    seen.page.keyboard.press("Escape")
    seen.page.click("#language")
    assert seen.console == []
    assert [url.split("#")[0] for url in seen.requests] == [seen.page.url.split("#")[0]]
    assert seen.page.evaluate("window.hacked") is None


def test_counts_are_those_of_the_files(demo: Path, visit: Visit) -> None:
    page = visit("demo", "sumsOf=each").page
    reports, found = counts(page)
    sums = page.evaluate("findings.filter((one) => one[1].startsWith('aggregate.')).length")
    assert reports == page.evaluate("core.reports.id.length")
    assert reports + page.evaluate("core.unplaced") == len(list(read_reports(demo)))
    assert found == len(list(read_findings(demo))) + sums


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("place", "江南省 › 青岚市 › 清湖县"),
        ("level", "town"),
        ("kind", "department"),
        ("from", "2021"),
        ("to", "2019"),
        ("rule", "table.missing"),
        ("severity", "warning"),
        ("search", "水利局"),
    ],
)
def test_every_filter_narrows_and_clears(name: str, value: str, visit: Visit) -> None:
    page = visit("synthetic").page
    reports, found = counts(page)
    if name == "search":
        page.fill("#search", value)
        page.wait_for_url(lambda url: f"{name}=" in url)
    else:
        choose(page, name, value)
    now_reports, now_found = counts(page)
    assert 0 < now_found < found
    assert (now_reports == reports) is (name in ("rule", "severity"))
    assert f"{name}=" in page.url
    page.click("button[type=reset]")
    page.wait_for_url(lambda url: f"{name}=" not in url)
    assert counts(page) == (reports, found)


def test_a_view_can_be_sent_to_somebody(visit: Visit) -> None:
    page = visit("synthetic").page
    choose(page, "level", "town")
    choose(page, "severity", "error")
    wanted = counts(page)
    again = visit("synthetic", page.url.split("#")[1])
    assert counts(again.page) == wanted
    assert again.page.input_value("#level") == "town"


def test_changes_are_filtered_as_all_else(visit: Visit) -> None:
    page = visit("synthetic").page
    make_all(page)
    changes = page.locator("#changes .found > li")
    assert changes.count() == 2
    for name, value in (("place", "江南省 › 青岚市 › 清湖县"), ("kind", "department"), ("to", "2020")):
        choose(page, name, value)
        make_all(page)
        assert changes.count() == 1, name
        choose(page, name, "")


def test_a_charts_table_and_its_csv_say_the_same_as_the_data(demo: Path, visit: Visit, tmp_path: Path) -> None:
    page = visit("demo", "sumsOf=each").page
    make_all(page)
    figure = page.locator("#chart-volume-requests-received")
    figure.locator("summary").click()
    rows = [row.split("\t") for row in figure.locator("tbody").inner_text().splitlines()]
    with page.expect_download() as download:
        figure.get_by_role("button", name="下载 CSV").click()
    download.value.save_as(tmp_path / "chart.csv")
    text = (tmp_path / "chart.csv").read_text("utf-8-sig")
    assert [line.split(",")[:2] for line in text.splitlines()[1:]] == [
        [year, value.replace(",", "")] for year, value, *_ in rows
    ]
    found = {int(row[0]): float(row[1].replace(",", "")) for row in rows if row[1] != "–"}
    assert found == received_by_year(demo)


def received_by_year(folder: Path) -> dict[int, float]:
    """Requests received as the figures state them, added up without the help of a database."""
    stated: dict[tuple[int, str], dict[bool, set[float]]] = {}
    for one in read_figures(folder):
        whole = one.dimension in (None, "total") and one.channel is None and not one.cumulative
        exact = one.precision == "exact" and one.value is not None
        if one.indicator == "requests.received" and whole and exact and one.year and one.agency:
            numbers = stated.setdefault((one.year, one.report_id), {True: set(), False: set()})
            numbers[one.basis == "table"].add(float(one.value or 0))
    sums: dict[int, float] = {}
    for (year, _), numbers in stated.items():
        taken = numbers[True] or numbers[False]
        if len(taken) == 1:
            sums[year] = sums.get(year, 0) + min(taken)
    return sums


def test_sums_count_nothing_twice_unless_asked_to(visit: Visit) -> None:
    page = visit("synthetic").page

    def total() -> float:
        make_all(page)
        page.evaluate("document.querySelector('#chart-volume-requests-received details').open = true")
        cells = page.locator("#chart-volume-requests-received tbody tr td:nth-child(2)").all_inner_texts()
        return sum(float(cell.replace(",", "")) for cell in cells if cell != "–")

    once = total()
    assert "不重复计算" in page.inner_text("#volumes")
    choose(page, "sumsOf", "each")
    assert total() > once
    assert "合计有重复" in page.inner_text("#volumes")


def test_a_finding_opens_at_its_marked_words(visit: Visit) -> None:
    page = visit("demo").page
    make_all(page)
    group = page.locator("[id='rule-breakdown.total']")
    group.locator("summary").click()
    item = group.locator("li").first
    item.locator("mark").first.wait_for()
    marked = item.locator("mark").all_inner_texts()
    assert marked[0].endswith("主动公开政府信息265条")
    assert "我局主动公开政府信息265条，其中" in item.locator("blockquote").first.inner_text()
    assert item.get_by_role("link", name="原网页").get_attribute("href").startswith("http://127.0.0.1")
    address = item.get_by_role("link", name="链接").get_attribute("href")

    there = visit("demo", address.removeprefix("#")).page
    focused = there.evaluate("document.activeElement.tagName + document.activeElement.textContent")
    assert focused == f"MARK{marked[0]}"
    assert there.locator(".found .here mark").first.is_visible()
    there.wait_for_timeout(300)  # whatever is drawn late must not push the words away
    assert is_clear(there, ".found .here mark")


def is_clear(page: Any, selector: str) -> bool:
    """Whether an element is on the screen, and not below the filters, which stay at its top."""
    told = page.evaluate(
        """(selector) => {
            const box = document.querySelector(selector).getBoundingClientRect();
            const above = document.getElementById("filters").getBoundingClientRect().bottom;
            return [box.top >= above, box.bottom <= innerHeight];
        }""",
        selector,
    )
    return all(told)


@pytest.mark.parametrize("width", [360, 1280])
def test_contents_lead_to_headings_that_are_seen(width: int, visit: Visit) -> None:
    page = visit("demo", width=width).page
    for name in ("deadlines", "coverage", "findings"):
        page.click(f"#contents a[href='#{name}']")
        assert is_clear(page, f"#{name}-title")
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")


def test_a_cell_of_the_map_opens_its_report(visit: Visit) -> None:
    page = visit("demo").page
    make_all(page)
    page.get_by_role("button", name=re.compile("清岚县水利局 2021")).click()
    dialog = page.get_by_role("dialog")
    assert "清岚县水利局2021年度政府信息公开工作年度报告" in dialog.inner_text()
    assert dialog.locator("mark").count() > 0
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert "清岚县水利局 2021" in page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_missing_is_told_apart_from_unknown(visit: Visit) -> None:
    page = visit("demo").page
    make_all(page)
    assert page.get_by_role("img", name="清岚县水利局 2020：缺报告").count() == 1
    assert page.get_by_role("img", name="清岚县水利局 2018：不明").count() == 1


def test_both_languages_say_everything(visit: Visit) -> None:
    page = visit("demo", locale="en-GB").page
    make_all(page)
    english = page.inner_text("body")
    assert "Disclosure reports, audited" in english
    assert "Warnings" in english
    assert page.evaluate("document.documentElement.lang") == "en"
    page.click("#language")
    make_all(page)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    chinese = page.inner_text("body")
    assert "政府信息公开年报审阅" in chinese
    assert "Missing reports" not in chinese
    sources = page.evaluate(
        "sources => sources.map(sourceInChinese)", sorted({rule.source for rule in rules().values()})
    )
    assert [one for one in sources if re.search("[A-Za-z]", one.replace("gongkai", ""))] == []
    keys = page.evaluate("[Object.keys(WORDS.zh), Object.keys(WORDS.en)]")
    assert keys[0] == keys[1]
    places = page.evaluate(
        "Object.keys(WORDS.zh).filter((key) => String(WORDS.zh[key].match(/\\{\\d\\}/g)?.sort()) "
        "!== String(WORDS.en[key].match(/\\{\\d\\}/g)?.sort()))"
    )
    assert places == []


@pytest.mark.parametrize(("name", "width"), [("hostile", 320), ("synthetic", 360), ("demo", 768)])
def test_nothing_is_wider_than_the_screen(name: str, width: int, visit: Visit) -> None:
    page = visit(name, width=width).page
    make_all(page)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (
        page.evaluate("Math.max(...[...document.querySelectorAll('.plot svg')].map((one) => one.clientWidth))") <= width
    )


def test_paper_holds_the_findings_and_no_controls(visit: Visit) -> None:
    page = visit("demo", scheme="dark").page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not page.locator("#filters").is_visible()
    assert not page.locator("nav").is_visible()
    assert page.locator(".found li").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_nothing_is_cut_off_by_the_edge_of_the_paper(visit: Visit) -> None:
    page = visit("demo", locale="en-GB").page
    make_all(page)
    charts = page.locator("figure").filter(has=page.locator("svg text", has_text="2023")).count()
    with pypdfium2.PdfDocument(page.pdf(format="A4")) as paper:
        words = " ".join(sheet.get_textpage().get_text_bounded() for sheet in paper)
    assert charts >= 5
    assert words.count("2023") - words.count("2023-") >= charts + page.locator("#coverage th", has_text="2023").count()
    assert "Compared" in words


def test_the_keyboard_reaches_everything(visit: Visit) -> None:
    page = visit("demo").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.focus("#theme")
    page.keyboard.press("Space")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.get_attribute("#theme", "aria-pressed") == "true"


@pytest.mark.parametrize(("name", "width", "scheme"), [("demo", 1280, "light"), ("demo", 360, "dark")])
def test_axe_finds_nothing_serious(name: str, width: int, scheme: str, visit: Visit) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(name, width=width, scheme=scheme).page
    make_all(page)
    page.evaluate("document.querySelectorAll('.group, #filters details').forEach((one) => { one.open = true; })")
    for inside in (False, True):
        if inside:
            page.locator("button.cell").first.click()
        found = axe.Axe().run(page).response["violations"]
        grave = [
            (one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert grave == []


@pytest.mark.slow
def test_twenty_thousand_reports_stay_quick(browser: Any, tmp_path: Path) -> None:
    """Also on a machine that does other things: by itself the page is there in two seconds and filters in a tenth."""
    page_file = tmp_path / "audit.html"
    audit(write_output(tmp_path / "output", 20_000), page_file)
    assert page_file.stat().st_size < 12_000_000
    page = browser.new_page()
    begun = time.monotonic()
    page.goto(page_file.as_uri())
    page.wait_for_selector("html[data-ready]", timeout=30_000)
    assert time.monotonic() - begun < 8
    make_all(page)
    assert counts(page)[0] == 20_000
    for name, value in (("search", "水利局"), ("search", ""), ("severity", "error"), ("kind", "department")):
        taken = page.evaluate(
            """async ([name, value]) => {
                const begun = performance.now();
                document.getElementById(name).value = value;
                document.getElementById("filters").dispatchEvent(new Event("change"));
                await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
                return performance.now() - begun;
            }""",
            [name, value],
        )
        assert taken < 1_000, name
    page.close()


def test_hostile_words_are_shown_and_do_nothing(visit: Visit) -> None:
    page = visit("hostile").page
    make_all(page)
    page.evaluate("document.querySelectorAll('.group').forEach((one) => { one.open = true; one.fill(); })")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main script").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    text = page.inner_text("main")
    assert "<script>window.hacked = true</script>" in text
    assert "\u202e" not in text
    names = json.loads(page.evaluate("JSON.stringify(core.agencies.agency)"))
    assert any("onerror" in name for name in names)
