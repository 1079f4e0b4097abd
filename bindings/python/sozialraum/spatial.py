"""Who neighbours whom, and do neighbours resemble one another?

Contiguity and nearest-neighbour :class:`Weights` from polygons, and Moran's I. Areas without a
neighbour and parts of the map without a link stay as they are and are reported by their codes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import spatial as _core
from sozialraum.core import Finding, InvalidInput, Place, Severity, require_pandas, unknown_name

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

    Progress = Callable[[int, int], object]

__all__ = [
    "Moran",
    "Weights",
    "contiguity",
    "moran",
    "moran_of_rates",
    "nearest_neighbours",
]


class Weights:
    """Who neighbours whom, and how strongly: a sparse matrix by rows.

    Parameters
    ----------
    codes : list of str
        Area codes.
    indptr, indices : array of int
        Row i's neighbours are ``indices[indptr[i]:indptr[i + 1]]``, as in ``scipy.sparse.csr_array``.
    data : array of float
        Their weights.

    Raises
    ------
    InvalidInput
        ``duplicate_key``, ``own_neighbour``, ``duplicate_neighbour``, ``negative_weight``, ...

    Examples
    --------
    >>> w = Weights(["a", "b", "c"], [0, 1, 2, 2], [1, 0], [1.0, 1.0])
    >>> w.neighbours("a").to_dict()
    {'b': 1.0}
    >>> w.islands
    ['c']
    """  # noqa: E501

    def __init__(
        self,
        codes: list[str],
        indptr: npt.ArrayLike,
        indices: npt.ArrayLike,
        data: npt.ArrayLike,
    ) -> None:
        self._weights = _core.Weights(codes, indptr, indices, data)
        self._read()

    @classmethod
    def _of(cls, weights: Any) -> Weights:
        self = cls.__new__(cls)
        self._weights = weights
        self._read()
        return self

    def _read(self) -> None:
        self.codes: list[str] = self._weights.codes()
        self.indptr, self.indices, self.data = self._weights.csr()
        self._row = {code: i for i, code in enumerate(self.codes)}

    def __len__(self) -> int:
        return len(self.codes)

    def __repr__(self) -> str:
        return f"Weights({len(self)} areas, {self.links} links, {len(self.islands)} islands)"

    @property
    def links(self) -> int:
        """Number of directed links: a pair of neighbours counts twice."""
        return len(self.indices)

    @property
    def islands(self) -> list[str]:
        """Codes of the areas without neighbours."""
        return list(self._weights.islands())

    @property
    def components(self) -> pd.Series:
        """Part of the map of each area: 0 is the largest, ties by the smallest area code."""
        import pandas as pd

        return pd.Series(self._weights.components(), index=self.codes, name="component")

    @property
    def findings(self) -> list[Finding]:
        """``islands`` and ``several_components``, naming the areas; empty if all hang together."""
        return list(self._weights.findings())

    def neighbours(self, code: str) -> pd.Series:
        """The weights of an area's neighbours, by their codes.

        Raises
        ------
        UnknownName
            If there is no such area.
        """
        import pandas as pd

        if code not in self._row:
            raise unknown_name("area", code, self.codes)
        row = slice(self.indptr[self._row[code]], self.indptr[self._row[code] + 1])
        names = [self.codes[i] for i in self.indices[row]]
        return pd.Series(self.data[row], index=pd.Index(names, dtype=object), name=code)

    def row_standardised(self) -> Weights:
        """The same with every row divided by its sum; islands keep their empty row."""
        return Weights._of(self._weights.row_standardised())

    def to_libpysal(self) -> Any:
        """The weights as ``libpysal.weights.W`` (needs libpysal)."""
        from libpysal.weights import W

        rows = {code: self.neighbours(code).index.tolist() for code in self.codes}
        weights = {code: self.neighbours(code).tolist() for code in self.codes}
        return W(rows, weights, id_order=self.codes, silence_warnings=True)

    @classmethod
    def from_libpysal(cls, w: Any) -> Weights:
        """Weights from a ``libpysal.weights.W``; its ids become codes as text."""
        row = {area: i for i, area in enumerate(w.id_order)}
        indptr = [0]
        indices: list[int] = []
        data: list[float] = []
        for area in w.id_order:
            indices += [row[other] for other in w.neighbors[area]]
            data += [float(x) for x in w.weights[area]]
            indptr.append(len(indices))
        return cls([str(area) for area in w.id_order], indptr, indices, data)


@dataclass(frozen=True)
class Moran:
    """Moran's I and its moments.

    Attributes
    ----------
    I : float
        Above ``expectation`` neighbours are alike, below they are unlike.
    expectation : float
        -1 / (n - 1).
    variance_normal, variance_random : float
        If the values were drawn from one normal distribution; if they were shuffled among the areas.
    z, p : float
        (I - expectation) / sqrt(variance_random), and its two-sided normal probability.
    areas : int
        n: areas with a value and with a neighbour that has one.
    findings : list of Finding
        ``missing_values`` and ``islands``: the areas that take no part.
    """  # noqa: E501

    I: float  # noqa: E741
    expectation: float
    variance_normal: float
    variance_random: float
    z: float
    p: float
    areas: int
    findings: list[Finding] = field(default_factory=list)


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
    _require_geometry(gdf)
    if rule not in ("queen", "rook"):
        raise unknown_name("rule", rule, ["queen", "rook"], Place(argument="rule"))
    wkb = [b"" if shape is None else shape for shape in gdf.geometry.to_wkb()]
    empty = bytes.fromhex("010600000000000000")  # a multipolygon of no polygons
    shapes = [shape or empty for shape in wkb]
    return Weights._of(_core.contiguity(_codes(gdf.index), shapes, rule == "rook", snap, progress))


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
    """
    _require_geometry(gdf)
    if gdf.crs is not None and gdf.crs.is_geographic:
        raise InvalidInput(
            Finding(
                code="degrees_not_metres",
                message=f"the coordinates are degrees ({gdf.crs.to_string()}), not metres",
                severity=Severity.WARNING,
                place=Place(argument="gdf"),
                hint="transform them to a projected CRS such as EPSG:25832",
            )
        )
    if int(k) != k or k < 1:
        raise InvalidInput(
            Finding(
                code="invalid_argument",
                message=f"k is {k}; at least 1 neighbour is needed",
                severity=Severity.WARNING,
                place=Place(argument="k"),
            )
        )
    points = gdf.geometry.centroid
    return Weights._of(
        _core.nearest_neighbours(
            _codes(gdf.index), points.x.to_numpy(), points.y.to_numpy(), int(k), threads
        )
    )


