"""`gongkai schema`: every key of a record, in order, required, and nothing beside them."""

from __future__ import annotations

import json

import pytest

from scraper.cli import RECORDS, main
from scraper.commands.schema import MODELS

CONTRACT = {
    "report": "schema_version id source title agency year published period form contact announced_sections"
    " outline sections figures findings text extractor",
    "figure": "report_id url portal agency level kind year form index indicator dimension label value unit"
    " precision basis channel cumulative part_of section quote start end mark",
    "finding": "report_id url agency year rule severity message expected actual figures quote quotes",
    "run": "started finished version command exit_code portals failed_pages",
}


def test_every_record_has_one() -> None:
    assert set(RECORDS) == set(MODELS) == set(CONTRACT)


# Only figures recognised in a picture have it.
OPTIONAL = {"figure": ["confidence"]}


@pytest.mark.parametrize("record", RECORDS)
def test_schema_names_the_keys_of_the_contract(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", record]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert list(schema["properties"]) == [*CONTRACT[record].split(), *OPTIONAL.get(record, ())]
    assert schema["required"] == CONTRACT[record].split()
    assert schema["additionalProperties"] is False
    assert schema["$schema"].endswith("2020-12/schema")


def test_a_report_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Report"
