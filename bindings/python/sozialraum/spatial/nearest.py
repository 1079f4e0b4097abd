"""Which areas are nearest by straight line?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum._core import spatial as _core
from sozialraum.core.door import require_count
from sozialraum.core.finding import arguments_called
from sozialraum.spatial.contiguity import require_geometry, require_projected
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

    Examples
    --------
    >>> import geopandas as gpd
    >>> houses = gpd.GeoDataFrame(index=["a", "b", "c"], crs="EPSG:25832",
    ...                           geometry=gpd.points_from_xy([5e5, 5.01e5, 5.05e5], [5.78e6] * 3))
    >>> weights = nearest_neighbours(houses, 1)
    >>> list(weights.neighbours("c").index)
    ['b']
    """
    geometry, codes = require_geometry(gdf)
    require_projected(geometry)
    count = require_count(k, "k", least=1)
    threads = require_count(threads, "threads")
    points = geometry.centroid
    with arguments_called({"places": "gdf", "neighbours": "k"}):
        found = _core.nearest_neighbours(
            codes, points.x.to_numpy(), points.y.to_numpy(), count, threads
        )
    return Weights._of(found)
