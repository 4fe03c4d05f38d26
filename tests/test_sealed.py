"""What is made by the hundred is held to be unchanging by the type checker, and otherwise is a frozen dataclass."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.sealed import sealed

PROGRAM = """
from extractors.reading import Reading

reading = Reading("主动公开", 87, 0, 3, "table")
print(reading.label)
reading.label = "依申请公开"
"""


@sealed(frozen=True, slots=True)
class Sealed:
    name: str
    value: int = 0


@sealed(frozen=True, slots=True, eq=False)
class One:
    name: str


@dataclass(frozen=True, slots=True)
class Frozen:
    name: str
    value: int = 0


def test_the_type_checker_lets_nobody_change_one(tmp_path: Path) -> None:
    program = tmp_path / "changes_a_reading.py"
    program.write_text(PROGRAM, "utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file=", "--strict", "--follow-imports=silent", str(program)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "read-only" in checked.stdout
    assert f"{program.name}:6:" in checked.stdout
    assert "Found 1 error" in checked.stdout


def test_it_is_compared_hashed_and_copied_like_a_frozen_one() -> None:
    one, same, other = Sealed("a", 1), Sealed("a", 1), Sealed("a", 2)
    assert one == same and one != other and len({one, same, other}) == 2
    assert hash(one) == hash(Frozen("a", 1))
    assert replace(one, value=2) == other
    assert repr(one).endswith("(name='a', value=1)")
    assert not hasattr(one, "__dict__")


def test_it_is_itself_alone_where_it_is_not_compared() -> None:
    one, other = One("a"), One("a")
    assert one != other and len({one, other, one}) == 2
