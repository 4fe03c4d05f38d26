"""An HTML page that several look at: decoded, parsed, and its body found, each once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from selectolax.lexbor import LexborNode

from extractors.readers.encoding import Decoded, decode
from extractors.readers.html_body import find_body
from extractors.readers.html_depth import ParsedPage, parse_page
from extractors.readers.html_names import NamedElements, named_elements


class OpenedPage:
    """Everything when it is first asked for. Reading takes the tree apart, so it comes last.

    charset: of the HTTP header. decoded: its text, where that is at hand
    """

    def __init__(self, content: bytes, charset: str | None, decoded: Decoded | None = None) -> None:
        self._content = content
        self._charset = charset
        self._decoded = decoded
        self._located: dict[tuple[str, ...], tuple[NamedElements, LexborNode]] = {}

    @cached_property
    def decoded(self) -> Decoded:
        return self._decoded or decode(self._content, self._charset)

    @cached_property
    def parsed(self) -> ParsedPage:
        return parse_page(self.decoded.text, self.decoded.utf8)

    def located(self, root: LexborNode, selectors: Sequence[str]) -> tuple[NamedElements, LexborNode]:
        """The named elements and the report's body. root: of `parsed`. selectors: of bodies, by the caller."""
        key = tuple(selectors)
        if key not in self._located:
            named = named_elements(root, self.parsed.tags, key)
            self._located[key] = named, find_body(root, named)
        return self._located[key]
