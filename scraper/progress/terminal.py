"""Whether somebody watches."""

from __future__ import annotations

import os
from typing import TextIO


def is_interactive(stream: TextIO) -> bool:
    """Whether somebody sits there: a terminal that understands escapes, and no wish to be spared them."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") not in {None, "", "dumb"}
