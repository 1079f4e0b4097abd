"""What speaks for and against each number of types?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.typology.points import at_least_one, points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Progress = Callable[[int, int], object]


def choose_k(
    frame: pd.DataFrame,
    ks: Iterable[int],
    *,
    weights: pd.Series | None = None,
    starts: int = 100,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """What speaks for and against each number of types.

    Parameters
    ----------
    frame, weights, starts, seed, threads, progress
        As in :func:`kmeans`.
    ks : iterable of int
        Numbers of types to try, each at least 2 and below the number of areas.

    Returns
    -------
    pandas.DataFrame
        Index ``k``; columns ``silhouette`` and ``weighted_silhouette`` (larger is better),
        ``calinski_harabasz`` (larger), ``davies_bouldin`` (smaller), ``inertia``, ``explained``
        (share of the sum of squares), ``smallest_type`` (areas), ``smallest_weight`` (people),
        ``share_of_best`` (of the starts), ``silhouette_areas`` (whose widths were taken: all of up
        to 5,000, else 2,000 drawn by their codes). The indices may disagree; nothing is decided
        here.
    """
    import pandas as pd

    rows = _core.choose_k(
        points_of(frame, weights),
        [at_least_one(k, "ks") for k in ks],
        at_least_one(starts, "starts"),
        seed,
        threads,
        progress,
    )
    columns = [
        "k",
        "silhouette",
        "weighted_silhouette",
        "calinski_harabasz",
        "davies_bouldin",
        "inertia",
        "explained",
        "smallest_type",
        "smallest_weight",
        "share_of_best",
        "silhouette_areas",
    ]
    return pd.DataFrame(rows, columns=columns).set_index("k")
