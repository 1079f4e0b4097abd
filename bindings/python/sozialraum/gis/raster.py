"""Values of a raster at points, and rasters as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sozialraum import _gis
from sozialraum.core.door import (
    require_count,
    require_numbers,
    require_path,
    require_text,
)
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.core.points import lon_lat
from sozialraum.isochrone import MinutesSurface

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.gis.options import Path


def sample_raster(
    path: Path, points: gpd.GeoDataFrame | gpd.GeoSeries, *, band: int = 1
) -> pd.Series:
    """What does a raster (heights, noise, temperature) say at these places?

    Parameters
    ----------
    path : path
        GeoTIFF, or a grid as ``.asc``, ``.xyz`` or ``.hgt``, in any CRS.
    points : geopandas.GeoDataFrame or GeoSeries
        Points in any CRS.
    band : int
        Counted from 1.

    Returns
    -------
    pandas.Series
        One float a point, bilinear between the four cells around it; NaN outside of the raster or
        where it has no data. ``attrs`` holds ``findings`` (``outside_raster`` and
        ``raster_no_data`` say how many), ``crs`` and ``unit`` of the raster.

    Raises
    ------
    InvalidInput
        ``file_not_found``, ``cannot_read``, ``no_crs``, ``no_georeference``, ``unknown_band``.

    Examples
    --------
    >>> heights = sample_raster("dgm25.tif", kitas)  # doctest: +SKIP
    """
    import pandas as pd

    from sozialraum.core.tables import ColumnResult

    (lon, lat), _ = lon_lat(points, "points")
    values, crs, unit, findings = _gis.sample_raster(
        require_path(path, "path"),
        lon,
        lat,
        require_count(band, "band", least=1),
    )
    result = pd.Series(values, index=points.index, name="value")
    return ColumnResult.of(result, findings, {"crs": crs, "unit": unit})


def write_raster(
    path: Path,
    values: npt.ArrayLike,
    transform: Sequence[float],
    *,
    crs: str = "EPSG:4326",
    unit: str = "",
) -> None:
    """Write a raster as GeoTIFF of one band of 32-bit numbers: same input, same bytes.

    Parameters
    ----------
    path : str or path-like
    values : array_like of float
        Rows from north to south; NaN, or masked = no data.
    transform : sequence of 6 float
        As GDAL has it: x of the western border, width of a cell, 0, y of the northern border, 0,
        minus the height of a cell.
    crs : str
    unit : str
        Of the values, such as ``"min"``.

    Raises
    ------
    InvalidInput
        ``cannot_write`` (folder missing, no permission, disk full), an unknown ``crs``, values that
        are no table, have no cell or do not fit 32 bits, a transform that places no cells. No
        half-written file is left.
    """
    cells, place = _cells(values), _geotransform(transform)
    require_text(crs, "crs")
    require_text(unit, "unit")
    _gis.write_raster(require_path(path, "path"), cells, place, crs, unit)


def write_surface(path: Path, surface: MinutesSurface) -> None:
    """Write a surface of minutes as GeoTIFF: NaN where there are none, the same bytes each time.

    Parameters
    ----------
    path : path
    surface : MinutesSurface
        Of :func:`sozialraum.isochrone.minutes_surface`, or of a network.

    Raises
    ------
    InvalidInput
        As :func:`write_raster`; and if no cell has minutes.

    Examples
    --------
    >>> write_surface("minutes.tif", roads.minutes_surface(kitas))  # doctest: +SKIP
    """
    if not isinstance(surface, MinutesSurface):
        raise invalid_argument("surface", f"is {shown(surface)}; minutes_surface() makes one")
    write_raster(path, surface.minutes, surface.transform, unit="min")


def _cells(values: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Rows x columns; what a masked array hides is NaN."""
    if isinstance(values, np.ma.MaskedArray):
        values = np.where(np.ma.getmaskarray(values), np.nan, values.data)
    try:
        given = np.asarray(values)
    except ValueError:  # rows of different length
        raise invalid_argument("values", "is no table of numbers") from None
    if given.dtype.kind not in "biuf":
        raise invalid_argument("values", "is no table of numbers")
    if given.size == 0:
        raise invalid_argument("values", "has no cells; there is nothing to write")
    if given.ndim != 2:
        raise invalid_argument("values", f"has the shape {given.shape}; rows x columns are needed")
    if (np.isfinite(given) & (np.abs(given) > np.finfo(np.float32).max)).any():
        raise invalid_argument("values", "holds numbers above 3.4e38, which 32 bits cannot")
    return np.ascontiguousarray(given, dtype=np.float32)


def _geotransform(transform: Sequence[float]) -> list[float]:
    numbers = require_numbers(transform, "transform")
    if len(numbers) != 6:
        message = f"has {len(numbers)} numbers; six say where the cells lie"
        raise invalid_argument("transform", message)
    _, width, row_shift, _, column_shift, height = numbers
    if not np.isfinite(numbers).all() or width * height == row_shift * column_shift:
        raise invalid_argument("transform", f"is {shown(transform)}; cells need a place and a size")
    return numbers
