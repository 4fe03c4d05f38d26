"""Other printed shapes of tables three and four: the same cells set upright, flat, in parts, or with rows gone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.generator.forms import APPLICANTS, DISPUTE_GROUPS, OUTCOME_COLUMNS
from tests.generator.grid import Grid, GridCell
from tests.generator.truth import KeptFigure

Grids = dict[str, list[Grid]]
Shape = Callable[[Grids, random.Random], None]
ORDINAL = re.compile(r"^(?:[一二三四五六七八九]、|[（(][一二三四五六七八九][）)]|\d[.．])")
HEADER_ROWS = 3
TYPOS = {"信": "讯", "属": "归", "开": "幵", "请": "清", "数": "树", "法": "去", "关": "官", "公": "功"}


@dataclass(frozen=True, slots=True)
class Line:
    """A data row of table three: the labels over it and its seven values."""

    labels: tuple[str, ...]
    values: tuple[GridCell, ...]

    @property
    def label(self) -> str:
        return self.labels[-1]


def lines_of(grid: Grid) -> list[Line]:
    """The data rows with all labels that stand over them, spans resolved."""
    lines, reaching = [], []
    for row in grid.rows[HEADER_ROWS:]:
        reaching = [(text, left - 1) for text, left in reaching if left > 1]
        own = [cell for cell in row if cell.key is None]
        lines.append(
            Line(
                (*(text for text, _ in reaching), *(cell.text for cell in own)),
                tuple(cell for cell in row if cell.key is not None),
            )
        )
        reaching += [(cell.text, cell.rowspan) for cell in own if cell.rowspan > 1]
    return lines


def _only(grids: Grids) -> Grid:
    (grid,) = grids["requests"]
    return grid


def _put(grids: Grids, header: list[str], lines: list[Line]) -> None:
    old = _only(grids)
    new = Grid("requests", cells=old.cells, kept=old.kept)
    new.label_row(*((text, 1) for text in header))
    new.rows += [[GridCell(line.label), *line.values] for line in lines]
    grids["requests"] = [new]


FLAT_HEADER = ["办理情况", *(label for _, label in APPLICANTS)]


def bare(grids: Grids, rng: random.Random) -> None:
    """No label has its ordinal."""
    grid = _only(grids)
    grid.rows = [[replace(cell, text=ORDINAL.sub("", cell.text)) for cell in row] for row in grid.rows]


def flat(grids: Grids, rng: random.Random) -> None:
    """One column of labels, without the groups."""
    _put(grids, FLAT_HEADER, lines_of(_only(grids)))


def shuffled(grids: Grids, rng: random.Random) -> None:
    """Rows out of their order."""
    lines = lines_of(_only(grids))
    rng.shuffle(lines)
    _put(grids, FLAT_HEADER, lines)


def missing(grids: Grids, rng: random.Random) -> None:
    """Some grounds are not printed."""
    lines = lines_of(_only(grids))
    grounds = [line for line in lines if str(line.values[0].key).startswith(("('requests.refused", "('requests.unav"))]
    gone = rng.sample(grounds, rng.randint(1, 4))
    for line in gone:
        for cell in line.values:
            if cell.key is not None:
                del _only(grids).cells[cell.key]
    _put(grids, FLAT_HEADER, [line for line in lines if line not in gone])


def typos(grids: Grids, rng: random.Random) -> None:
    """One wrong character in long labels."""

    def mistyped(cell: GridCell) -> GridCell:
        places = [place for place, character in enumerate(cell.text) if character in TYPOS and place > 2]
        if cell.key is not None or len(cell.text) < 8 or not places or rng.random() < 0.4:
            return cell
        place = rng.choice(places)
        return replace(cell, text=cell.text[:place] + TYPOS[cell.text[place]] + cell.text[place + 1 :])

    for grid in (*grids["requests"], *grids["disputes"]):
        grid.rows = [[mistyped(cell) for cell in row] for row in grid.rows]


def transposed(grids: Grids, rng: random.Random) -> None:
    """An applicant a row, an outcome a column."""
    old = _only(grids)
    lines = lines_of(old)
    new = Grid("requests", cells=old.cells)
    new.label_row(("申请人情况", 1), *((line.label, 1) for line in lines))
    for place, (_, label) in enumerate(APPLICANTS):
        new.rows.append([GridCell(label), *(line.values[place] for line in lines)])
    grids["requests"] = [new]


def totals_alone(grids: Grids, rng: random.Random) -> None:
    """A single column of numbers."""
    old = _only(grids)
    lines = [Line(line.labels, line.values[-1:]) for line in lines_of(old)]
    kept = {cell.key for line in lines for cell in line.values}
    for key in [key for key in old.cells if key not in kept]:
        del old.cells[key]
    _put(grids, ["办理情况", rng.choice(("总计", "合计"))], lines)


def pages(grids: Grids, rng: random.Random) -> None:
    """Cut in two where a printed page ended, perhaps with the header again."""
    old = _only(grids)
    cut = rng.randint(HEADER_ROWS + 3, len(old.rows) - 2)
    upper = Grid("requests", rows=old.rows[:cut], cells=old.cells)
    lower = Grid("requests", rows=old.rows[cut:])
    if rng.random() < 0.5:
        lower.rows = [*old.rows[:HEADER_ROWS], *lower.rows]
    grids["requests"] = [upper, lower]


def subtotal(grids: Grids, rng: random.Random) -> None:
    """小计 of the organisations, which the form does not have."""
    old = _only(grids)
    lines = []
    for line in lines_of(old):
        numbers = [old.cells[cell.key].value or 0 for cell in line.values[1:6] if cell.key is not None]
        value = sum(numbers)
        old.kept.append(KeptFigure(line.label, value))
        extra = GridCell(str(value), key=("subtotal", None))
        lines.append(Line(line.labels, (*line.values[:6], extra, line.values[6])))
    labels = [label for _, label in APPLICANTS]
    _put(grids, ["办理情况", *labels[:6], "小计", labels[6]], lines)


def _dispute_values(grids: Grids) -> dict[str, list[GridCell]]:
    by_group: dict[str, list[GridCell]] = {group: [] for group, _ in DISPUTE_GROUPS}
    for grid in grids["disputes"]:
        for row in grid.rows:
            for cell in row:
                if cell.key is not None:
                    by_group[cell.key[0].removeprefix("disputes.").rsplit(".", 1)[0]].append(cell)
    return by_group


def _new_disputes(grids: Grids) -> Grid:
    grid = Grid("disputes")
    for old in grids["disputes"]:
        grid.cells |= old.cells
    grids["disputes"] = [grid]
    return grid


def disputes_transposed(grids: Grids, rng: random.Random) -> None:
    """An outcome a row, a group a column."""
    values, grid = _dispute_values(grids), _new_disputes(grids)
    grid.label_row(("结果", 1), *((label, 1) for _, label in DISPUTE_GROUPS))
    for place, (_, label) in enumerate(OUTCOME_COLUMNS):
        grid.rows.append([GridCell(label), *(values[group][place] for group, _ in DISPUTE_GROUPS)])


def disputes_rows(grids: Grids, rng: random.Random) -> None:
    """A group a row."""
    values, grid = _dispute_values(grids), _new_disputes(grids)
    grid.label_row(("类别", 1), *((label, 1) for _, label in OUTCOME_COLUMNS))
    for group, label in DISPUTE_GROUPS:
        grid.rows.append([GridCell(label), *values[group]])


def disputes_upright(grids: Grids, rng: random.Random) -> None:
    """A single column of fifteen numbers, the groups at its left."""
    values, grid = _dispute_values(grids), _new_disputes(grids)
    for group, label in DISPUTE_GROUPS:
        head = [GridCell(label, rowspan=5)]
        for (_, outcome), value in zip(OUTCOME_COLUMNS, values[group], strict=True):
            grid.rows.append([*head, GridCell(outcome), value])
            head = []


def disputes_two(grids: Grids, rng: random.Random) -> None:
    """Two tables: 行政复议, and 行政诉讼 with its two halves."""
    values = _dispute_values(grids)
    cells = _new_disputes(grids).cells
    review, litigation = Grid("disputes", cells=cells), Grid("disputes")
    heads = [(label, 1) for _, label in OUTCOME_COLUMNS]
    review.label_row(("行政复议", 5))
    review.label_row(*heads)
    review.rows.append(values["review"])
    litigation.label_row(("行政诉讼", 10))
    litigation.label_row(("未经复议直接起诉", 5), ("复议后起诉", 5))
    litigation.label_row(*heads, *heads)
    litigation.rows.append([*values["litigation.direct"], *values["litigation.after_review"]])
    grids["disputes"] = [review, litigation]


SHAPES: dict[str, Shape] = {
    shape.__name__: shape
    for shape in (
        bare,
        flat,
        shuffled,
        missing,
        typos,
        transposed,
        totals_alone,
        pages,
        subtotal,
        disputes_transposed,
        disputes_rows,
        disputes_upright,
        disputes_two,
    )
}
