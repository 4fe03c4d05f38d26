"""Which of the official forms a report follows: told from its tables, never from its year."""

from __future__ import annotations

from extractors.models import Form
from extractors.tables import TablesRead


def form_of(tables: TablesRead) -> Form:
    """The one form all its official tables share; `mixed` where they differ; `narrative` where it has none,
    not even one that cannot be read.

    The disputes table is the same in 2019 and 2021 and decides nothing beside another table.
    """
    forms: set[Form] = {form.form for form in tables.forms if form.kind != "disputes"}
    if not forms:
        forms = {form.form for form in tables.forms}
    if len(forms) > 1:
        return "mixed"
    return forms.pop() if forms else tables.unreadable or "narrative"
