"""Which neighbours are alike enough to form a region?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sozialraum._core import typology as _core
from sozialraum.core.door import (
    frame_of,
    require_choice,
    require_count,
    require_progress,
)
from sozialraum.core.finding import arguments_called
from sozialraum.core.points import PlaceNames
from sozialraum.typology.bounds import bounds_of, totals_table
from sozialraum.typology.clustering import Clustering
from sozialraum.typology.letters import letter
from sozialraum.typology.points import points_of
from sozialraum.typology.region_graph import graph_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.spatial import Weights

    Progress = Callable[[int, int], object]

# method -> linkage, all pairs of areas, read off by cuts
METHODS: dict[str, tuple[str, bool, bool]] = {
    "ward": ("ward", True, False),
    "average": ("average", True, False),
    "complete": ("complete", True, False),
    "single": ("single", True, False),
    "skater": ("single", False, True),
    "redcap_first_single": ("single", False, True),
    "redcap_first_complete": ("complete", False, True),
    "redcap_first_average": ("average", False, True),
    "redcap_full_single": ("single", True, True),
    "redcap_full_complete": ("complete", True, True),
    "redcap_full_average": ("average", True, True),
    "redcap_full_ward": ("ward", True, True),
}


def _empty() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame()


@dataclass(frozen=True, repr=False)
class Regions(Clustering):
    """Areas that hang together and are alike.

    The letters in ``types`` name regions here.

    Attributes
    ----------
    totals : pandas.DataFrame
        Regions x bounded counts.
    explained : float
        Share of the sum of squares that lies between the regions.
    method : str
    """

    totals: pd.DataFrame = field(default_factory=_empty)
    explained: float = 0.0
    method: str = ""

    def ordered_by(self, indicator: str, *, descending: bool = True) -> Regions:
        """The same regions with letters by the centres of one indicator."""
        ordered = super().ordered_by(indicator, descending=descending)
        assert isinstance(ordered, Regions)
        key = self.centres[indicator] if descending else -self.centres[indicator]
        order = [str(x) for x in key.sort_values(ascending=False, kind="stable").index]
        new = {old: letter(i) for i, old in enumerate(order)}
        return replace(ordered, totals=self.totals.loc[order].rename(index=new))


@arguments_called({"values": "frame", "bounds": "counts"})
def regions(
    frame: pd.DataFrame,
    k: int,
    graph: pd.DataFrame | Weights,
    *,
    method: str = "skater",
    counts: pd.DataFrame | None = None,
    least: Mapping[str, float] | None = None,
    most: Mapping[str, float] | None = None,
    weights: pd.Series | None = None,
    progress: Progress | None = None,
) -> Regions:
    """Divide areas into ``k`` regions of alike neighbours, each above its floors.

    A tree of alike neighbours is grown, and regions are read off it.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators (z values); the index holds the area codes as text.
    k : int
        Number of regions. Parts of the map without a link are never joined; with fewer ``k`` than
        parts there are as many regions as parts, and the finding ``regions_differ`` says so.
    graph : pandas.DataFrame or Weights
        Which areas are neighbours: :func:`sozialraum.spatial.contiguity`, or a table of links as in
        :func:`aggregate_to_floor` (its costs do not matter here).
    method : str
        ``"skater"`` (Assunção 2006): the minimum spanning tree, cut where the sum of squares falls
        most. ``"redcap_first_…"`` and ``"redcap_full_…"`` with ``single``, ``complete``,
        ``average``, and ``redcap_full_ward`` (Guo 2008): trees of other linkages, cut the same way.
        ``"ward"``, ``"average"``, ``"complete"``, ``"single"``: the last merges are undone.
    counts, least, most
        Floors and ceilings of several counts in every region, as in :func:`bounded_kmeans`.
    weights : pandas.Series, optional
        People per area; they act as replicated areas and must be positive.
    progress : callable, optional

    Returns
    -------
    Regions
        Findings name islands, parts of the map (``several_components``), regions that stay below a
        floor because their part of the map does (``floor_not_reached``) or above a ceiling
        (``ceiling_not_kept``).

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 1.0, 9.0, 0.0]}, index=["Au", "Berg", "Cham", "Dorf"])
    >>> links = pd.DataFrame({"from": ["Au", "Berg", "Cham"], "to": ["Berg", "Cham", "Dorf"]})
    >>> regions(frame, 3, links).types.to_dict()
    {'Au': 'A', 'Berg': 'A', 'Cham': 'B', 'Dorf': 'C'}
    >>> regions(frame, 2, links, method="ward", least={"areas": 2}).totals["areas"].tolist()
    [2.0, 2.0]
    """
    require_progress(progress)
    frame = frame_of(frame, "frame")
    linkage, all_pairs, cuts = METHODS[require_choice(method, "method", list(METHODS))]
    names = PlaceNames(frame.index, "frame")
    bounds = bounds_of(names, counts, least, most)
    found = _core.find_regions(
        points_of(frame, weights),
        graph_of(names, graph),
        require_count(k, "k", least=1),
        getattr(_core.RegionLinkage, linkage),
        all_pairs,
        cuts,
        bounds,
        progress,
    )
    return regions_of(frame, found, bounds, method)


def regions_of(
    frame: pd.DataFrame, found: dict[str, Any], bounds: list[Any], method: str
) -> Regions:
    """The answer of the core with the names of its areas and regions."""
    import numpy as np
    import pandas as pd

    names = [letter(i) for i in range(len(found["sizes"]))]
    index = pd.Index(names, name="region")
    return Regions(
        types=pd.Series([names[i] for i in found["types"]], index=frame.index, name="region"),
        centres=pd.DataFrame(found["centres"], index=index, columns=frame.columns),
        sizes=pd.Series(found["sizes"].astype(np.int64), index=index, name="sizes"),
        weights=pd.Series(found["weights"], index=index, name="weights"),
        inertia=found["inertia"],
        findings=found["findings"],
        totals=totals_table(found["totals"], index, bounds),
        explained=found["explained"],
        method=method,
    )
