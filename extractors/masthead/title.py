"""The report's title: as the page's own metadata and body print it, put together where it is split."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import Document
from extractors.readers import PageHints

# A title of a report speaks of disclosure and calls itself a report.
OF_A_REPORT = re.compile(r"(?:公开|公開).{0,24}(?:报告|年报|報告|年報)")
# A first line that goes on below: 石桥街道办事处2023年度政府 / 信息公开工作年度报告; 2020年度 / 政府信息公开…;
# 石桥县水利局关于 / 2020年….
_GOES_ON = re.compile(r"(?:关于|政府|政務|政务|[0-9〇○一二三四五六七八九]{4}\s?年(?:度)?)$")
_LABEL = re.compile(r"^(?:标\s?题|名\s?称|信息名称|题\s?名)\s?[:：]\s?")
LONGEST_TITLE = 90
WITHIN = 8


def read_title(document: Document, hints: PageHints) -> str | None:
    """The best title that reads like a report's; else the page's own first; at last the link's text."""
    for title in _candidates(document, hints):
        if title and OF_A_REPORT.search(title) and not title.endswith(("...", "…")):
            return _once(_LABEL.sub("", title))
    return next((title for title in (*document.metadata.titles, hints.title) if title), None)


def _candidates(document: Document, hints: PageHints) -> Iterator[str | None]:
    yield from document.metadata.titles
    yield _printed_title(document)
    yield hints.title


def _printed_title(document: Document) -> str | None:
    """A title among the first blocks, or one that several of them make together."""
    texts = [block.text for block in document.blocks[:WITHIN] if block.kind != "table"]
    short = [text for text in texts if len(text) <= LONGEST_TITLE and "。" not in text]
    for place, line in enumerate(short):
        before = short[place - 1] if place else ""
        if OF_A_REPORT.search(line):
            return before + line if _GOES_ON.search(before) and not OF_A_REPORT.search(before) else line
        after = short[place + 1] if place + 1 < len(short) else ""
        if after and OF_A_REPORT.search(line + after) and not OF_A_REPORT.search(after):
            return line + after
    return None


def _once(title: str) -> str:
    """A title that markup repeats on one line."""
    half = len(title) // 2
    return title[:half] if title[:half] == title[half:] else title
