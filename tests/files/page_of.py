"""A generated report's page, with the title put into the body as files print it, and its figures as HTML gives them."""

from __future__ import annotations

import random

from extractors import PageHints, Report, extract_report
from tests.generator.body import assemble
from tests.generator.html_body import body_html
from tests.generator.page import Page
from tests.generator.truth import Truth

URL = "file:///reports/report"

STYLE = """
@page { size: A4; margin: 2.5cm 2.6cm }
body { font: 12pt/1.6 "Noto Serif CJK SC", serif }
h1 { font-size: 18pt; text-align: center } h2, h3, h4 { font-size: 12pt }
p { text-indent: 2em; margin: 0; text-align: justify } td p { text-indent: 0 }
table { border-collapse: collapse; width: 100%; font-size: 9pt } td, th { border: 1px solid; padding: 2px }
"""


def page_of(seed: int) -> tuple[Page, Truth]:
    """No blank cells: not every kind of file can tell a blank from nothing."""
    return assemble(seed, None, blanks=False)


def html_of(page: Page, seed: int, style: str = STYLE) -> str:
    body = body_html(page, random.Random(seed), word=False)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><style>{style}</style></head>"
        f"<body><h1>{page.title}</h1>{body}</body></html>"
    )


def read(content: bytes, media_type: str | None = None) -> Report:
    return extract_report(content, url=URL, hints=PageHints(media_type=media_type))


def figures_of(report: Report) -> dict[str, int]:
    """Everything read but its place, counted."""
    seen: dict[str, int] = {}
    for figure in report.figures:
        assert figure.quote == report.text[figure.start : figure.end]
        meaning = f"{figure.indicator} {figure.dimension} {figure.value} {figure.unit}"
        shown = f"{meaning} {figure.precision} {figure.basis} {figure.mark} {figure.section}"
        seen[shown] = seen.get(shown, 0) + 1
    return seen


def difference(report: Report, other: Report) -> dict[str, tuple[int, int]]:
    one, two = figures_of(report), figures_of(other)
    return {
        shown: (one.get(shown, 0), two.get(shown, 0))
        for shown in sorted(one.keys() | two.keys())
        if one.get(shown, 0) != two.get(shown, 0)
    }
