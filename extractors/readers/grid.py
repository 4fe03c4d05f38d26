"""An HTML table as rows of cells on a grid, rowspan and colspan resolved."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from extractors.document import CellDraft, Defect
from extractors.readers.html_text import joined

# The widest official table has sixteen columns; longer spans are cut, since a grid must cost no more than its cells.
WIDEST_SPAN = 64
ABSURD_SPAN = 1000
# Beyond this column cells keep their order only: whole rows of cells that span everything would cost time without end.
LAST_COLUMN = 512


def table_rows(table: LexborNode) -> tuple[list[list[CellDraft]], list[Defect]]:
    """Rows of the table itself (none of nested ones), each printed cell once, at its column."""
    printed = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in table.css("tr")]
    printed = [row for row in printed if row]
    spanning = {cell.mem_id for cell in table.css("[rowspan], [colspan]")}
    # Rows still to come that a cell from above takes a column of.
    occupied: dict[int, int] = {}
    rows: list[list[CellDraft]] = []
    absurd = 0
    for number, row in enumerate(printed):
        cells: list[CellDraft] = []
        column = 0
        reaching: dict[int, int] = {taken: left - 1 for taken, left in occupied.items() if left > 1}
        for cell in row:
            while column in occupied and column < LAST_COLUMN:
                column += 1
            down = across = 1
            if cell.mem_id in spanning:
                attributes = cell.attributes
                down, across = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
                absurd = max(absurd, down, across)
                down = min(down or len(printed), len(printed) - number)
                across = min(max(across, 1), WIDEST_SPAN)
                if down > 1:
                    reaching.update(dict.fromkeys(range(column, min(column + across, LAST_COLUMN)), down - 1))
            # Paragraphs and line breaks in a cell join like line breaks of the source.
            text = joined(cell.text(separator="\n", skip_empty=True))
            cells.append(CellDraft(text, column, down, across))
            column += across
        occupied = reaching
        rows.append(cells)
    defects = [Defect("page.damaged", f"span={absurd}")] if absurd >= ABSURD_SPAN else []
    return rows, defects


def _span(value: str | None) -> int:
    """The number an attribute states; 0 means “to the end” for rowspan; nonsense is 1."""
    if not value:
        return 1
    digits = value.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 1
