"""What a portal is: families as data (`families/*.toml`), and the user's `portals.toml` that names portals.

`family` holds the shapes of a family file and loads them (`paging` and `checked` are parts of it), `config` the
shapes of `portals.toml`, `loading` reads it and says in which line it is wrong, `detection` tells from a page which
family its portal belongs to.
"""

from scraper.portals.config import Config, FetchSettings, Portal
from scraper.portals.detection import Detection, detect
from scraper.portals.family import Families, Family, Rules, all_body_selectors, families
from scraper.portals.loading import load_config, parse_config

__all__ = [
    "Config",
    "Detection",
    "Families",
    "Family",
    "FetchSettings",
    "Portal",
    "Rules",
    "all_body_selectors",
    "detect",
    "families",
    "load_config",
    "parse_config",
]
