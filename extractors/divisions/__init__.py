"""The administrative divisions of China (GB/T 2260), down to townships, by name.

`places.tsv`: code, name, last year in use (empty: still); provinces, cities and counties, also those renamed or merged
since 2007, since a report of 2012 says 崇明县. `towns.tsv`: a township's name, the codes of the counties that have one
of it. Both are made by `scripts/divisions.py` out of two packages; NOTICE says which, and holds their licences.
"""

from extractors.divisions.places import (
    Place,
    above,
    counties_with_town,
    division_of,
    places_in,
    places_named,
    provinces_and_cities_called,
)

__all__ = [
    "Place",
    "above",
    "counties_with_town",
    "division_of",
    "places_in",
    "places_named",
    "provinces_and_cities_called",
]
