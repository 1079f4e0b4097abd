"""What is the program doing? Short lines on the way."""

from __future__ import annotations

from sozialraum.words.areas import among

__all__ = ["bands", "indicators", "paper", "read", "roads", "siting", "types", "ways", "write"]

roads = "Straßennetz lesen"
write = "Dateien schreiben"


def paper(title: str) -> str:
    """One of several papers is made."""
    return f"Bericht: {title}"


def read(level: str) -> str:
    """A level is read."""
    return f"{level}: lesen"


def indicators(level: str) -> str:
    """The indicators of a level are computed."""
    return f"{level}: Merkmale"


def ways(facility: str) -> str:
    """Ways to a kind of facility are measured."""
    return f"Wege: {facility}"


def bands(facility: str) -> str:
    """Land within minutes of a kind of facility is sought."""
    return f"Flächen gleicher Zeit: {facility}"


def siting(facility: str) -> str:
    """A question of siting is answered."""
    return f"Standortfrage: {facility}"


def types(count: int, areas: int, areas_word: str, indicators: int) -> str:
    """Areas are typed."""
    return f"{count} Typen aus {areas} {among(areas_word)} und {indicators} Merkmalen"
