"""Every key that forms, phrases and sums speak of is in the catalogue, and everything in it can come up."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from extractors.catalogue import rules
from extractors.catalogue.dictionary import printed_labels, sums
from extractors.catalogue.forms import form_tables
from extractors.catalogue.identities import identities
from extractors.catalogue.indicators import indicators
from extractors.catalogue.sections import section_entries
from scraper.commands.schema import schema_of

EXTRACTORS = Path(__file__).parents[2] / "extractors"
FAMILIES = {key.partition(".")[0] for key in indicators()}


def keys_of_the_forms() -> set[str]:
    keys = set()
    for table in form_tables().values():
        for row in table.row:
            if row.parent:
                continue
            if table.key == "statistics":
                keys.add(row.key)
            elif table.key == "requests":
                keys.add(f"requests.{row.key}")
            elif table.key == "disputes":
                keys |= {f"disputes.{row.key}.{column.key}" for column in table.column}
            else:
                keys |= {f"disclosure.{row.key}.{key}" for columns in row.columns.values() for key in columns}
    return keys


def keys_of_the_phrases() -> set[str]:
    text = (EXTRACTORS / "lexicon" / "phrases.toml").read_text("utf-8")
    return set(re.findall(r'^(?:key|part_of) = "([a-z_.]+)"', text, re.MULTILINE))


def keys_in_the_code() -> set[str]:
    """String literals of the code that look like an indicator of a family the catalogue has."""
    keys = set()
    for path in EXTRACTORS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                family, _, rest = node.value.partition(".")
                if family in FAMILIES and re.fullmatch(r"[a-z_]+(?:\.[a-z_]+)*", rest):
                    keys.add(node.value)
    return keys


@pytest.mark.parametrize("source", [keys_of_the_forms, keys_of_the_phrases])
def test_every_key_that_is_used_is_in_the_catalogue(source: object) -> None:
    assert source() - set(indicators()) == set()  # type: ignore[operator]


def test_every_key_the_code_names_is_in_the_catalogue() -> None:
    groups = {key.rpartition(".")[0] for key in indicators()}
    assert keys_in_the_code() - set(indicators()) - groups - set(rules()) - set(section_entries()) == set()


def test_everything_in_the_catalogue_can_come_up() -> None:
    assert set(indicators()) - keys_of_the_forms() - keys_of_the_phrases() - keys_in_the_code() == set()


def test_prose_is_named_where_words_lead_to_it() -> None:
    named = {key for key, one in indicators().items() if "prose" in one.forms and one.section}
    assert named == keys_of_the_phrases()


def test_what_prose_shares_with_tables_is_in_the_catalogue() -> None:
    for same in identities().same:
        assert {same.prose, *same.table, *(key for keys in same.also for key in keys)} <= set(indicators())


def test_entries_are_whole() -> None:
    for indicator in indicators().values():
        assert indicator.zh and indicator.en and indicator.forms and indicator.source
        assert indicator.unit or indicator.section is None
        assert indicator.section is None or indicator.section in section_entries()
    names = [(one.section, one.zh) for one in indicators().values()]
    assert len(names) == len(set(names))


def test_labels_and_sums_are_of_known_indicators() -> None:
    assert set(printed_labels()) <= set(indicators())
    assert set(sums()) <= set(indicators())
    assert (
        "requests.received + requests.carried_in = requests.processed_total + requests.carried_out"
        in (sums()["requests.received"])
    )


def test_the_schema_names_all_indicators_and_rules() -> None:
    definitions = schema_of("report")["$defs"]
    assert definitions["Figure"]["properties"]["indicator"]["anyOf"][0]["enum"] == list(indicators())  # type: ignore[index]
    assert "requests.balance" in definitions["Finding"]["properties"]["rule"]["enum"]  # type: ignore[index]
