"""Polygons of areas in a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sozialraum import _gis
from sozialraum.core.door import require_flag, require_path, require_text
from sozialraum.core.result import unsaid
from sozialraum.gis.options import text_or_empty
from sozialraum.gis.table import area_table

if TYPE_CHECKING:
    import geopandas as gpd

    from sozialraum.core import AreaTable
    from sozialraum.gis.options import Path


def read_areas(
    path: Path,
    *,
    key: str,
    kind: str = "custom",
    layer: str | None = None,
    crs: str | None = None,
    encoding: str | None = None,
    make_valid: bool = False,
    repair_ags: bool = False,
) -> gpd.GeoDataFrame:
    """Where are the areas?

    Reads the polygons of a GeoPackage, Shapefile, GeoJSON or GML file; a ``.zip`` is looked into,
    also into its folders.

    Parameters
    ----------
    path : str or path-like
    key : str
        Attribute that holds the keys of the areas.
    kind : {"kreis", "ags", "ars", "grid_cell", "custom"}
        Kind of key; official keys are checked.
    layer : str, optional
        Needed if the file has several, or if several files lie in an archive.
    crs : str, optional
        Such as ``"EPSG:25832"``: needed if the file does not say it; overrules the file otherwise,
        which is reported.
    encoding : str, optional
        Of a shapefile's texts; detected and reported unless given.
    make_valid : bool
        Mend invalid polygons and report the change of area; drop rings of fewer than four points,
        and lines and points that stand beside polygons. Without it they are an error that names
        each polygon, the reason and the place.
    repair_ags : bool
        Put lost leading zeros back, and say so. Without it they are an error.

    Returns
    -------
    geopandas.GeoDataFrame
        Index: keys as text, in the order of the file. Column ``geometry`` and the attributes. Axes
        are x (east), y (north). ``.attrs["findings"]``: list of Finding.

    Raises
    ------
    InvalidInput
        ``no_crs``, ``coordinates_with_zone``, ``coordinates_outside_crs``, ``invalid_polygon``,
        ``not_polygons``, ``geometry_collection``, ``missing_geometry``, ``several_features`` and
        those of :func:`read_table` for files and keys.

    Examples
    --------
    One of these outlines is invalid at the source, which must be allowed and is told.

    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     communes = read_areas("data/boundaries/gemeinden_weserbergland_2022.geojson",
    ...                           key="ags", kind="ags", make_valid=True)
    >>> communes.loc["03252007", "name"]
    'Hessisch Oldendorf, Stadt'
    """
    options = {
        "key": require_text(key, "key"),
        "kind": require_text(kind, "kind"),
        "layer": text_or_empty(layer, "layer"),
        "crs": text_or_empty(crs, "crs"),
        "encoding": text_or_empty(encoding, "encoding"),
        "make_valid": require_flag(make_valid, "make_valid"),
        "repair_ags": require_flag(repair_ags, "repair_ags"),
    }
    table, wkb, found_crs, findings = _gis.read_areas(require_path(path, "path"), options)
    import shapely

    with unsaid():  # said with the layer
        attributes = area_table(table, findings)
    return geo_frame(attributes, shapely.from_wkb(wkb), found_crs)


def crs_text(crs: Any) -> str:
    """The short name of a CRS if it has one, its WKT 2 otherwise."""
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.to_wkt())


def geo_frame(table: AreaTable, geometry: Any, crs: str) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.core.maps import MapResult

    attributes = pd.concat([table.texts, table.data], axis=1)
    frame = gpd.GeoDataFrame(attributes, geometry=geometry, crs=crs)
    return MapResult.of(frame, table.findings)
