"""The body of a page as blocks: paragraphs, headings, tables, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from extractors.document import BlockKind, CellDraft, Defect
from extractors.readers.grid import table_rows
from extractors.readers.html_text import BLOCK_TAGS, is_hidden, joined, names
from extractors.readers.vocabulary import page_words

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A cell with this much running text in it holds a page, not a value.
LONG_CELL = 200
# Tables of more cells than this are not looked through for one: they are data.
LAYOUT_CELLS = 60


@dataclass(slots=True)
class BlockDraft:
    """A block before noise at the ends is taken off. Tables have rows, the others text."""

    kind: BlockKind
    text: str = ""
    rows: list[list[CellDraft]] = field(default_factory=list)


class BlockWriter:
    """Walks an element once, without recursion (pages nest thousands deep), and collects its blocks.

    furniture: take share bars, breadcrumbs and the like too, since they tell where the page stands
    leave_out: `mem_id` of an element inside that is not walked
    """

    def __init__(self, *, furniture: bool = False, leave_out: int | None = None) -> None:
        self.blocks: list[BlockDraft] = []
        self.defects: list[Defect] = []
        self._pieces: list[str] = []
        self._kind: BlockKind = "paragraph"
        self._leave_out = leave_out
        self._skip = page_words().skip_tags
        self._skip_names = frozenset[str]() if furniture else page_words().skip_names
        self._holding_tables = frozenset[int]()

    def write(self, root: LexborNode) -> None:
        self._holding_tables = tables_holding_tables(root)
        open_elements: list[tuple[LexborNode, str]] = []
        node = root.child
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                self._pieces.append(node.text_content or "")
            elif self._enter(node, tag):
                child = node.child
                if child is not None:
                    open_elements.append((node, tag))
                    node = child
                    continue
                self._leave(tag)
            following = node.next
            while following is None and open_elements:
                element, tag = open_elements.pop()
                self._leave(tag)
                following = element.next
            node = following
        self._flush()

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Whether to go into the element's children."""
        if tag == "-comment" or tag in self._skip:
            return False
        if tag == "br":
            self._flush()
            return False
        if tag in BLOCK_TAGS:
            self._flush()
            attributes = node.attributes
            if is_hidden(attributes) or not self._skip_names.isdisjoint(names(attributes)):
                return False
            if node.mem_id == self._leave_out:
                return False
            if tag == "table" and node.mem_id not in self._holding_tables and not has_running_text(node):
                self._table(node)
                return False
            if tag in HEADINGS:
                self._kind = "heading"
            return True
        return not is_hidden(node.attributes)

    def _leave(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._flush()
            if tag in HEADINGS:
                self._kind = "paragraph"

    def _flush(self) -> None:
        if self._pieces:
            text = joined(self._pieces)
            self._pieces.clear()
            if text:
                self.blocks.append(BlockDraft(self._kind, text))

    def _table(self, node: LexborNode) -> None:
        caption = node.css_first("caption")
        if caption is not None:
            text = joined([caption.text(deep=True)])
            if text:
                self.blocks.append(BlockDraft("paragraph", text))
        rows, defects = table_rows(node)
        self.defects += defects
        rows = [row for row in rows if row]
        if sum(len(row) for row in rows) == 1:
            self.blocks.append(BlockDraft("paragraph", rows[0][0].text))
        elif rows:
            self.blocks.append(BlockDraft("table", rows=rows))


def tables_holding_tables(root: LexborNode) -> frozenset[int]:
    """`mem_id` of the tables inside an element that another table lies in: they only arrange the page.

    Each element is climbed over once, however deep the page nests.
    """
    nearest: dict[int, int | None] = {root.mem_id: None}
    holding: set[int] = set()
    for table in root.css("table"):
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
    return frozenset(holding)


def has_running_text(table: LexborNode) -> bool:
    """Whether a cell holds a page rather than a value: such a table only arranges the page too."""
    cells = table.css("td, th")
    if len(cells) > LAYOUT_CELLS:
        return False
    for cell in cells:
        text = cell.text(deep=True)
        if len(text) > LONG_CELL and text.count("。") > 1 and any(word in text for word in page_words().telling):
            return True
    return False
