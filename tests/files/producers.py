"""Programs that make PDFs of other files, where the machine has them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SOFFICE = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), None)
LONGEST = 100


def printed_by_chromium(page: Path) -> bytes:
    assert CHROMIUM is not None
    target = page.with_suffix(".pdf")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={page.parent / 'profile'}", f"--print-to-pdf={target}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=LONGEST)
    return target.read_bytes()


def converted_by_libreoffice(files: Mapping[str, bytes], kind: str, folder: Path) -> dict[str, bytes]:
    """All files in one run (starting it takes longer than a page); by their names without ending."""
    assert SOFFICE is not None
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind]
    command += ["--outdir", str(folder / "out"), *[str(folder / name) for name in files]]
    subprocess.run(command, capture_output=True, check=True, timeout=LONGEST)
    return {path.stem: path.read_bytes() for path in (folder / "out").iterdir()}
