"""What do all parts of the report write alike? Anchors, plurals, and what counts as unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum.words.numbers import integer

if TYPE_CHECKING:
    from sozialraum.level.asked import AskedLevel

__all__ = ["UNSURE", "area_anchor", "plural"]

UNSURE = 0.75
"""Below this certainty an area is striped on the map."""


def area_anchor(level_id: str, code: str) -> str:
    """Where the page of an area is."""
    return f"{level_id}-{code}"


def plural(level: AskedLevel, count: int) -> str:
    """So many areas, in the words of the level."""
    return f"{integer(count)} {level.area if count == 1 else level.areas}"
