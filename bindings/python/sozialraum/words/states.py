"""In which state is a value, in a word?"""

from __future__ import annotations

from sozialraum.core import CellState

__all__ = ["PROTECTED", "protection", "state_words", "yes_no"]

PROTECTED = "geschützt"
"""Where a number is that may not be told."""


def protection(least_count: int) -> str:
    """How few persons are protected.

    Examples
    --------
    >>> protection(3)[:70]
    'Dieser Bericht nennt keine berechnete Fallzahl von weniger als 3 Perso'
    """
    few = f"weniger als {least_count} Personen"
    return (
        f"Dieser Bericht nennt keine berechnete Fallzahl von {few}: Solche Zahlen (und ihre Gegenstücke „alle außer {few}“) gehen so in die Rechnung ein, "
        "dass auch aus den geglätteten Werten nicht zurückgerechnet werden kann, wie viele Personen es sind. An diesen Stellen steht „geschützt“ oder eine Klasse von Werten. "
        "Einrichtungen sind keine Personen; ihre Zahl wird genannt."
    )


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
