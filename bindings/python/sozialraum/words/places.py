"""What is an area without a name called, by the place it lies near?"""

from __future__ import annotations

import math

__all__ = ["beside", "nth_cell"]

_THERE = 500.0  # metres; so near is the place itself
_FAR = 3000.0  # metres; beyond it a place is no help to find the area
_DIRECTIONS = (
    "östlich",
    "nordöstlich",
    "nördlich",
    "nordwestlich",
    "westlich",
    "südwestlich",
    "südlich",
    "südöstlich",
)


def beside(place: str, east: float, north: float) -> str | None:
    """How a spot so many metres east and north of a place is called; None if it is too far away.

    Examples
    --------
    >>> beside("Ahorn", 100, 0), beside("Ahorn", 0, -1240), beside("Ahorn", 4000, 0)
    ('Ahorn', 'Ahorn (1,2 km südlich)', None)
    """
    metres = math.hypot(east, north)
    if metres < _THERE:
        return place
    if metres > _FAR:
        return None
    direction = _DIRECTIONS[round(math.atan2(north, east) / (math.pi / 4)) % 8]
    return f"{place} ({f'{metres / 1000:.1f}'.replace('.', ',')} km {direction})"


def nth_cell(name: str, number: int) -> str:
    """The second and further cells of a name.

    Examples
    --------
    >>> nth_cell("Ahorn", 2)
    'Ahorn, 2. Zelle'
    """
    return f"{name}, {number}. Zelle"
