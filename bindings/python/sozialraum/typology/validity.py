"""How good are these types, in numbers?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.core.result import Result
from sozialraum.typology.clustering import numbers_of
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.typology.clustering import Clustering

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class Silhouette(Result):
    """How well each area sits in its type: ``width`` per area (-1 to 1), plain and weighted mean."""  # noqa: E501

    width: pd.Series
    mean: float
    weighted_mean: float


@arguments_called({"values": "frame"})
def silhouette(
    frame: pd.DataFrame,
    types: pd.Series | Clustering,
    *,
    weights: pd.Series | None = None,
    threads: int = 0,
    progress: Progress | None = None,
) -> Silhouette:
    """Silhouette widths (Rousseeuw 1987) per area, and their plain and weighted mean.

    With weights, distances are averaged over the people of the *other* areas. O(areas²) time.

    Raises
    ------
    InvalidInput
        ``types_out_of_range`` unless there are at least 2 types and fewer types than areas.

    Examples
    --------
    By hand, for Au: 2 to its own type, 11 on average to the other, so 1 - 2 / 11.

    >>> import pandas as pd
    >>> villages = pd.DataFrame({"young": [0.0, 2.0, 10.0, 12.0]}, index=["Au", "Bo", "Cam", "Elm"])
    >>> types = pd.Series(["A", "A", "B", "B"], index=villages.index)
    >>> found = silhouette(villages, types)
    >>> round(float(found.width["Au"]), 4)
    0.8182
    """
    import pandas as pd

    frame = frame_of(frame, "frame")
    numbers, names = numbers_of(frame, types)
    require_progress(progress)
    width, mean, weighted = _core.silhouette(
        points_of(frame, weights), numbers, len(names), require_count(threads, "threads"), progress
    )
    return Silhouette(pd.Series(width, index=frame.index, name="silhouette"), mean, weighted)


@arguments_called({"values": "frame"})
def squared_silhouette(
    frame: pd.DataFrame,
    types: pd.Series | Clustering,
    *,
    weights: pd.Series | None = None,
) -> Silhouette:
    """Silhouette widths from squared distances: exact and in linear time, for any number of areas.

    Widths are larger than those of :func:`silhouette` and must not be compared with them; between
    numbers of types they may be. As scikit-learn's with ``metric="sqeuclidean"``. O(areas x types).

    Raises
    ------
    InvalidInput
        ``types_out_of_range`` unless there are at least 2 types and fewer types than areas.

    Examples
    --------
    By hand, for Au: 2² = 4 to its own type, (100 + 144) / 2 = 122 to the other, so 1 - 4 / 122.

    >>> import pandas as pd
    >>> villages = pd.DataFrame({"young": [0.0, 2.0, 10.0, 12.0]}, index=["Au", "Bo", "Cam", "Elm"])
    >>> types = pd.Series(["A", "A", "B", "B"], index=villages.index)
    >>> found = squared_silhouette(villages, types)
    >>> round(float(found.width["Au"]), 4)
    0.9672
    """
    import pandas as pd

    frame = frame_of(frame, "frame")
    numbers, names = numbers_of(frame, types)
    width, mean, weighted = _core.squared_silhouette(points_of(frame, weights), numbers, len(names))
    return Silhouette(pd.Series(width, index=frame.index, name="silhouette"), mean, weighted)


@arguments_called({"values": "frame"})
def calinski_harabasz(
    frame: pd.DataFrame,
    types: pd.Series | Clustering,
    *,
    weights: pd.Series | None = None,
) -> float:
    """Variance ratio [between / (k - 1)] / [within / (n - k)], n areas; larger is better.

    Calinski and Harabasz (1974). Multiplying all weights changes nothing.

    Examples
    --------
    By hand: means 1 and 11, between 4 * 25 = 100, within 4 * 1 = 4; (100 / 1) / (4 / 2).

    >>> import pandas as pd
    >>> villages = pd.DataFrame({"young": [0.0, 2.0, 10.0, 12.0]}, index=["Au", "Bo", "Cam", "Elm"])
    >>> types = pd.Series(["A", "A", "B", "B"], index=villages.index)
    >>> calinski_harabasz(villages, types)
    50.0
    """
    frame = frame_of(frame, "frame")
    numbers, names = numbers_of(frame, types)
    return float(_core.calinski_harabasz(points_of(frame, weights), numbers, len(names)))


@arguments_called({"values": "frame"})
def davies_bouldin(
    frame: pd.DataFrame,
    types: pd.Series | Clustering,
    *,
    weights: pd.Series | None = None,
) -> float:
    """Mean over types of the worst (spread + spread) / distance of centres; smaller is better.

    Davies and Bouldin (1979).

    Examples
    --------
    By hand: mean distance to the own middle 1 in both types, 10 between them.

    >>> import pandas as pd
    >>> villages = pd.DataFrame({"young": [0.0, 2.0, 10.0, 12.0]}, index=["Au", "Bo", "Cam", "Elm"])
    >>> types = pd.Series(["A", "A", "B", "B"], index=villages.index)
    >>> davies_bouldin(villages, types)
    0.2
    """
    frame = frame_of(frame, "frame")
    numbers, names = numbers_of(frame, types)
    return float(_core.davies_bouldin(points_of(frame, weights), numbers, len(names)))
