"""Text from pages in cells: nothing a spreadsheet would calculate, nothing that plays with what is shown.

CSV and XLSX are opened by hand, so their cells leave out control characters and the marks that turn the direction of
writing; Parquet and DuckDB keep every character, since there the offsets of figures must hold.
"""

from __future__ import annotations

import re

# C0 and C1 but tab and line breaks; the bidi marks, embeddings, overrides and isolates.
_UNSEEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
UNSEEN = re.compile(_UNSEEN)
# What Excel, LibreOffice and others may take for the start of a formula, in half and full width; and the apostrophe
# itself, so that taking one away gives every cell back.
FORMULA = re.compile(r"^[=+\-@\t\r\n'＝＋－＠]")

# The same in DuckDB's SQL, whose RE2 writes \x{202a} for \u202a.
MACROS = (
    "CREATE TEMP MACRO seen(t) AS regexp_replace(t, '{unseen}', '', 'g')".format(
        unseen=re.sub(r"\\u([0-9a-f]{4})", r"\\x{\1}", _UNSEEN)
    ),
    "CREATE TEMP MACRO cell(t) AS CASE WHEN regexp_matches(seen(t), '{formula}') THEN '''' || seen(t)"
    " ELSE seen(t) END".format(formula=FORMULA.pattern.replace("'", "''")),
    # 156, not 156.0
    "CREATE TEMP MACRO number(v) AS CASE WHEN v = trunc(v) AND abs(v) < 1e15 THEN v::BIGINT::VARCHAR"
    " ELSE v::VARCHAR END",
)


def seen(text: str) -> str:
    return UNSEEN.sub("", text)
