"""A printed table before it has a layout: rows of cells with spans, some of them value cells with a key."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.generator.truth import CellKey, CellTruth, KeptFigure


@dataclass(frozen=True, slots=True)
class GridCell:
    """text as printed; breaks: where a label may be broken over lines (character offsets)."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    key: CellKey | None = None
    header: bool = False


@dataclass(slots=True)
class Grid:
    """kind: disclosure, requests, disputes, statistics or home_made. rows[i]: the cells that begin in row i."""

    kind: str
    rows: list[list[GridCell]] = field(default_factory=list)
    cells: dict[CellKey, CellTruth] = field(default_factory=dict)
    kept: list[KeptFigure] = field(default_factory=list)

    def label_row(self, *labels: tuple[str, int]) -> None:
        self.rows.append([GridCell(text, colspan=span, header=True) for text, span in labels])

    def value(self, key: CellKey, printed: tuple[str, CellTruth], colspan: int = 1) -> GridCell:
        text, truth = printed
        self.cells[key] = truth
        return GridCell(text, colspan=colspan, key=key)
