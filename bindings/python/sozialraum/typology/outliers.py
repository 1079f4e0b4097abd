"""Which areas fit no type, and what are the types of the others?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.core.result import Result
from sozialraum.typology.clustering import Clustering, clustering_of
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class OutlierClustering(Result):
    """Types, and areas by themselves.

    Attributes
    ----------
    types : pandas.Series of str
        Letter of each area; missing for those set aside.
    outliers : pandas.Series of float
        Distance to the nearest centre of the areas set aside, the farthest first.
    clustering : Clustering
        Of the other areas alone.
    """

    types: pd.Series
    outliers: pd.Series
    clustering: Clustering


@arguments_called({"values": "frame"})
def kmeans_with_outliers(
    frame: pd.DataFrame,
    k: int,
    outliers: int,
    *,
    weights: pd.Series | None = None,
    starts: int = 100,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> OutlierClustering:
    """Group areas into ``k`` types, and set those aside that lie farthest from all of them.

    k-means-- (Chawla and Gionis 2013): an island or a barracks then pulls no centre. How many areas
    may be set aside is the user's question; equal areas are never parted, so it may be fewer.

    Parameters
    ----------
    frame, k, weights, starts, seed, threads, progress
        As in :func:`kmeans`.
    outliers : int
        How many areas may be set aside.

    Returns
    -------
    OutlierClustering

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 1.0, 2.0, 50.0]}, index=["Au", "Bo", "Cam", "Island"])
    >>> found = kmeans_with_outliers(frame, 1, 1)
    >>> found.outliers.to_dict(), found.clustering.inertia
    ({'Island': 49.0}, 2.0)
    """
    import pandas as pd

    require_progress(progress)
    frame = frame_of(frame, "frame")
    starts = require_count(starts, "starts", least=1)
    kept, aside, distance, result = _core.kmeans_with_outliers(
        points_of(frame, weights),
        require_count(k, "k", least=1),
        require_count(outliers, "outliers"),
        starts,
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    clustering = clustering_of(frame.iloc[kept], result, starts=starts)
    return OutlierClustering(
        types=clustering.types.reindex(frame.index),
        outliers=pd.Series(distance[aside], index=frame.index[aside], name="distance"),
        clustering=clustering,
    )
