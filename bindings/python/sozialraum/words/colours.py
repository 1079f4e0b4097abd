"""Which colour does a type have, and which a band of minutes?"""

from __future__ import annotations

__all__ = ["CLASS_COLOURS", "band_colours", "palette"]

# Okabe & Ito (2008), told apart with any colour vision; the ink is the one with the better contrast.
_PALETTE = (
    ("#0072b2", "#ffffff"),
    ("#e69f00", "#000000"),
    ("#009e73", "#000000"),
    ("#cc79a7", "#000000"),
    ("#f0e442", "#000000"),
    ("#56b4e9", "#000000"),
    ("#d55e00", "#000000"),
    ("#bbbbbb", "#000000"),
    # and of Tol's muted scheme for reports of several levels
    ("#332288", "#ffffff"),
    ("#882255", "#ffffff"),
    ("#117733", "#ffffff"),
    ("#ddcc77", "#000000"),
)

CLASS_COLOURS = ("#ffffd4", "#c7e3a4", "#63b7b7", "#2f77ad", "#253070")
"""Fills of five classes from little to much; each darker than the one before, so grey will do."""


def palette(letter: str) -> tuple[str, str]:
    """Fill and ink of a type; after twelve types the colours repeat and the letter decides.

    Examples
    --------
    >>> palette("A")
    ('#0072b2', '#ffffff')
    """
    return _PALETTE[(ord(letter[0]) - ord("A")) % len(_PALETTE)]


def band_colours(count: int) -> list[str]:
    """Fills of the bands, the shortest limit darkest; told apart in grey, too."""
    return ["#1d5c87", "#5b9bc2", "#a6cbe3", "#d9e9f3"][:count]
