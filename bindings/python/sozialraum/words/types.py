"""What is a type called, from the indicators in which it stands out?"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["type_name"]


def type_name(phrases: Sequence[str]) -> str:
    """The phrases of the project file, or that nothing stands out.

    Examples
    --------
    >>> type_name(["mehr Kinder", "kurze Wege"]), type_name([])
    ('mehr Kinder, kurze Wege', 'nah am Durchschnitt')
    """
    return ", ".join(phrases) if phrases else "nah am Durchschnitt"
