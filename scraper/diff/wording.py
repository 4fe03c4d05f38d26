"""A change in words, for the terminal and for HTML alike."""

from __future__ import annotations

from typing import Any

from scraper.diff.compare import Figure, FigureChange, ReportChange
from scraper.printable import printable

SIGNS = {"added": "+", "removed": "-", "withdrawn": "-", "changed": "~"}
_BEFORE = {"at_least": "≥ ", "about": "≈ ", "at_most": "≤ "}


def report_name(change: ReportChange) -> str:
    return f"{printable(change.agency or 'agency unknown')} {change.year or 'year unknown'}"


def figure_name(change: FigureChange) -> str:
    """The indicator as far as there is one, and the label as printed."""
    parts = [part for part in (change.indicator, change.dimension, change.channel) if part]
    label = printable(change.label)
    return f"{' / '.join(parts)} “{label}”" if parts else f"“{label}”"


def stated(figure: Figure | None) -> str:
    """What a figure says: 12 件, ≈ 300 条, or its mark where no number is printed."""
    if figure is None:
        return "not stated"
    if figure["value"] is None:
        return f"no number ({figure['mark'] or 'unreadable'})"
    return f"{_BEFORE.get(figure['precision'], '')}{figure['value']:.15g} {printable(figure['unit'] or '')}".strip()


def field_change(name: str, values: list[Any]) -> str:
    old, new = (printable(str(value)) if value is not None else "none" for value in values)
    return f"{name}: {old} → {new}"
