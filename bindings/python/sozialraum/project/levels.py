"""One level from its files to its types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sozialraum.level.bands import draw_bands
from sozialraum.level.beyond import summarise_ways
from sozialraum.level.comparison import compare
from sozialraum.level.decided import decided_names
from sozialraum.level.labels import name_by_places
from sozialraum.level.measures import measure, with_derived
from sozialraum.level.result import LevelResult
from sozialraum.level.siting import answer_questions
from sozialraum.level.trouble import note, trouble
from sozialraum.level.typing import typify
from sozialraum.level.ways import Roads, Ways
from sozialraum.level.wider import Wider, wider_region
from sozialraum.project.areas import LevelAreas, read_level_areas
from sozialraum.project.check import (
    require_known_bands,
    require_known_indicators,
    require_known_people,
    require_known_questions,
    require_own_catalogue,
    require_same_words,
)
from sozialraum.project.kept import kept_types
from sozialraum.project.load import LoadedProject
from sozialraum.project.points import place_points, require_places
from sozialraum.project.schema import Level
from sozialraum.project.trail import decisions_of
from sozialraum.project.units import Ground, ground_of, ground_of_units
from sozialraum.project.where import placed, require_file
from sozialraum.project.wishes import with_wishes
from sozialraum.project.years import with_indicators_of_years
from sozialraum.words import steps

if TYPE_CHECKING:
    import geopandas as gpd

    from sozialraum.indicator import Catalogue


__all__ = ["run_level"]


def run_level(
    loaded: LoadedProject,
    level: Level,
    roads: Roads,
    *,
    least_count: int,
    say: Callable[[str], None],
) -> LevelResult:
    """Read, measure and type one level; of fewer persons than ``least_count`` nothing is told."""
    from sozialraum import indicator

    level = with_wishes(loaded, level)
    require_known_questions(loaded, level)
    require_known_bands(loaded, level, roads)
    catalogue = indicator.load_catalogue(require_file(loaded, level.catalogue))
    require_own_catalogue(loaded, level, catalogue)
    require_known_indicators(loaded, level, [d.id for d in catalogue.definitions])
    require_same_words(loaded, level)
    say(steps.read(level.title))
    read = read_level_areas(loaded, level)
    require_known_people(loaded, level, read.table)
    level, catalogue, of_years = with_indicators_of_years(loaded, level, catalogue, read.table)
    read.findings += of_years
    reference = len(read.areas)
    typed = _inside_roads(read, level, roads)
    places = place_points(loaded, level)
    outline = _outline(loaded, level)
    with placed(loaded, level):
        if level.of_units:
            ground = ground_of_units(
                loaded, level, read, typed, places, outline, catalogue, roads, say
            )
            reference = len(ground.areas)
        else:
            if places is not None and not level.of_places:
                require_places(loaded, level, len(places))
                typed["name"] = name_by_places(typed, places)
            ground = ground_of(loaded, level, read, typed, outline, catalogue, roads, say)
        shown_places = None if level.of_places or level.of_units else places
        return _computed(
            loaded,
            level,
            read,
            ground,
            shown_places,
            outline,
            reference,
            catalogue,
            roads,
            say,
            least_count=least_count,
        )


def _wider(level: Level, read: LevelAreas, catalogue: Catalogue, ways: Ways) -> Wider | None:
    if level.wider is None or read.wider is None:
        return None
    return wider_region(
        level.wider.name,
        with_derived(read.wider, level),
        catalogue,
        ways,
        population=level.population,
        used=[use.id for use in level.indicators],
    )


def _computed(
    loaded: LoadedProject,
    given: Level,
    read: LevelAreas,
    ground: Ground,
    places: gpd.GeoDataFrame | None,
    outline: Any,
    reference: int,
    catalogue: Catalogue,
    roads: Roads,
    say: Callable[[str], None],
    *,
    least_count: int,
) -> LevelResult:
    level, areas, ways = ground.level, ground.areas, ground.ways
    answers = answer_questions(level, areas, ground.table, ways, roads, homes=ground.homes, say=say)
    bands = draw_bands(level, areas, ways, roads, say=say)
    say(steps.indicators(level.title))
    measures = measure(
        level,
        ground.table,
        ways,
        ground.catalogue,
        least_count=least_count,
        areas=areas,
        threads=roads.threads,
    )
    known_by_name = areas if level.name else areas[areas["shown"]]
    typing = typify(
        level,
        measures,
        areas["population"],
        peers_among=list(known_by_name.index),
        table=ground.table,
        areas=areas,
        kept=kept_types(loaded, given),
        decisions=decisions_of(loaded, given),
        seed=loaded.project.seed,
        threads=roads.threads,
        say=say,
    )
    decided, unfair = decided_names(level, typing.letters, areas["name"])
    typing = replace(typing, decided=decided, findings=[*typing.findings, *unfair])
    return LevelResult(
        level=level,
        table=ground.table,
        areas=areas,
        reference=reference,
        ways=ways,
        mode_summaries=summarise_ways(areas, ways),
        siting=answers,
        bands=bands,
        measures=measures,
        comparison=compare(areas, measures),
        wider=_wider(given, read, catalogue, ways),
        typing=typing,
        places=places,
        outline=outline,
        drawn=ground.drawn,
        remarks=ground.remarks,
        inhabited=ground.inhabited,
        of_parts=ground.homes is not None,
        least_count=least_count,
        findings=[
            *read.findings,
            *ground.findings,
            *ways.findings,
            *measures.findings,
            *typing.findings,
        ],
        operations=[str(o) for o in read.operations if o],
    )


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
    code, what = "outside_extract_reference_only", "only serve as reference"
    if level.of_units:
        code, what = "outside_extract_left_out", "are left out"
    outside = int((~inside).sum())
    read.findings.append(
        note(
            code,
            f"{outside} areas outside the road extract {what}",
            count=str(outside),
            inside=str(int(inside.sum())),
            areas_word=level.rows_word,
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
