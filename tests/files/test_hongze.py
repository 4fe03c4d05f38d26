"""A published report of a county as a PDF (洪泽区 2023), exactly. Its file, not ours to ship, is read where it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors import Heading, Report
from tests.files.page_of import read

FILE = Path(__file__).parents[3] / "shared" / "corpus" / "hongze-2023.pdf"
DIMENSIONS = (
    "natural_person",
    "business",
    "research",
    "public_interest",
    "legal_service",
    "other_organisation",
    "total",
)
# Rows of the requests table with what stands under natural persons; all other columns but the total are 0 throughout.
ROWS = {
    "received": 21,
    "carried_in": 0,
    "granted": 0,
    "partly_granted": 4,
    "refused.state_secret": 1,
    "refused.prohibited_by_law": 0,
    "refused.security_and_stability": 0,
    "refused.third_party_rights": 0,
    "refused.internal_affairs": 0,
    "refused.deliberative_process": 1,
    "refused.enforcement_file": 1,
    "refused.administrative_inquiry": 0,
    "unavailable.not_held": 10,
    "unavailable.needs_creation": 3,
    "unavailable.still_unclear": 0,
    "not_processed.petition_or_complaint": 1,
    "not_processed.repeat": 0,
    "not_processed.publication": 0,
    "not_processed.excessive": 0,
    "not_processed.reconfirmation": 0,
    "otherwise": 0,
    "processed_total": 21,
    "carried_out": 0,
}
DISCLOSURE = [0, 0, 0, 0, 5, 5, 550, 4119, 195, 7730.28]
DISPUTES = [10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0]
HEADINGS = [
    "总体情况",
    *("主动公开情况", "依申请公开情况", "政府信息管理情况", "政府信息公开平台建设情况", "政府信息公开监督保障情况"),
    *("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"),
    *("存在的主要问题及改进情况", "其他需要报告的事项"),
]


@pytest.fixture(scope="module")
def report() -> Report:
    if not FILE.exists():
        pytest.skip("the report does not lie beside this checkout")
    return read(FILE.read_bytes())


def test_every_cell_of_the_tables(report: Report) -> None:
    cells = [figure for figure in report.figures if figure.basis == "table"]
    requests = {(f.indicator, f.dimension): f.value for f in cells if (f.indicator or "").startswith("requests.")}
    assert requests == {
        (f"requests.{row}", dimension): value if dimension in ("natural_person", "total") else 0
        for row, value in ROWS.items()
        for dimension in DIMENSIONS
    }
    assert [f.value for f in cells if (f.indicator or "").startswith("disclosure.")] == DISCLOSURE
    assert [f.value for f in cells if (f.indicator or "").startswith("disputes.")] == DISPUTES
    assert len(cells) == 7 * len(ROWS) + len(DISCLOSURE) + len(DISPUTES)


def test_what_does_not_add_up(report: Report) -> None:
    assert [(one.rule, one.expected, one.actual) for one in report.findings] == [
        ("disputes.total", 0, 11),
        ("disputes.total", 0, 5),
    ]


def test_the_words(report: Report) -> None:
    assert [(f.value, f.unit, f.basis) for f in report.figures if f.basis != "table"] == [
        (1136, "条", "prose"),
        (21, "件", "prose"),
        (0, "元", "prose"),
    ]
    assert (report.form, report.year) == ("mixed", 2023)
    assert report.contact is not None
    assert report.contact.email == "hzzwgk@126.com"
    for figure in report.figures:
        assert figure.quote == report.text[figure.start : figure.end]


def test_headings_and_sentences_are_whole(report: Report) -> None:
    def titles(headings: list[Heading]) -> list[str]:
        return [title for heading in headings for title in (heading.title, *titles(heading.children))]

    assert titles(report.outline) == HEADINGS
    paragraphs = [line for line in report.text.split("\n")[1:] if "\t" not in line and len(line) > 30]
    assert len(paragraphs) == 9
    assert all(line.endswith("。") for line in paragraphs)
