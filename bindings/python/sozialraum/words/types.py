"""What is a type called, from the indicators in which it stands out?"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["type_name", "why_sentences"]


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
