"""What is wished of the types, and what would it cost? In German."""

from __future__ import annotations

import math

from sozialraum.words.numbers import enumeration, integer, number

__all__ = [
    "EXPECTED",
    "FORM",
    "HEAD_OF_TRAIL",
    "KINDS",
    "MUST",
    "adopted",
    "asked_by",
    "decided_by",
    "moved_text",
    "price_text",
    "wish_sentence",
]

FORM = {
    "id": "Nummer",
    "kind": "Wunsch",
    "area": "Ort",
    "other": "anderer Ort",
    "hard": "muss",
    "cost": "Gewicht",
    "role": "Rolle",
    "date": "Datum",
    "reason": "Grund",
}
"""Columns of the form that comes back from the villages."""

KINDS = {
    "zusammen mit": "together",
    "getrennt von": "apart",
    "wie": "of_type",
    "nicht wie": "not_of_type",
}

HEAD_OF_TRAIL = """\
# Beschlüsse über Wünsche. Diese Datei schreibt „sozialraum adopt“; von Hand geändert gilt sie nicht.
"""

EXPECTED = {
    "kind": ", ".join(f"„{word}“" for word in KINDS),
    "hard": "„ja“, „nein“ oder nichts",
    "cost": "eine Zahl ab 0, oder nichts",
    "text": "ein Text bis 40 Zeichen",
}
"""What a cell of the form may hold."""

MUST = {"": True, "ja": True, "nein": False}


def wish_sentence(kind: str, area: str, other: str) -> str:
    """What somebody asks.

    Examples
    --------
    >>> wish_sentence("of_type", "Au", "Berg")
    'Au soll zu demselben Typ gehören wie Berg (Beispiel)'
    """
    return {
        "together": f"{area} und {other} sollen in einem Typ sein",
        "apart": f"{area} und {other} sollen in verschiedenen Typen sein",
        "of_type": f"{area} soll zu demselben Typ gehören wie {other} (Beispiel)",
        "not_of_type": f"{area} soll nicht zu dem Typ gehören, für den {other} steht",
    }[kind]


def asked_by(role: str, date: str, reason: str) -> str:
    """Who asked, when and why.

    Examples
    --------
    >>> asked_by("Ortsrat", "3.5.2026", "eine Schule"), asked_by("", "", "")
    ('Ortsrat, 3.5.2026: eine Schule', 'ohne Angabe')
    """
    who = ", ".join(part for part in (role, date) if part)
    return ": ".join(part for part in (who, reason) if part) or "ohne Angabe"


def price_text(
    percent: float, lowest: float, highest: float, *, proven: bool, against: tuple[str, ...]
) -> str:
    """What it costs: how much less alike the areas of the types become.

    Examples
    --------
    >>> price_text(1.26, 1.26, 1.26, proven=True, against=())
    '1,3\u202f% (bewiesen)'
    >>> price_text(0.0, 0.0, 0.0, proven=True, against=())
    'nichts: schon so'
    >>> price_text(4.0, 0.0, 5.2, proven=False, against=())
    'zwischen 0,0 und 5,2\u202f%'
    >>> price_text(float("inf"), 0, 0, proven=True, against=("people",))
    'nicht erfüllbar; dagegen steht: people'
    """
    if math.isinf(percent):
        told = f"; dagegen steht: {enumeration(list(against))}" if against else ""
        return f"nicht erfüllbar{told}"
    if not proven:
        return f"zwischen {number(max(lowest, 0.0))} und {number(highest)}\u202f%"
    if percent < 0.05:
        return "nichts: schon so" if percent < 1e-9 else "weniger als 0,1\u202f% (bewiesen)"
    return f"{number(percent)}\u202f% (bewiesen)"


def moved_text(names: list[str]) -> str:
    """Which other areas would be of another type.

    Examples
    --------
    >>> moved_text([]), moved_text(["Au", "Berg"])
    ('keine', 'Au und Berg')
    """
    if len(names) > 6:
        return f"{', '.join(names[:5])} und {integer(len(names) - 5)} weitere"
    return enumeration(names) or "keine"


def decided_by(role: str, date: str, rounds: str, reason: str) -> str:
    """Who decided, when and why.

    Examples
    --------
    >>> decided_by("Rat der Stadt", "3.7.2026", "Frühjahr 2026", "ein Schulbezirk")
    'beschlossen: Rat der Stadt, 3.7.2026 (Runde „Frühjahr 2026“): ein Schulbezirk'
    """
    return f"beschlossen: {role}, {date} (Runde „{rounds}“): {reason}"


def adopted(wishes: int, moves: list[str], price: str, file: str) -> list[str]:
    """What the command says when a decision is written down.

    Examples
    --------
    >>> adopted(1, ["Au: A, jetzt B"], "2,0 % (bewiesen)", "beschluesse.yaml")[0]
    'Übernommen: 1 Wunsch. Preis: 2,0 % (bewiesen).'
    """
    said = "1 Wunsch" if wishes == 1 else f"{wishes} Wünsche"
    return [
        f"Übernommen: {said}. Preis: {price}.",
        *(f"  {move}" for move in moves or ["Keine Fläche wechselt den Typ."]),
        f"Niedergeschrieben in {file}; „sozialraum run“ rechnet von nun an damit.",
    ]
