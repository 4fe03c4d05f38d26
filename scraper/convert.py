"""Files that another program turns into a kind we read: DOC and WPS by LibreOffice, 7z and RAR by libarchive's bsdtar.

Both are used where the machine has them. They get no network address from us, write into a folder of their own that is
removed, and are ended when they take too long or too much.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from extractors import ConversionError

DOC = "application/msword"
ARCHIVES = ("application/x-7z-compressed", "application/vnd.rar")
OFFICE = ("soffice", "libreoffice")
# macOS has bsdtar; Windows calls it tar.
UNPACKER = ("bsdtar",) if sys.platform != "win32" else ("bsdtar", "tar")
# LibreOffice starts in two to ten seconds; a report's conversion takes less than one.
LONGEST = 60.0
# Of one page: LibreOffice is started for each.
MOST_FILES = 10
# What a program may write, and the addresses it may take up, in KiB: LibreOffice reserves far more than it uses.
LARGEST_OUTPUT = 200 * 1024
MOST_MEMORY = 6 * 1024 * 1024
# A ZIP of nothing is its own end, 22 bytes.
EMPTY_ZIP = 22
# Settings of LibreOffice's profile: no macro runs, nothing that a document links is loaded.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


class Conversions:
    """What is converted for one page, with a limit on how many files."""

    def __init__(self) -> None:
        self._left = MOST_FILES

    def __call__(self, content: bytes, media_type: str) -> bytes | None:
        """The file as DOCX, or as ZIP; None where the machine has no program for it. Raises ConversionError."""
        program = _found(OFFICE if media_type == DOC else UNPACKER if media_type in ARCHIVES else ())
        if program is None:
            return None
        if self._left == 0:
            raise ConversionError(f"more than {MOST_FILES} files to convert")
        self._left -= 1
        with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
            convert = _by_office if media_type == DOC else _by_unpacker
            return convert(program, content, Path(folder))


def _found(names: tuple[str, ...]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def _by_office(program: str, content: bytes, folder: Path) -> bytes:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    given, made = folder / "report.doc", folder / "out" / "report.docx"
    given.write_bytes(content)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    _run([*command, "--convert-to", "docx", "--outdir", str(made.parent), str(given)], folder)
    return _made(made, "LibreOffice")


def _by_unpacker(program: str, content: bytes, folder: Path) -> bytes:
    """Repacked from archive to archive: no member is ever a file, so their names lead nowhere."""
    given, made = folder / "given", folder / "made.zip"
    given.write_bytes(content)
    _run([program, "-c", "--format", "zip", "-f", str(made), f"@{given}"], folder)
    repacked = _made(made, "bsdtar")
    if len(repacked) <= EMPTY_ZIP:
        raise ConversionError("bsdtar finds no file in it")
    return repacked


def _made(path: Path, program: str) -> bytes:
    if not path.is_file() or path.stat().st_size == 0:
        raise ConversionError(f"{program} does not read it")
    return path.read_bytes()


def _run(command: list[str], folder: Path) -> None:
    """Run it with limits; what it is worth, its output tells. Raises ConversionError when it takes too long."""
    if sys.platform != "win32":
        limits = f"ulimit -v {MOST_MEMORY}; ulimit -f {LARGEST_OUTPUT * 2}; ulimit -c 0; " + 'exec "$@"'
        command = ["/bin/sh", "-c", limits, "sh", *command]
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - found by its name; no argument is the file's own words
        command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=folder, env=environment, start_new_session=True
    ) as process:
        try:
            process.wait(LONGEST)
        except subprocess.TimeoutExpired as error:
            raise ConversionError(f"more than {LONGEST:.0f} seconds") from error
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """With all it started: soffice is a script that starts the program proper."""
    if sys.platform == "win32":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
