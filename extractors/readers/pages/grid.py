"""Drawn lines to the cells of tables."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.readers.pages.model import Rule

# Lines nearer to each other than this are one (double borders, borders of neighbouring cells), in points.
SAME = 3.5
# Pieces of one line may leave such a gap between them; lines that nearly touch do.
TOUCH = 4.0
SHORTEST = 5.0
# A border between two cells is there when it covers this share of their common side.
COVERED = 0.5
# A drawing, not a table: more lines than any page of tables has.
MOST_RULES = 1_500


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its place in the grid and on the page."""

    row: int
    column: int
    rowspan: int
    colspan: int
    x0: float
    top: float
    x1: float
    bottom: float


class Grid:
    """A ruled table: positions of its lines, and the cells between them with those merged that no line parts."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float], rules: Iterable[Rule]) -> None:
        self.xs, self.ys = tuple(xs), tuple(ys)
        self._owner = _merged(self.xs, self.ys, list(rules))
        self._index: dict[int, int] = {}
        self.cells = tuple(self._cells())
        #: Lines are missing so that what is left between them is no rectangle: two cells run into each other.
        self.irregular = sum(cell.rowspan * cell.colspan for cell in self.cells) > (
            (len(self.xs) - 1) * (len(self.ys) - 1)
        )

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """Index in `cells` of the cell a point lies in."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return None
        return self._index[self._owner[row][column]]

    def _cells(self) -> Iterable[GridCell]:
        places: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for row, owners in enumerate(self._owner):
            for column, owner in enumerate(owners):
                places[owner].append((row, column))
        for index, (owner, members) in enumerate(sorted(places.items(), key=lambda item: item[1][0])):
            self._index[owner] = index
            top, bottom = members[0][0], members[-1][0]
            left, right = min(column for _, column in members), max(column for _, column in members)
            yield GridCell(
                top,
                left,
                bottom - top + 1,
                right - left + 1,
                self.xs[left],
                self.ys[top],
                self.xs[right + 1],
                self.ys[bottom + 1],
            )


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """The ruled tables of a page, from the top down. A single box is none."""
    lines = _whole(rules)
    if not lines or len(lines) > MOST_RULES:
        return []
    grids = []
    for component in _connected(lines):
        xs = _positions([rule.at for rule in component if rule.vertical])
        ys = _positions([rule.at for rule in component if not rule.vertical])
        if not xs or not ys:
            continue
        # Tables are also drawn open at their sides, and at the end of a page.
        xs = _with_ends(xs, [rule for rule in component if not rule.vertical])
        ys = _with_ends(ys, [rule for rule in component if rule.vertical])
        if len(xs) < 2 or len(ys) < 2:
            continue
        grid = Grid(xs, ys, component)
        if len(grid.cells) > 1:
            grids.append(grid)
    return sorted(_without_frames(grids), key=lambda grid: grid.box[1])


def _with_ends(positions: list[float], crossing: Sequence[Rule]) -> list[float]:
    """Positions of lines, and the ends of those that cross them where these reach out beyond."""
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    before = [first] if first < positions[0] - 2 * TOUCH else []
    after = [last] if last > positions[-1] + 2 * TOUCH else []
    return [*before, *positions, *after]


def _without_frames(grids: Sequence[Grid]) -> list[Grid]:
    """A grid in whose cells other grids lie only arranges the page."""
    return [grid for grid in grids if not any(other is not grid and _inside(other, grid) for other in grids)]


def _inside(inner: Grid, outer: Grid) -> bool:
    left, top, right, bottom = inner.box
    x0, y0, x1, y1 = outer.box
    return x0 <= left + TOUCH and y0 <= top + TOUCH and right <= x1 + TOUCH and bottom <= y1 + TOUCH


def _whole(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of the same line put together; what stays short is a stroke of a drawing or an underline's end."""
    by_direction: dict[bool, list[Rule]] = {True: [], False: []}
    for rule in rules:
        by_direction[rule.vertical].append(rule)
    whole: list[Rule] = []
    for vertical, pieces in by_direction.items():
        positions = _positions([rule.at for rule in pieces])
        on_line: dict[int, list[Rule]] = defaultdict(list)
        for rule in pieces:
            on_line[_nearest(positions, rule.at)].append(rule)
        for index, members in on_line.items():
            members.sort(key=lambda rule: rule.start)
            start, end = members[0].start, members[0].end
            for rule in members[1:]:
                if rule.start <= end + TOUCH:
                    end = max(end, rule.end)
                else:
                    whole.append(Rule(vertical, positions[index], start, end))
                    start, end = rule.start, rule.end
            whole.append(Rule(vertical, positions[index], start, end))
    return [rule for rule in whole if rule.end - rule.start >= SHORTEST]


def _positions(values: Iterable[float]) -> list[float]:
    """Values nearer than SAME to the first of their group as one, in the middle of the group."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= SAME:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [(group[0] + group[-1]) / 2 for group in groups]


def _nearest(positions: Sequence[float], value: float) -> int:
    index = bisect_right(positions, value)
    candidates = [place for place in (index - 1, index) if 0 <= place < len(positions)]
    return min(candidates, key=lambda place: abs(positions[place] - value))


def _connected(lines: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that cross or touch, directly or through others."""
    upright = [rule for rule in lines if rule.vertical]
    level = [rule for rule in lines if not rule.vertical]
    leader = list(range(len(lines)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for first, down in enumerate(upright):
        for second, across in enumerate(level, len(upright)):
            if (
                across.start - TOUCH <= down.at <= across.end + TOUCH
                and down.start - TOUCH <= across.at <= down.end + TOUCH
            ):
                leader[find(first)] = find(second)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate([*upright, *level]):
        groups[find(index)].append(rule)
    return [group for group in groups.values() if len(group) > 2]


def _merged(xs: Sequence[float], ys: Sequence[float], rules: Sequence[Rule]) -> list[list[int]]:
    """For each elementary cell (row, column) the number of the cell it belongs to."""
    width, height = len(xs) - 1, len(ys) - 1
    upright: dict[int, list[Rule]] = defaultdict(list)
    level: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        (upright if rule.vertical else level)[_nearest(xs if rule.vertical else ys, rule.at)].append(rule)
    leader = list(range(width * height))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column + 1 < width and not _covers(upright[column + 1], ys[row], ys[row + 1]):
                leader[find(here + 1)] = find(here)
            if row + 1 < height and not _covers(level[row + 1], xs[column], xs[column + 1]):
                leader[find(here + width)] = find(here)
    return [[find(row * width + column) for column in range(width)] for row in range(height)]


def _covers(rules: Iterable[Rule], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return covered >= COVERED * (end - start)
