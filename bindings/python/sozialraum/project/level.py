"""One level from its files to its types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sozialraum.core import AreaTable, Finding, InvalidInput, Severity
from sozialraum.project.areas import (
    LevelAreas,
    name_by_places,
    option_place,
    read_level_areas,
    require_file,
)
from sozialraum.project.bands import LandBands, draw_bands, require_known_bands
from sozialraum.project.beyond import ModeSummary, summarise_ways
from sozialraum.project.load import LoadedProject
from sozialraum.project.measures import Measures, measure
from sozialraum.project.schema import Level
from sozialraum.project.sites import (
    SitingAnswer,
    answer_questions,
    require_known_people,
    require_known_questions,
)
from sozialraum.project.trouble import note, trouble
from sozialraum.project.typify import Typing, typify
from sozialraum.project.ways import RoadNetworks, Ways, measure_ways, place_points

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["LevelResult", "run_level"]


@dataclass
class LevelResult:
    """Everything known about one level.

    Attributes
    ----------
    areas : geopandas.GeoDataFrame
        The typed areas.
    reference : int
        How many areas stand behind priors; more than the typed ones where a project says so.
    """

    level: Level
    table: AreaTable
    areas: gpd.GeoDataFrame
    reference: int
    ways: Ways
    mode_summaries: list[ModeSummary]
    siting: list[SitingAnswer]
    bands: list[LandBands]
    measures: Measures
    typing: Typing
    places: gpd.GeoDataFrame | None
    outline: Any
    findings: list[Finding] = field(default_factory=list)
    operations: list[str] = field(default_factory=list)


def run_level(
    loaded: LoadedProject,
    level: Level,
    networks: RoadNetworks,
    *,
    threads: int,
    say: Callable[[str], None],
) -> LevelResult:
    """Read, measure and type one level."""
    require_known_questions(loaded, level)
    require_known_bands(loaded, level, networks)
    say(f"{level.title}: lesen")
    read = read_level_areas(loaded, level)
    require_known_people(loaded, level, read.table)
    reference = len(read.areas)
    typed = _inside_roads(read, level, networks)
    places = place_points(loaded, level)
    if places is not None:
        _require_places(loaded, level, len(places))
        typed["name"] = name_by_places(typed, places)
    ways = measure_ways(loaded, level, typed, networks, say)
    answers = answer_questions(
        loaded, level, typed, read.table, ways, networks, threads=threads, say=say
    )
    bands = draw_bands(level, typed, ways, networks, threads=threads, say=say)
    say(f"{level.title}: Merkmale")
    measures = measure(loaded, level, read.table, ways)
    known_by_name = typed if level.name else typed[typed["shown"]]
    typing = typify(
        level,
        measures,
        typed["population"],
        peers_among=list(known_by_name.index),
        seed=loaded.project.seed,
        threads=threads,
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
        typing=typing,
        places=places,
        outline=_outline(loaded, level),
        findings=[*read.findings, *ways.findings, *measures.findings, *typing.findings],
        operations=[str(o) for o in read.operations if o],
    )


def _inside_roads(read: LevelAreas, level: Level, networks: RoadNetworks) -> gpd.GeoDataFrame:
    """The areas whose centre lies in the extract, if the project file wants only those."""
    if not (level.only_inside_roads and networks.given):
        return read.areas
    from shapely import box

    west, south, east, north = networks.extent()
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


def _require_places(loaded: LoadedProject, level: Level, found: int) -> None:
    if found or level.places is None:
        return
    raise InvalidInput(
        Finding(
            "no_place",
            f"there is no named place in '{level.places.file}'",
            Severity.WARNING,
            option_place(loaded, level, "places"),
            "check the file and the filter, or leave 'places' out",
            details={"source": level.places.file},
        )
    )


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
