"""One level from its files to its types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from sozialraum.level.bands import draw_bands
from sozialraum.level.beyond import summarise_ways
from sozialraum.level.comparison import compare
from sozialraum.level.labels import name_by_places
from sozialraum.level.measures import measure
from sozialraum.level.result import LevelResult
from sozialraum.level.siting import answer_questions
from sozialraum.level.trouble import note, trouble
from sozialraum.level.typing import typify
from sozialraum.level.villages import draw_places, refuse_far_places
from sozialraum.level.ways import Roads, measure_ways
from sozialraum.project.areas import LevelAreas, read_level_areas
from sozialraum.project.check import (
    require_known_bands,
    require_known_indicators,
    require_known_people,
    require_known_questions,
    require_own_catalogue,
    require_same_words,
)
from sozialraum.project.load import LoadedProject
from sozialraum.project.points import facility_points, place_points, require_places
from sozialraum.project.schema import Level
from sozialraum.project.where import placed, require_file
from sozialraum.words import steps

if TYPE_CHECKING:
    import geopandas as gpd

    from sozialraum import indicator

__all__ = ["run_level"]


def run_level(
    loaded: LoadedProject, level: Level, roads: Roads, *, say: Callable[[str], None]
) -> LevelResult:
    """Read, measure and type one level."""
    from sozialraum import indicator

    require_known_questions(loaded, level)
    require_known_bands(loaded, level, roads)
    catalogue = indicator.load_catalogue(require_file(loaded, level.catalogue))
    require_own_catalogue(loaded, level, catalogue)
    require_known_indicators(loaded, level, [d.id for d in catalogue.definitions])
    require_same_words(loaded, level)
    say(steps.read(level.title))
    read = read_level_areas(loaded, level)
    require_known_people(loaded, level, read.table)
    reference = len(read.areas)
    typed = _inside_roads(read, level, roads)
    places = place_points(loaded, level)
    outline = _outline(loaded, level)
    if level.of_places:
        typed = _drawn_places(level, read, typed, outline)
        places = None
    elif places is not None:
        require_places(loaded, level, len(places))
        typed["name"] = name_by_places(typed, places)
    with placed(loaded, level):
        return _computed(
            loaded, level, read, typed, places, outline, reference, catalogue, roads, say
        )


def _drawn_places(
    level: Level, read: LevelAreas, points: gpd.GeoDataFrame, outline: Any
) -> gpd.GeoDataFrame:
    """Places with a shape to be drawn; the point itself stands in ``at``."""
    assert level.places is not None
    refuse_far_places(points.geometry, outline, file=level.places.file)
    shapes, findings = draw_places(points.geometry, points["population"], outline)
    read.findings += findings
    drawn = points.set_geometry(shapes)
    drawn["at"] = points.geometry
    return drawn


def _computed(
    loaded: LoadedProject,
    level: Level,
    read: LevelAreas,
    typed: gpd.GeoDataFrame,
    places: gpd.GeoDataFrame | None,
    outline: Any,
    reference: int,
    catalogue: indicator.Catalogue,
    roads: Roads,
    say: Callable[[str], None],
) -> LevelResult:
    options = {facility.id: facility for facility in level.facilities}
    ways = measure_ways(
        level, typed, lambda kind: facility_points(loaded, options[kind]), roads, say=say
    )
    answers = answer_questions(level, typed, read.table, ways, roads, say=say)
    bands = draw_bands(level, typed, ways, roads, say=say)
    say(steps.indicators(level.title))
    measures = measure(level, read.table, ways, catalogue, threads=roads.threads)
    known_by_name = typed if level.name else typed[typed["shown"]]
    typing = typify(
        level,
        measures,
        typed["population"],
        peers_among=list(known_by_name.index),
        seed=loaded.project.seed,
        threads=roads.threads,
        say=say,
    )
    return LevelResult(
        level=level,
        table=read.table,
        areas=typed,
        reference=reference,
        ways=ways,
        mode_summaries=summarise_ways(typed, ways),
        siting=answers,
        bands=bands,
        measures=measures,
        comparison=compare(typed, measures),
        typing=typing,
        places=places,
        outline=outline,
        drawn=_drawn(level, outline),
        findings=[*read.findings, *ways.findings, *measures.findings, *typing.findings],
        operations=[str(o) for o in read.operations if o],
    )


def _drawn(level: Level, outline: Any) -> Literal["areas", "cells", "circles"]:
    if not level.of_places:
        return "areas"
    return "circles" if outline is None else "cells"


def _inside_roads(read: LevelAreas, level: Level, roads: Roads) -> gpd.GeoDataFrame:
    """The areas whose centre lies in the extract, if the project file wants only those."""
    if not level.only_inside_roads or roads.extent is None:
        return read.areas
    from shapely import box

    west, south, east, north = roads.extent
    centres = read.areas.geometry.centroid.to_crs("EPSG:4326")
    inside = centres.within(box(west, south, east, north))
    if not inside.any():
        raise trouble(
            "no_area_in_extract",
            f"no area of the level '{level.id}' lies in the road extract",
            hint="take an extract of this region",
            found=f"{west:g}, {south:g}, {east:g}, {north:g}",
        )
    read.findings.append(
        note(
            "outside_extract_reference_only",
            f"{int((~inside).sum())} areas outside the road extract only serve as reference",
            count=str(int((~inside).sum())),
            inside=str(int(inside.sum())),
            areas_word=level.areas,
        )
    )
    return read.areas[inside].copy()


def _outline(loaded: LoadedProject, level: Level) -> Any:
    if level.outline is None:
        return None
    from sozialraum import gis

    path = require_file(loaded, level.outline.file)
    polygons = gis.read_areas(path, key=level.outline.key, make_valid=True)
    if level.outline.area not in polygons.index:
        raise trouble(
            "unknown_area",
            f"there is no area '{level.outline.area}' for the outline",
            file=level.outline.file,
            column=level.outline.key,
            found=level.outline.area,
        )
    moved = gis.transform(polygons.loc[[level.outline.area], ["geometry"]], level.crs)
    return moved.geometry.iloc[0]
