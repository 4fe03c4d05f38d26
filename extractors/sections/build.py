"""From headings and tables to the typed sections."""

from __future__ import annotations

from typing import Any

from extractors.masthead import Masthead
from extractors.models import Number
from extractors.outline import Outline, SectionSpan
from extractors.sections.models import (
    Disclosure,
    DisclosureTable,
    Disputes,
    DisputesTable,
    Overview,
    Requests,
    RequestsTable,
    Section,
    Sections,
)
from extractors.tables import FormTable, TablesRead

PLAIN_SECTIONS = ("problems", "other_matters", "fees", "consultation", "staffing")


def build_sections(outline: Outline, tables: TablesRead, masthead: Masthead) -> Sections:
    """The first section of each role; a table belongs to its section by its kind, wherever it is printed."""
    spans: dict[str, SectionSpan] = {}
    for section in outline.sections:
        if section.role is not None:
            spans.setdefault(section.role, section)
    forms = {form.kind: form for form in tables.forms}
    disclosure, requests, disputes = (forms.get(kind) for kind in ("disclosure", "requests", "disputes"))
    plain = {role: Section(**_span(spans[role])) for role in PLAIN_SECTIONS if role in spans}
    return Sections(
        overview=_overview(outline, spans.get("overview"), masthead),
        disclosure=Disclosure(**_place(spans.get("disclosure"), disclosure), table=_disclosure_table(disclosure))
        if "disclosure" in spans or disclosure
        else None,
        requests=Requests(**_place(spans.get("requests"), requests), table=_requests_table(requests))
        if "requests" in spans or requests
        else None,
        disputes=Disputes(**_place(spans.get("disputes"), disputes), table=_disputes_table(disputes))
        if "disputes" in spans or disputes
        else None,
        **plain,
    )


def _span(section: SectionSpan) -> dict[str, Any]:
    return {"title": section.title, "start": section.start, "end": section.end}


def _place(section: SectionSpan | None, form: FormTable | None) -> dict[str, Any]:
    """The section's span; where its heading is missing, the span of its table."""
    if section is None and form is not None:
        return {"title": None, "start": form.tables[0].start, "end": form.tables[-1].end}
    return _span(section) if section is not None else {}


def _overview(outline: Outline, section: SectionSpan | None, masthead: Masthead) -> Overview | None:
    """一、总体情况 with the preface; a preface without it counts when it cites what the report rests on."""
    cited = list(masthead.cited_documents)
    start, end = outline.preface
    if section is not None:
        return Overview(
            title=section.title,
            start=start if start < end else section.start,
            end=section.end,
            cited_documents=cited,
        )
    return Overview(start=start, end=end, cited_documents=cited) if cited and start < end else None


def _numbers(form: FormTable) -> dict[str, dict[str, Number | None]]:
    rows: dict[str, dict[str, Number | None]] = {}
    for (row, column), reading in form.cells.items():
        rows.setdefault(row, {})[column] = reading.value
    return rows


def _disclosure_table(form: FormTable | None) -> DisclosureTable | None:
    return DisclosureTable.model_validate({"form": form.form, **_numbers(form)}) if form else None


def _requests_table(form: FormTable | None) -> RequestsTable | None:
    """Rows such as `refused.state_secret` go into their group; a single 其他处理 row is `otherwise.all`."""
    if form is None:
        return None
    shape: dict[str, Any] = {"form": form.form}
    for key, numbers in _numbers(form).items():
        group, _, member = key.partition(".")
        if member:
            shape.setdefault(group, {})[member] = numbers
        elif key == "otherwise":
            shape.setdefault(key, {})["all"] = numbers
        else:
            shape[key] = numbers
    return RequestsTable.model_validate(shape)


def _disputes_table(form: FormTable | None) -> DisputesTable | None:
    if form is None:
        return None
    shape: dict[str, Any] = {}
    for key, numbers in _numbers(form).items():
        group, _, member = key.partition(".")
        if member:
            shape.setdefault(group, {})[member] = numbers
        else:
            shape[group] = numbers
    return DisputesTable.model_validate(shape)
