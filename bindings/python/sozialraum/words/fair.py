"""Which words may not name a place? A check-list against names that mark people.

A type takes its name from settlement, age, housing and ways; never from what people are judged by.
A resident who reads about the own street should nod or object, not wince.
"""

from __future__ import annotations

import re

__all__ = ["judging_words", "names_people"]

# What people are judged by: nobody's home is called after it, and no sentence on page 1 singles it out.
_PEOPLE = (
    "ausländ",
    "migra",
    "geflücht",
    "flücht",
    "asyl",
    "staatsangehörig",
    "nationalit",
    "herkunft",
    "relig",
    "muslim",
    "sgb",
    "hartz",
    "bürgergeld",
    "grundsicherung",
    "sozialhilfe",
    "transferleistung",
    "arbeitslos",
    "armut",
    "alleinerzieh",
    "schulabsent",
    "schulabbr",
    "schulschwänz",
    "straff",
    "krimin",
    "schuldner",
    "verschuld",
    "behinder",
    "förderbedarf",
    "hilfe zur erziehung",
    "hilfen zur erziehung",
    "jugendgericht",
    "inobhutnahme",
)

# Words that judge, whatever they are said of.
_JUDGING = (
    "problem",
    "brennpunkt",
    "abgehängt",
    "verlierer",
    "gewinner",
    "schwach",
    "schwäch",
    "unterschicht",
    "bildungsfern",
    "sozial auffällig",
    "ghetto",
    "getto",
    "asozial",
    "sterbend",
    "aussterb",
    "vergreis",
    "überalter",
    "überfremd",
    "verwahrlos",
    "rückständig",
    "belastet",
    "belastung",
    "defizit",
    "schlecht",
    "schlimm",
    "schlusslicht",
    "ranking",
    "risiko",
    "sanierungsfall",
    "sorgenkind",
    "unattraktiv",
    "gefährlich",
)


_POOR = re.compile(r"\barm(?:e[mnrs]?|ut)?\b", re.IGNORECASE)


def names_people(text: str) -> list[str]:
    """Stems in a text by which people are judged; none is right for a name.

    Examples
    --------
    >>> names_people("Dorf der Eigenheime"), names_people("Anteil Arbeitslose")
    ([], ['arbeitslos'])
    >>> names_people("Charme am Fluss"), names_people("arme Dörfer")
    ([], ['arme'])
    """
    low = text.lower()
    return [stem for stem in _PEOPLE if stem in low] + _POOR.findall(low)


def judging_words(text: str) -> list[str]:
    """Stems in a text that judge a place or its people.

    Examples
    --------
    >>> judging_words("lange Wege, viele Ältere"), judging_words("Überaltertes Problemdorf")
    ([], ['problem', 'überalter'])
    """
    low = text.lower()
    return [stem for stem in _JUDGING if stem in low]
