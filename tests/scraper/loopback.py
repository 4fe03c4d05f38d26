"""The sample server under the names the tests of this folder use."""

from scraper.samples import NOT_FOUND, Answer, Hit, Page, Site, Trouble, html, redirect

__all__ = ["NOT_FOUND", "Answer", "Hit", "Page", "Site", "Trouble", "html", "redirect"]
