"""Do alike areas lie together?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import spatial as _core
from sozialraum.core import Place, unknown_name
from sozialraum.core.door import column_of, require_flag
from sozialraum.core.finding import invalid_argument, label_text
from sozialraum.core.result import Result
from sozialraum.spatial.weights import Weights

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding


@dataclass(frozen=True, repr=False)
class Moran(Result):
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

    Examples
    --------
    Values that rise along a row of four squares. By hand: deviations -1.5, -0.5, 0.5, 1.5; the
    three pairs, each both ways, multiply to 2 (0.75 - 0.25 + 0.75) = 2.5; 4 / 6 * 2.5 / 5 = 1/3.

    >>> import geopandas as gpd
    >>> import pandas as pd
    >>> from shapely import box
    >>> from sozialraum import spatial
    >>> squares = gpd.GeoDataFrame(index=list("abcd"), crs="EPSG:25832",
    ...                            geometry=[box(i, 0, i + 1, 1) for i in range(4)])
    >>> values = pd.Series([1.0, 2.0, 3.0, 4.0], index=squares.index)
    >>> round(moran(values, spatial.contiguity(squares), row_standardise=False).I, 4)
    0.3333
    """
    return Moran(
        **_core.moran(
            aligned(values, "values", weights),
            weights._weights,
            require_flag(row_standardise, "row_standardise"),
        )
    )


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

    Examples
    --------
    >>> import geopandas as gpd
    >>> import pandas as pd
    >>> from shapely import box
    >>> from sozialraum import spatial
    >>> squares = gpd.GeoDataFrame(index=list("abcd"), crs="EPSG:25832",
    ...                            geometry=[box(i, 0, i + 1, 1) for i in range(4)])
    >>> poor = pd.Series([8, 9, 30, 33], index=squares.index)
    >>> people = pd.Series([100, 100, 300, 300], index=squares.index)
    >>> bool(moran_of_rates(poor, people, spatial.contiguity(squares)).I > 0)
    True
    """
    return Moran(
        **_core.moran_of_rates(
            aligned(count, "count", weights),
            aligned(base, "base", weights),
            weights._weights,
            require_flag(row_standardise, "row_standardise"),
        )
    )


def aligned(values: object, argument: str, weights: Weights) -> npt.NDArray[np.float64]:
    """One number for each area of the weights, NaN where there is none."""
    if not isinstance(weights, Weights):
        raise invalid_argument("weights", f"is a {type(weights).__name__}; Weights are needed")
    given = column_of(values, argument)
    series = given.answer(given.values)
    strangers = series.index.difference(weights.codes)
    if len(strangers) > 0:
        name = label_text(strangers[0])
        raise unknown_name("area", name, weights.codes, Place(argument=argument))
    return np.asarray(series.reindex(weights.codes).to_numpy(dtype=float))
