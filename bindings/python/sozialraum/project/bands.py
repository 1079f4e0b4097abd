"""Which land is within some minutes of a facility? The bands that the report draws on its map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sozialraum.core import Finding, InvalidInput, Severity, unknown_name
from sozialraum.project.areas import option_place
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import Bands, Level, Mode
from sozialraum.project.ways import FacilityWays, RoadNetworks, Ways

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["LandBands", "draw_bands", "require_known_bands"]

_MAIN_ROADS = ("motorway", "trunk", "primary", "secondary", "tertiary")


@dataclass(frozen=True)
class LandBands:
    """The land within each limit of the nearest facility of one kind.

    Attributes
    ----------
    mode : {"car", "bicycle", "foot"}
    land : list of shapely geometry
        One by limit, each within the next, in the CRS of the level.
    people, areas : list
        Who lives in the areas whose middle is within the limit, and how many areas that are.
    roads : list of shapely geometry
        Main roads, for orientation.
    """

    options: Bands
    facility: FacilityWays
    mode: Mode
    land: list[Any]
    people: list[float]
    areas: list[int]
    roads: list[Any]


def require_known_bands(loaded: LoadedProject, level: Level, networks: RoadNetworks) -> None:
    """Refuse bands around a facility or in a mode that is not measured, or without roads."""
    facilities = {options.id: options for options in level.facilities}
    for number, bands in enumerate(level.bands):
        if bands.facility not in facilities:
            place = option_place(loaded, level, "bands", number, "facility")
            raise unknown_name("facility", bands.facility, list(facilities), place)
        modes: list[str] = list(facilities[bands.facility].modes)
        if bands.mode is not None and bands.mode not in modes:
            place = option_place(loaded, level, "bands", number, "mode")
            raise unknown_name("mode", bands.mode, modes, place)
        if not networks.given:
            raise InvalidInput(
                Finding(
                    "bands_without_roads",
                    "bands are drawn on roads, and the project file names none",
                    Severity.WARNING,
                    option_place(loaded, level, "bands"),
                    "name an extract under 'roads', or leave 'bands' out",
                )
            )


def draw_bands(
    level: Level,
    areas: gpd.GeoDataFrame,
    ways: Ways,
    networks: RoadNetworks,
    *,
    threads: int,
    say: Callable[[str], None],
) -> list[LandBands]:
    """The land of every band of a level."""
    result: list[LandBands] = []
    roads = _main_roads(networks, level.crs) if level.bands else []
    for bands in level.bands:
        facility = ways.of(bands.facility)
        mode: Mode = bands.mode or facility.options.mode
        say(f"Flächen gleicher Zeit: {facility.options.name}")
        shown = areas[areas["shown"]]
        way = next(way for way in facility.modes if way.mode == mode)
        minutes = way.minutes["first"].reindex(shown.index)
        within = [minutes <= limit for limit in bands.minutes]
        result.append(
            LandBands(
                options=bands,
                facility=facility,
                mode=mode,
                land=_land(networks.graph(mode), facility, bands, level.crs, threads),
                people=[float(shown["population"][rows].sum()) for rows in within],
                areas=[int(rows.sum()) for rows in within],
                roads=roads,
            )
        )
    return result


def _land(graph: Any, facility: FacilityWays, bands: Bands, crs: str, threads: int) -> list[Any]:
    """All facilities together: who is within the limit of any of them."""
    from shapely import union_all

    from sozialraum import isochrone

    land = isochrone.isochrones(
        graph,
        facility.points[["geometry"]],
        limits=bands.minutes,
        resolution=bands.resolution_metres,
        smallest_area_m2=bands.resolution_metres**2,
        threads=threads,
    ).to_crs(crs)
    return [union_all(land.geometry[land["limit"] == limit].to_numpy()) for limit in bands.minutes]


def _main_roads(networks: RoadNetworks, crs: str) -> list[Any]:
    edges = networks.graph("car").to_edges()
    main = edges[edges["way_class"].isin(_MAIN_ROADS)].to_crs(crs)
    return list(main.geometry)
