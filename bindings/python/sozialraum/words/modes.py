"""What are ways to travel, and ways to measure, called?"""

from __future__ import annotations

__all__ = ["MEASURED", "MODE_HEADS", "MODE_WORDS", "on_straight_line"]

MODE_WORDS = {"car": "mit dem Auto", "bicycle": "mit dem Rad", "foot": "zu Fuß"}
"""Ways to travel, as a sentence takes them."""

MODE_HEADS = {"car": "Auto", "bicycle": "Rad", "foot": "zu Fuß"}
"""Ways to travel, as the head of a column takes them."""

MEASURED = {"road": "Straßennetz", "straight": "Luftlinie mit Umwegfaktor"}
"""How minutes were measured."""


def on_straight_line(label: str) -> str:
    """The label of minutes that no road was measured for.

    Examples
    --------
    >>> on_straight_line("Minuten zum Laden")
    'Minuten zum Laden, Luftlinie'
    """
    return f"{label}, Luftlinie"
