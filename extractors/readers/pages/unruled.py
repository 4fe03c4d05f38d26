"""Tables without drawn lines: words that stand apart beside each other, where the forms know their labels.

Lines with several words apart, and the short ones between, are taken to cells, row by row. What the reader of plain
text then finds to be an official table is one; everything else stays the running text it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from extractors.readers.pages.flow import Item
from extractors.readers.pages.lines import Line, Word, join_lines
from extractors.readers.text_cells import STATISTICS, LabelReader
from extractors.readers.text_layout import lay_out
from extractors.readers.text_lines import NUMBERED, is_sentence, is_value
from extractors.readers.text_lines import Line as TextLine
from extractors.readers.text_tables import TableDraft

# A line longer than this, in characters, is none of a table's that has no words apart.
LONGEST_SINGLE = 40
# Such lines between two with words apart, and above the first.
MOST_BETWEEN = 16
MOST_BELOW = 2
# Lines of one cell follow each other at this distance, in ems; they overlap by this share of the narrower one.
LEADING = (0.8, 1.8)
OVERLAP = 0.5
# The first line of a cell may be indented by two characters as a paragraph is, this much given or taken.
INDENT, SAME_INDENT = 2.0, 0.3
# Cells of one row stand at one height, those of one column at one place, by this many ems.
SAME_ROW = 0.6
SAME_COLUMN = 0.7
# Numbers that stand nearer below each other than this are not of two rows.
CLOSE = 0.9
FEWEST_LABELS = 2


@dataclass(slots=True, eq=False)
class Block:
    """The words of a cell, one below the other, from `page` on to `last_page`.

    lines: the indices of the lines they stand on; blanks: blank cells before it
    """

    page: int
    words: list[Word]
    lines: list[int]
    blanks: int = 0
    text: str = field(init=False, default="")
    last_page: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.last_page = self.page
        self.text = join_lines([word.text for word in self.words])

    def add(self, word: Word, line: int) -> None:
        self.words.append(word)
        self.lines.append(line)
        self.text = join_lines([word.text for word in self.words])

    @property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def middle(self) -> float:
        """Of its height on the page where it begins; words on the next one stand further up."""
        first = self.words[0]
        return (first.top + max(word.bottom for word in self.words if word.top >= first.top)) / 2

    @property
    def size(self) -> float:
        return self.words[0].size


Row = list[Block]


def with_unruled_tables(items: Sequence[Item]) -> list[Item]:
    """The items with the lines of official tables put together."""
    labels, statistics = LabelReader(), LabelReader(STATISTICS)
    kept: list[Item] = []
    start = 0
    for first, last in _stretches(items):
        kept.extend(items[start:first])
        kept.extend(_read(items[first:last], labels, statistics))
        start = last
    kept.extend(items[start:])
    return kept


def _stretches(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Where lines with words apart stand, with short lines between them and above."""
    first = last = -1
    for index, item in enumerate(items):
        line = item.content
        # What was recognised in a picture has a confidence for each cell, which a table of text has no place for.
        may_be = isinstance(line, Line) and line.confidence is None and not is_sentence(line.text)
        if first >= 0 and (not may_be or index - last > MOST_BETWEEN):
            yield first, _with_ends(items, last)
            first = -1
        if may_be and isinstance(line, Line) and len(line.words) > 1:
            if first < 0:
                first = index
                while (
                    first
                    and index - first < MOST_BETWEEN
                    and _is_short(items[first - 1])
                    and first - 1 > last + MOST_BELOW
                ):
                    first -= 1
            last = index
    if first >= 0:
        yield first, _with_ends(items, last)


def _with_ends(items: Sequence[Item], last: int) -> int:
    """Where the lines end that cells of the last line may go on to."""
    end = last + 1
    while (
        end < len(items) and end - last <= MOST_BELOW and _is_short(items[end]) and items[end].page == items[last].page
    ):
        end += 1
    return end


def _is_short(item: Item) -> bool:
    line = item.content
    return isinstance(line, Line) and len(line.text) <= LONGEST_SINGLE and not is_sentence(line.text)


def _read(lines: Sequence[Item], labels: LabelReader, statistics: LabelReader) -> list[Item]:
    """The items of a stretch, with its official tables in the place of their lines."""
    rows = _rows(_blocks(lines, labels))
    if rows is None:
        return list(lines)
    _count_blanks(rows, labels)
    blocks = [block for row in rows for block in row]
    drafts: dict[int, list[TableDraft]] = {}
    in_table: set[int] = set()
    for tables, first, last in _tables([TextLine(block.text, block.text, block.blanks, 0) for block in blocks]):
        if not all(_is_official(table, labels) or _is_official(table, statistics) for table in tables):
            continue
        taken = blocks[first:last]
        in_table.update(id(word) for block in taken for word in block.words)
        drafts[min(line for block in taken for line in block.lines)] = tables
    kept: list[Item] = []
    for index, item in enumerate(lines):
        kept.extend(replace(item, content=table) for table in drafts.get(index, ()))
        line = item.content
        if isinstance(line, Line):
            words = [word for word in line.words if id(word) not in in_table]
            if len(words) == len(line.words):
                kept.append(item)
            elif words:
                kept.append(replace(item, content=line.of(words)))
    return kept


