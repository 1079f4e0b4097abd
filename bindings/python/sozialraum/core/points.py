"""Names and degrees of places.

Results carry the labels of the user's index as they are: numbers stay numbers and join back to
their table. Findings, files and what goes to the core name a place by the text of its label. Both
are made here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from sozialraum.core.finding import (
    InvalidInput,
    Place,
    invalid_argument,
    label_text,
)
from sozialraum.core.nearest_name import unknown_name

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

    Rows = npt.NDArray[np.int64]
    #: Points, or nodes of a graph by number.
    Places: TypeAlias = gpd.GeoDataFrame | gpd.GeoSeries | pd.Index
    Floats = npt.NDArray[np.float64]


def require_layer(frame: object, argument: str) -> None:
    """Refuse anything but a GeoDataFrame that has a geometry and says its reference system."""
    import geopandas as gpd

    if not isinstance(frame, gpd.GeoDataFrame):
        raise invalid_argument(argument, f"is a {type(frame).__name__}; a GeoDataFrame is needed")
    if geometry_name(frame) is None:
        raise invalid_argument(argument, "has no geometry column", "use .set_geometry(...)")
    if frame.crs is None:
        raise invalid_argument(
            argument,
            "does not say its coordinate reference system",
            f"set it with {argument}.set_crs('EPSG:25832')",
            code="no_crs",
        )


class PlaceNames:
    """The names of places, which differ also as text.

    Attributes
    ----------
    index : pandas.Index
        As the user gave it; of results by place.
    texts : list of str
        In the same order; for findings and files.

    Raises
    ------
    InvalidInput
        ``duplicate_key`` for a name that occurs twice, or for two names with the same text: a
        finding about 1 could not be told from one about '1'.
    """

    def __init__(self, index: pd.Index, argument: str) -> None:
        self.index = index
        if index.inferred_type == "string":
            if not index.is_unique:
                raise _twice(self, argument)
            return
        if index.nlevels == 1 and index.hasnans:
            raise invalid_argument(
                argument, "has a row without a name", "leave it out", code="missing_key"
            )
        if len(set(self.texts)) < len(self.texts):
            raise _twice(self, argument)

    @cached_property
    def texts(self) -> list[str]:
        """Made when first asked for: a million labels take a tenth of a second."""
        labels = self.index.tolist()
        if self.index.inferred_type == "string":
            return labels
        return [label_text(label) for label in labels]

    def labels(self, rows: npt.ArrayLike) -> Any:
        """The labels of rows, for a column; None at -1."""
        numbers = np.asarray(rows, dtype=np.int64)
        flat = _flat(self.index)
        if (numbers >= 0).all():
            return flat.take(numbers).array
        objects = np.full(len(flat) + 1, None, dtype=object)
        objects[:-1] = flat.to_numpy(dtype=object)
        return objects[numbers]

    def rows(self, labels: Iterable[Any]) -> Rows:
        """The rows of labels, or of their texts; -1 where there is no such place."""
        import pandas as pd

        wanted = pd.Index(labels, tupleize_cols=False)
        try:
            found = _flat(self.index).get_indexer(wanted)
        except TypeError:  # what cannot be looked up, such as a list
            found = np.full(len(wanted), -1)
        lost = found < 0
        if lost.any():
            texts = pd.Index([label_text(label) for label in wanted[lost]], dtype=object)
            found = np.array(found)
            found[lost] = pd.Index(self.texts, dtype=object).get_indexer(texts)
        return found.astype(np.int64)

    def known_rows(self, labels: Iterable[Any], kind: str, argument: str) -> Rows:
        """The rows of labels; raises :class:`UnknownName` for a place that is none of these."""
        labels = list(labels)
        rows = self.rows(labels)
        if (rows < 0).any():
            wanted = label_text(labels[int(np.argmax(rows < 0))])
            raise unknown_name(kind, wanted, self.texts, Place(argument=argument))
        return rows


def _flat(index: pd.Index) -> pd.Index:
    """One label a place: tuples for an index of several levels."""
    import pandas as pd

    return index.to_flat_index() if isinstance(index, pd.MultiIndex) else index


def _twice(names: PlaceNames, argument: str) -> InvalidInput:
    seen: set[str] = set()
    twice = list(dict.fromkeys(t for t in names.texts if t in seen or seen.add(t)))  # type: ignore[func-returns-value]
    alike = "" if names.index.has_duplicates else "names are compared as text: 1 and '1' are alike"
    trouble = f"has the name '{twice[0]}' twice"
    return invalid_argument(argument, trouble, alike, code="duplicate_key", areas=twice)


def lon_lat(
    points: gpd.GeoDataFrame | gpd.GeoSeries, argument: str
) -> tuple[tuple[Floats, Floats], PlaceNames]:
    """Degrees and names of points in any CRS; NaN for an empty geometry."""
    import geopandas as gpd

    if not isinstance(points, gpd.GeoDataFrame | gpd.GeoSeries):
        raise invalid_argument(
            argument,
            f"is a {type(points).__name__}; a GeoDataFrame of points was expected",
            "make one with geopandas.points_from_xy, and say in which CRS",
            code="not_points",
        )
    if geometry_name(points) is None:
        raise invalid_argument(
            argument, "has no geometry column", "use .set_geometry(...)", code="not_points"
        )
    if points.crs is None:
        raise invalid_argument(
            argument,
            "has no coordinate reference system",
            "say which one with .set_crs(...), such as EPSG:25832 or EPSG:3035",
            code="no_crs",
        )
    geometry = points.geometry
    kinds = geometry.geom_type[~(geometry.is_empty | geometry.isna())]
    if not kinds.isin(["Point"]).all():
        other = kinds[kinds != "Point"]
        raise invalid_argument(
            argument,
            f"holds a {other.iloc[0]} at '{label_text(other.index[0])}'; points were expected",
            "take .representative_point() of areas",
            code="not_points",
        )
    names = PlaceNames(points.index, argument)
    degrees = geometry.to_crs("EPSG:4326")
    lon, lat = np.asarray(degrees.x, dtype=float), np.asarray(degrees.y, dtype=float)
    # An address that was not found is a missing place, whether empty, None or (NaN, NaN).
    lost = np.isnan(np.asarray(geometry.x, dtype=float)) | np.isnan(
        np.asarray(geometry.y, dtype=float)
    )
    empty = np.asarray(geometry.is_empty | geometry.isna(), dtype=bool) | lost
    off = ~empty & ~((np.abs(lon) <= 180.0) & (np.abs(lat) <= 90.0))
    if off.any():
        row = int(np.argmax(off))
        point = geometry.iloc[row]
        raise invalid_argument(
            argument,
            f"has the point '{names.texts[row]}' at ({point.x:g}, {point.y:g}), which is no place "
            f"on the globe in {points.crs.to_string()}",
            "are the numbers in another CRS? say which with .set_crs(..., allow_override=True)",
            code="not_on_the_globe",
        )
    _require_metres(points, ~empty, argument)
    return (lon, lat), names


def _require_metres(
    points: gpd.GeoDataFrame | gpd.GeoSeries, placed: npt.NDArray[np.bool_], argument: str
) -> None:
    """Refuse degrees that say they are metres: no country lies so near the corner of its map."""
    if not points.crs.is_projected or not placed.any():
        return
    x = np.asarray(points.geometry.x, dtype=float)[placed]
    y = np.asarray(points.geometry.y, dtype=float)[placed]
    if (np.abs(x) > 180.0).any() or (np.abs(y) > 90.0).any() or not (x.any() or y.any()):
        return
    raise invalid_argument(
        argument,
        f"has numbers such as ({x[0]:g}, {y[0]:g}), which are degrees, but says that they are "
        f"metres in {points.crs.to_string()}",
        "say .set_crs('EPSG:4326', allow_override=True)",
        code="degrees_as_metres",
    )


def geometry_name(table: gpd.GeoDataFrame | gpd.GeoSeries) -> Any:
    """Name of the column with the geometry; None if there is none."""
    return getattr(table, "active_geometry_name", "geometry")
