"""Certificates that nobody vouches for, for servers on this machine."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest


def self_signed(folder: Path, bits: int, *extensions: str) -> Path:
    """A file with a key of so many bits and its certificate; `….crt` beside it has the certificate alone."""
    if which("openssl") is None:
        pytest.skip("needs openssl to make a certificate")
    path = folder / "server.pem"
    command = ["openssl", "req", "-x509", "-newkey", f"rsa:{bits}", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    added = [word for extension in extensions for word in ("-addext", extension)]
    subprocess.run([*command, *added, "-keyout", str(path), "-out", f"{path}.crt"], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path
