"""The rules a finding may name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.catalogue.loading import load_data
from extractors.models import Severity


class Rule(BaseModel):
    """An entry of `rules.toml`: `zh` and `en` are sentence templates, filled from the facts of the doubt.

    milder: the severity where the check itself leaves room for the page to be right
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    severity: Severity
    milder: Severity | None = None
    zh: str
    en: str
    meaning: str
    source: str

    def message(self, facts: Mapping[str, object]) -> str:
        """Its sentence in Chinese, then in English, with the figures of the case in them."""
        return f"{self.zh.format_map(facts)} {self.en.format_map(facts)}"


class _RuleFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: list[Rule]


@cache
def rules() -> dict[str, Rule]:
    """All rules by identifier."""
    return {rule.id: rule for rule in load_data("extractors.catalogue", "rules.toml", _RuleFile).rule}
