"""Which areas are alike? By k-means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.typology.clustering import clustering_of
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.typology.clustering import Clustering

    Progress = Callable[[int, int], object]


@arguments_called({"values": "frame"})
def kmeans(
    frame: pd.DataFrame,
    k: int,
    *,
    weights: pd.Series | None = None,
    starts: int = 100,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> Clustering:
    """Group areas into ``k`` types, each as alike inside as possible.

    Minimises the sum of weight times squared distance to the own centre: greedy k-means++ starts
    (Arthur and Vassilvitskii 2007), Lloyd's steps, then single moves as long as the sum falls
    (Hartigan 1975); the best of all starts wins. The result depends neither on the number of
    threads nor on the order of the rows.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators, comparable numbers, no missing values, area codes as text index.
    k : int
        Number of types.
    weights : pandas.Series, optional
        People per area, same areas in any order; act as replicated rows. An area of weight 0 is
        typed, but shapes no type.
    starts : int
        (At least: of up to 1,000 areas as many again while a single one reached the best.)
        Random starts.
    seed : int
        The same seed gives the same result.
    threads : int
        0 = all of the machine.
    progress : callable, optional
        Called with (done, total) starts about ten times a second.

    Returns
    -------
    Clustering

    Raises
    ------
    InvalidInput
        ``missing_values``, ``constant_column``, ``fewer_areas_than_types``, ``negative_weight``, ...

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 0.1, 5.0, 5.1, 5.2]}, index=list("abcde"))
    >>> kmeans(frame, 2).types.to_dict()
    {'a': 'B', 'b': 'B', 'c': 'A', 'd': 'A', 'e': 'A'}
    """  # noqa: E501
    require_progress(progress)
    frame = frame_of(frame, "frame")
    result = _core.kmeans(
        points_of(frame, weights),
        require_count(k, "k", least=1),
        require_count(starts, "starts", least=1),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    return clustering_of(frame, result, starts=len(result["start_inertia"]))
