"""The rules: sentences in both languages with the same facts, and no rule that nothing can break."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from extractors.catalogue import Rule, rules

ROOT = Path(__file__).parents[2]
CHINESE = re.compile("[\u4e00-\u9fff]")


def places(sentence: str) -> set[str]:
    """The facts a sentence names; the Chinese and the English name of a thing are one."""
    return {(name or "").removesuffix("_en") for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_sentences(rule: Rule) -> None:
    assert CHINESE.search(rule.zh) and rule.zh.endswith("。")
    assert not CHINESE.search(rule.en) and rule.en.endswith(".")
    assert places(rule.zh) == places(rule.en)
    assert rule.meaning.endswith(".") and rule.source


def test_every_rule_can_be_broken() -> None:
    """By code, or by a sum of `identities.toml`: the name stands there, in quotes of either kind."""
    kinds = ("*.py", "*.sql")
    sources = [path for root in ("extractors", "scraper") for kind in kinds for path in (ROOT / root).rglob(kind)]
    sources.append(ROOT / "extractors" / "catalogue" / "identities.toml")
    text = "".join(path.read_text("utf-8") for path in sources)
    assert [rule for rule in rules() if not re.search(f"[\"']{re.escape(rule)}[\"']", text)] == []
