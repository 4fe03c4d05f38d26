"""The report as text saved from its page, its tables in each shape such text has (atlas, section 3)."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.generator.grid import Grid, GridCell
from tests.generator.page import HeadingLine, Page, Paragraph

ASCII_PUNCTUATION = str.maketrans("，（）：；", ",():;")
TableLayout = Callable[[Grid, random.Random], list[str]]


def text_page(page: Page, rng: random.Random, table_layout: str) -> str:
    """Title, date line, body, and the noise that follows it on a saved page."""
    lines = [page.title]
    if page.date_printed:
        lines.append(
            f"{page.date_label}:{page.date_printed}"
            + rng.choice(("", f"    来源:{page.agency}", "  字体:【大 中 小】"))
        )
    elif page.source:
        lines.append(f"发布机构:{page.source}")
    write = glued if page.glued else TABLES[table_layout]
    heading = ""
    for block in page.blocks:
        if isinstance(block, HeadingLine):
            lines.append(block.text)
            heading = block.text
        elif isinstance(block, Paragraph):
            lines.append(rng.choice(("", "", "　　", "    ")) + block.text)
            heading = ""
        elif table_layout == "oneline" and heading and lines[-1] == heading and not page.glued:
            lines[-1] = " ".join([heading, *write(block.grid, rng)])
            heading = ""
        else:
            lines += write(block.grid, rng)
            heading = ""
    lines += rng.choice(
        (
            ["扫一扫在手机打开当前页"],
            ["【打印】 【关闭窗口】"],
            ["上一篇:政府信息公开指南", "责任编辑:管理员"],
            [],
        )
    )
    joint = rng.choice(("\n", "\n\n", "\n", "\r\n"))
    text = joint.join(lines) + "\n"
    return text.translate(ASCII_PUNCTUATION) if rng.random() < 0.5 else text


def one_cell_a_line(grid: Grid, rng: random.Random) -> list[str]:
    pad = rng.choice(("", "", " "))
    return [pad + cell.text for row in grid.rows for cell in row]


def header_cells_split(grid: Grid, rng: random.Random) -> list[str]:
    """本年新 and 制作数量 stand on lines of their own."""
    lines = []
    for row in grid.rows:
        for cell in row:
            if cell.header and 6 <= len(cell.text) <= 14 and "第二十条" not in cell.text:
                lines += [cell.text[:3], cell.text[3:]]
            else:
                lines.append(cell.text)
    return lines


def pipes(grid: Grid, rng: random.Random) -> list[str]:
    return [" | ".join(texts(row)) for row in grid.rows]


def pipes_leading(grid: Grid, rng: random.Random) -> list[str]:
    return ["| " + " | ".join(texts(row)) + rng.choice((" |",)) for row in grid.rows]


def pipes_trailing(grid: Grid, rng: random.Random) -> list[str]:
    return ["".join(f"{text}|" for text in texts(row)) for row in grid.rows]


def pipes_alone(grid: Grid, rng: random.Random) -> list[str]:
    """Cell and pipe on separate lines."""
    lines = []
    for row in grid.rows:
        for position, text in enumerate(texts(row)):
            lines += ["|", text] if position else [text]
    return lines


def pipes_broken(grid: Grid, rng: random.Random) -> list[str]:
    """A row of pipes goes on over indented lines."""
    lines = []
    for row in grid.rows:
        parts = texts(row)
        cut = rng.randint(1, len(parts)) if len(parts) > 4 else len(parts)
        lines.append(" | ".join(parts[:cut]) + (" |" if cut < len(parts) else ""))
        if cut < len(parts):
            lines.append("      " + " | ".join(parts[cut:]))
    return lines


def spaces(grid: Grid, rng: random.Random) -> list[str]:
    gap = rng.choice((" ", "  ", "    "))
    return [gap.join(tight(row)) for row in grid.rows]


def one_line(grid: Grid, rng: random.Random) -> list[str]:
    return [" ".join(text for row in grid.rows for text in tight(row))]


def ragged(grid: Grid, rng: random.Random) -> list[str]:
    """Labels on lines of their own, the row's numbers together on the next."""
    lines = []
    for row in grid.rows:
        lines += [cell.text for cell in row if cell.key is None and not cell.header]
        rest = [cell.text for cell in row if cell.key is not None or cell.header]
        if rest:
            lines.append(" ".join(rest))
    return lines


def glued(grid: Grid, rng: random.Random) -> list[str]:
    """All cells of a row run together: which digit belongs to which column is lost."""
    return ["".join(texts(row)) for row in grid.rows]


def texts(row: list[GridCell]) -> list[str]:
    return [cell.text for cell in row]


def tight(row: list[GridCell]) -> list[str]:
    """Cell texts where a space separates cells: a label has no space of its own."""
    return [cell.text.replace(" ", "") for cell in row]


TABLES: dict[str, TableLayout] = {
    "cells": one_cell_a_line,
    "cells_split": header_cells_split,
    "pipes": pipes,
    "pipes_leading": pipes_leading,
    "pipes_trailing": pipes_trailing,
    "pipes_alone": pipes_alone,
    "pipes_broken": pipes_broken,
    "spaces": spaces,
    "oneline": one_line,
    "ragged": ragged,
}
SHOWS_BLANKS = frozenset({"pipes", "pipes_leading", "pipes_trailing"})
