"""Comparisons of many reports summed up: rates, and the differences that show most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.suite.comparing import Comparison, Miss


@dataclass(slots=True)
class Tally:
    reports: int = 0
    cells: int = 0
    stated: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    parts: Counter[bool] = field(default_factory=Counter)
    indicators: Counter[bool] = field(default_factory=Counter)
    flags: Counter[bool] = field(default_factory=Counter)
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)
    misses: list[tuple[int, str, str, Miss]] = field(default_factory=list)

    def add(self, comparison: Comparison) -> None:
        self.reports += 1
        self.cells += len(comparison.report.truth.cells)
        for name in ("stated", "found", "extra", "parts", "indicators", "flags"):
            getattr(self, name).update(getattr(comparison, name))
        for kind, counter in comparison.by_kind.items():
            self.by_kind.setdefault(kind, Counter()).update(counter)
        report = comparison.report
        self.misses += [(report.seed, report.layout, report.encoding, miss) for miss in comparison.misses]

    @property
    def recall(self) -> float:
        return self.found.total() / max(1, self.stated.total())

    @property
    def precision(self) -> float:
        return self.found.total() / max(1, self.found.total() + self.extra.total())

    def of(self, *kinds: str) -> list[tuple[int, str, str, Miss]]:
        return [row for row in self.misses if row[3].kind in kinds]


def rate(counter: Counter[bool]) -> float:
    return counter[True] / max(1, counter.total())


def listing(rows: Iterable[tuple[int, str, str, Miss]], limit: int = 40) -> str:
    """Differences, one a line, for a person to read."""
    rows = list(rows)
    lines = [
        f"seed {seed} {layout} {encoding} [{miss.kind}] {miss.pattern}: {miss.words[:120]} → {miss.detail[:160]}"
        for seed, layout, encoding, miss in rows[:limit]
    ]
    if len(rows) > limit:
        lines.append(f"… and {len(rows) - limit} more")
    return "\n".join(lines)
