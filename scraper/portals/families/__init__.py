"""One TOML file a portal family; the shape is `scraper.portals.family.Family`."""
