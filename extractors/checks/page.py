"""What is wrong with the page itself: defects of the file, and pages that are no report at all."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.catalogue.sections import TELLING_ROLES
from extractors.checks.evidence import Evidence
from extractors.reading import Doubt


def check_page(evidence: Evidence) -> Iterator[Doubt]:
    """The file's own defects, and `page.not_a_report` where it could be read and is something else."""
    document = evidence.document
    for defect in document.defects:
        yield Doubt(defect.rule, facts={"detail": defect.detail})
    if not document.text and not document.defects:
        yield Doubt("page.empty")
    elif document.text and not is_report(evidence):
        words = document.text[:40].replace("\n", " ")
        yield Doubt("page.not_a_report", facts={"reason": f"“{words}”"}, quote=document.text[:40])


def is_report(evidence: Evidence) -> bool:
    """An official table, a title of its own kind with a section to it, or two of its sections."""
    roles = {section.role for section in evidence.outline.sections} & TELLING_ROLES
    if evidence.tables.forms or len(roles) > 1:
        return True
    return bool(roles or evidence.counts) and evidence.masthead.title is not None
