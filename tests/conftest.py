"""Makes `tests.generator` importable, and finds the published reports that lie beside the project."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).resolve().parent.parent
CORPUS = PROJECT.parent / "shared" / "corpus"

if str(PROJECT) not in sys.path:
    sys.path.insert(0, str(PROJECT))

# How long an example takes depends on what else the machine does: speed is measured by the benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of published reports; tests that need it are skipped where it is not laid out."""
    if not CORPUS.is_dir():
        pytest.skip(f"the corpus of published reports is not at {CORPUS}")
    return CORPUS


@pytest.fixture(scope="session")
def baiya(corpus: Path) -> bytes:
    """A town's report for 2019 as text saved from its page, with characters lost."""
    path = corpus / "baiya-2019.txt"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    return path.read_bytes()
