"""In which state is a value, in a word?"""

from __future__ import annotations

from sozialraum.core import CellState

__all__ = ["PROTECTED", "state_words", "yes_no"]

PROTECTED = "geschützt"
"""Where a number is that may not be told."""


def state_words(state: int, guarded: bool) -> str:
    """The state of a value; a small count that is not told comes before everything else.

    Examples
    --------
    >>> state_words(int(CellState.REPORTED), guarded=True)
    'Fallzahl geschützt'
    """
    return "Fallzahl geschützt" if guarded else str(CellState(state).label_de)


def yes_no(flag: object) -> str:
    """A flag as a table shows it.

    Examples
    --------
    >>> yes_no(True), yes_no(False)
    ('ja', 'nein')
    """
    return "ja" if flag else "nein"
