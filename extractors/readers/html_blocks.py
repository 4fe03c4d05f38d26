"""A page as blocks: paragraphs, headings, tables, in reading order.

The parser's own operations do the walking: what is not seen is taken off the tree, inline elements are unwrapped, and
the text nodes that then touch are merged. Each text node that is left is a line, whatever spans it was pasted
together from, and all of them are had in one call.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborNode

from extractors.document import BlockKind, CellDraft, Defect
from extractors.readers.grid import table_rows
from extractors.readers.html_text import BLOCK_TAGS, is_hidden, joined
from extractors.readers.text_masthead import telling_letters
from extractors.readers.vocabulary import page_words

# A cell with this much running text in it holds a page, not a value.
LONG_CELL = 200
# Tables of more cells than this are not looked through for one: they are data.
LAYOUT_CELLS = 60
# Between two lines. No HTML text holds this character: the parser drops it, and makes U+FFFD of a reference to it.
BREAK = "\0"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Lines that are put in for something else; each begins with a BREAK of its own.
HEADING, PARAGRAPH, TABLE = "h", "p", "t"


@dataclass(slots=True)
class BlockDraft:
    """A block before noise at the ends is taken off. Tables have rows, the others text. defects: of a table's markup"""

    kind: BlockKind
    text: str = ""
    rows: Sequence[list[CellDraft]] = ()
    defects: Sequence[Defect] = ()


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The blocks of the report, and of those around it on the page such as may say something of it."""

    inside: list[BlockDraft]
    around: list[BlockDraft]


def page_blocks(root: LexborNode, tags: Set[str], body: LexborNode, furniture: frozenset[int]) -> PageBlocks:
    """The blocks of a page, whose tree is used up by this.

    root: the page's <body>. tags: those in it
    body: the element that holds the report, perhaps root itself; it is read even if hidden: pages show it by script
    furniture: elements that are no part of a report though they may stand in its element; around it they are wanted,
    since they tell where the page stands
    """
    holding = {node.mem_id for node in _and_ancestors(body)}
    hidden_around = _take_off_unseen(root, tags, holding)
    _unwrap_inline(root, tags, body)
    tables = _take_out_tables(root, holding)
    if body.mem_id == root.mem_id:
        around = list(_around(root, tables))
        inside = _inside(body, tags, tables, furniture)
    else:
        inside = _inside(body, tags, tables, furniture)
        _detach([body, *hidden_around])
        around = list(_around(root, tables))
    return PageBlocks(inside, around)


def _inside(
    body: LexborNode, tags: Set[str], tables: Sequence[list[BlockDraft]], furniture: frozenset[int]
) -> list[BlockDraft]:
    """The report's blocks, without what stands in its element but is the page's: share bars, breadcrumbs."""
    if furniture:
        _detach(node for node in body.css("[class], [id]") if node.mem_id in furniture and node.mem_id != body.mem_id)
    headings = HEADINGS.intersection(tags)
    for heading in body.css(", ".join(headings)) if headings else ():
        if heading.mem_id != body.mem_id:
            heading.insert_before(BREAK + HEADING)
            heading.insert_after(BREAK + PARAGRAPH)
    return list(_blocks(_lines(body), tables))


def _around(root: LexborNode, tables: Sequence[list[BlockDraft]]) -> Iterator[BlockDraft]:
    """The page's own tables, and of its lines those that may hold a label or the trail: most are links of a menu."""
    lines, telling = BREAK + _lines(root), _telling()
    position = 0
    while (found := telling.search(lines, position)) is not None:
        start = lines.rfind(BREAK, position, found.start() + 1)
        end = lines.find(BREAK, found.end())
        position = len(lines) if end < 0 else end
        yield from _blocks(lines[start + 1 : position], tables)


@cache
def _telling() -> re.Pattern[str]:
    """A character of a line that may hold a label or the trail, or what begins a line that is put in."""
    letters = telling_letters()
    return re.compile(rf"[{BREAK}{letters}](?:(?<=[{letters}])|(?<={BREAK}){BREAK})")


