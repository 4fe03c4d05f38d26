"""What a report promises and does not keep: a module a family of rules; `catalogue/rules.toml` documents each rule."""

from __future__ import annotations

from extractors.checks.arithmetic import check_arithmetic
from extractors.checks.breakdowns import check_breakdowns, check_percentages
from extractors.checks.evidence import Evidence
from extractors.checks.foreign import check_foreign
from extractors.checks.numbers import check_numbers
from extractors.checks.page import check_page, is_report
from extractors.checks.prose_and_table import check_prose_against_table
from extractors.checks.publication import check_publication
from extractors.checks.structure import check_structure
from extractors.checks.suspicion import check_suspicion
from extractors.reading import Doubt

__all__ = ["Evidence", "run_checks"]


def run_checks(evidence: Evidence) -> tuple[Doubt, ...]:
    """Everything doubtful about a report: first what the stages met while reading, then what the rules find.

    A page that is no report gets the finding that says so, and none about what a report would owe.
    """
    doubts = list(check_page(evidence))
    if not is_report(evidence):
        return tuple(doubts)
    doubts += [*evidence.masthead.doubts, *evidence.tables.doubts]
    for check in (
        check_arithmetic,
        check_breakdowns,
        check_percentages,
        check_prose_against_table,
        check_structure,
        check_publication,
        check_foreign,
        check_numbers,
        check_suspicion,
    ):
        doubts += check(evidence)
    return tuple(doubts)
