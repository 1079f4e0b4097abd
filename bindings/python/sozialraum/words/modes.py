"""What are ways to travel, and ways to measure, called?"""

from __future__ import annotations

__all__ = [
    "BEGIN",
    "BEYOND",
    "CHOICE",
    "COUNTED",
    "MEASURED",
    "MODE_HEADS",
    "MODE_WORDS",
    "WITHIN",
    "on_straight_line",
    "partly_uncounted",
]

MODE_WORDS = {"car": "mit dem Auto", "bicycle": "mit dem Rad", "foot": "zu Fuß"}
"""Ways to travel, as a sentence takes them."""

MODE_HEADS = {"car": "Auto", "bicycle": "Rad", "foot": "zu Fuß"}
"""Ways to travel, as the head of a column takes them."""

MEASURED = {"road": "Straßennetz", "straight": "Luftlinie mit Umwegfaktor"}
"""How minutes were measured."""

# Of areas that are measured as they are (False), and of those that are made of smaller ones (True).
BEGIN = {
    False: "von der Mitte jeder Fläche",
    True: "von der Mitte jeder bewohnten Teilfläche, gemittelt über die Menschen",
}
"""Where ways begin."""

COUNTED = {
    False: "Gezählt werden alle Menschen einer Fläche, gemessen wird von ihrer Mitte aus.",
    True: (
        "Gezählt werden alle Menschen einer Fläche mit dem Mittel ihrer Wege; gemessen wird von der Mitte jeder bewohnten Teilfläche aus."
    ),
}
"""Whose ways a table counts."""

BEYOND = {
    False: "gemessen von ihrer Mitte",
    True: "mit dem Mittel der Wege, die sie haben",
}
"""By what an area counts as beyond a limit."""

WITHIN = {
    False: "Die Zahl der Menschen richtet sich nach der Mitte ihrer Fläche.",
    True: "Die Zahl der Menschen richtet sich nach dem Mittel der Wege ihrer Fläche.",
}
"""By what people count as within the land of a map of minutes."""

# Of areas that are land (False), and of places, which are points (True).
CHOICE = {False: "steht die Mitte jeder", True: "steht die Ortsmitte jedes"}
"""Where one more facility may be put."""


def on_straight_line(label: str) -> str:
    """The label of minutes that no road was measured for.

    Examples
    --------
    >>> on_straight_line("Minuten zum Laden")
    'Minuten zum Laden, Luftlinie'
    """
    return f"{label}, Luftlinie"


def partly_uncounted(areas: int, noun: str, people: str) -> str:
    """That of a part of the people nothing is known, where areas are made of smaller ones.

    Examples
    --------
    >>> partly_uncounted(2, "Orten", "120")
    'Für 120 Einwohner in Teilen von 2 Orten ist diese Zahl nicht ausgewiesen; von ihnen wird niemand gezählt.'
    """
    return f"Für {people} Einwohner in Teilen von {areas} {noun} ist diese Zahl nicht ausgewiesen; von ihnen wird niemand gezählt."
