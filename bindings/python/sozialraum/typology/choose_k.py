"""What speaks for and against each number of types?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, list_items, require_count, require_progress
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.typology.points import points_of

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

    Examples
    --------
    By hand, for k = 2: each village is 1 from its middle, so the sum of squares is 4.

    >>> import pandas as pd
    >>> villages = pd.DataFrame({"young": [0.0, 2.0, 10.0, 12.0]}, index=["Au", "Bo", "Cam", "Elm"])
    >>> table = choose_k(villages, [2, 3])
    >>> table["inertia"].tolist(), table["smallest_type"].tolist()
    ([4.0, 2.0], [2, 1])
    """
    import pandas as pd

    frame = frame_of(frame, "frame")
    require_progress(progress)
    rows = _core.choose_k(
        points_of(frame, weights),
        [require_count(k, "ks", least=1) for k in _listed(ks)],
        require_count(starts, "starts", least=1),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
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


def _listed(ks: Iterable[int]) -> list[int]:
    listed = list_items(ks)
    if listed is None:
        raise invalid_argument("ks", f"is {shown(ks)}; a list of numbers of types is needed")
    return listed
