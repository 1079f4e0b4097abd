"""How is a level of areas called?"""

from __future__ import annotations

__all__ = ["level_name"]

_NAMES = {
    "cell_100m": "100-Meter-Zelle",
    "village": "Dorf oder Ortsteil",
    "school": "Schule",
    "facility": "Einrichtung",
    "commune": "Gemeinde",
    "district": "Landkreis",
    "agency_district": "Agenturbezirk",
    "state": "Land",
}


def level_name(level: str) -> str:
    """The German name of a level of a catalogue; what is none stays as it is.

    Examples
    --------
    >>> level_name("district")
    'Landkreis'
    """
    return _NAMES.get(level, level)
