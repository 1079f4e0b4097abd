"""Points in a layer or a table with coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Unpack

from sozialraum import _gis
from sozialraum.core.door import require_choice, require_flag, require_path, require_text
from sozialraum.core.result import unsaid
from sozialraum.gis.areas import geo_frame
from sozialraum.gis.options import ReadOptions, of_areas, text_or_empty
from sozialraum.gis.table import area_table

if TYPE_CHECKING:
    import geopandas as gpd

    from sozialraum.gis.options import Path


def read_points(
    path: Path,
    *,
    id: str,
    x: str = "",
    y: str = "",
    crs: str = "",
    skip_missing: bool = False,
    doubled: Literal["error", "number", "merge"] = "error",
    **options: Unpack[ReadOptions],
) -> gpd.GeoDataFrame:
    """Where are the facilities?

    Reads a table (CSV or spreadsheet) with a column of ids and two of coordinates, or, without `x`
    and `y`, a layer of points (GeoPackage, GeoJSON, Shapefile, GML, FlatGeobuf).

    Parameters
    ----------
    path : str or path-like
    id : str
        Column of the ids, which are kept as text and must be unique.
    x, y : str
        Columns of easting and northing, or of longitude and latitude; leave both out for a layer.
    crs : str
        Of the coordinates, such as ``"EPSG:4326"`` for degrees. A layer says it itself.
    skip_missing : bool
        Leave places without coordinates out, and say so. Without it they are an error.
    doubled : {"error", "number", "merge"}
        If several places have one id: refuse the file; tell them apart (``s1``, ``s1 (2)``); or
        take them for one place, of which the first row counts.
    **options : ReadOptions
        As in :func:`read_table`.

    Returns
    -------
    geopandas.GeoDataFrame
        Index: ids as text, in the order of the file. Column ``geometry`` and the other columns,
        numbers or text. ``.attrs["findings"]``: list of Finding.

    Raises
    ------
    InvalidInput
        ``missing_coordinate``, ``doubled_place``, ``not_points``, ``coordinates_outside_crs`` and
        those of :func:`read_table`.
    """
    checked = of_areas(require_text(id, "id"), "custom", None, False, options) | {
        "x": text_or_empty(x, "x"),
        "y": text_or_empty(y, "y"),
        "crs": text_or_empty(crs, "crs"),
        "skip_missing": require_flag(skip_missing, "skip_missing"),
        "doubled": require_choice(doubled, "doubled", ("error", "number", "merge")),
    }
    table, xs, ys, found_crs, findings = _gis.read_points(require_path(path, "path"), checked)
    import shapely

    with unsaid():  # said with the layer
        attributes = area_table(table, findings)
    return geo_frame(attributes, shapely.points(xs, ys), found_crs)
