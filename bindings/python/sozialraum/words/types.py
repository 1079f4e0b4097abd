"""What is a type called, from the indicators in which it stands out?"""

from __future__ import annotations

from collections.abc import Sequence

from sozialraum.words.numbers import certainty_words, integer, number

__all__ = [
    "METHODS",
    "QUESTIONS",
    "READINGS",
    "flip_sentence",
    "held_up_sentence",
    "steadiness",
    "sure_basis",
    "sure_sentence",
    "type_name",
    "why_sentences",
]

METHODS = {
    "kmeans": "k-means",
    "ward": "Ward-Verfahren",
    "mixture": "Mischungsmodell mit bekanntem Zufallsfehler jeder Fläche",
    "regions": "zusammenhängende Regionen",
    "kept": "Typen eines früheren Berichts, die bleiben",
}

QUESTIONS = {
    "assignment": "Zuordnung",
    "refit": "Wiederholung",
    "choices": "Wahl",
    "people": "wenige Menschen",
}
"""The questions of which the strictest decides, in a word."""

READINGS = {
    "dissolved": "löst sich auf",
    "pattern": "ein Muster",
    "stable": "beständig",
    "highly_stable": "sehr beständig",
}
"""How far a type comes again, in words (after Hennig 2007)."""


def steadiness(reading: str, recurrence: float) -> str:
    """How far a type comes again.

    Examples
    --------
    >>> steadiness("pattern", 0.644)
    'ein Muster (0,64)'
    """
    return f"{READINGS[reading]} ({number(recurrence, 2)})" if reading else "nicht neu gebildet"


def sure_sentence(question: str, share: float, *, known: bool = False) -> str:
    """How sure a type is, and by which question: the strictest decides.

    Only a model that knows the errors of every area (``known``) has a probability for its answer to
    the question of the assignment; below one half a share of draws says too much, and no figure is
    told.

    Examples
    --------
    >>> sure_sentence("refit", 0.64)
    'Das ist eher sicher: In 64 von 100 Wiederholungen mit anderen, ebenso glaubhaften Zahlen kommt derselbe Typ heraus.'
    >>> sure_sentence("people", 0.37)
    'Das ist offen: So wenige Menschen können für nicht mehr als 37 von 100 bürgen.'
    >>> sure_sentence("assignment", 0.41)
    'Das ist offen: Mit anderen, ebenso glaubhaften Zahlen liegt meist ein anderer Typ näher.'
    """  # noqa: E501
    hundred = integer(100 * share)
    if known:
        assigned = (
            f"Nach dem Modell gehört es mit einer Wahrscheinlichkeit von {hundred} von 100 dazu."
        )
    elif share < 0.5:
        assigned = "Mit anderen, ebenso glaubhaften Zahlen liegt meist ein anderer Typ näher."
    else:
        assigned = f"Mit anderen, ebenso glaubhaften Zahlen liegt in {hundred} von 100 Fällen derselbe Typ am nächsten."
    told = {
        "assignment": assigned,
        "refit": f"In {hundred} von 100 Wiederholungen mit anderen, ebenso glaubhaften Zahlen kommt derselbe Typ heraus.",
        "choices": f"In {hundred} von 100 Wiederholungen mit anders gewichteten Merkmalen und Flächen kommt derselbe Typ heraus.",
        "people": f"So wenige Menschen können für nicht mehr als {hundred} von 100 bürgen.",
    }
    return f"Das ist {certainty_words(share)}: {told[question]}"


def sure_basis(question: str, share: float) -> str:
    """The same, short.

    Examples
    --------
    >>> sure_basis("choices", 0.58)
    'Strengste Antwort (Wahl): 58 von 100.'
    """
    if question == "assignment" and share < 0.5:
        return f"Strengste Antwort ({QUESTIONS[question]}): unter 50 von 100."
    return f"Strengste Antwort ({QUESTIONS[question]}): {integer(100 * share)} von 100."


def flip_sentence(label: str, own: str, then: str, unit: str, letter: str) -> str:
    """What is the least that would change the type?

    Examples
    --------
    >>> flip_sentence("Anteil Ältere", "21,0", "23,4", "%", "B")
    'Läge „Anteil Ältere“ bei 23,4 statt 21,0\u202f% und alles andere gleich, wäre es Typ B.'
    """
    behind = "\u202f%" if unit == "%" else f" {unit}" if unit else ""
    return f"Läge „{label}“ bei {then} statt {own}{behind} und alles andere gleich, wäre es Typ {letter}."


def held_up_sentence(shares: Sequence[tuple[str, float]]) -> str:
    """Which indicators hold the types up?

    Examples
    --------
    >>> held_up_sentence([("Wege", 0.31), ("Miete", 0.02)])
    'Ließe man ein einziges Merkmal weg, kämen so viele von 100 Flächen in einen anderen Typ: „Wege“ 31, „Miete“ 2.'
    """  # noqa: E501
    told = ", ".join(f"„{label}“ {integer(100 * share)}" for label, share in shares)
    return f"Ließe man ein einziges Merkmal weg, kämen so viele von 100 Flächen in einen anderen Typ: {told}."


def type_name(phrases: Sequence[str]) -> str:
    """The phrases of the project file, or that nothing stands out.

    Examples
    --------
    >>> type_name(["mehr Kinder", "kurze Wege"]), type_name([])
    ('mehr Kinder, kurze Wege', 'nah am Durchschnitt')
    """
    return ", ".join(phrases) if phrases else "nah am Durchschnitt"


def why_sentences(
    area: str,
    found: str,
    said: str,
    conditions: Sequence[tuple[str, bool, float]],
    right: float,
    language: str,
) -> str:
    """Why an area is of its type: the rule behind it, and how often the rule holds.

    ``conditions`` are indicator, above or not, limit. Of two limits of one indicator in the same
    direction only the sharper one is said.

    Examples
    --------
    >>> why_sentences("Hafen", "A", "A", [("Miete", True, 6.25), ("Wege", False, 10)], 0.9, "de")
    'Hafen gehört zu Typ A: Miete liegt über 6,25 und Wege liegt höchstens bei 10. Diese Regel trifft bei 90 von 100 Flächen zu.'
    """  # noqa: E501
    german = language == "de"
    sharpest: dict[tuple[str, bool], float] = {}
    for indicator, above, limit in conditions:
        before = sharpest.get((indicator, above), limit)
        sharpest[indicator, above] = max(before, limit) if above else min(before, limit)

    def told(limit: float) -> str:
        text = f"{limit:.3g}" if abs(limit) < 1000 else f"{limit:.0f}"
        return text.replace(".", ",") if german else text

    if german:
        over, most, both = "liegt über", "liegt höchstens bei", " und "
    else:
        over, most, both = "is above", "is at most", " and "
    parts = [f"{i} {over if above else most} {told(x)}" for (i, above), x in sharpest.items()]
    rule = both.join(parts)
    share = round(100 * right)
    if german:
        begin = f"{area} gehört zu Typ {found}"
        if found != said:
            first = f"{begin}, die einfache Regel führt zu Typ {said} ({rule})."
        else:
            first = f"{begin}: {rule}." if rule else f"{begin}."
        return f"{first} Diese Regel trifft bei {share} von 100 Flächen zu."
    begin = f"{area} is of type {found}"
    if found != said:
        first = f"{begin}, the simple rule leads to type {said} ({rule})."
    else:
        first = f"{begin}: {rule}." if rule else f"{begin}."
    return f"{first} This rule is right for {share} of 100 areas."
