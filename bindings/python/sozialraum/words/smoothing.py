"""What is said of values that were smoothed: towards what, how much is borrowed, and why?"""

from __future__ import annotations

from collections.abc import Iterable

from sozialraum.words.areas import among
from sozialraum.words.modes import MODE_WORDS
from sozialraum.words.numbers import enumeration, integer, number, percent

__all__ = [
    "FAR_FROM_TARGET",
    "FEW_PEOPLE",
    "NEAR_TARGET",
    "PICTURE",
    "RAW_MAP",
    "REGION",
    "SHORT",
    "borrowed_share",
    "changed",
    "everybody",
    "introduction",
    "neighbours",
    "raw_and_borrowed",
]

REGION = "das Mittel der eigenen Region (hat sie weniger als fünf Flächen: das Mittel aller)"
SHORT = {"all": "Mittel aller", "region": "Mittel der Region", "neighbours": "Mittel der Nachbarn"}
"""What a value was pulled towards, as a column takes it."""

NEAR_TARGET = {
    "all": "kleine Zahl, nahe am Durchschnitt",
    "region": "kleine Zahl, nahe am Mittel der Region",
    "neighbours": "kleine Zahl, nahe am Mittel der Nachbarn",
}
"""Of a value of which less than half is its own."""

PICTURE = {
    "de": {
        "raw": "roh",
        "adjusted": "geglättet",
        "interval": "Bereich (95 %)",
        "target": "Ziel der Glättung",
        "size": "Größe der Bezugsgruppe",
        "borrowed": "{name} ({share} % geliehen)",
    },
    "en": {
        "raw": "raw",
        "adjusted": "adjusted",
        "interval": "interval (95 %)",
        "target": "target of the adjustment",
        "size": "Size of the base",
        "borrowed": "{name} ({share} % borrowed)",
    },
}
"""What stands on pictures of raw and adjusted rates."""

FEW_PEOPLE = "wenige Menschen"
FAR_FROM_TARGET = "weit vom Mittel entfernt"
RAW_MAP = "ohne Glättung, in denselben Klassen"


def everybody(count: int, areas: str) -> str:
    """The mean of all areas that are compared.

    Examples
    --------
    >>> everybody(941, "Gemeinden")
    'das Mittel aller 941 Gemeinden'
    """
    return f"das Mittel aller {integer(count)} {areas}"


def neighbours(areas: str, minutes: float, mode: str, measured: str) -> str:
    """The mean of those within some minutes.

    Examples
    --------
    >>> neighbours("Dörfer", 15.0, "car", "Straßennetz")
    'das Mittel der Nachbarn (bis zu zwölf Dörfer im Umkreis von 15 Minuten mit dem Auto, Straßennetz; je näher, desto mehr zählen sie)'
    """
    return (
        f"das Mittel der Nachbarn (bis zu zwölf {areas} im Umkreis von {number(minutes, 0 if minutes.is_integer() else 1)} Minuten "
        f"{MODE_WORDS[mode]}, {measured}; je näher, desto mehr zählen sie)"
    )


def borrowed_share(weight: float) -> str:
    """What is not its own, in percent.

    Examples
    --------
    >>> borrowed_share(0.75).replace(chr(0x202F), " "), borrowed_share(0.999).replace(chr(0x202F), " ")
    ('25 %', 'unter 1 %')
    """
    text = percent(1.0 - weight)
    return f"unter {percent(0.01)}" if 0 < 1.0 - weight < 0.005 else text


def raw_and_borrowed(raw: str, share: str) -> str:
    """Raw value and the borrowed share, short enough for a cell."""
    return f"{raw}; {share}"


def changed(count: int, of: int, areas: str) -> str:
    """How many areas are in another class after smoothing.

    Examples
    --------
    >>> changed(5, 24, "Dörfer")
    'geglättet; 5 von 24 Dörfern in einer anderen Klasse'
    """
    return f"geglättet; {integer(count)} von {integer(of)} {among(areas)} in einer anderen Klasse"


def introduction(targets: Iterable[str], *, told: bool) -> list[str]:
    """What smoothing is, what it borrows and what it hides.

    Examples
    --------
    >>> introduction({REGION}, told=True)[0][:60]
    'Ein Wert aus wenigen Menschen ist zum Teil Zufall. Er wird d'
    """
    texts = [
        "Ein Wert aus wenigen Menschen ist zum Teil Zufall. Er wird deshalb zu einem Mittel hin gezogen, um so weiter, je weniger Menschen hinter ihm "
        "stehen: So viel ist „geliehen“. Bei vielen Menschen bleibt er fast, wie er ist.",
        f"Geliehen wird hier von: {enumeration(sorted(targets))}.",
        "Jedes Ziel verdeckt auch etwas: das Mittel aller einen armen Winkel in einer reichen Gegend, das Mittel der Nachbarn einen Ort, der anders ist als "
        "seine Nachbarn. Deshalb stehen die ungeglätteten Karten daneben. Ein Typ ist nie das Ziel: Er würde sich selbst bestätigen.",
    ]
    if told:
        texts.append(
            "Orte mit geschützten Fallzahlen sind nicht aufgeführt; von ihnen wird nur eine Klasse genannt und kein Anteil."
        )
    else:
        texts.append(
            "Wie viel geliehen ist, steht hier nur in Worten, und Werte ohne Glättung stehen nicht da: Zusammen gäben sie die Fallzahl zurück."
        )
    return texts
