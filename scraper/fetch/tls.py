"""Secure connections, by a portal's `tls` setting. What is weaker than the default is never chosen silently."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

Tls = Literal["strict", "legacy", "unverified"]


def context(tls: Tls, authorities: Path | None = None) -> ssl.SSLContext:
    """A client's TLS settings.

    strict: what OpenSSL takes for secure today
    legacy: also old versions (TLS 1.0), ciphers, short keys, and servers without secure renegotiation; the
        certificate is checked all the same
    unverified: legacy, and the certificate is not checked: anybody on the way could have written the page
    authorities: a PEM file with further certificates, for a host that leaves out a part of its chain
    """
    # Imported here: portals are configured, and files read, without HTTP.
    import httpx  # noqa: PLC0415

    made = httpx.create_ssl_context(verify=tls != "unverified")
    if authorities is not None:
        made.load_verify_locations(cafile=str(authorities))
    if tls != "strict":
        made.set_ciphers("DEFAULT@SECLEVEL=0")
        made.minimum_version = ssl.TLSVersion.TLSv1
        # OP_LEGACY_SERVER_CONNECT, by its number: the name came with Python 3.12.
        made.options |= 0x4
    return made


def contexts(settings: Mapping[str, tuple[Tls, Path | None]]) -> Callable[[str], ssl.SSLContext]:
    """The settings of each host by its name; hosts that `settings` does not name are strict. Made when needed."""
    made: dict[tuple[Tls, Path | None], ssl.SSLContext] = {}

    def of(host: str) -> ssl.SSLContext:
        wanted = settings.get(host, ("strict", None))
        if wanted not in made:
            made[wanted] = context(*wanted)
        return made[wanted]

    return of
