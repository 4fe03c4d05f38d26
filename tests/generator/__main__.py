"""Print one generated report, or what is true of it."""

from __future__ import annotations

import argparse
import sys

from tests.generator import ENCODINGS, FAULTS, LAYOUTS, generate
from tests.generator.truth import Truth


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.generator", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", choices=LAYOUTS)
    parser.add_argument("--encoding", choices=ENCODINGS)
    parser.add_argument("--fault", choices=FAULTS)
    parser.add_argument("--truth", action="store_true", help="print what is true of the report instead")
    parser.add_argument("--bytes", action="store_true", help="write the bytes as they are served")
    options = parser.parse_args()
    report = generate(options.seed, layout=options.layout, encoding=options.encoding, fault=options.fault)
    if options.bytes:
        sys.stdout.buffer.write(report.content)
    elif options.truth:
        show_truth(report.truth)
    else:
        sys.stdout.write(report.text)


def show_truth(truth: Truth) -> None:
    for name in (
        "title",
        "agency",
        "level",
        "year",
        "published",
        "period",
        "form",
        "phone",
        "roles",
        "announced",
    ):
        print(f"{name}\t{getattr(truth, name)}")
    for (indicator, dimension), cell in truth.cells.items():
        print(f"cell\t{indicator}\t{dimension or ''}\t{cell.value}\t{cell.mark or ''}\t{cell.unit or ''}")
    for placed in truth.sentences:
        print(f"sentence\t{placed.sentence.pattern}\t{placed.role}\t{placed.sentence.text}")
        for offset, figure in enumerate(placed.sentence.figures):
            part = "" if figure.part_of is None else f"part of {placed.first + figure.part_of}"
            answer = (
                figure.value,
                figure.units[0],
                figure.precisions[0],
                figure.bases[0],
                figure.indicator or "",
            )
            shown = "\t".join(map(str, answer))
            print(f"  {placed.first + offset}\t{shown}\t{figure.kind}\t{part}")
    for fault in truth.faults:
        print(f"fault\t{fault.rule}\t{fault.what}")


if __name__ == "__main__":
    main()
