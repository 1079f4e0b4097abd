"""What is said of areas that were made of others: villages counted together, quarters of squares."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sozialraum.words.modes import MODE_WORDS
from sozialraum.words.numbers import enumeration, integer

__all__ = [
    "PARTS",
    "PEOPLE",
    "PEOPLE_SPREAD",
    "SQUARES",
    "less_than",
    "merged",
    "nth_place",
    "own_minutes",
    "quarter_code",
    "quarter_name",
    "together",
    "together_in_short",
    "way_label",
]

PEOPLE = "Menschen"
PEOPLE_SPREAD = (
    "Die Zahl der Menschen ist eine Näherung: Bekannt ist sie für Quadrate von einem Kilometer; sie "
    "wurde nach der Zahl der Wohnungen auf die Quadrate von 100 Metern verteilt. Anteile an Menschen "
    "werden deshalb hier nicht berechnet."
)

SQUARES = "Quadrate"
PARTS = "Teilflächen"
"""What areas are called that are added up to others."""

_DIRECTIONS = ("Ost", "Nordost", "Nord", "Nordwest", "West", "Südwest", "Süd", "Südost")
_MIDDLE = 0.5  # of the mean distance of people from the middle: nearer is the middle


def together(names: Sequence[str]) -> str:
    """What places that are counted together are called, the largest first.

    Examples
    --------
    >>> together(["Bensen", "Haddessen"]), together(["Bensen", "Haddessen", "Zersen"])
    ('Bensen mit Haddessen', 'Bensen mit Haddessen und Zersen')
    """
    first, *others = names
    return f"{first} mit {enumeration(others)}" if others else first


def together_in_short(names: Sequence[str]) -> str:
    """The same where there is little room, as on a map.

    Examples
    --------
    >>> together_in_short(["Bensen", "Haddessen"]), together_in_short(["Bensen", "Höfingen", "Zersen"])
    ('Bensen mit Haddessen', 'Bensen und 2 weitere')
    """
    first, *others = names
    return f"{first} und {len(others)} weitere" if len(others) > 1 else together(names)


def less_than(floors: Mapping[str, float]) -> str:
    """Which number is too small: of people, or of others who must be enough, too.

    Examples
    --------
    >>> less_than({"Menschen": 300}), less_than({"Menschen": 1300, "Kinder": 20})
    ('weniger als 300 Menschen', 'weniger als 1.300 Menschen oder weniger als 20 Kinder')
    """
    return " oder ".join(f"weniger als {integer(least)} {name}" for name, least in floors.items())


def merged(names: Sequence[str], below: Sequence[str], floors: Mapping[str, float]) -> str:
    """Why places are counted together.

    Examples
    --------
    >>> merged(["Bensen", "Zersen"], ["Zersen"], {"Menschen": 300})
    'Bensen und Zersen sind zusammen gezählt: In Zersen leben weniger als 300 Menschen. Für so wenige werden keine Anteile genannt.'
    """
    why = f"In {enumeration(list(below))} leben" if below else "Dort leben"
    each = "jeweils " if len(below) > 1 else ""
    return (
        f"{enumeration(list(names))} sind zusammen gezählt: {why} {each}{less_than(floors)}. "
        "Für so wenige werden keine Anteile genannt."
    )


def own_minutes(label: str, minutes: Mapping[str, float]) -> str:
    """Ways of each place for itself.

    Examples
    --------
    >>> own_minutes("Haltestelle, zu Fuß", {"Bensen": 5.6, "Zersen": 0.4})
    'Haltestelle, zu Fuß, jeder Ort für sich: Bensen 6, Zersen unter 1 Minuten.'
    """
    parts = [f"{place} {_minutes(value)}" for place, value in minutes.items()]
    return f"{label}, jeder Ort für sich: {', '.join(parts)} Minuten."


def _minutes(value: float) -> str:
    return "unter 1" if value < 0.5 else integer(value)


def way_label(facility: str, mode: str, *, straight: bool) -> str:
    """A kind of facility and how people get there.

    Examples
    --------
    >>> way_label("Haltestelle", "foot", straight=True)
    'Haltestelle, zu Fuß (Luftlinie mit Umwegfaktor)'
    """
    text = f"{facility}, {MODE_WORDS[mode]}"
    return f"{text} (Luftlinie mit Umwegfaktor)" if straight else text


def quarter_code(number: int) -> str:
    """The key of a quarter.

    Examples
    --------
    >>> quarter_code(3)
    'Q03'
    """
    return f"Q{number:02d}"


def quarter_name(area: str, number: int, east: float, north: float) -> str:
    """A quarter without a name of its own, by its direction from the middle of the people.

    Examples
    --------
    >>> quarter_name("Quartier", 1, 0.1, 0.1), quarter_name("Teilraum", 2, -2.0, 1.8)
    ('Quartier 1 (Mitte)', 'Teilraum 2 (Nordwest)')
    """
    if math.hypot(east, north) < _MIDDLE:
        return f"{area} {number} (Mitte)"
    return f"{area} {number} ({_DIRECTIONS[round(math.atan2(north, east) / (math.pi / 4)) % 8]})"


def nth_place(name: str, number: int) -> str:
    """One of several places of a name.

    Examples
    --------
    >>> nth_place("Neuhof", 2)
    'Neuhof (2)'
    """
    return f"{name} ({number})"
