"""Which areas touch?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum._core import spatial as _core
from sozialraum.core import Finding, InvalidInput, Place, Severity, unknown_name
from sozialraum.spatial.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd
    import pandas as pd

    Progress = Callable[[int, int], object]


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
    """
    require_geometry(gdf)
    if rule not in ("queen", "rook"):
        raise unknown_name("rule", rule, ["queen", "rook"], Place(argument="rule"))
    wkb = [b"" if shape is None else shape for shape in gdf.geometry.to_wkb()]
    empty = bytes.fromhex("010600000000000000")  # a multipolygon of no polygons
    shapes = [shape or empty for shape in wkb]
    codes = area_codes(gdf.index)
    return Weights._of(_core.contiguity(codes, shapes, rule == "rook", snap, progress))


def require_geometry(gdf: object) -> None:
    import geopandas as gpd

    if isinstance(gdf, gpd.GeoDataFrame | gpd.GeoSeries):
        return
    raise InvalidInput(
        Finding(
            code="invalid_argument",
            message=f"gdf is a {type(gdf).__name__}; a GeoDataFrame of areas is needed",
            severity=Severity.WARNING,
            place=Place(argument="gdf"),
            hint="read the areas with sozialraum.gis.read_areas",
        )
    )


def area_codes(index: pd.Index) -> list[str]:
    codes = list(index)
    if not all(isinstance(code, str) for code in codes):
        raise InvalidInput(
            Finding(
                code="bad_area_code",
                message="the index holds area codes that are not text",
                severity=Severity.WARNING,
                place=Place(argument="index"),
                hint="read the key column as text, so that no leading zero is lost",
            )
        )
    return codes
