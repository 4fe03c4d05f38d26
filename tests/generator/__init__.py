"""Random reports with known truth, written from the documents of the field and from nothing of the extractor.

`generate(seed)` chooses layout and encoding by the seed; both, and a fault to plant, can be given. The content
of a seed does not depend on its layout. `python -m tests.generator --help` prints one report.
"""

from __future__ import annotations

import random

from tests.generator.body import assemble
from tests.generator.content import FAULTS
from tests.generator.encode import HTML_ENCODINGS, TEXT_ENCODINGS
from tests.generator.html_body import body_html
from tests.generator.old_reports import FAULTS as OLD_FAULTS
from tests.generator.old_reports import assemble_old, some_era
from tests.generator.page import Page
from tests.generator.portals import FAMILIES
from tests.generator.shapes import SHAPES
from tests.generator.text_layouts import SHOWS_BLANKS, TABLES, text_page
from tests.generator.truth import GeneratedReport, Truth

__all__ = [
    "ENCODINGS",
    "FAULTS",
    "LAYOUTS",
    "OLD_FAULTS",
    "SHAPES",
    "GeneratedReport",
    "Page",
    "Truth",
    "encodings_of",
    "generate",
]

HTML_LAYOUTS = tuple(f"{kind}-{family}" for kind in ("plain", "word") for family in FAMILIES)
TEXT_LAYOUTS = tuple(f"text-{name}" for name in TABLES)
LAYOUTS = (*HTML_LAYOUTS, *TEXT_LAYOUTS)
ENCODINGS = tuple(dict.fromkeys((*HTML_ENCODINGS, *TEXT_ENCODINGS)))


def encodings_of(layout: str) -> tuple[str, ...]:
    return tuple(TEXT_ENCODINGS if layout.startswith("text-") else HTML_ENCODINGS)


def generate(
    seed: int,
    *,
    layout: str | None = None,
    encoding: str | None = None,
    fault: str | None = None,
    blanks: bool = True,
    era: str | None = None,
    shape: str | None = None,
) -> GeneratedReport:
    """One report.

    era: "2014" or "narrative" for reports before 2019
    shape: another printed shape of tables three and four
    blanks: whether empty table cells may be printed at all (no, to compare layouts)
    """
    choose = random.Random(f"layout {seed}")
    picked_layout, picked_seed = choose.choice(LAYOUTS), choose.random()
    layout = layout or ("text-cells" if fault == "table.unreadable" else picked_layout)
    encodings = encodings_of(layout)
    encoding = encoding or encodings[int(picked_seed * len(encodings))]
    kind, name = layout.split("-", 1)
    shows_blanks = kind != "text" or name in SHOWS_BLANKS
    if era is None and fault is None and shape is None:
        era = some_era(seed)
    page, truth = (
        assemble(seed, fault, blanks=blanks and shows_blanks, shape=shape)
        if era is None
        else assemble_old(seed, era, fault, blanks=blanks and shows_blanks)
    )
    rng = random.Random(f"page {seed} {layout}")
    if kind == "text":
        text, url, bytes_as, media_type = (
            text_page(page, rng, name),
            "file:///reports/report.txt",
            TEXT_ENCODINGS[encoding],
            "text/plain",
        )
    else:
        bytes_as, media_type = HTML_ENCODINGS[encoding], "text/html"
        chrome = FAMILIES[name](page, body_html(page, rng, word=kind == "word"), rng, bytes_as.meta())
        text, url = chrome.html, chrome.url
    return GeneratedReport(
        seed=seed,
        layout=layout,
        encoding=encoding,
        content=bytes_as.encode(text),
        media_type=media_type,
        charset=bytes_as.header,
        url=url,
        truth=truth,
        text=text,
    )
