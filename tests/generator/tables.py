"""Tables three and four with random numbers that balance, and the sums that a planted slip breaks."""

from __future__ import annotations

import random
from collections.abc import Mapping

from tests.generator.forms import (
    APPLICANTS,
    CARRIED_IN,
    CARRIED_OUT,
    DISPUTE_GROUPS,
    OUTCOME_COLUMNS,
    PROCESSED_TOTAL,
    RECEIVED,
    CellPrinting,
    outcome_rows,
)
from tests.generator.grid import Grid, GridCell

Numbers = dict[str, dict[str, int]]
COLUMNS = tuple(key for key, _ in APPLICANTS)


def requests_numbers(rng: random.Random, form: str, size: str) -> Numbers:
    """row key → column key → count. size: none, few or many. Balances by construction."""
    outcomes = [key for _, rows in outcome_rows(form) for key, _ in rows]
    keys = [RECEIVED[0], CARRIED_IN[0], *outcomes, PROCESSED_TOTAL[0], CARRIED_OUT[0]]
    numbers: Numbers = {key: dict.fromkeys(COLUMNS, 0) for key in keys}
    if size != "none":
        density, high = (0.12, 6) if size == "few" else (0.5, 400)
        for column in COLUMNS[:-1]:
            for key in outcomes:
                if rng.random() < density * (2 if column == "natural_person" else 1):
                    numbers[key][column] = rng.randint(1, high)
            processed = sum(numbers[key][column] for key in outcomes)
            carried_out = rng.randint(0, high) if rng.random() < 0.3 else 0
            carried_in = rng.randint(0, processed + carried_out) if rng.random() < 0.3 else 0
            numbers[PROCESSED_TOTAL[0]][column] = processed
            numbers[CARRIED_OUT[0]][column] = carried_out
            numbers[CARRIED_IN[0]][column] = carried_in
            numbers[RECEIVED[0]][column] = processed + carried_out - carried_in
    for row in numbers.values():
        row["total"] = sum(row[column] for column in COLUMNS[:-1])
    return numbers


def disputes_numbers(rng: random.Random, size: str) -> Numbers:
    """group → outcome → count."""
    high = {"none": 0, "few": 3, "many": 60}[size]
    numbers: Numbers = {}
    for group, _ in DISPUTE_GROUPS:
        row = {column: rng.randint(0, high) if rng.random() < 0.6 else 0 for column, _ in OUTCOME_COLUMNS[:-1]}
        row["total"] = sum(row.values())
        numbers[group] = row
    return numbers


def broken_sums(requests: Mapping[str, Mapping[str, int]], disputes: Mapping[str, Mapping[str, int]]) -> frozenset[str]:
    """The rules that the printed numbers break: what a reader with a pencil would find."""
    broken = set()
    if requests:
        outcomes = [
            key for key in requests if key not in (RECEIVED[0], CARRIED_IN[0], PROCESSED_TOTAL[0], CARRIED_OUT[0])
        ]
        for column in COLUMNS:
            into = requests["received"][column] + requests["carried_in"][column]
            if into != requests["processed_total"][column] + requests["carried_out"][column]:
                broken.add("requests.balance")
            if sum(requests[key][column] for key in outcomes) != requests["processed_total"][column]:
                broken.add("requests.processed_total")
        for row in requests.values():
            if sum(row[column] for column in COLUMNS[:-1]) != row["total"]:
                broken.add("requests.row_total")
    for row in disputes.values():
        if sum(count for column, count in row.items() if column != "total") != row["total"]:
            broken.add("disputes.total")
    return frozenset(broken)


def requests_grid(rng: random.Random, form: str, numbers: Numbers, printing: CellPrinting) -> Grid:
    """The rowspan and colspan tree of section 三: three columns of labels, seven of numbers."""
    grid = Grid("requests")
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    grid.rows.append(
        [
            GridCell(printing.label(rng, note), rowspan=3, colspan=3, header=True),
            GridCell("申请人情况", colspan=7, header=True),
        ]
    )
    grid.rows.append(
        [
            GridCell("自然人", rowspan=2, header=True),
            GridCell("法人或其他组织", colspan=5, header=True),
            GridCell("总计", rowspan=2, header=True),
        ]
    )
    grid.rows.append([GridCell(label, header=True) for _, label in APPLICANTS[1:-1]])

    def values(key: str) -> list[GridCell]:
        return [
            grid.value((f"requests.{key}", column), printing.number(rng, numbers[key][column])) for column in COLUMNS
        ]

    def label(text: str, **spans: int) -> GridCell:
        return GridCell(printing.label(rng, text), **spans)

    for key, text in (RECEIVED, CARRIED_IN):
        grid.rows.append([label(text, colspan=3), *values(key)])
    groups = outcome_rows(form)
    height = sum(len(rows) for _, rows in groups) + 1
    head = [label("三、本年度办理结果", rowspan=height)]
    for group, rows in groups:
        group_cell = [] if group is None else [label(group, rowspan=len(rows))]
        for key, text in rows:
            span = 2 if group is None else 1
            grid.rows.append([*head, *group_cell, label(text, colspan=span), *values(key)])
            head, group_cell = [], []
    grid.rows.append([label(PROCESSED_TOTAL[1], colspan=2), *values(PROCESSED_TOTAL[0])])
    grid.rows.append([label(CARRIED_OUT[1], colspan=3), *values(CARRIED_OUT[0])])
    return grid


def disputes_grids(rng: random.Random, numbers: Numbers, printing: CellPrinting, stacked: bool) -> list[Grid]:
    """Section 四: one table of fifteen numbers in a row, or three tables below each other."""

    def values(grid: Grid, group: str) -> list[GridCell]:
        return [
            grid.value((f"disputes.{group}.{column}", None), printing.number(rng, numbers[group][column]))
            for column, _ in OUTCOME_COLUMNS
        ]

    heads = [GridCell(text, header=True) for _, text in OUTCOME_COLUMNS]
    if stacked:
        grids = []
        for group, text in DISPUTE_GROUPS:
            grid = Grid("disputes")
            if group == "review":
                grid.label_row(("行政复议", 5))
            else:
                grid.label_row(("行政诉讼", 5))
                grid.label_row((text, 5))
            grid.rows.append(list(heads))
            grid.rows.append(values(grid, group))
            grids.append(grid)
        return grids
    grid = Grid("disputes")
    grid.label_row(("行政复议", 5), ("行政诉讼", 10))
    tall = [GridCell(text, rowspan=2, header=True) for _, text in OUTCOME_COLUMNS]
    grid.rows.append(
        [
            *tall,
            GridCell("未经复议直接起诉", colspan=5, header=True),
            GridCell("复议后起诉", colspan=5, header=True),
        ]
    )
    grid.rows.append([*heads, *heads])
    grid.rows.append([cell for group, _ in DISPUTE_GROUPS for cell in values(grid, group)])
    return [grid]
