"""What a page says about its report outside the body: meta tags, label lines, titles, the breadcrumb."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser

from extractors.document import PageMetadata, one_line
from extractors.readers.html_blocks import BlockDraft
from extractors.readers.text_masthead import breadcrumb_steps, is_label, label_values

# What a site adds to a page's title: “报告--某县人民政府”, “报告_某网”, “报告 - 门户网站”.
_SITE_SUFFIX = re.compile(r"\s{0,3}(?:[_|｜]|-{1,2}|—{1,2}|–)\s{0,3}[^_|｜\-—–]{2,30}$")
_SITE_WORDS = ("政府", "网", "门户", "公开", "平台")
_OF_A_REPORT = re.compile(r"公开.{0,24}(?:报告|年报)")
LONGEST_TITLE = 120
LONGEST_LABEL_LINE = 200
TITLE_SELECTORS = (
    "h1, ucaptitle, .title, #title, .xl_title, .article-title, .articleTitle, .bt, .wztit, .content_title, .arti_title"
)


def read_metadata(tree: LexborHTMLParser, around: Iterable[BlockDraft]) -> PageMetadata:
    """`around`: the blocks of the page outside the body."""
    meta: dict[str, str] = {}
    for node in tree.css("meta[name][content]"):
        name, content = node.attributes.get("name"), node.attributes.get("content")
        if name and content and content.strip():
            meta.setdefault(name.strip().lower(), one_line(content))
    labels: dict[str, str] = {}
    breadcrumb: tuple[str, ...] = ()
    for block in around:
        if block.kind == "table":
            for row in block.rows:
                for cell, following in pairwise(row):
                    name = "".join(cell.text.split()).rstrip(":：")
                    if is_label(name) and following.text:
                        labels.setdefault(name, following.text)
        if block.text and len(block.text) <= LONGEST_LABEL_LINE:
            breadcrumb = breadcrumb or breadcrumb_steps(block.text)
            for name, value in label_values(block.text)[1]:
                if value:
                    labels.setdefault(name, value)
    return PageMetadata(meta, labels, _titles(tree, meta), breadcrumb)


def _titles(tree: LexborHTMLParser, meta: dict[str, str]) -> tuple[str, ...]:
    """Those that read like a report's title first, each once; the site's name is cut off <title>."""
    found = [meta["articletitle"]] if "articletitle" in meta else []
    found += [one_line(node.text(deep=True)) for node in tree.css(TITLE_SELECTORS)]
    head = tree.css_first("title")
    if head is not None:
        found.append(without_site(one_line(head.text(deep=True))))
    kept = [title for title in dict.fromkeys(found) if title and len(title) <= LONGEST_TITLE]
    return tuple(sorted(kept, key=lambda title: _OF_A_REPORT.search(title) is None))


def without_site(title: str) -> str:
    """A page's <title> without the site's name behind it."""
    match = _SITE_SUFFIX.search(title)
    if match and any(word in match.group() for word in _SITE_WORDS) and match.start() > 0:
        return title[: match.start()].strip()
    return title
