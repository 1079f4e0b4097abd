"""How was it before? In German."""

from __future__ import annotations

from collections.abc import Mapping

from sozialraum.words.numbers import number
from sozialraum.words.states import PROTECTED

__all__ = ["READING", "change_words", "label_of_year", "values_of_years"]

READING = (
    "So ist eine Linie zu lesen: ein Punkt je Jahr, der letzte voll; senkrechter Strich: der Bereich, in dem der Wert mit 95 Prozent "
    "Wahrscheinlichkeit liegt, soweit es um den Zufall kleiner Zahlen geht; graue Linie: alle übrigen zusammen. Wo ein Jahr fehlt oder "
    "geschützt ist, bricht die Linie ab. Alle Linien eines Merkmals haben denselben Maßstab. Verglichen wird das erste mit dem letzten Jahr."
)


def label_of_year(name: str, year: int) -> str:
    """An indicator in an earlier year.

    Examples
    --------
    >>> label_of_year("Anteil Kinder", 2017)
    'Anteil Kinder 2017'
    """
    return f"{name} {year}" if name else ""


def values_of_years(values: Mapping[int, float], guarded: Mapping[int, bool], digits: int) -> str:
    """The value of every year; of a protected one only that it is.

    Examples
    --------
    >>> values_of_years({2011: 24.26, 2017: 20.0, 2022: float("nan")}, {2017: True}, 1)
    '2011: 24,3 · 2017: geschützt · 2022: –'
    """
    return " · ".join(
        f"{year}: {PROTECTED if guarded.get(year) else number(value, digits)}"
        for year, value in values.items()
    )


def change_words(beyond: bool | None, difference: float, *, guarded: bool, tested: bool) -> str:
    """What may be said of the change from the first year to the last.

    Examples
    --------
    >>> change_words(True, -4.0, guarded=False, tested=True)
    'gesunken, mehr als Zufall'
    >>> change_words(False, -4.0, guarded=False, tested=True)
    'im Rahmen des Zufalls'
    >>> change_words(None, -4.0, guarded=True, tested=True)
    'zum Schutz kleiner Zahlen nicht genannt'
    >>> change_words(None, -4.0, guarded=False, tested=False)
    'nicht geprüft'
    """
    if guarded:
        return "zum Schutz kleiner Zahlen nicht genannt"
    if beyond is None:
        return "ein Jahr fehlt" if tested else "nicht geprüft"
    if not beyond:
        return "im Rahmen des Zufalls"
    return "gestiegen, mehr als Zufall" if difference > 0 else "gesunken, mehr als Zufall"
