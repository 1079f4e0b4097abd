"""Which regions are more alike inside, starting from given ones?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core.door import (
    frame_of,
    require_choice,
    require_count,
    require_number,
    require_progress,
)
from sozialraum.core.finding import arguments_called
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import unsaid
from sozialraum.typology.bounds import bounds_of
from sozialraum.typology.clustering import Clustering, numbers_of
from sozialraum.typology.max_p import max_p
from sozialraum.typology.points import points_of
from sozialraum.typology.region_graph import graph_of
from sozialraum.typology.regions import Regions, regions, regions_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.spatial import Weights

    Progress = Callable[[int, int], object]

_SEARCHES = ["greedy", "annealing", "tabu"]


@arguments_called({"values": "frame", "bounds": "counts", "types": "start"})
def azp(
    frame: pd.DataFrame,
    start: int | pd.Series | Clustering,
    graph: pd.DataFrame | Weights,
    *,
    search: str = "tabu",
    counts: pd.DataFrame | None = None,
    least: Mapping[str, float] | None = None,
    most: Mapping[str, float] | None = None,
    weights: pd.Series | None = None,
    patience: int = 0,
    seed: int = 1,
    compactness: float = 0.0,
    progress: Progress | None = None,
) -> Regions:
    """Move areas between neighbouring regions while they become more alike inside.

    The automatic zoning procedure (Openshaw 1977). The number of regions stays, every region keeps
    hanging together and keeps its bounds, and the answer is never worse than the start.

    Parameters
    ----------
    frame, graph, counts, least, most, weights, progress
        As in :func:`regions`.
    start : int, pandas.Series or Clustering
        A number of regions (then begins with :func:`max_p` if there are floors, else with
        ``regions(method="ward")``), or a partition to begin with: regions found before, last
        year's, a planner's draft.
    search : {"tabu", "annealing", "greedy"}
        ``"greedy"``: only moves that win. ``"tabu"``: the best move, even one that loses, but none
        that was just undone; for some thousand areas. ``"annealing"``: random moves, losing ones
        less and less.
    patience : int
        Moves of ``"tabu"`` without a better partition after which it stops; 0: twice the number of
        areas, at least 200.
    seed : int
        Of the random moves of ``"annealing"``.
    compactness : float
        What short borders are worth: so much of all differences, shared out over all links, is paid
        for every link between two regions. 0 = nothing; 1 = cutting all links costs as much as all
        differences. There is no right price: look at the map.

    Returns
    -------
    Regions

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 1.0, 9.0, 10.0]}, index=list("abcd"))
    >>> links = pd.DataFrame({"from": list("abc"), "to": list("bcd")})
    >>> draft = pd.Series([1, 1, 1, 2], index=list("abcd"))
    >>> azp(frame, draft, links).types.to_dict()
    {'a': 'A', 'b': 'A', 'c': 'B', 'd': 'B'}
    """
    require_progress(progress)
    frame = frame_of(frame, "frame")
    require_choice(search, "search", _SEARCHES)
    names = PlaceNames(frame.index, "frame")
    bounds = bounds_of(names, counts, least, most)
    if not hasattr(start, "index") and not isinstance(start, Clustering):
        k = require_count(start, "start", least=1)
        kept: Any = {"counts": counts, "least": least, "most": most, "weights": weights}
        with unsaid():
            if any(floor > 0.0 for _, _, floor, _ in bounds):
                start = max_p(frame, graph, k=k, **kept)
            else:
                start = regions(frame, k, graph, method="ward", **kept)
    numbers, _ = numbers_of(frame, start)  # type: ignore[arg-type]
    found = _core.improve_regions(
        points_of(frame, weights),
        graph_of(names, graph),
        np.ascontiguousarray(numbers, dtype=np.uint32),
        getattr(_core.RegionSearch, search),
        bounds,
        require_count(patience, "patience"),
        require_count(seed, "seed", most=2**63 - 1),
        require_number(compactness, "compactness", least=0.0),
        progress,
    )
    return regions_of(frame, found, bounds, f"azp_{search}")