def _tables(texts: Sequence[TextLine]) -> Iterator[tuple[list[TableDraft], int, int]]:
    """The tables among cells, those without text between them together, and the cells (`last` exclusive) they take."""
    place = {id(text): index for index, text in enumerate(texts)}
    tables: list[TableDraft] = []
    start = 0
    for segment in lay_out(texts):
        if isinstance(segment, TableDraft):
            tables.append(segment)
            continue
        if any(id(line) not in place for line in segment.lines):
            return  # a cell was cut, and what the rest of it is cannot be told
        if tables:
            yield tables, start, place[id(segment.lines[0])]
            tables = []
        start = place[id(segment.lines[-1])] + 1
    if tables:
        yield tables, start, len(texts)


def _is_official(table: TableDraft, labels: LabelReader) -> bool:
    cells = [cell for row in table.rows for cell in row if cell]
    known = sum(1 for cell in cells if not is_value(cell) and labels.of(cell) is not None)
    return known >= FEWEST_LABELS and any(map(is_value, cells))


def _blocks(items: Sequence[Item], labels: LabelReader) -> list[Block]:
    """Words with those of the same cell on the lines below."""
    blocks: list[Block] = []
    open_blocks: list[Block] = []
    cut: list[Block] = []
    first_line, last_page = 0.0, -1
    printed = [
        (item.page, word.middle, index, word)
        for index, item in enumerate(items)
        if isinstance(item.content, Line)
        for word in item.content.words
    ]
    for page, _, index, word in sorted(printed, key=lambda place: place[:3]):
        if page != last_page:
            cut = [block for block in open_blocks if block.last_page == page - 1]
            first_line, last_page, open_blocks = word.middle, page, []
        open_blocks = [block for block in open_blocks if _is_near(block, page, word)]
        above = next((block for block in reversed(open_blocks) if _goes_on(block, word, labels, over_page=False)), None)
        if above is None and word.middle - first_line <= SAME_ROW * word.size:
            # The page's end cuts a cell: its first lines stand at the foot of the page before.
            above = next((block for block in cut if _goes_on(block, word, labels, over_page=True)), None)
            if above is not None:
                above.last_page = page
                open_blocks.append(above)
        if above is not None:
            above.add(word, index)
        else:
            block = Block(page, [word], [index])
            blocks.append(block)
            open_blocks.append(block)
    return blocks


def _is_near(block: Block, page: int, word: Word) -> bool:
    return block.last_page == page and word.middle - block.words[-1].middle <= LEADING[1] * word.size


def _goes_on(block: Block, word: Word, labels: LabelReader, *, over_page: bool) -> bool:
    """Whether a word is the rest of the cell above: its label's, if the forms know either."""
    last = block.words[-1]
    narrower = min(last.x1 - last.x0, word.x1 - word.x0)
    if not over_page and word.middle - last.middle < LEADING[0] * word.size:
        return False
    is_below = min(last.x1, word.x1) - max(last.x0, word.x0) >= OVERLAP * narrower
    is_indented = len(block.words) == 1 and abs(last.x0 - word.x0 - INDENT * word.size) <= SAME_INDENT * word.size
    if not (is_below or is_indented) or is_value(word.text) or is_value(block.text):
        return False
    if NUMBERED.match(word.text):
        return False
    return _are_one_label(block.text, word.text, labels, over_page=over_page)


def _are_one_label(upper: str, lower: str, labels: LabelReader, *, over_page: bool) -> bool:
    above, below, whole = labels.of(upper), labels.of(lower), labels.of(join_lines([upper, lower]))
    if whole is None:
        # So far: 2.其他 / 法律行 / 政法规. Of a label the forms know only its notes in brackets, or a number, tell.
        unclosed = lower[0] in "（(" or upper.count("（") > upper.count("）") or upper.count("(") > upper.count(")")
        numbered = NUMBERED.match(upper) is not None
        return below is None and (above is None or (not over_page and (unclosed or numbered)))
    if above is None or below is None:
        return True
    # 2.其他 / 法律行政法规禁止公开, but 规章 / 行政规范性文件
    return NUMBERED.match(upper) is not None and whole.keys in (above.keys, below.keys)


