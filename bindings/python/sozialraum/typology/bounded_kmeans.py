"""Which areas are alike, with enough people in every type? By k-means with floors and ceilings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.core.points import PlaceNames
from sozialraum.typology.bounds import bounds_of, no_totals, totals_table
from sozialraum.typology.clustering import Clustering, clustering_of
from sozialraum.typology.letters import letter
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class BoundedClustering(Clustering):
    """Types that keep floors and ceilings.

    Attributes
    ----------
    totals : pandas.DataFrame
        Types x bounded counts.
    assignment_bound : float
        No way to give areas to these centres that keeps the bounds has a smaller inertia.
    assignment_gap : float
        Share of the inertia that another assignment to these centres could win at most.
    """

    totals: pd.DataFrame = field(default_factory=no_totals)
    assignment_bound: float = 0.0
    assignment_gap: float = 0.0

    def ordered_by(self, indicator: str, *, descending: bool = True) -> BoundedClustering:
        """The same types with letters by the centres of one indicator."""
        ordered = super().ordered_by(indicator, descending=descending)
        assert isinstance(ordered, BoundedClustering)
        totals = reordered_totals(self, self.totals, indicator, descending=descending)
        return replace(ordered, totals=totals)


def reordered_totals(
    types: Clustering, totals: pd.DataFrame, indicator: str, *, descending: bool
) -> pd.DataFrame:
    """The rows of the totals under the letters that the order by an indicator gives."""
    key = types.centres[indicator] if descending else -types.centres[indicator]
    order = [str(x) for x in key.sort_values(ascending=False, kind="stable").index]
    return totals.loc[order].rename(index={old: letter(i) for i, old in enumerate(order)})


@arguments_called({"values": "frame", "bounds": "counts"})
def bounded_kmeans(
    frame: pd.DataFrame,
    k: int,
    *,
    counts: pd.DataFrame | None = None,
    least: Mapping[str, float] | None = None,
    most: Mapping[str, float] | None = None,
    weights: pd.Series | None = None,
    starts: int = 50,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> BoundedClustering:
    """Group areas into ``k`` types as alike as possible, each with enough people.

    k-means whose every type keeps floors and ceilings of several counts at once. Numbers of areas
    are kept by an exact assignment in every step (a flow of least cost; Bradley, Bennett and
    Demiriz 2000); people cannot be divided between types, so for other counts a linear program is
    solved through its prices, rounded and mended, and ``assignment_gap`` says what that may have
    cost. Equal areas get equal types unless nothing that keeps the bounds can be found that way.

    Parameters
    ----------
    frame, k, weights, starts, seed, threads, progress
        As in :func:`kmeans`.
    counts : pandas.DataFrame, optional
        What is to be counted, areas x counts: people, children, cases. Areas in any order.
    least, most : mapping of str to float, optional
        Floor and ceiling of a count in every type. ``"areas"`` needs no column of its own.

    Returns
    -------
    BoundedClustering

    Raises
    ------
    InvalidInput
        ``floors_impossible`` and ``ceilings_impossible`` name the bound that the sums forbid;
        ``floors_not_met`` if nothing was found because areas cannot be divided.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 1.0, 2.0, 10.0]}, index=list("abcd"))
    >>> people = pd.DataFrame({"people": [100, 100, 100, 100]}, index=list("abcd"))
    >>> found = bounded_kmeans(frame, 2, counts=people, least={"people": 200})
    >>> found.types.to_dict()
    {'a': 'A', 'b': 'A', 'c': 'B', 'd': 'B'}
    >>> found.totals["people"].tolist()
    [200.0, 200.0]
    """
    require_progress(progress)
    frame = frame_of(frame, "frame")
    points = points_of(frame, weights)
    bounds = bounds_of(PlaceNames(frame.index, "frame"), counts, least, most)
    result = _core.bounded_kmeans(
        points,
        require_count(k, "k", least=1),
        bounds,
        require_count(starts, "starts", least=1),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )
    plain = clustering_of(frame, result, starts=starts)
    return _bounded(plain, result, bounds)


def _bounded(plain: Clustering, result: dict[str, Any], bounds: list[Any]) -> BoundedClustering:
    return BoundedClustering(
        **{name: getattr(plain, name) for name in Clustering.__dataclass_fields__},
        totals=totals_table(result["totals"], plain.centres.index, bounds),
        assignment_bound=result["assignment_bound"],
        assignment_gap=result["assignment_gap"],
    )
