"""What changed since an earlier report whose types stay? In German."""

from __future__ import annotations

from collections.abc import Sequence

from sozialraum.words.numbers import enumeration, integer, number

__all__ = ["CAUSES", "anew_sentence", "kept_sentence", "left_sentence", "stay_sentence"]

CAUSES = {
    "boundary": "neue Grenzen",
    "definition": "neue Festlegung der Typen",
    "noise": "Zufall kleiner Zahlen",
    "left": "was darüber hinaus bleibt",
}


def stay_sentence(areas: str, count: int, stayed: int, interval: tuple[float, float]) -> str:
    """How many kept their type.

    Examples
    --------
    >>> stay_sentence("Dörfer", 24, 20, (0.641, 0.933))
    'Von 24 Dörfern, die es in beiden Berichten gibt, haben 20 ihren Typ behalten; der Anteil liegt mit 95 Prozent Wahrscheinlichkeit zwischen 64 und 93 von 100.'
    """  # noqa: E501
    return (
        f"Von {integer(count)} {_to(areas)}, die es in beiden Berichten gibt, haben {integer(stayed)} ihren Typ behalten; der Anteil liegt mit "
        f"95 Prozent Wahrscheinlichkeit zwischen {integer(100 * interval[0])} und {integer(100 * interval[1])} von 100."
    )


def left_sentence(changed: float, noise: float, lower: float, upper: float, *, apart: bool) -> str:
    """What is more than chance, and whether that can be said at all.

    Examples
    --------
    >>> left_sentence(0.25, 0.2, -0.09, 0.24, apart=False)
    'Für 25 von 100 Flächen ist heute ein anderer Typ am wahrscheinlichsten als damals; 20 von 100 wären allein durch den Zufall kleiner Zahlen zu erwarten. Was darüber hinaus bleibt (-9 bis 24 von 100), lässt sich bei so wenigen Flächen nicht vom Zufall unterscheiden.'
    """  # noqa: E501
    begin = (
        f"Für {integer(100 * changed)} von 100 Flächen ist heute ein anderer Typ am wahrscheinlichsten als damals; "
        f"{integer(100 * noise)} von 100 wären allein durch den Zufall kleiner Zahlen zu erwarten. "
    )
    span = f"{_whole(lower)} bis {_whole(upper)} von 100"
    if apart and lower > 0:
        return f"{begin}Was darüber hinaus bleibt ({span}), ist mehr als Zufall: Die Zahlen sprechen für Veränderungen, nennen aber nicht ihren Grund."
    if apart:
        return f"{begin}Es sind weniger Änderungen, als der Zufall erwarten ließe ({span})."
    return f"{begin}Was darüber hinaus bleibt ({span}), lässt sich bei so wenigen Flächen nicht vom Zufall unterscheiden."


def kept_sentence(names: Sequence[str]) -> str:
    """Who keeps a type though another is a little more probable.

    Examples
    --------
    >>> kept_sentence(["Au", "Berg"])
    'Ein anderer Typ ist etwas, aber nicht deutlich wahrscheinlicher; ihren Typ behalten: Au und Berg.'
    """
    if not names:
        return ""
    return f"Ein anderer Typ ist etwas, aber nicht deutlich wahrscheinlicher; ihren Typ behalten: {enumeration(names)}."


def anew_sentence(alike: float) -> str:
    """Would the same types be made anew?

    Examples
    --------
    >>> anew_sentence(0.81)
    'Typen, die aus den heutigen Zahlen neu gebildet werden, stimmen mit diesen zu 0,81 überein (1: gleich, 0: nicht mehr als Zufall).'
    """  # noqa: E501
    return (
        f"Typen, die aus den heutigen Zahlen neu gebildet werden, stimmen mit diesen zu {number(alike, 2)} überein "
        "(1: gleich, 0: nicht mehr als Zufall)."
    )


def _whole(share: float) -> str:
    return f"{round(100 * share)}"


def _to(areas: str) -> str:
    """The dative of a plural.

    Examples
    --------
    >>> _to("Dörfer"), _to("Zellen")
    ('Dörfern', 'Zellen')
    """
    return areas if areas.endswith(("n", "s")) else f"{areas}n"
