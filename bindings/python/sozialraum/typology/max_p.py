"""How many regions can be made if each must reach its floors?"""

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
class MaxP(Regions):
    """As many regions as reach their floors.

    Attributes
    ----------
    most_regions : int
        No division has more: per part of the map, sum of min(count, floor) / floor, rounded down.
    proven : bool
        More regions are not possible. How alike they are is never proven.
    """

    most_regions: int = 0
    proven: bool = False


@arguments_called({"values": "frame", "bounds": "least"})
def max_p(
    frame: pd.DataFrame,
    graph: pd.DataFrame | Weights,
    *,
    least: Mapping[str, float],
    counts: pd.DataFrame | None = None,
    most: Mapping[str, float] | None = None,
    weights: pd.Series | None = None,
    k: int = 0,
    starts: int = 10,
    seed: int = 1,
    progress: Progress | None = None,
) -> MaxP:
    """Make as many regions of neighbours as reach every floor, and these alike inside.

    max-p-regions (Duque, Anselin and Rey 2012). The number found stands beside a bound that no
    division exceeds; the finding ``not_proven`` tells both where they differ.

    Parameters
    ----------
    frame, graph, counts, most, weights, progress
        As in :func:`regions`.
    least : mapping of str to float
        What every region needs at least, such as ``{"people": 300, "children": 30}``.
    k : int
        No more regions than this; 0: as many as are found.
    starts : int
        Starts of the search.
    seed : int
        Of its random numbers.

    Returns
    -------
    MaxP

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"z": [0.0, 1.0, 9.0, 10.0]}, index=list("abcd"))
    >>> links = pd.DataFrame({"from": list("abc"), "to": list("bcd")})
    >>> people = pd.DataFrame({"people": [100, 200, 250, 60]}, index=list("abcd"))
    >>> found = max_p(frame, links, counts=people, least={"people": 300})
    >>> found.totals["people"].tolist(), found.most_regions, found.proven
    ([300.0, 310.0], 2, True)
    """
    require_progress(progress)
    frame = frame_of(frame, "frame")
    names = PlaceNames(frame.index, "frame")
    bounds = bounds_of(names, counts, least, most)
    found = _core.max_p(
        points_of(frame, weights),
        graph_of(names, graph),
        bounds,
        require_count(k, "k"),
        require_count(starts, "starts", least=1),
        require_count(seed, "seed", most=2**63 - 1),
        progress,
    )
    with unsaid():
        plain = regions_of(frame, found, bounds, "max_p")
    return MaxP(
        **{one.name: getattr(plain, one.name) for one in fields(plain)},
        most_regions=found["most_regions"],
        proven=found["proven"],
    )
