"""Which areas are alike, beyond doubt? The proven optimum of k-means for small tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.core.points import PlaceNames
from sozialraum.typology.bounded_kmeans import reordered_totals
from sozialraum.typology.bounds import bounds_of, no_totals, totals_table
from sozialraum.typology.clustering import Clustering, clustering_of
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class OptimalClustering(Clustering):
    """The best types there are, or the best found with how much better others could be.

    Attributes
    ----------
    proven : bool
        No partition into as many types, that keeps the bounds, has a smaller inertia.
    lower_bound : float
        Of the inertia of all such partitions; the inertia itself if it is proven.
    gap : float
        How much smaller the inertia could be at most, as a share; 0 if it is proven.
    totals : pandas.DataFrame
        Types x bounded counts.
    sets : int
        Sets of areas that were looked at.
    """

    totals: pd.DataFrame = field(default_factory=no_totals)
    proven: bool = False
    lower_bound: float = 0.0
    gap: float = 1.0
    sets: int = 0

    def ordered_by(self, indicator: str, *, descending: bool = True) -> OptimalClustering:
        """The same types with letters by the centres of one indicator."""
        ordered = super().ordered_by(indicator, descending=descending)
        assert isinstance(ordered, OptimalClustering)
        totals = reordered_totals(self, self.totals, indicator, descending=descending)
        return replace(ordered, totals=totals)


@arguments_called({"values": "frame", "bounds": "counts"})
def optimal_kmeans(
    frame: pd.DataFrame,
    k: int,
    *,
    counts: pd.DataFrame | None = None,
    least: Mapping[str, float] | None = None,
    most: Mapping[str, float] | None = None,
    weights: pd.Series | None = None,
    starts: int = 100,
    sets: int = 300_000_000,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> OptimalClustering:
    """The partition into ``k`` types with the smallest inertia of all, and its proof.

    For small tables: 24 villages and up to 8 types take seconds. How far it goes depends on the
    data; where the proof is given up, ``proven`` is False, ``gap`` says how much better another
    partition could be at most, and the finding ``not_proven`` tells it too.

    Parameters
    ----------
    frame, k, weights, seed, threads, progress
        As in :func:`kmeans`; at most 60 different areas, weights above 0.
    counts, least, most
        As in :func:`bounded_kmeans`.
    starts : int
        Random starts for good partitions to begin with.
    sets : int
        Sets of areas that may be looked at before the proof is given up.

    Returns
    -------
    OptimalClustering

    Raises
    ------
    InvalidInput
        ``no_such_partition`` if it is proven that nothing keeps the bounds, ``too_many_areas``, ...

    Notes
    -----
    Column generation (du Merle, Hansen, Jaumard and Mladenović 2000), then all groups that could be
    part of a better partition (Baldacci, Christofides and Mingozzi 2008).

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 0.1, 5.0, 5.1, 5.2]}, index=list("abcde"))
    >>> found = optimal_kmeans(frame, 2)
    >>> found.proven, found.types.to_dict()
    (True, {'a': 'B', 'b': 'B', 'c': 'A', 'd': 'A', 'e': 'A'})
    """
    require_progress(progress)
    frame = frame_of(frame, "frame")
    points = points_of(frame, weights)
    bounds = bounds_of(PlaceNames(frame.index, "frame"), counts, least, most)
    result = _core.optimal_kmeans(
        points,
        require_count(k, "k", least=1),
        bounds,
        require_count(starts, "starts", least=1),
        require_count(sets, "sets", least=1, most=10**12),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    plain = clustering_of(frame, result, starts=starts)
    return OptimalClustering(
        **{name: getattr(plain, name) for name in Clustering.__dataclass_fields__},
        totals=totals_table(result["totals"], plain.centres.index, bounds),
        proven=result["proven"],
        lower_bound=result["lower_bound"],
        gap=result["gap"],
        sets=result["sets"],
    )