def _and_ancestors(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        yield node
        node = node.parent


def _detach(nodes: Iterable[LexborNode]) -> None:
    for node in nodes:
        node.decompose(recursive=False)


def _take_off_unseen(root: LexborNode, tags: Set[str], holding: set[int]) -> list[LexborNode]:
    """Take off what is not seen; what is not seen and holds the report is left and returned."""
    skipped = page_words().skip_tags.intersection(tags)
    suspects = root.css(", ".join([*skipped, "[hidden]", '[style*="display" i]']))
    unseen = [node for node in suspects if node.tag in skipped or is_hidden(node.attributes)]
    _detach(node for node in unseen if node.mem_id not in holding)
    return [node for node in unseen if node.mem_id in holding]


def _unwrap_inline(root: LexborNode, tags: Set[str], body: LexborNode) -> None:
    """Leave the contents of inline elements, and no comments, so that a text node ends where a line does."""
    inline = tags - BLOCK_TAGS - page_words().skip_tags - {"br", root.tag or ""}
    # What is no plain name (o:p of Word, -comment) is no selector, and the body itself stays.
    odd = {tag for tag in inline if not tag.isalnum() or tag == body.tag}
    root.unwrap_tags(list(inline - odd), delete_empty=True)
    if odd:
        for node in [node for node in root.traverse() if node.tag in odd]:
            if node.tag == "-comment":
                node.decompose(recursive=False)
            elif node.mem_id != body.mem_id:
                node.unwrap(delete_empty=True)
    root.merge_text_nodes()


def _take_out_tables(root: LexborNode, holding: set[int]) -> list[list[BlockDraft]]:
    """Put a line that stands for it in the place of each table of data; the blocks it is, in the order of the marks.

    A table that holds the report, another table, or running text only arranges the page.
    """
    tables = root.css("table")
    arranging = _tables_holding_tables(root, tables) | holding
    taken: list[list[BlockDraft]] = []
    for table in tables:
        if table.mem_id in arranging or _has_running_text(table):
            continue
        taken.append(_of_table(table))
        table.replace_with(f"{BREAK}{TABLE}{len(taken) - 1}")
    return taken


def _of_table(table: LexborNode) -> list[BlockDraft]:
    """Its caption and itself; a table of one cell is a paragraph."""
    blocks: list[BlockDraft] = []
    caption = table.css_first("caption")
    if caption is not None and (text := joined(caption.text(deep=True))):
        blocks.append(BlockDraft("paragraph", text))
    rows, defects = table_rows(table)
    rows = [row for row in rows if row]
    if sum(len(row) for row in rows) == 1:
        blocks.append(BlockDraft("paragraph", rows[0][0].text, defects=defects))
    elif rows:
        blocks.append(BlockDraft("table", rows=rows, defects=defects))
    return blocks


def _lines(element: LexborNode) -> str:
    return element.text(separator=BREAK, skip_empty=True)


def _blocks(text: str, tables: Sequence[list[BlockDraft]]) -> Iterator[BlockDraft]:
    """Lines, with a BREAK between two of them, as blocks."""
    kind: BlockKind = "paragraph"
    lines = iter(text.split(BREAK) if text else ())
    for line in lines:
        if line:
            if shown := joined(line):
                yield BlockDraft(kind, shown)
            continue
        mark = next(lines)
        if mark.startswith(TABLE):
            yield from tables[int(mark.removeprefix(TABLE))]
        else:
            kind = "heading" if mark == HEADING else "paragraph"


def _tables_holding_tables(root: LexborNode, tables: Iterable[LexborNode]) -> set[int]:
    """`mem_id` of the tables inside an element that another table lies in: they only arrange the page.

    Each element is climbed over once, however deep the page nests.
    """
    nearest: dict[int, int | None] = {root.mem_id: None}
    holding: set[int] = set()
    for table in tables:
        path: list[int] = []
        node = table.parent
        while node is not None and node.mem_id not in nearest:
            path.append(node.mem_id)
            if node.tag == "table":
                break
            node = node.parent
        found = None
        if node is not None:
            found = node.mem_id if node.tag == "table" else nearest[node.mem_id]
        nearest.update(dict.fromkeys(path, found))
        if found is not None:
            holding.add(found)
    return holding


def _has_running_text(table: LexborNode) -> bool:
    """Whether a cell holds a page rather than a value: such a table only arranges the page too."""
    cells = table.css("td, th")
    if len(cells) > LAYOUT_CELLS:
        return False
    for cell in cells:
        text = cell.text(deep=True)
        if len(text) > LONG_CELL and text.count("。") > 1 and any(word in text for word in page_words().telling):
            return True
    return False
