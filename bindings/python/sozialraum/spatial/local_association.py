"""Where are neighbours alike, and where is an area unlike its own?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sozialraum._core import spatial as _core
from sozialraum.core.door import require_count, require_flag, require_progress
from sozialraum.core.result import Result
from sozialraum.spatial.moran import aligned
from sozialraum.spatial.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.core import Finding

    Progress = Callable[[int, int], object]

_QUADRANTS = [None, "high_high", "low_low", "high_low", "low_high"]


@dataclass(frozen=True, repr=False)
class LocalAssociation(Result):
    """Local indicators of spatial association.

    Attributes
    ----------
    areas : pandas.DataFrame
        In the order of the weights: ``moran`` (with n, as spdep), ``moran_sample`` (with n - 1, as
        GeoDa), its ``expectation`` and ``variance``, the area's own value being given, ``p`` of it
        by permutations (folded, one-sided), ``quadrant`` (area, then neighbours: ``"high_high"``,
        ``"low_low"``, ``"high_low"``, ``"low_high"``), ``geary`` (local), and the z of Getis and
        Ord's ``g`` and ``g_star``. NaN and None for an area that takes no part.
    geary : float
        Geary's C of the whole map: 1 = no pattern, less = neighbours are alike.
    findings : list of Finding
        ``missing_values`` and ``islands``.
    """

    areas: pd.DataFrame
    geary: float
    findings: list[Finding] = field(default_factory=list)


def local_association(
    values: pd.Series,
    weights: Weights,
    *,
    row_standardise: bool = True,
    permutations: int = 999,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> LocalAssociation:
    """Look at one area and its neighbours at a time (Anselin 1995; Getis and Ord 1992; Geary 1954).

    There are as many tests as areas, so one in twenty stands out of nothing
    (:func:`sozialraum.indicator.false_discovery`), and they share neighbours: they say where to
    look, and prove nothing. A rate of few people is high or low by chance: use adjusted values.

    Parameters
    ----------
    values, weights, row_standardise
        As in :func:`moran`.
    permutations : int
        Of the others' values among an area's neighbours; 0: no ``p``.
    seed : int
        The same seed gives the same ``p``.
    threads : int
        0 = all of the machine.
    progress : callable, optional

    Raises
    ------
    InvalidInput
        As :func:`moran`.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import pandas as pd
    >>> from shapely import box
    >>> from sozialraum import spatial
    >>> squares = gpd.GeoDataFrame(index=list("abcd"), crs="EPSG:25832",
    ...                            geometry=[box(i, 0, i + 1, 1) for i in range(4)])
    >>> values = pd.Series([1.0, 2.0, 4.0, 6.0], index=squares.index)
    >>> found = local_association(values, spatial.contiguity(squares))
    >>> found.areas.quadrant.tolist(), round(float(found.areas.moran["a"]), 3)
    (['low_low', 'low_low', 'high_high', 'high_high'], 0.763)
    """
    import pandas as pd

    require_progress(progress)
    found = _core.local_association(
        aligned(values, "values", weights),
        weights._weights,
        require_flag(row_standardise, "row_standardise"),
        require_count(permutations, "permutations"),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    names = [
        "moran",
        "moran_sample",
        "expectation",
        "variance",
        "p",
        "geary",
        "g",
        "g_star",
    ]
    areas = pd.DataFrame({name: found[name] for name in names}, index=list(weights.codes))
    quadrants = [_QUADRANTS[number] for number in found["quadrant"]]
    areas.insert(5, "quadrant", pd.Series(quadrants, index=areas.index, dtype=object))
    return LocalAssociation(areas=areas, geary=found["geary_all"], findings=found["findings"])
