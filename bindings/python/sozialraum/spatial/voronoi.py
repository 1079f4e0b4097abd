"""Which land is nearest to which place?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sozialraum._core import spatial as _core
from sozialraum.core.finding import arguments_called, invalid_argument
from sozialraum.spatial.contiguity import require_geometry

if TYPE_CHECKING:
    import geopandas as gpd


@arguments_called({"gdf": "places"})
def voronoi(places: gpd.GeoDataFrame, within: Any = None) -> gpd.GeoDataFrame:
    """The land that is nearer to each place than to any other, as the crow flies.

    A way to draw villages of which only the middle is known. No cell is the boundary of anything:
    a map of cells has to say so.

    Parameters
    ----------
    places : geopandas.GeoDataFrame or GeoSeries
        Points in a projected CRS (of other shapes the centroid); index = codes as text.
    within : shapely Polygon or MultiPolygon, optional
        The land to be shared out, in the CRS of the places. None = the box around the places, wider
        by a tenth of its longer side.

    Returns
    -------
    geopandas.GeoDataFrame
        One polygon a place, in the order of the places; empty where no part of the land is nearest
        to it. ``.findings`` names those (``places_without_land``).

    Raises
    ------
    InvalidInput
        ``degrees_not_metres``, ``missing_values``, ``no_place``, ``same_point`` (two places at one
        point), ``bad_geometry``, ``invalid_geometry``.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import box, points
    >>> towns = gpd.GeoSeries(points([(1, 1), (3, 1)]), index=["West", "Ost"], crs="EPSG:25832")
    >>> voronoi(towns, box(0, 0, 4, 2)).area.to_dict()
    {'West': 4.0, 'Ost': 4.0}
    """
    import geopandas as gpd
    import numpy as np
    from shapely import from_wkb

    from sozialraum.core.maps import MapResult

    geometry, codes = require_geometry(places)
    if geometry.crs is not None and geometry.crs.is_geographic:
        raise invalid_argument(
            "places",
            f"the coordinates are degrees ({geometry.crs.to_string()}), not metres",
            "transform them to a projected CRS such as EPSG:25832",
            code="degrees_not_metres",
        )
    points = geometry.centroid
    x, y = points.x.to_numpy(dtype=float), points.y.to_numpy(dtype=float)
    shapes, findings = _core.voronoi(codes, x, y, _wkb(within))
    polygons = from_wkb(np.array(shapes, dtype=object))
    cells = gpd.GeoDataFrame(geometry=polygons, index=geometry.index, crs=geometry.crs)
    return MapResult.of(cells, findings)


def _wkb(within: Any) -> bytes:
    from shapely.geometry.base import BaseGeometry

    if within is None:
        return b""
    if not isinstance(within, BaseGeometry):
        raise invalid_argument("within", f"is a {type(within).__name__}; a polygon is needed")
    return bytes(within.wkb)
