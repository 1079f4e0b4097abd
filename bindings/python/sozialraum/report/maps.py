"""Where are the types? The map of the areas shown, and the overview of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sozialraum.level.bands import main_roads
from sozialraum.report.svg import MapArea, MapView, Point, draw_locators, draw_map
from sozialraum.report.text import area_href
from sozialraum.words.bidi import isolated
from sozialraum.words.numbers import certainty_words, integer
from sozialraum.words.pictures import INHABITED, NO_BOUNDARIES

if TYPE_CHECKING:
    from sozialraum.level.result import LevelResult

__all__ = ["locators", "map_caption", "overview", "overview_caption", "type_map"]


def type_map(
    result: LevelResult,
    names: dict[str, str],
    *,
    width: float = 900.0,
    max_height: float = 900.0,
    table: str = "im Anhang",
    variant: str = "",
) -> str:
    """The areas shown: colour, letter and pattern; a link to the page of each.

    ``variant`` tells two drawings of one map apart.
    """
    level, typing = result.level, result.typing
    shown = result.areas.loc[list(result.order)]
    focus = shown["focus"].astype(bool)
    at = _spots(result)
    shapes = [
        MapArea(
            code=code,
            geometry=geometry,
            letter=str(typing.letters[code]),
            name=result.short_name_of[code].split(",")[0],
            label=_label(result, code, names),
            href=area_href(result, code),
            unsure=code in result.unsure,
            focus=bool(focus[code]),
            at=at.get(code),
        )
        for code, geometry in zip(result.order, shown.geometry, strict=True)
    ]
    return draw_map(
        MapView(
            areas=shapes,
            title=f"Karte: Typen, {level.shown}. Die Tabelle {table} enthält dieselben Angaben.",
            id=f"{level.id}-karte-svg{variant}",
            width=width,
            max_height=max_height,
            outlines=[result.outline] if result.outline is not None else [],
            ground=_ground(result),
            lines=[*_inhabited(result), *_roads(result, shown)],
            points=_names_at(result, at) if at else _map_points(result, shown),
            corner_letters=level.grid is not None and result.places is not None,
            names=level.grid is None and not at,
            blank=_blank(result),
        )
    )


def _blank(result: LevelResult) -> list[tuple[Any, str]]:
    """Areas of which nothing is told: no colour, no letter, no page."""
    if result.withheld is None:
        return []
    rows = zip(result.withheld.geometry, result.withheld["name"], strict=True)
    return [(geometry, f"{isolated(str(name))}: nicht ausgewiesen") for geometry, name in rows]


def _spots(result: LevelResult) -> dict[str, tuple[float, float]]:
    """Where each place is, if the areas are drawn around places."""
    if "at" not in result.areas.columns:
        return {}
    return {str(c): (float(p.x), float(p.y)) for c, p in result.areas["at"].items()}


def _roads(result: LevelResult, shown: Any) -> list[Any]:
    """Larger roads on the map, where ways were measured on roads."""
    from shapely import box, union_all

    lines = main_roads(result.ways.roads, str(result.areas.crs))
    if not lines:
        return []
    seen = box(*shown.total_bounds)
    return [union_all([line for line in lines if line.intersects(seen)]).intersection(seen)]


_INHABITED = "#e9e5d8"


def _ground(result: LevelResult) -> list[tuple[Any, str]]:
    """The squares in which people live, below circles; nothing is told of one alone."""
    if result.inhabited is None or result.drawn != "circles":
        return []
    return [(result.inhabited.union_all(), _INHABITED)]


def _inhabited(result: LevelResult) -> list[Any]:
    """Lines around the squares in which people live, above land that covers the map."""
    if result.inhabited is None or result.drawn == "circles":
        return []
    return [result.inhabited.union_all().boundary]


def _names_at(result: LevelResult, at: dict[str, tuple[float, float]]) -> list[Point]:
    """The names of the places, those of most people first: they find room."""
    people = result.people_of
    codes = sorted(result.order, key=lambda code: (-people[code], code))
    return [Point(*at[code], result.short_name_of[code], dot=False) for code in codes]


def _label(result: LevelResult, code: str, names: dict[str, str]) -> str:
    letter, people = str(result.typing.letters[code]), result.people_of[code]
    sure = certainty_words(float(result.typing.certainty[code]))
    name = result.name_of[code]
    return f"{name}: Typ {letter}, {names[letter]}, {sure}, {integer(people)} Menschen"


def _map_points(result: LevelResult, shown: Any) -> list[Point]:
    if result.places is None:
        return []
    points = result.places.to_crs(result.areas.crs)
    west, south, east, north = shown.total_bounds
    return [
        Point(float(row.geometry.x), float(row.geometry.y), isolated(str(row["name"])))
        for _, row in points.sort_values("name").iterrows()
        if west <= row.geometry.x <= east and south <= row.geometry.y <= north
    ]


def map_caption(result: LevelResult) -> str:
    text = (
        "Farbe und Buchstabe nennen den Typ. Ein Klick auf eine Fläche führt zu ihrem Steckbrief."
    )
    if NO_BOUNDARIES[result.drawn]:
        text += f" {NO_BOUNDARIES[result.drawn]}"
    if "car" in result.ways.roads.networks:
        text += " Graue Linien sind größere Straßen (OpenStreetMap)."
    if result.inhabited is not None:
        text += f" {INHABITED[result.drawn == 'circles']}"
    if result.level.grid is not None and result.drawn == "areas":
        text += (
            " Gezeigt sind nur bewohnte Zellen von einem Kilometer Kantenlänge; Punkte sind Orte."
        )
    if result.ways.facilities and result.ways.method == "straight":
        text += " Wegeminuten in den Typen sind Luftlinie mit Umwegfaktor."
    return text


def locators(result: LevelResult) -> tuple[str, dict[str, str]]:
    """A small map for each area shown: where among the others does it lie? What all have in common
    is the first text, a symbol.
    """
    codes = list(result.order)
    shapes = list(result.areas.loc[codes].geometry)
    around = [result.outline] if result.outline is not None else []
    return draw_locators(shapes, codes, around, f"{result.level.id}-lage")


def overview(result: LevelResult, names: dict[str, str]) -> str:
    from shapely import unary_union

    shapes = [
        MapArea(
            code=str(code),
            geometry=geometry,
            letter=str(result.typing.letters[code]),
            label="",
        )
        for code, geometry in result.areas.geometry.items()
    ]
    shown = result.areas[result.areas["shown"]]
    outline = (
        result.outline
        if result.outline is not None
        else unary_union(list(shown.geometry.buffer(1.0)))
    )
    return draw_map(
        MapView(
            areas=shapes,
            title=f"Übersicht: {result.level.region}",
            id=f"{result.level.id}-uebersicht-svg",
            width=520.0,
            max_height=520.0,
            letters=False,
            outlines=[outline],
            tolerance=400.0 if result.level.grid is None else 0.0,
        )
    )


def overview_caption(result: LevelResult) -> str:
    counts = result.typing.letters.value_counts().sort_index()
    parts = [f"{letter}: {integer(count)}" for letter, count in counts.items()]
    return (
        f"Übersicht: {result.level.region}, umrandet: {result.level.shown}. {result.level.areas} je Typ: {', '.join(parts)}. "
        "Alle stehen einzeln in areas.csv."
    )
