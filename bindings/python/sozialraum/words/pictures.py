"""What stands on a picture: title, note, legend, scale?"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from sozialraum.words.numbers import number

__all__ = [
    "FUNNEL",
    "INHABITED",
    "NO_BOUNDARIES",
    "STRIPED",
    "UNSURE",
    "UNTYPED",
    "compared",
    "note",
    "scale",
    "types_of",
    "within",
]

UNSURE = 0.75
"""Below this certainty an area is striped."""

STRIPED = "gestreift: der Typ ist nicht sicher"
UNTYPED = "ohne Typ"

NO_BOUNDARIES = {
    "areas": "",
    "cells": "Die Flächen sind keine Ortsgrenzen, sondern das Land, das dem Ort am nächsten liegt.",
    "circles": "Die Kreise sind keine Ortsgrenzen; ihre Größe zeigt die Zahl der Menschen.",
    "squares": "Die Grenzen der Flächen sind ein Vorschlag aus Quadraten.",
}
"""What a map cannot say whose areas have no boundaries."""

INHABITED = {
    False: "Dünne Linien umgeben die Quadrate, in denen Menschen wohnen.",
    True: "Hell unterlegt sind die Quadrate, in denen Menschen wohnen.",
}
"""How inhabited squares are drawn: as lines, or (True) as land below circles."""

FUNNEL = {
    "de": {
        "size": "Größe der Bezugsgruppe",
        "centre": "alle zusammen",
        "limits": "Grenzen von {level} %",
        "inside": "innerhalb",
        "outside": "außerhalb von 95 %",
        "far": "außerhalb von 99,8 %",
        "0.95": "95",
        "0.998": "99,8",
    },
    "en": {
        "size": "Size of the base",
        "centre": "all together",
        "limits": "limits of {level} %",
        "inside": "inside",
        "outside": "outside 95 %",
        "far": "outside 99.8 %",
        "0.95": "95",
        "0.998": "99.8",
    },
}
"""What stands on a funnel."""


def types_of(shown: str) -> str:
    """The title of a map of types."""
    return f"Typen: {shown}"


def compared(region: str, count: int, areas: str, *, straight: bool) -> str:
    """What was compared, and how minutes were measured."""
    notes = [f"{region}: {number(count, 0)} {areas} verglichen."]
    if straight:
        notes.append("Wegeminuten: Luftlinie mit Umwegfaktor, kein Straßenweg.")
    return " ".join(notes)


def note(text: str, sources: Sequence[str]) -> str:
    """The lines below a map: what it shows, whose data that is."""
    return fill(f"{text} Quellen: {'; '.join(sources)}" if sources else text, 150)


def scale(metres: float) -> str:
    """What the bar of the scale stands for.

    Examples
    --------
    >>> scale(2000), scale(500)
    ('2 km · Norden ist oben', '0,5 km · Norden ist oben')
    """
    return f"{number(metres / 1000, 0 if metres >= 1000 else 1)} km · Norden ist oben"


def within(limit: float) -> str:
    """The key of a band of minutes."""
    return f"bis {limit:g} Minuten"
