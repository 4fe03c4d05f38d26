"""`gongkai schema`: the JSON Schema of a record, as programs that read our files may rely on it."""

from __future__ import annotations

import argparse
import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from extractors import Report
from scraper.exit_codes import ExitCode
from scraper.rows import FigureRow, FindingRow, RunRow

MODELS: dict[str, type[BaseModel]] = {
    "report": Report,
    "figure": FigureRow,
    "finding": FindingRow,
    "run": RunRow,
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _AsWritten(GenerateJsonSchema):
    """Every key is in every record, also one that has a default when a record is made."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return True


def execute(arguments: argparse.Namespace) -> int:
    print(json.dumps(schema_of(arguments.record), ensure_ascii=False, indent=2))
    return ExitCode.OK


def schema_of(record: str) -> dict[str, object]:
    return {
        "$schema": DIALECT,
        **MODELS[record].model_json_schema(mode="serialization", schema_generator=_AsWritten),
    }
