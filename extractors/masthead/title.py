"""The report's title: as the page's own metadata and body print it, put together where it is split."""

from __future__ import annotations

import re

from extractors.document import Document
from extractors.readers import PageHints

# A title of a report speaks of disclosure and calls itself a report.
OF_A_REPORT = re.compile(r"(?:公开|公開).{0,24}(?:报告|年报|報告|年報)")
LONGEST_TITLE = 90
WITHIN = 8


def read_title(document: Document, hints: PageHints) -> str | None:
    """The best title that reads like a report's; else the page's own first; at last the link's text."""
    found = [title for title in document.metadata.titles if title]
    printed = _printed_title(document)
    for title in (*found, printed, hints.title):
        if title and OF_A_REPORT.search(title) and not title.endswith(("...", "…")):
            return title
    return next((title for title in (*found, hints.title) if title), None)


def _printed_title(document: Document) -> str | None:
    """A title among the first blocks, or one that two of them make together (agency above, 年度报告 below)."""
    texts = [block.text for block in document.blocks[:WITHIN] if block.kind != "table"]
    short = [text for text in texts if len(text) <= LONGEST_TITLE and "。" not in text]
    for first, second in zip(short, [*short[1:], ""], strict=False):
        if OF_A_REPORT.search(first):
            return first
        if second and OF_A_REPORT.search(first + second) and not OF_A_REPORT.search(second):
            return first + second
    return None
