"""Which areas are nearest by straight line?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum._core import spatial as _core
from sozialraum.core import Finding, InvalidInput, Place, Severity
from sozialraum.spatial.contiguity import area_codes, require_geometry
from sozialraum.spatial.weights import Weights

if TYPE_CHECKING:
    import geopandas as gpd


def nearest_neighbours(gdf: gpd.GeoDataFrame, k: int, *, threads: int = 0) -> Weights:
    """The k nearest areas to each, as the crow flies between centroids.

    Parameters
    ----------
    gdf : geopandas.GeoDataFrame
        Points or polygons in a projected CRS (metres); index = area codes as text.
    k : int
        Neighbours per area, below the number of areas.
    threads : int
        0 = all of the machine.

    Returns
    -------
    Weights
        1 per neighbour; of equally far ones the smaller codes. Not symmetric.

    Raises
    ------
    InvalidInput
        ``degrees_not_metres``, ``fewer_areas_than_neighbours``, ``missing_values``.
    """
    require_geometry(gdf)
    if gdf.crs is not None and gdf.crs.is_geographic:
        raise InvalidInput(
            Finding(
                code="degrees_not_metres",
                message=f"the coordinates are degrees ({gdf.crs.to_string()}), not metres",
                severity=Severity.WARNING,
                place=Place(argument="gdf"),
                hint="transform them to a projected CRS such as EPSG:25832",
            )
        )
    if int(k) != k or k < 1:
        raise InvalidInput(
            Finding(
                code="invalid_argument",
                message=f"k is {k}; at least 1 neighbour is needed",
                severity=Severity.WARNING,
                place=Place(argument="k"),
            )
        )
    points = gdf.geometry.centroid
    return Weights._of(
        _core.nearest_neighbours(
            area_codes(gdf.index), points.x.to_numpy(), points.y.to_numpy(), int(k), threads
        )
    )
