"""What stands on a picture, above and below the map?"""

from __future__ import annotations

__all__ = ["compared", "types_of", "within"]


def types_of(shown: str) -> str:
    """The title of a map of types."""
    return f"Typen: {shown}"


def compared(region: str, count: int, areas: str, *, straight: bool) -> str:
    """The note below: what was compared, and how minutes were measured."""
    notes = [f"{region}: {count} {areas} verglichen."]
    if straight:
        notes.append("Wegeminuten: Luftlinie mit Umwegfaktor, kein Straßenweg.")
    return " ".join([*notes, "Quellen: siehe report.html."])


def within(limit: float) -> str:
    """The key of a band of minutes."""
    return f"bis {limit:g} Minuten"
