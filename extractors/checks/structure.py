"""The parts a report must have: sections, tables, rows."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.catalogue.forms import prescribed_rows, row_name, table_name
from extractors.catalogue.sections import section_entries, section_name
from extractors.checks.evidence import Evidence
from extractors.models import Heading
from extractors.outline import role_of
from extractors.reading import Doubt

# The forms of 国办公开办函〔2019〕60号 and 〔2021〕30号 ask for these; before 2019 no form did.
FIRST_YEAR_OF_FORMS = 2019
OWED_SECTIONS = ("overview", "disclosure", "requests", "disputes", "problems", "other_matters")
OWED_TABLES = ("disclosure", "requests", "disputes")


def check_structure(evidence: Evidence) -> Iterator[Doubt]:
    announced = _announced_and_absent(evidence)
    for title in announced:
        yield Doubt("section.announced", facts={"section": title}, expected=title, quote=title)
    yield from _another_number(evidence)
    yield from _empty_sections(evidence)
    if not _owes_the_forms(evidence):
        return
    told = {role_of(title) for title in announced}
    present = {section.role for section in evidence.outline.sections}
    present |= {form.kind for form in evidence.tables.forms}
    for role in OWED_SECTIONS:
        if role not in present and role not in told:
            names = {"section": section_name(role), "section_en": section_entries()[role].en}
            yield Doubt("section.missing", facts=names, expected=role)
    yield from _missing_tables(evidence)
    yield from _missing_rows(evidence)


def _owes_the_forms(evidence: Evidence) -> bool:
    """Reports for 2019 and later; without a known year, those that use a form or its sections."""
    if evidence.masthead.year is not None:
        return evidence.masthead.year >= FIRST_YEAR_OF_FORMS
    return bool(evidence.tables.forms)


def _announced_and_absent(evidence: Evidence) -> list[str]:
    """Announced parts that no heading of any level answers, by role or by words."""
    titles: list[str] = []
    roles: set[str | None] = set()
    pending = list(evidence.outline.headings)
    while pending:
        heading: Heading = pending.pop()
        titles.append(heading.title)
        roles.add(heading.role)
        pending.extend(heading.children)
    return [announced for announced in evidence.masthead.announced_sections if not _answered(announced, titles, roles)]


def _another_number(evidence: Evidence) -> Iterator[Doubt]:
    """七个部分 announced without their names, and another number of them printed."""
    promised, printed = evidence.masthead.announced_count, len(evidence.outline.sections)
    if promised is not None and printed and promised != printed:
        facts = {"section": f"{promised}个部分（实有{printed}个）"}
        yield Doubt("section.announced", facts=facts, expected=promised, actual=printed)


def _answered(announced: str, titles: list[str], roles: set[str | None]) -> bool:
    role = role_of(announced)
    if role is not None and role in roles:
        return True
    return any(announced in title or (title and title in announced) for title in titles)


def _empty_sections(evidence: Evidence) -> Iterator[Doubt]:
    """A heading with nothing under it. 其他需要报告的事项 may say 无, but it must say something."""
    text = evidence.document.text
    for section in evidence.outline.sections:
        if not text[section.body_start : section.end].strip(" \t\n。：:，,"):
            title = section.title or (section_name(section.role) if section.role else "")
            yield Doubt("section.empty", facts={"section": title}, quote=text[section.start : section.body_start])


def _missing_tables(evidence: Evidence) -> Iterator[Doubt]:
    """Tables the form asks for. One that is there and cannot be read is not missing."""
    there: set[object] = {form.kind for form in evidence.tables.forms}
    unreadable = [doubt for doubt in evidence.tables.doubts if doubt.rule == "table.unreadable"]
    if any("table" not in doubt.facts for doubt in unreadable):
        return
    there |= {doubt.facts["table"] for doubt in unreadable}
    missing = [kind for kind in OWED_TABLES if kind not in there]
    if missing:
        names = {
            "tables": "、".join(f"“{table_name(kind)}”" for kind in missing),
            "tables_en": ", ".join(section_entries()[kind].en for kind in missing),
        }
        yield Doubt("table.missing", facts=names, expected=", ".join(missing))


def _missing_rows(evidence: Evidence) -> Iterator[Doubt]:
    for form in evidence.tables.forms:
        printed = {row for row, _ in form.cells}
        missing = [row for row in prescribed_rows(form.kind, form.form) if row not in printed]
        if missing:
            rows = "、".join(row_name(form.kind, row) for row in missing)
            yield Doubt(
                "table.row_missing",
                facts={"table": table_name(form.kind), "table_en": form.kind, "rows": rows},
                expected=", ".join(missing),
            )
