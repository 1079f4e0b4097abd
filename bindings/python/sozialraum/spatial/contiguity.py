"""Which areas touch?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sozialraum._core import spatial as _core
from sozialraum.core.door import (
    require_choice,
    require_number,
    require_progress,
    require_text_codes,
)
from sozialraum.core.finding import arguments_called, invalid_argument
from sozialraum.core.points import PlaceNames, geometry_name
from sozialraum.spatial.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    Progress = Callable[[int, int], object]


@arguments_called({"boundaries": "gdf"})
def contiguity(
    gdf: gpd.GeoDataFrame,
    *,
    rule: str = "queen",
    snap: float = 0.0,
    progress: Progress | None = None,
) -> Weights:
    """Which areas touch?

    Parameters
    ----------
    gdf : geopandas.GeoDataFrame
        Polygons; the index holds the area codes as text. A missing geometry is an island.
    rule : {"queen", "rook"}
        Boundaries share at least a point, or a line.
    snap : float
        Points nearer than this, in the units of the coordinates, are taken as one; 0 = exact.
    progress : callable, optional
        Called with (done, total) areas.

    Returns
    -------
    Weights
        1 per pair of neighbours; ``.findings`` name islands, parts, and polygons that are invalid,
        such as a bow-tie (``invalid_polygons``): their neighbours are told by their rings.

    Raises
    ------
    InvalidInput
        ``bad_geometry``, ``invalid_geometry``, ``duplicate_key``, naming the area.
    UnknownName
        For another rule.

    Notes
    -----
    Decided by the dimension in which two boundaries meet (DE-9IM, OGC 06-103r4).

    Examples
    --------
    Three squares in a row: the outer ones do not touch.

    >>> import geopandas as gpd
    >>> from shapely import box
    >>> squares = gpd.GeoDataFrame(index=["a", "b", "c"], crs="EPSG:25832",
    ...                            geometry=[box(i, 0, i + 1, 1) for i in range(3)])
    >>> weights = contiguity(squares)
    >>> list(weights.neighbours("b").index)
    ['a', 'c']
    """
    geometry, codes = require_geometry(gdf)
    require_choice(rule, "rule", ["queen", "rook"])
    tolerance = require_number(snap, "snap")
    require_progress(progress)
    wkb = [b"" if shape is None else shape for shape in geometry.to_wkb()]
    empty = bytes.fromhex("010600000000000000")  # a multipolygon of no polygons
    shapes = [shape or empty for shape in wkb]
    return Weights._of(_core.contiguity(codes, shapes, rule == "rook", tolerance, progress))


def require_geometry(gdf: object) -> tuple[Any, list[str]]:
    """The geometries of the areas and their codes."""
    import geopandas as gpd

    if not isinstance(gdf, gpd.GeoDataFrame | gpd.GeoSeries):
        raise invalid_argument(
            "gdf",
            f"is a {type(gdf).__name__}; a GeoDataFrame of areas is needed",
            "read the areas with sozialraum.gis.read_areas",
        )
    if geometry_name(gdf) is None:
        raise invalid_argument("gdf", "has no geometry column", "use .set_geometry(...)")
    names = PlaceNames(gdf.index, "gdf")
    return gdf.geometry, require_text_codes(names, "gdf")


def require_projected(geometry: gpd.GeoSeries) -> None:
    """Distances need metres; places without a stated system are looked at in the core."""
    if geometry.crs is not None and geometry.crs.is_geographic:
        raise invalid_argument(
            "gdf",
            f"the coordinates are degrees ({geometry.crs.to_string()}), not metres",
            "transform them to a projected CRS such as EPSG:25832",
            code="degrees_not_metres",
        )
