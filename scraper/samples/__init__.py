"""A web server on this machine: for the sample portals of `gongkai demo`, and for tests, misbehaving on demand.

`answers` is what it can say, well or badly; `folder` reads how a folder of saved pages is served (`portal.toml`);
`site` speaks HTTP.
"""

from scraper.samples.answers import NOT_FOUND, Answer, Hit, Page, html, redirect
from scraper.samples.folder import CONTENT_TYPES, SERVING_FILE, Route, Serving, Trouble, read_serving
from scraper.samples.site import LOOPBACK, Site, serve

__all__ = [
    "CONTENT_TYPES",
    "LOOPBACK",
    "NOT_FOUND",
    "SERVING_FILE",
    "Answer",
    "Hit",
    "Page",
    "Route",
    "Serving",
    "Site",
    "Trouble",
    "html",
    "read_serving",
    "redirect",
    "serve",
]
