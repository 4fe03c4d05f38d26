"""What a page says about its report outside the body: meta tags, label lines, titles, the breadcrumb."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.document import one_line
from extractors.readers.html_blocks import BlockDraft
from extractors.readers.text_masthead import breadcrumb_steps, is_label, label_values

# What a site adds to a page's title: “报告--某县人民政府”, “报告_某网”, “报告 - 门户网站”.
_SITE_SUFFIX = re.compile(r"\s{0,3}(?:[_|｜]|-{1,2}|—{1,2}|–)\s{0,3}[^_|｜\-—–]{2,30}$")
_SITE_WORDS = ("政府", "网", "门户", "公开", "平台")
_OF_A_REPORT = re.compile(r"公开.{0,24}(?:报告|年报)")
_BETWEEN = re.compile(r"[\s:：|｜]")
LONGEST_TITLE = 120
LONGEST_LABEL_LINE = 200


def read_head(tree: LexborHTMLParser, titled: Iterable[LexborNode]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The page's meta tags, and its titles: those that read like a report's first, each once.

    titled: elements that hold a title
    """
    meta: dict[str, str] = {}
    for node in tree.css("meta[name][content]"):
        name, content = node.attributes.get("name"), node.attributes.get("content")
        if name and content and content.strip():
            meta.setdefault(name.strip().lower(), one_line(content))
    found = [meta["articletitle"]] if "articletitle" in meta else []
    found += [one_line(node.text(deep=True)) for node in titled]
    head = tree.css_first("title")
    if head is not None:
        found.append(without_site(one_line(head.text(deep=True))))
    kept = [title for title in dict.fromkeys(found) if title and len(title) <= LONGEST_TITLE]
    return meta, tuple(sorted(kept, key=lambda title: _OF_A_REPORT.search(title) is None))


def read_lines(blocks: Iterable[BlockDraft]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Labels with their values, and the trail to the page, from its blocks outside the report."""
    labels: dict[str, str] = {}
    breadcrumb: tuple[str, ...] = ()
    for block in blocks:
        if block.kind == "table":
            for row in block.rows:
                for cell, following in pairwise(row):
                    name = "".join(cell.text.split()).rstrip(":：")
                    if is_label(name) and following.text:
                        labels.setdefault(name, following.text)
        if block.text and len(block.text) <= LONGEST_LABEL_LINE:
            breadcrumb = breadcrumb or breadcrumb_steps(block.text)
            # Most lines are links of the navigation; a label with a value has something between the two.
            if _BETWEEN.search(block.text) is None:
                continue
            for name, value in label_values(block.text)[1]:
                if value:
                    labels.setdefault(name, value)
    return labels, breadcrumb


def without_site(title: str) -> str:
    """A page's <title> without the site's name behind it."""
    match = _SITE_SUFFIX.search(title)
    if match and any(word in match.group() for word in _SITE_WORDS) and match.start() > 0:
        return title[: match.start()].strip()
    return title
