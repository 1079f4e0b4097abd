"""Which land is within some minutes of a facility? The bands that the report draws on its map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sozialraum.level.asked import AskedBands, AskedLevel, Mode
from sozialraum.level.ways import FacilityWays, Roads, Ways
from sozialraum.words import steps

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["LandBands", "draw_bands", "main_roads"]

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

    options: AskedBands
    facility: FacilityWays
    mode: Mode
    land: list[Any]
    people: list[float]
    areas: list[int]
    roads: list[Any]


def draw_bands(
    level: AskedLevel,
    areas: gpd.GeoDataFrame,
    ways: Ways,
    roads: Roads,
    *,
    say: Callable[[str], None],
) -> list[LandBands]:
    """The land of every band of a level."""
    result: list[LandBands] = []
    main = main_roads(roads, level.crs) if level.bands else []
    for bands in level.bands:
        facility = ways.of(bands.facility)
        mode: Mode = bands.mode or facility.options.mode
        say(steps.bands(facility.options.name))
        shown = areas[areas["shown"]]
        way = next(way for way in facility.modes if way.mode == mode)
        minutes = way.minutes["first"].reindex(shown.index)
        within = [minutes <= limit for limit in bands.minutes]
        result.append(
            LandBands(
                options=bands,
                facility=facility,
                mode=mode,
                land=_land(roads, mode, facility, bands, level.crs),
                people=[float(shown["population"][rows].sum()) for rows in within],
                areas=[int(rows.sum()) for rows in within],
                roads=main,
            )
        )
    return result


def _land(
    roads: Roads, mode: Mode, facility: FacilityWays, bands: AskedBands, crs: str
) -> list[Any]:
    """All facilities together: who is within the limit of any of them."""
    from shapely import union_all

    land = roads.networks[mode].isochrones(
        facility.points[["geometry"]],
        limits=bands.minutes,
        resolution=bands.resolution_metres,
        smallest_area_m2=bands.resolution_metres**2,
        threads=roads.threads,
    )
    land = land.to_crs(crs)
    return [union_all(land.geometry[land["limit"] == limit].to_numpy()) for limit in bands.minutes]


def main_roads(roads: Roads, crs: str) -> list[Any]:
    """Lines of the larger roads, for orientation; none where there is no road graph for cars."""
    if "car" not in roads.networks:
        return []
    edges = roads.networks["car"].to_edges()
    main = edges[edges["way_class"].isin(_MAIN_ROADS)].to_crs(crs)
    return list(main.geometry)
