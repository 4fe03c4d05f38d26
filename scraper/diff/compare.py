"""Two states side by side: merged by report id, figures matched by what they count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from scraper.diff.states import ReportState

Figure = dict[str, Any]
# What a figure says; where it stands in the text says nothing about it.
STATED = ("value", "unit", "precision", "mark")
SHOWN = ("value", "unit", "precision", "mark", "quote")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that was stated otherwise, newly stated, or no longer stated. old, new: the keys of SHOWN."""

    change: Literal["changed", "added", "removed"]
    indicator: str | None
    dimension: str | None
    channel: str | None
    label: str
    old: Figure | None
    new: Figure | None


@dataclass(frozen=True, slots=True)
class ReportChange:
    """fields: what changed of title, agency, year, form, dates, each as [old, new]."""

    change: Literal["added", "withdrawn", "changed"]
    report_id: str
    url: str
    agency: str | None
    year: int | None
    fields: dict[str, list[Any]]
    text_changed: bool
    figures: list[FigureChange]

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


def compare(old: Iterable[ReportState], new: Iterable[ReportState]) -> Iterator[ReportChange]:
    """The changes from `old` to `new`, in the order of ids, which both must have."""
    olds, news = iter(old), iter(new)
    before, after = next(olds, None), next(news, None)
    while before or after:
        if after is None or (before is not None and before.id < after.id):
            assert before is not None  # noqa: S101 - for the type checker
            yield _whole("withdrawn", before)
            before = next(olds, None)
        elif before is None or after.id < before.id:
            yield _whole("added", after)
            after = next(news, None)
        else:
            if change := _changed(before, after):
                yield change
            before, after = next(olds, None), next(news, None)


def _whole(change: Literal["added", "withdrawn"], state: ReportState) -> ReportChange:
    return ReportChange(change, state.id, state.url, state.fields["agency"], state.fields["year"], {}, False, [])


def _changed(before: ReportState, after: ReportState) -> ReportChange | None:
    fields = {
        name: [before.fields[name], after.fields[name]]
        for name in before.fields
        if before.fields[name] != after.fields[name]
    }
    figures = compare_figures(before.figures, after.figures)
    text_changed = before.text_sha256 != after.text_sha256
    if not (fields or figures or text_changed):
        return None
    agency, year = after.fields["agency"], after.fields["year"]
    return ReportChange("changed", after.id, after.url, agency, year, fields, text_changed, figures)


def compare_figures(old: list[Figure], new: list[Figure]) -> list[FigureChange]:
    """Figures matched in three steps: those that say the same, those of the same label, those of the same indicator.

    Within a step the first goes with the first: reports repeat a label, but hardly ever turn the repetitions round.
    """
    changes: list[tuple[int, FigureChange]] = []
    pairs: list[tuple[Figure, Figure]] = []
    for key in (_same, _label, _indicator):
        matched, old, new = _match(old, new, key)
        if key is not _same:
            pairs += matched
    changes += [(after["start"], _change("changed", before, after)) for before, after in pairs]
    changes += [(before["start"], _change("removed", before, None)) for before in old]
    changes += [(after["start"], _change("added", None, after)) for after in new]
    return [change for _, change in sorted(changes, key=lambda one: one[0])]


def _same(figure: Figure) -> Hashable:
    return (_label(figure), *(figure[key] for key in STATED))


def _label(figure: Figure) -> Hashable:
    return (figure["label"], figure["basis"], figure["cumulative"], _indicator(figure))


def _indicator(figure: Figure) -> Hashable:
    """None for a figure the catalogue has no indicator for: only its label can tell what it counts."""
    if figure["indicator"] is None:
        return None
    return (figure["indicator"], figure["dimension"], figure["channel"])


def _match(
    old: list[Figure], new: list[Figure], key: Callable[[Figure], Hashable]
) -> tuple[list[tuple[Figure, Figure]], list[Figure], list[Figure]]:
    """Pairs of the same key, and what is left of either side."""
    waiting: dict[Hashable, list[Figure]] = defaultdict(list)
    for figure in reversed(new):
        waiting[key(figure)].append(figure)
    pairs, left = [], []
    for figure in old:
        name = key(figure)
        if name is not None and waiting[name]:
            pairs.append((figure, waiting[name].pop()))
        else:
            left.append(figure)
    taken = {id(after) for _, after in pairs}
    return pairs, left, [figure for figure in new if id(figure) not in taken]


def _change(change: Literal["changed", "added", "removed"], old: Figure | None, new: Figure | None) -> FigureChange:
    figure = new or old or {}
    return FigureChange(
        change,
        figure["indicator"],
        figure["dimension"],
        figure["channel"],
        figure["label"],
        {key: old[key] for key in SHOWN} if old else None,
        {key: new[key] for key in SHOWN} if new else None,
    )
