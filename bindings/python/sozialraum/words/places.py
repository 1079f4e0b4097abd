"""What is an area without a name called, by the place it lies near?"""

from __future__ import annotations

import math
import re
import unicodedata

__all__ = ["beside", "is_total", "nth_cell", "place_and_nearest", "spelling_key"]

_TOTAL = re.compile(
    r"ins\s*gesamt|gesamt|summe|zusammen|total|alle (orte|ortsteile|dörfer)"
    r"|(gesamt|summe|total|insgesamt)[\s:(-].*|.*[\s:(-](insgesamt|gesamt|summe|total)\)?"
)

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


def is_total(name: str) -> bool:
    """Is this what the sum of all places is called in a table?

    Examples
    --------
    >>> is_total("Summe"), is_total("Stadt insgesamt"), is_total("Gesamtstadt"), is_total("Summern")
    (True, True, False, False)
    """
    return _TOTAL.fullmatch(name.strip().casefold()) is not None


def place_and_nearest(name: str, nearest: str = "") -> str:
    """A name that was not found, and the one that was probably meant.

    Examples
    --------
    >>> place_and_nearest("Ahornn", "Ahorn"), place_and_nearest("Xyz")
    ('„Ahornn“ (gemeint „Ahorn“?)', '„Xyz“')
    """
    return f"„{name}“ (gemeint „{nearest}“?)" if nearest else f"„{name}“"


def spelling_key(name: str) -> str:
    """What two spellings of one name have in common: case, umlauts, hyphens and blanks differ.

    Examples
    --------
    >>> spelling_key("Groß Wieden") == spelling_key("gross-wieden")
    True
    """
    text = unicodedata.normalize("NFC", name).casefold()
    for letter, vowels in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        text = text.replace(letter, vowels)
    return re.sub(r"[^\w]+", "", text)
