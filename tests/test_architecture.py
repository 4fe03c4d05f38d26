"""The one rule of the two packages: `extractors` reads, and touches nothing of the world while it does."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

EXTRACTORS = Path(__file__).parents[1] / "extractors"
MODULES = sorted(EXTRACTORS.rglob("*.py"))

# Network, files, processes, clock, environment, logging. Package data comes through `importlib.resources`.
FORBIDDEN = {
    *("asyncio", "ftplib", "http", "httpcore", "httpx", "requests", "selectors", "smtplib", "socket", "ssl"),
    *("urllib.request", "urllib3", "aiohttp", "websockets"),
    *("fileinput", "glob", "io", "mmap", "pathlib", "shelve", "shutil", "sqlite3", "tempfile", "zipfile"),
    *("ctypes", "multiprocessing", "os", "platform", "signal", "subprocess", "sys", "threading"),
    *("logging", "random", "time", "warnings"),
    *("rich", "scraper", "tenacity"),
}
ALLOWED = {
    # PDFium is entered through ctypes, and must not be entered twice at once.
    "readers/pdfium.py": {"ctypes", "threading"},
    # Files in files, all of them in memory.
    "readers/zipped.py": {"io", "zipfile"},
    "readers/sheets.py": {"io"},
    "readers/scans.py": {"io"},
    # The recognition of text, loaded once, serves one thread at a time.
    "readers/ocr.py": {"threading"},
}
# The clock behind modules that are useful without it, and files behind builtins.
FORBIDDEN_CALLS = {"open", "input", "print", "exec", "eval", "__import__", "now", "utcnow", "today"}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute) and node.func.attr in {"now", "utcnow", "today"}:
                yield node.func.attr


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(EXTRACTORS)))
def test_extractors_touch_nothing(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    prefixes = {".".join(name.split(".")[:depth]) for name in imported(tree) for depth in (1, 2)}
    assert not prefixes & FORBIDDEN - ALLOWED.get(module.relative_to(EXTRACTORS).as_posix(), set())
    assert not set(called(tree)) & FORBIDDEN_CALLS


def test_importing_the_extractors_loads_nothing_of_the_scraper() -> None:
    foreign = ("scraper", "httpx", "rich", "sqlite3")
    program = f"import sys, extractors; print([name for name in {foreign!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_files_stay_readable() -> None:
    """One subject a file: the longest are of some hundred lines."""
    roots = (EXTRACTORS, EXTRACTORS.parent / "scraper")
    lengths = {path: len(path.read_text("utf-8").splitlines()) for root in roots for path in root.rglob("*.py")}
    assert {path: length for path, length in lengths.items() if length > 420} == {}


def test_heavy_libraries_wait_for_their_files() -> None:
    """A page of HTML or text loads no reader of files, and no library of one."""
    heavy = (
        *("pypdfium2", "python_calamine", "defusedxml", "striprtf"),
        *("rapidocr", "onnxruntime", "cv2", "numpy", "PIL", "duckdb", "pandas"),
    )
    program = (
        "import sys; from extractors import extract_report;"
        "extract_report('<p>一、总体情况</p>'.encode(), url='file:///a');"
        "extract_report('一、总体情况\\n公开信息3条。'.encode(), url='file:///a');"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
