"""What is the best division of a small map, and can it be proven?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sozialraum._core import typology as _core
from sozialraum.core.door import frame_of, require_count, require_progress
from sozialraum.core.finding import arguments_called
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import unsaid
from sozialraum.typology.bounds import bounds_of
from sozialraum.typology.points import points_of
from sozialraum.typology.region_graph import graph_of
from sozialraum.typology.regions import Regions, regions_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from sozialraum.spatial import Weights

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class ExactRegions(Regions):
    """The best regions of a small map.

    Attributes
    ----------
    proven : bool
        No division with so many regions that keeps the bounds is more alike inside.
    """

    proven: bool = False


@arguments_called({"values": "frame", "bounds": "counts"})
def exact_regions(
    frame: pd.DataFrame,
    graph: pd.DataFrame | Weights,
    k: int = 0,
    *,
    counts: pd.DataFrame | None = None,
    least: Mapping[str, float] | None = None,
    most: Mapping[str, float] | None = None,
    weights: pd.Series | None = None,
    steps: int = 10_000_000,
    progress: Progress | None = None,
) -> ExactRegions:
    """Divide up to 32 areas into the regions that are most alike inside, with proof.

    Parameters
    ----------
    frame, graph, counts, least, most, weights, progress
        As in :func:`regions`.
    k : int
        Number of regions; 0: as many as reach the floors.
    steps : int
        Of the search, a few million a second; where they do not suffice, the best regions known are
        returned and the finding ``not_proven`` says so.

    Returns
    -------
    ExactRegions

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 1.0, 9.0, 10.0]}, index=list("abcd"))
    >>> links = pd.DataFrame({"from": list("abc"), "to": list("bcd")})
    >>> found = exact_regions(frame, links, 2)
    >>> found.types.to_dict(), found.proven
    ({'a': 'A', 'b': 'A', 'c': 'B', 'd': 'B'}, True)
    """
    require_progress(progress)
    frame = frame_of(frame, "frame")
    names = PlaceNames(frame.index, "frame")
    bounds = bounds_of(names, counts, least, most)
    found = _core.exact_regions(
        points_of(frame, weights),
        graph_of(names, graph),
        require_count(k, "k"),
        bounds,
        require_count(steps, "steps"),
        progress,
    )
    with unsaid():
        plain = regions_of(frame, found, bounds, "exact")
    told = {one.name: getattr(plain, one.name) for one in fields(plain)}
    return ExactRegions(**told, proven=found["proven"])
