"""Types that are pulled together on the map, but not forced to hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core.door import (
    frame_of,
    require_count,
    require_number,
    require_numbers,
    require_progress,
    table_of,
)
from sozialraum.core.finding import arguments_called, invalid_argument
from sozialraum.typology.clustering import clustering_of
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from sozialraum.typology.clustering import Clustering

    Progress = Callable[[int, int], object]


@arguments_called({"values": "frame"})
def clustgeo(
    frame: pd.DataFrame,
    distances: pd.DataFrame,
    k: int,
    *,
    alpha: float,
    weights: pd.Series | None = None,
    progress: Progress | None = None,
) -> Clustering:
    """Find ``k`` types by Ward's method on a mixture of likeness and nearness (ClustGeo).

    ``(1 - alpha)`` parts squared distance of the values and ``alpha`` parts squared distance of the
    places, both as shares of their largest (Chavent et al. 2018). Choose alpha from
    :func:`clustgeo_alphas`.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators (z values); some thousand areas at most.
    distances : pandas.DataFrame
        Areas x areas, such as minutes: symmetric, 0 from an area to itself.
    k : int
        Number of types.
    alpha : float
        From 0 (the values alone) to 1 (the places alone).
    weights, progress
        As in :func:`ward`.

    Returns
    -------
    Clustering

    Examples
    --------
    >>> import pandas as pd
    >>> names = list("abcd")
    >>> frame = pd.DataFrame({"z": [0.0, 9.0, 0.0, 9.0]}, index=names)
    >>> minutes = pd.DataFrame(
    ...     [[0, 1, 9, 9], [1, 0, 9, 9], [9, 9, 0, 1], [9, 9, 1, 0]], index=names, columns=names
    ... )
    >>> clustgeo(frame, minutes, 2, alpha=0.0).types.tolist()
    ['A', 'B', 'A', 'B']
    >>> clustgeo(frame, minutes, 2, alpha=0.8).types.tolist()
    ['A', 'A', 'B', 'B']
    """
    require_progress(progress)
    frame = frame_of(frame, "frame")
    k = require_count(k, "k", least=1)
    points = points_of(frame, weights)
    tree = _core.clustgeo(
        points, _matrix(frame, distances), require_number(alpha, "alpha"), progress
    )
    result = _core.describe_partition(points, _core.number_types(points, tree.cut(k), k), k)
    result["findings"] = [*result["findings"], *tree.findings()]
    return clustering_of(frame, result, starts=0)


@arguments_called({"values": "frame", "alpha": "alphas"})
def clustgeo_alphas(
    frame: pd.DataFrame,
    distances: pd.DataFrame,
    k: int,
    *,
    alphas: Sequence[float] = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
    weights: pd.Series | None = None,
) -> pd.DataFrame:
    """How homogeneous are ``k`` types by values and by places, for several alphas?

    Parameters
    ----------
    frame, distances, k, weights
        As in :func:`clustgeo`.
    alphas : sequence of float

    Returns
    -------
    pandas.DataFrame
        Index ``alpha``; ``by_values`` (Q0) and ``by_places`` (Q1): 1 - within / total of the
        squared distances. Usually that alpha is taken where ``by_places`` has risen and
        ``by_values`` has not yet fallen.

    Examples
    --------
    >>> import pandas as pd
    >>> names = list("abcd")
    >>> frame = pd.DataFrame({"z": [0.0, 9.0, 0.0, 9.0]}, index=names)
    >>> minutes = pd.DataFrame(
    ...     [[0, 1, 9, 9], [1, 0, 9, 9], [9, 9, 0, 1], [9, 9, 1, 0]], index=names, columns=names
    ... )
    >>> clustgeo_alphas(frame, minutes, 2, alphas=[0.0, 1.0]).by_values.tolist()
    [1.0, 0.0]
    """
    import pandas as pd

    frame = frame_of(frame, "frame")
    rows = _core.clustgeo_alphas(
        points_of(frame, weights),
        _matrix(frame, distances),
        require_count(k, "k", least=1),
        require_numbers(alphas, "alphas"),
    )
    index = pd.Index(rows[:, 0], name="alpha")
    return pd.DataFrame(rows[:, 1:], index=index, columns=["by_values", "by_places"])


def _matrix(frame: pd.DataFrame, distances: object) -> Any:
    table = table_of(distances, "distances", like=frame.index)
    if table.titles != table.codes:
        raise invalid_argument(
            "distances",
            "has other columns than rows",
            "give areas x areas: distances.loc[frame.index, frame.index]",
            code="index_mismatch",
        )
    if np.isnan(table.values).any():
        row = int(np.argmax(np.isnan(table.values).any(axis=1)))
        raise invalid_argument(
            "distances", f"is missing at '{table.codes[row]}'", code="missing_values",
            areas=[table.codes[row]],
        )  # fmt: skip
    return np.ascontiguousarray(table.values)
