"""What keeps a place from a road: rivers, shores and other lines that nobody crosses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from sozialraum._core import network as _network
from sozialraum.core.finding import invalid_argument

if TYPE_CHECKING:
    import geopandas as gpd

    Barriers: TypeAlias = gpd.GeoDataFrame | gpd.GeoSeries | Literal["water"] | None


def barrier_lines(
    barriers: Barriers, waters: _network.BarrierLines | None
) -> _network.BarrierLines | None:
    """Lines, and the borders of surfaces, in degrees; `waters` are those that a file told."""
    import geopandas as gpd
    import shapely

    if barriers is None:
        return None
    if isinstance(barriers, str) and barriers == "water":
        if waters is None:
            raise invalid_argument(
                "barriers",
                "is 'water', but these roads were not read from an OpenStreetMap file just now",
                "give lines or surfaces as a GeoDataFrame",
            )
        return waters
    if not isinstance(barriers, gpd.GeoDataFrame | gpd.GeoSeries):
        raise invalid_argument(
            "barriers",
            f"is a {type(barriers).__name__}; 'water' or a GeoDataFrame was expected",
            "give rivers as lines, or lakes as surfaces",
        )
    if isinstance(barriers, gpd.GeoDataFrame) and barriers.active_geometry_name is None:
        raise invalid_argument("barriers", "has no column of lines or surfaces")
    if barriers.crs is None:
        raise invalid_argument(
            "barriers", "has no coordinate reference system", "use .set_crs(...)", code="no_crs"
        )
    parts = shapely.get_parts(np.asarray(barriers.geometry.to_crs("EPSG:4326").array))
    surfaces = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    lines = [*parts[~surfaces], *shapely.get_parts(shapely.boundary(parts[surfaces]))]
    return _network.BarrierLines(
        [np.ascontiguousarray(shapely.get_coordinates(line)) for line in lines]
    )
