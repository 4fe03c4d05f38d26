"""Addresses: what belongs to a portal's host, and which two URLs are the same page.

An address is fetched as it was linked. Its *canonical* form is an identity only: what report ids are made of
and what "seen already" compares, so it must not change when a portal moves from http to https.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, quote, urlencode, urljoin, urlsplit, urlunsplit

Form = tuple[tuple[str, str], ...]

DEFAULT_PORTS = {"http": 80, "https": 443}

# The file a directory shows: `/ndbg/index.html` is `/ndbg/`.
DIRECTORY_INDEX = re.compile(r"/index\.s?html?$")

# Java portals append the session to the path when the client has no cookie yet.
SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)

# Two or more slashes in a path: `//zwgk//ndbg/` is served like `/zwgk/ndbg/`.
SLASHES = re.compile(r"/{2,}")

ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")

# Addresses whose host and identity are remembered: each is asked for a dozen times while its page is dealt with.
REMEMBERED = 1024

# RFC 3986: what may stand in a path or query unescaped.
PATH_SAFE = "/:@!$&'()*+,;=-._~"
QUERY_SAFE = PATH_SAFE + "?"


@dataclass(frozen=True, slots=True)
class Address:
    """What is asked of a host: a URL, with the fields of a form where the page is had by POST.

    key: tells apart the pages of one URL whose form alone would not (a WebForms list sends back a new
    __VIEWSTATE each time)
    """

    url: str
    form: Form = ()
    key: str = ""

    @property
    def identity(self) -> str:
        """Equal for the same page. Lists that a script fills are told apart by their fragment (`/index#2629`)."""
        more = self.key or urlencode(self.form) or urlsplit(self.url).fragment
        return f"{canonical(self.url)}#{more}" if more else canonical(self.url)


def is_web(url: str) -> bool:
    """Whether this is an http(s) URL with a host and a possible port."""
    try:
        parts = urlsplit(url)
        return parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def resolve(base: str, reference: str) -> str | None:
    """A link as printed in a page at `base`, made absolute, without its fragment; None for no web address.

    Line breaks and outer spaces in `href` are dropped, as browsers do.
    """
    clean = reference.strip().replace("\n", "").replace("\r", "").replace("\t", "")
    try:
        url = urljoin(base, clean)
        return urlunsplit(urlsplit(url)._replace(fragment="")) if is_web(url) else None
    except ValueError:
        return None


@lru_cache(REMEMBERED)
def scope_of(url: str) -> str:
    """The host a page belongs to: its name, with the port where it is not the scheme's own.

    http and https on their own ports are one host: portals redirect between them.
    """
    parts = urlsplit(url)
    host = ascii_host(parts)
    return host if parts.port in {None, DEFAULT_PORTS.get(parts.scheme)} else f"{host}:{parts.port}"


@lru_cache(REMEMBERED)
def canonical(url: str) -> str:
    """The identity of a page.

    Host in lower case and ASCII; no default port, fragment, session or empty query; dots and doubled slashes
    in the path resolved; a directory's index file and closing slash off; escapes in upper case. `https` on
    its own port is written `http`: the same page.
    """
    parts = urlsplit(url)
    path = escaped(SLASHES.sub("/", SESSION.sub("", parts.path)) or "/", PATH_SAFE)
    path = DIRECTORY_INDEX.sub("/", urlsplit(urljoin("http://host/", path)).path).rstrip("/") or "/"
    scope = scope_of(url)
    scheme = "http" if scope == ascii_host(parts) else parts.scheme
    return urlunsplit((scheme, scope, path, escaped(parts.query, QUERY_SAFE), ""))


def escaped(text: str, safe: str) -> str:
    """Characters outside `safe` percent-encoded (UTF-8), escapes there already kept, in upper case."""
    return ESCAPE.sub(lambda found: found[0].upper(), quote(text, safe=safe + "%"))


def report_id(url: str) -> str:
    """A report's stable id: 16 hex digits of the SHA-256 of its canonical URL."""
    return hashlib.sha256(canonical(url).encode()).hexdigest()[:16]


def ascii_host(parts: SplitResult) -> str:
    """The host name in lower case; Chinese names (政务.cn) as the network knows them."""
    host = (parts.hostname or "").rstrip(".")
    try:
        name = host.encode("idna").decode("ascii")
    except UnicodeError:
        name = host
    return f"[{name}]" if ":" in name else name
