"""What changed in a report after its publication: its figures one by one, and the passages around them."""

from __future__ import annotations

import difflib
from collections import defaultdict, deque
from collections.abc import Iterator

from extractors import Figure, Report
from scraper.rows import FigureChange, FigureState, Passage, Version

# Passages told; a page that was written anew is better read as a whole, from the archive.
MOST_PASSAGES = 50
LONGEST_PASSAGE = 500

Key = tuple[str | None, ...]


def figure_changes(old: Report, new: Report) -> list[FigureChange]:
    """Figures that are other, or in one of the two only, in the order of the new report.

    A figure is the same in both when what it counts is: indicator, label, unit, place. Of several alike the first is
    compared with the first.
    """
    before: dict[Key, deque[Figure]] = defaultdict(deque)
    for figure in old.figures:
        before[_key(figure)].append(figure)
    changes = []
    for figure in new.figures:
        alike = before[_key(figure)]
        earlier = alike.popleft() if alike else None
        if earlier is None or _said(earlier) != _said(figure):
            changes.append(_change(figure, earlier, figure))
    changes += [_change(gone, gone, None) for alike in before.values() for gone in alike]
    return changes


def passages(old: Report, new: Report) -> list[Passage]:
    """Blocks of the text (a paragraph, a row of a table) that are other now, at most MOST_PASSAGES."""
    return [passage for passage, _ in zip(_passages(old.text, new.text), range(MOST_PASSAGES), strict=False)]


def version_of(report: Report, content: str) -> Version:
    """content: the digest of what was published, see `scraper.state.digests`."""
    source = report.source
    return Version(
        sha256=source.sha256,
        content=content,
        retrieved_at=source.retrieved_at,
        archive=source.archive,
        extractor=report.extractor.version,
    )


def _key(figure: Figure) -> Key:
    return (
        figure.basis,
        figure.section,
        figure.indicator,
        figure.dimension,
        figure.label,
        figure.unit,
        figure.channel,
    )


def _said(figure: Figure) -> tuple[object, ...]:
    return (figure.value, figure.precision, figure.mark)


def _change(named: Figure, old: Figure | None, new: Figure | None) -> FigureChange:
    return FigureChange(
        indicator=named.indicator,
        dimension=named.dimension,
        label=named.label,
        section=named.section,
        basis=named.basis,
        old=_state(old),
        new=_state(new),
    )


def _state(figure: Figure | None) -> FigureState | None:
    if figure is None:
        return None
    return FigureState(
        value=figure.value, unit=figure.unit, precision=figure.precision, mark=figure.mark, quote=figure.quote
    )


def _passages(old: str, new: str) -> Iterator[Passage]:
    before, after = old.split("\n"), new.split("\n")
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for what, first, last, from_, to in matcher.get_opcodes():
        if what == "equal":
            continue
        gone, come = before[first:last], after[from_:to]
        for number in range(max(len(gone), len(come))):
            yield Passage(
                old=gone[number][:LONGEST_PASSAGE] if number < len(gone) else None,
                new=come[number][:LONGEST_PASSAGE] if number < len(come) else None,
            )
