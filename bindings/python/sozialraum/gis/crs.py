"""Coordinates from one reference system to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum import _gis
from sozialraum.core.door import require_text
from sozialraum.core.points import require_layer
from sozialraum.core.result import say, unsaid
from sozialraum.gis.areas import crs_text

if TYPE_CHECKING:
    import geopandas as gpd


def transform(frame: gpd.GeoDataFrame, crs: str) -> gpd.GeoDataFrame:
    """The same places in another coordinate reference system.

    One operation for all, the best one that EPSG knows for the region and whose grids are
    installed.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        With a CRS.
    crs : str
        The wanted system, such as ``"EPSG:25832"``.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy. ``.attrs["crs_operation"]``: name and accuracy of the operation as text;
        ``.attrs["findings"]``: those of `frame` and the new ones.

    Raises
    ------
    InvalidInput
        ``ballpark_transformation`` if the only way ignores the difference of the datums;
        ``no_crs``, ``unknown_crs``, ``transformation_failed``.

    Examples
    --------
    >>> import geopandas, shapely
    >>> places = geopandas.GeoDataFrame({"geometry": [shapely.Point(9.25, 52.17)]}, crs="EPSG:4326")
    >>> transform(places, "EPSG:25832").attrs["crs_operation"]
    'Inverse of ETRS89 to WGS 84 (1) + UTM zone 32N (accuracy 1.0 m)'
    """
    import geopandas as gpd
    import shapely

    from sozialraum.core.maps import MapResult

    require_layer(frame, "frame")
    geometry = frame.geometry.to_numpy()
    coordinates = shapely.get_coordinates(geometry)
    x, y, operation, findings = _gis.transform(
        coordinates[:, 0], coordinates[:, 1], crs_text(frame.crs), require_text(crs, "crs")
    )
    _, target, name, accuracy, _ = operation
    coordinates[:, 0], coordinates[:, 1] = x, y
    moved = shapely.set_coordinates(geometry.copy(), coordinates)
    result = frame.copy()
    result = gpd.GeoDataFrame(
        result.drop(columns=frame.geometry.name),
        geometry=gpd.GeoSeries(moved, index=frame.index, crs=target, name=frame.geometry.name),
    )
    result = result[list(frame.columns)].set_geometry(frame.geometry.name)
    stated = "accuracy not stated" if accuracy is None else f"accuracy {accuracy} m"
    before = list(frame.attrs.get("findings", []))
    told = dict(frame.attrs) | {"crs_operation": f"{name} ({stated})"}
    with unsaid():  # what concerns the frame was said with it
        made = MapResult.of(result, [*before, *findings], told)
    say(findings)
    return made