def _rows(blocks: Sequence[Block]) -> list[Row] | None:
    """Blocks as rows from the top down, each from the left; a label beside several rows stands in one of them.

    None where numbers stand so that their rows cannot be told.
    """
    rows: list[Row] = []
    for _, group in groupby(blocks, key=lambda block: block.page):
        own = list(group)
        printed = _with_whole_numbers(_at_one_height([block for block in own if is_value(block.text)]))
        if printed is None:
            return None
        rest: list[Block] = []
        for block in own:
            if is_value(block.text):
                continue
            beside = next((row for row in printed if _stands_beside(block, row[0])), None)
            if beside is None:
                rest.append(block)
            else:
                beside.append(block)
        printed.extend(_at_one_height(rest))
        heights = {id(row): row[0].middle for row in printed}
        printed.sort(key=lambda row: heights[id(row)])
        rows.extend(sorted(row, key=lambda block: block.x0) for row in printed)
    return rows


def _with_whole_numbers(rows: Sequence[Row]) -> list[Row] | None:
    """Rows of numbers, those broken over two lines whole: one half stands above its row's height, one below.

    None where rows stand nearer than lines can, and are not such halves.
    """
    whole: list[Row] = []
    index = 0
    while index < len(rows):
        three = rows[index : index + 3]
        if len(three) == 3 and _is_close(three[0], three[1]) and _is_close(three[1], three[2]):
            upper, row, lower = (sorted(part, key=lambda block: block.x0) for part in three)
            if len(upper) != len(lower) or not all(map(_are_halves, upper, lower)):
                return None
            if any(_column(block, row) is not None for block in (*upper, *lower)):
                return None
            halves = zip(upper, lower, strict=True)
            joined = [Block(top.page, [*top.words, *end.words], [*top.lines, *end.lines]) for top, end in halves]
            whole.append([*row, *joined])
            index += 3
        else:
            whole.append(rows[index])
            index += 1
    close = any(_is_close(above, below) for above, below in pairwise(whole))
    return None if close else whole


def _is_close(above: Row, below: Row) -> bool:
    return below[0].middle - above[0].middle < CLOSE * below[0].size


def _are_halves(above: Block, below: Block) -> bool:
    return _column(below, [above]) == 0 and (above.text[-1] + below.text[0]).isdigit()


def _stands_beside(block: Block, value: Block) -> bool:
    heights = (block.middle, block.words[0].middle)
    return min(abs(height - value.middle) for height in heights) <= SAME_ROW * value.size


def _at_one_height(blocks: Sequence[Block]) -> list[Row]:
    rows: list[Row] = []
    for block in sorted(blocks, key=lambda block: block.middle):
        if rows and block.middle - rows[-1][0].middle <= SAME_ROW * block.size:
            rows[-1].append(block)
        else:
            rows.append([block])
    return rows


def _count_blanks(rows: Sequence[Row], labels: LabelReader) -> None:
    """Say before which cells blank ones stand, where the header or the fullest row of a table shows the columns.

    Whether the row then has as many cells as its form is left to the reader of the text.
    """
    header: Row = []
    below_header: list[int] = []
    for index, row in enumerate(rows):
        if any(is_value(block.text) for block in row) or not _is_header(row, labels):
            below_header.append(index)
            continue
        if below_header:
            _count_in_table(rows, below_header, header)
            header, below_header = [], []
        header.extend(block for block in row if _is_column(block, labels))
    _count_in_table(rows, below_header, header)


def _is_column(block: Block, labels: LabelReader) -> bool:
    label = labels.of(block.text)
    return label is not None and bool(label.columns)


def _is_header(row: Row, labels: LabelReader) -> bool:
    known = [label for block in row if (label := labels.of(block.text)) is not None]
    return any(label.spans or (label.columns and not label.rows) for label in known) or len(row) > 1


def _count_in_table(rows: Sequence[Row], indices: Sequence[int], header: Row) -> None:
    values = {index: [block for block in rows[index] if is_value(block.text)] for index in indices}
    columns = max(values.values(), key=len, default=[])
    if len(columns) < len(header):
        columns = sorted(header, key=lambda block: block.x0)
    for index in indices:
        own = values[index]
        places = [place for value in own if (place := _column(value, columns)) is not None]
        if not own or len(own) == len(columns) or len(places) < len(own) or places != sorted(set(places)):
            continue
        for value, place, before in zip(own, places, [-1, *places], strict=False):
            value.blanks = place - before - 1
        if index + 1 < len(rows):
            rows[index + 1][0].blanks = len(columns) - places[-1] - 1


def _column(value: Block, columns: Sequence[Block]) -> int | None:
    """The one column a value stands in: at its left, its right or its middle."""
    near = [
        index
        for index, column in enumerate(columns)
        if min(
            abs(value.x0 - column.x0), abs(value.x1 - column.x1), abs(value.x0 + value.x1 - column.x0 - column.x1) / 2
        )
        <= SAME_COLUMN * value.size
    ]
    return near[0] if len(near) == 1 else None
