"""Measure the extractor on generated reports: `python -m tests.suite.score --count 500`."""

from __future__ import annotations

import argparse
import random
import traceback
from collections import Counter, defaultdict

from tests.generator import FAULTS, LAYOUTS, OLD_FAULTS, SHAPES, generate
from tests.suite.comparing import Miss, compare
from tests.suite.tally import Tally, listing, rate

AREAS = {
    "reader": ("lost", "noise", "quote", "crash"),
    "tables": ("table",),
    "counts": ("missing", "extra", "missing percent", "missing change"),
    "parts": ("part",),
    "meaning": ("indicator", "cumulative"),
    "masthead": ("masthead",),
    "findings": ("fault", "error"),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.suite.score", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many reports")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--layout", help="one layout, or the beginning of several (text-, word-)")
    parser.add_argument("--era", choices=("2014", "narrative"), help="reports before 2019")
    parser.add_argument("--shape", choices=SHAPES, help="another printed shape of tables three and four")
    parser.add_argument("--faults", action="store_true", help="plant a fault in every report")
    parser.add_argument("--worst", type=int, default=15, help="how many differences of each area to show")
    parser.add_argument("--area", choices=AREAS, help="show the differences of one area only")
    parser.add_argument("--pattern", default="", help="show only differences of patterns that hold this")
    options = parser.parse_args()
    layouts = [layout for layout in LAYOUTS if layout.startswith(options.layout or "")]
    faults = OLD_FAULTS.get(options.era, FAULTS)
    tally = Tally()
    for seed in range(options.first, options.first + options.count):
        layout = random.Random(seed).choice(layouts) if options.layout else None
        fault = faults[seed % len(faults)] if options.faults else None
        report = generate(seed, layout=layout, fault=fault, era=options.era, shape=options.shape)
        try:
            tally.add(compare(report))
        except Exception as error:  # a reader that breaks on one page must not hide the others
            where = traceback.extract_tb(error.__traceback__)[-1]
            miss = Miss("crash", type(error).__name__, f"{where.filename}:{where.lineno}", str(error))
            tally.misses.append((seed, report.layout, report.encoding, miss))
    show_rates(tally)
    for area, kinds in AREAS.items():
        rows = [row for row in tally.of(*kinds) if options.pattern in row[3].pattern]
        if rows and options.area in (None, area):
            print(f"\n== {area}: {len(rows)}")
            print(listing(rows, options.worst))


def show_rates(tally: Tally) -> None:
    print(f"{tally.reports} reports, {tally.cells} table cells, {tally.stated.total()} figures stated in words")
    print(
        f"recall {tally.recall:.4f}  precision {tally.precision:.4f}  part_of {rate(tally.parts):.4f}  ",
        end="",
    )
    print(f"indicator {rate(tally.indicators):.4f}  cumulative {rate(tally.flags):.4f}")
    for kind, counter in sorted(tally.by_kind.items()):
        print(f"{kind}: {dict(counter)}")
    by_pattern: dict[str, Counter[str]] = defaultdict(Counter)
    for name in ("stated", "found", "extra"):
        for pattern, count in getattr(tally, name).items():
            by_pattern[pattern][name] += count
    rows = sorted(by_pattern.items(), key=lambda row: row[1]["found"] - row[1]["stated"] - row[1]["extra"])
    for pattern, counter in rows:
        if counter["stated"] - counter["found"] or counter["extra"]:
            print(
                f"  {pattern:45} stated {counter['stated']:5}  found {counter['found']:5}  extra {counter['extra']:4}"
            )
    by_kind = Counter(
        (miss.kind, layout) for _, layout, _, miss in tally.misses if miss.kind in {"table", "lost", "masthead"}
    )
    for (kind, layout), count in by_kind.most_common(20):
        print(f"  {kind:10} {layout:20} {count}")


if __name__ == "__main__":
    main()
