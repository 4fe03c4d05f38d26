"""Tables three and four as agencies also print them: upright, flat, in parts, with columns more or rows fewer."""

from __future__ import annotations

import pytest

from tests.generator import LAYOUTS, SHAPES, generate
from tests.suite.comparing import compare
from tests.suite.tally import Tally, listing

SEEDS = range(3_000, 3_003)
SOME_LAYOUTS = ("plain-trs", "word-trs", "text-cells", "text-pipes", "text-oneline", "text-spaces")
# Twenty-odd long labels in one header row: text that has lost its grid does not tell where one of them ends.
GRID_GONE = {"transposed": ("text-cells", "text-oneline", "text-spaces")}


def cases() -> list[tuple[str, str]]:
    return [(shape, layout) for shape in SHAPES for layout in SOME_LAYOUTS if layout not in GRID_GONE.get(shape, ())]


def test_layouts_exist() -> None:
    assert set(SOME_LAYOUTS) <= set(LAYOUTS)


@pytest.mark.parametrize(("shape", "layout"), cases())
def test_every_cell_is_read_in_its_place(shape: str, layout: str) -> None:
    tally = Tally()
    for seed in SEEDS:
        tally.add(compare(generate(seed, layout=layout, shape=shape)))
    rows = tally.of("table", "lost", "quote", "error", "extra")
    assert tally.cells > 40 * len(SEEDS)
    assert not rows, listing(rows)
