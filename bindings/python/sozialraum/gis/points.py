"""Points in a layer or a table with coordinates."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sozialraum import _gis
from sozialraum.gis.areas import geo_frame
from sozialraum.gis.table import area_table, table_options

if TYPE_CHECKING:
    import geopandas as gpd

    from sozialraum.core import CellState
    from sozialraum.gis.table import Path


def read_points(
    path: Path,
    *,
    id: str,
    x: str,
    y: str,
    crs: str,
    skip_missing: bool = False,
    sheet: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    encoding: str | None = None,
    text_columns: Sequence[str] = (),
    columns: Sequence[str] | None = None,
    missing_codes: Mapping[float, CellState] | None = None,
    signs: Mapping[str, CellState] | None = None,
    header: int | tuple[int, int] = 1,
    skip_footer: int = 0,
) -> gpd.GeoDataFrame:
    """Where are the facilities?

    Reads a table (CSV or spreadsheet) with a column of ids and two of coordinates.

    Parameters
    ----------
    path : str or path-like
    id : str
        Column of the ids, which are kept as text and must be unique.
    x, y : str
        Columns of easting and northing, or of longitude and latitude.
    crs : str
        Of the coordinates, such as ``"EPSG:4326"`` for degrees.
    skip_missing : bool
        Leave places without coordinates out, and say so. Without it they are an error.
    sheet, separator, decimal, encoding, text_columns, columns, missing_codes, signs
    header, skip_footer
        As in :func:`read_table`, for the other columns.

    Returns
    -------
    geopandas.GeoDataFrame
        Index: ids as text, in the order of the file. Column ``geometry`` and the other columns,
        numbers or text. ``.attrs["findings"]``: list of Finding.

    Raises
    ------
    InvalidInput
        ``missing_coordinate``, ``coordinates_outside_crs`` and those of :func:`read_table`.
    """
    options: dict[str, Any] = table_options(
        id, "custom", None, sheet, None, separator, decimal, encoding, text_columns, columns,
        missing_codes, signs, False, header, skip_footer,
    )  # fmt: skip
    options |= {"x": x, "y": y, "crs": crs, "skip_missing": skip_missing}
    table, xs, ys, found_crs, findings = _gis.read_points(os.fspath(path), options)
    import shapely

    return geo_frame(area_table(table, findings), shapely.points(xs, ys), found_crs)
