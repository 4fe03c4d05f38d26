"""What is shipped: the wheel holds both packages and their data, and the lock files fit `pyproject.toml`."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return {found["name"]: found["version"] for found in PIN.finditer((ROOT / lock).read_text("utf-8"))}


def names(requirements: list[object]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9.-]", one)[0].lower() for one in requirements if isinstance(one, str)}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


def test_wheel_holds_the_packages_with_their_data(wheel: zipfile.ZipFile) -> None:
    held = set(wheel.namelist())
    for package in ("extractors", "scraper"):
        files = [file for file in (ROOT / package).rglob("*") if file.suffix != ".pyc" and file.is_file()]
        assert {file.relative_to(ROOT).as_posix() for file in files} <= held


def test_wheel_holds_the_samples(wheel: zipfile.ZipFile) -> None:
    files = [file for file in (ROOT / "fixtures").rglob("*") if file.is_file()]
    assert {f"scraper/{file.relative_to(ROOT).as_posix()}" for file in files} <= set(wheel.namelist())


def test_wheel_holds_command_and_licence(wheel: zipfile.ZipFile) -> None:
    (entry,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "gongkai = scraper.cli:main" in wheel.read(entry).decode()
    (licence,) = [name for name in wheel.namelist() if name.endswith("licenses/LICENSE")]
    assert b"Apache License" in wheel.read(licence)


def test_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"extractors", "scraper"}
    assert not [name for name in wheel.namelist() if name.endswith((".pyc", ".orig", ".sqlite"))]


def test_locks_pin_what_the_project_asks_for() -> None:
    groups = PROJECT["dependency-groups"]
    runtime = names(PROJECT["project"]["dependencies"])
    assert runtime <= set(pins("requirements.lock"))
    assert names(groups["build"]) <= set(pins("requirements-build.lock"))
    assert runtime | names(groups["dev"]) | names(groups["build"]) <= set(pins("requirements-dev.lock"))


def test_locks_agree_and_are_hashed() -> None:
    everything = pins("requirements-dev.lock")
    for lock in LOCKS:
        assert pins(lock).items() <= everything.items()
        text = (ROOT / lock).read_text("utf-8")
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=sha256:")
