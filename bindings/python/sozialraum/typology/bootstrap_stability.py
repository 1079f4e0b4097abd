"""Would the types be there if other areas of the same kind had been looked at?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.typology.clustering import numbers_of
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.typology.clustering import Clustering

    Progress = Callable[[int, int], object]


@arguments_called({"values": "frame"})
def bootstrap_stability(
    frame: pd.DataFrame,
    types: pd.Series | Clustering,
    *,
    weights: pd.Series | None = None,
    samples: int = 50,
    starts: int = 10,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """How alike is each type to a type of tables whose areas are drawn anew (Hennig 2007)?

    Parameters
    ----------
    frame, weights, seed, threads, progress
        As in :func:`kmeans`.
    types : Clustering or pandas.Series
        Types of the areas.
    samples : int
        Tables drawn with replacement.
    starts : int
        Of k-means, for each of them.

    Returns
    -------
    pandas.DataFrame
        Per type ``jaccard`` (mean over samples of the largest similarity), ``dissolved`` (share of
        samples with 0.5 or less) and ``reading``: ``"unstable"`` below 0.60, ``"pattern"`` to 0.75,
        ``"stable"`` to 0.85, ``"highly stable"`` above.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 0.1, 0.2, 9.0, 9.1, 9.2]}, index=list("abcdef"))
    >>> types = pd.Series(list("AAABBB"), index=frame.index)
    >>> bootstrap_stability(frame, types, samples=20).reading.tolist()
    ['highly stable', 'highly stable']
    """
    import pandas as pd

    require_progress(progress)
    frame = frame_of(frame, "frame")
    numbers, names = numbers_of(frame, types)
    jaccard, dissolved, *_ = _core.bootstrap_stability(
        points_of(frame, weights),
        numbers,
        len(names),
        require_count(samples, "samples", least=1),
        require_count(starts, "starts", least=1),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    index = pd.Index([str(name) for name in names], name="type")
    table = pd.DataFrame({"jaccard": jaccard, "dissolved": dissolved}, index=index)
    return table.assign(reading=[reading(value) for value in jaccard])


def reading(jaccard: float) -> str:
    """Hennig's words for a mean Jaccard similarity."""
    if jaccard < 0.60:
        return "unstable"
    if jaccard < 0.75:
        return "pattern"
    return "stable" if jaccard <= 0.85 else "highly stable"
