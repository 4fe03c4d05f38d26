"""Pages that only send on: `<meta http-equiv=refresh>` and a script that sets the location, on a page without words."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

# Larger pages have something to say themselves.
LONGEST = 8_000

# Seconds. Error pages send on to the home page too, after a while in which they can be read.
AT_ONCE = 1.0

# content="0;url=/new/" · content='0; URL=http://…' · content="0"
REFRESH = re.compile(
    r"^\s{0,9}(?P<wait>\d{1,3}(?:\.\d{1,3})?)\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}['\"]?(?P<url>[^'\"]{1,2000})", re.I
)

# location.href = "/new/" · window.location = '…' · top.location.replace("…")
SCRIPT = re.compile(
    r"\blocation(?:\.href)?\s{0,9}=\s{0,9}(?P<quote>['\"])(?P<url>[^'\"]{1,2000})(?P=quote)"
    r"|\blocation\.(?:replace|assign)\s{0,9}\(\s{0,9}(?P<other>['\"])(?P<target>[^'\"]{1,2000})(?P=other)",
)

# Characters of a page that sends on by script: “please wait …”, no more.
FEW = 40


def sent_on_to(content: bytes) -> str | None:
    """Where a page sends its reader at once, as written; None for a page that is one."""
    if len(content) > LONGEST or (b"refresh" not in content.lower() and b"location" not in content):
        return None
    tree = LexborHTMLParser(content.decode("utf-8", "replace"))
    for node in tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").strip().lower() == "refresh":
            found = REFRESH.match(node.attributes.get("content") or "")
            if found and float(found["wait"]) <= AT_ONCE:
                return found["url"].strip()
    scripts = [node.text() for node in tree.css("script:not([src])")]
    tree.strip_tags(["script", "style", "title", "noscript"])
    words = tree.root.text(strip=True) if tree.root is not None else ""
    if len(words) > FEW:
        return None
    for script in scripts:
        found = SCRIPT.search(script)
        if found:
            return (found["url"] or found["target"]).strip()
    return None