def moran(values: pd.Series, weights: Weights, *, row_standardise: bool = True) -> Moran:
    """Do neighbours resemble one another (Moran 1950)?

    Parameters
    ----------
    values : pandas.Series
        One number per area, index = area codes, any order. NaN and areas that are not in ``values``
        take no part and are named in the findings; so are areas without a neighbour.
    weights : Weights
    row_standardise : bool
        Every area's neighbours count 1 together.

    Raises
    ------
    InvalidInput
        ``fewer_areas_than_needed`` (4), ``constant_column``.

    Notes
    -----
    Expectation and variances: Cliff and Ord (1981). ``p`` is two-sided.
    """
    return Moran(**_core.moran(_aligned(values, weights), weights._weights, row_standardise))


def moran_of_rates(
    count: pd.Series, base: pd.Series, weights: Weights, *, row_standardise: bool = True
) -> Moran:
    """Moran's I of rates whose precision differs between areas (Assunção and Reis 1999).

    Parameters
    ----------
    count, base : pandas.Series
        Cases and people per area, index = area codes.
    weights, row_standardise
        As in :func:`moran`.

    Raises
    ------
    InvalidInput
        As :func:`moran`; ``negative_count``, ``no_people``.
    """
    return Moran(
        **_core.moran_of_rates(
            _aligned(count, weights),
            _aligned(base, weights),
            weights._weights,
            row_standardise,
        )
    )


def _require_geometry(gdf: object) -> None:
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


def _codes(index: pd.Index) -> list[str]:
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


def _aligned(values: pd.Series, weights: Weights) -> npt.NDArray[np.float64]:
    require_pandas("Series", values, "values")
    strangers = values.index.difference(weights.codes)
    if len(strangers) > 0:
        raise unknown_name("area", str(strangers[0]), weights.codes, Place(argument="values"))
    return np.asarray(values.reindex(weights.codes).to_numpy(dtype=float))
