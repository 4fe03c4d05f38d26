"""The HTML reader."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import Defect, Document, DocumentBuilder, PageMetadata
from extractors.readers.html_blocks import BlockDraft, page_blocks
from extractors.readers.html_depth import DEEPEST
from extractors.readers.metadata import read_head, read_lines
from extractors.readers.noise import is_head_noise, is_tail_noise
from extractors.readers.opened import OpenedPage
from extractors.readers.text_masthead import is_label_line

# How many blocks at each end of the body are looked at for lines of the page.
ENDS = 40
# A title is looked for among this many first blocks, before it is put there.
TITLE_WITHIN = 6
# A printed title may have a word more than the one in the metadata: （公开版）.
TITLE_SLACK = 8
# Lines such as 发布时间：… stand among this many first blocks of a body, when they stand in it.
ABOVE_TEXT = 12
# Marks of a page that runs a script in place of an answer (accelerators and bot walls of government portals).
CHALLENGES = (
    "__jsl_clearance",
    "_jsl_",
    "acw_sc__v2",
    "challenge-platform",
    "/cdn-cgi/challenge",
    "wzws_cid",
    "safeline",
)
LONGEST_CHALLENGE_TEXT = 60


def read_html(opened: OpenedPage, *, media_type: str, body_selectors: Sequence[str]) -> Document:
    """An HTML page as a document: the report's body, with its title first, and what the page says around it."""
    text, encoding = opened.decoded.text, opened.decoded.encoding
    found = list(opened.decoded.defects)
    parsed = opened.parsed
    if parsed.cut:
        found.append(Defect("page.damaged", f"depth>{DEEPEST}"))
    builder = DocumentBuilder()
    root = parsed.root
    if root is None:
        return builder.build(media_type=media_type, encoding=encoding, defects=found)
    named, body = opened.located(root, body_selectors)
    meta, titles = read_head(parsed.tree, named.titles)
    page = page_blocks(root, parsed.tags, body, named.furniture)
    labels, breadcrumb = read_lines([*page.around, *page.inside[:ABOVE_TEXT]])
    metadata = PageMetadata(meta, labels, titles, breadcrumb)
    found += [defect for block in page.inside for defect in block.defects]
    blocks = _trimmed(page.inside)
    if not any(block.text or block.rows for block in blocks):
        blocks = []
    if _is_challenge(text, blocks):
        found.append(Defect("page.blocked", next(mark for mark in CHALLENGES if mark in text)))
        return builder.build(media_type=media_type, encoding=encoding, metadata=metadata, defects=found)
    if _ends_open(text):
        found.append(Defect("page.damaged", "</table>"))
        _set_apart_last_cell(blocks)
    if blocks and metadata.titles and not _has_title(blocks, metadata.titles[0]):
        builder.paragraph(metadata.titles[0], "heading")
    for block in blocks:
        if block.kind == "table":
            builder.table(block.rows)
        else:
            builder.paragraph(block.text, block.kind)
    return builder.build(media_type=media_type, encoding=encoding, metadata=metadata, defects=found)


def _trimmed(blocks: list[BlockDraft]) -> list[BlockDraft]:
    """Without the page's own lines at both ends; label lines (发布时间：…) have gone into the metadata."""
    start, end = 0, len(blocks)
    while (
        end > start
        and len(blocks) - end < ENDS
        and blocks[end - 1].kind != "table"
        and is_tail_noise(blocks[end - 1].text)
    ):
        end -= 1
    kept: list[BlockDraft] = []
    for index, block in enumerate(blocks[start:end]):
        above = index < ABOVE_TEXT and block.kind != "table"
        if above and (is_head_noise(block.text) or is_label_line(block.text)):
            continue
        kept.append(block)
    return kept


def _has_title(blocks: list[BlockDraft], title: str) -> bool:
    """Whether the body prints the title itself, perhaps on several lines; a sentence that quotes it is not it."""
    wanted = "".join(title.split())
    short = ["".join(block.text.split()) for block in blocks[:TITLE_WITHIN]]
    return wanted in "".join(text for text in short if len(text) <= len(wanted) + TITLE_SLACK)


def _is_challenge(text: str, blocks: list[BlockDraft]) -> bool:
    length = sum(len(block.text) for block in blocks)
    return (
        length <= LONGEST_CHALLENGE_TEXT
        and not any(b.rows for b in blocks)
        and any(mark in text for mark in CHALLENGES)
    )


def _set_apart_last_cell(blocks: list[BlockDraft]) -> None:
    """The cell in which the file breaks off, as a row of its own: of 847 perhaps only the 8 has come."""
    rows = blocks[-1].rows if blocks else ()
    if rows and len(rows[-1]) > 1:
        *whole, cut = rows[-1]
        blocks[-1].rows = [*rows[:-1], whole, [cut]]


def _ends_open(text: str) -> bool:
    """A file cut off inside a table: more tables are opened than closed, and nothing closes the page."""
    lowered = text[-2000:].lower()
    if "</html" in lowered or "</body" in lowered:
        return False
    return text.lower().count("<table") > text.lower().count("</table")
