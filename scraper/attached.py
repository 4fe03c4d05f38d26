"""The files read with a page in a crawl: asked for once, each a failed page of its own where it does not come."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from extractors import AttachedFile
from scraper.errors import FetchError
from scraper.fetch.page import Page


class FilesOfPages:
    """Of one page after the other. get: fetches; raises FetchError. fail: hears of what does not come.

    missed: why the last of the files of the page that was read last did not come; None where all did
    """

    def __init__(self, get: Callable[[str], Awaitable[Page]], fail: Callable[[str, str, str], None]) -> None:
        self._get = get
        self._fail = fail
        self._met: dict[str, Page] = {}  # asked for already, with the page that is being read
        self.missed: FetchError | None = None

    async def are_unchanged(self, urls: Sequence[str]) -> bool:
        """Whether what was read with a page is what it was. A file that does not come now takes nothing away."""
        unchanged = True
        for url in urls:
            try:
                self._met[url] = await self._get(url)
            except FetchError as error:
                self._fail(url, error.rule, error.reason)
                continue
            unchanged &= self._met[url].not_modified
        if unchanged:
            self._met.clear()
        return unchanged

    async def read(self, urls: Sequence[str]) -> tuple[AttachedFile, ...]:
        """What a page links or shows as the report."""
        files = []
        self.missed = None
        for url in urls:
            try:
                got = self._met.pop(url, None) or await self._get(url)
            except FetchError as error:
                self.missed = error
                self._fail(url, error.rule, error.reason)
                continue
            files.append(AttachedFile(url, got.content, got.media_type, got.charset, got.archive))
        self._met.clear()
        return tuple(files)
