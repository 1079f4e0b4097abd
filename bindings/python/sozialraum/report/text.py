"""What do all parts of the report write alike? Anchors, plurals, and what counts as unsure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum.words.areas import among
from sozialraum.words.numbers import integer

if TYPE_CHECKING:
    from sozialraum.level.asked import AskedLevel
    from sozialraum.level.result import LevelResult

__all__ = [
    "FILE_OF_PAGES",
    "MOST_PAGES",
    "area_anchor",
    "area_href",
    "out_of",
    "page_file",
    "plural",
]

MOST_PAGES = 300
"""With more areas shown, their pages go to files of their own beside the report."""

FILE_OF_PAGES = 100
"""So many pages in each of these files."""


def area_anchor(level_id: str, code: str) -> str:
    """Where the page of an area is."""
    return f"{level_id}-{code}"


def page_file(level_id: str, place: int) -> str:
    """The file that holds the page of the area at this place of the order."""
    return f"report-{level_id}-{place // FILE_OF_PAGES + 1:03d}.html"


def area_href(result: LevelResult, code: str) -> str:
    """Where a link to the page of an area leads; empty if it has none."""
    if code not in result.shown or (result.context and not result.areas["focus"].get(code, False)):
        return ""
    anchor = f"#{area_anchor(result.level.id, code)}"
    if len(result.shown) <= MOST_PAGES:
        return anchor
    return page_file(result.level.id, result.order[code]) + anchor


def out_of(level: AskedLevel, count: int) -> str:
    """So many areas, after "von" or "unter"."""
    return f"{integer(count)} {level.area if count == 1 else among(level.areas)}"


def plural(level: AskedLevel, count: int) -> str:
    """So many areas, in the words of the level."""
    return f"{integer(count)} {level.area if count == 1 else level.areas}"
