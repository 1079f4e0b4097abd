"""What is an input used for, and whose is it? Lines of sources and licences."""

from __future__ import annotations

__all__ = [
    "BOUNDARIES",
    "BOUNDARIES_OF_AREAS",
    "CATALOGUE",
    "EDITIONS",
    "OSM",
    "OUTLINE",
    "PEOPLE",
    "PLACES",
    "PROJECT",
    "ROADS",
    "TABLE",
    "UNKNOWN",
    "as_of",
    "line",
]

ROADS = "Straßennetz"
TABLE = "Tabelle"
BOUNDARIES = "Grenzen"
BOUNDARIES_OF_AREAS = "Gebietsgrenzen"
CATALOGUE = "Merkmalskatalog"
PLACES = "Ortsnamen"
OUTLINE = "Umriss"
PEOPLE = "Menschen großer Quadrate"
UNKNOWN = "Quelle nicht angegeben"
OSM = "© OpenStreetMap-Mitwirkende, ODbL"
PROJECT = "Projektdatei"


def as_of(date: str) -> str:
    """The date of a data set, if it is known.

    Examples
    --------
    >>> as_of("2014"), as_of(""), as_of("Stand der Lieferung")
    ('Stand 2014', '', 'Stand der Lieferung')
    """
    return date if date.startswith("Stand") or not date else f"Stand {date}"


def line(*parts: object) -> str:
    """Source, date and licence, as far as they are told.

    Examples
    --------
    >>> line("Zensus 2022", as_of("2022"), "dl-de/by-2-0")
    'Zensus 2022, Stand 2022, dl-de/by-2-0'
    """
    return ", ".join(str(part) for part in parts if part)


EDITIONS = {
    "internal": "Ausgabe für den internen Gebrauch",
    "public": "Ausgabe für die Öffentlichkeit",
}
"""For whom a file is."""
