"""Who are an area's neighbours by road?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sozialraum._core import access as _access
from sozialraum.access.decay import decay_of
from sozialraum.core.door import require_choice, require_count
from sozialraum.core.finding import arguments_called
from sozialraum.reach.asked import How, all_places, ask
from sozialraum.reach.ends import limit_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.access.decay import Decay
    from sozialraum.core.points import Places
    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Progress
    from sozialraum.spatial import Weights


_BOTH_WAYS = ("mean", "faster", "slower", "there")


def travel_time_weights(
    graph: RoadGraph | None = None,
    places: Places | None = None,
    *,
    limit: float,
    k: int | None = None,
    decay: Decay | None = None,
    both_ways: Literal["mean", "faster", "slower", "there"] = "mean",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
    minutes: pd.DataFrame | None = None,
) -> Weights:
    """Who are an area's neighbours by road, and how near are they?

    Parameters
    ----------
    graph : RoadGraph
    places : geopandas.GeoDataFrame or pandas.Index
        One point an area, such as its population centre; the index holds the area codes. Or nodes
        of the graph.
    limit : float
        Minutes; areas further apart are no neighbours.
    k : int, optional
        Only the ``k`` nearest of those; such neighbours need not be mutual.
    decay : Decay, optional
        How much a neighbour counts by its time; None = 1. A weight of 0 is no neighbour.
    both_ways : {"mean", "faster", "slower", "there"}
        Which of the two directions counts; all but "there" are symmetric.
    radius, off_road_kmh, threads, progress
        As in :func:`minutes_to_nearest`.
    minutes : pandas.DataFrame, optional
        A ready table of travel times between the areas instead of ``graph``, as in
        :func:`opportunities`. ``places`` then says which areas there are (any table or index with
        their names); left out, those of the table.

    Returns
    -------
    sozialraum.spatial.Weights
        For smoothing, Moran's I and regions, where a river divides what touches on the map. Areas
        off the road network, or with nobody in reach, are islands, told in its ``findings``.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely import LineString, Point
    >>> from sozialraum import access, network
    >>> roads = network.RoadGraph.from_edges(gpd.GeoDataFrame(
    ...     {"u": [0, 1], "v": [1, 2], "minutes": [10.0, 30.0], "metres": [8000.0, 9000.0]},
    ...     geometry=[LineString([(9.0, 52), (9.1, 52)]), LineString([(9.1, 52), (9.2, 52)])],
    ...     crs="EPSG:4326"))
    >>> towns = gpd.GeoDataFrame(index=["Aue", "Berg", "Cronau"], crs="EPSG:4326",
    ...                          geometry=[Point(9.0, 52), Point(9.1, 52), Point(9.2, 52)])
    >>> law = access.Decay.linear(40)
    >>> travel_time_weights(roads, towns, limit=20, decay=law).neighbours("Aue")
    Berg    0.75
    Name: Aue, dtype: float64

    The same of a table; there and back 10 and 20 minutes are 15 on average.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"origin": ["Aue", "Berg"], "facility": ["Berg", "Aue"],
    ...                       "minutes": [10.0, 20.0]})
    >>> travel_time_weights(minutes=table, limit=20, decay=law).neighbours("Aue").tolist()
    [0.625]
    """
    from sozialraum.spatial import Weights

    require_choice(both_ways, "both_ways", _BOTH_WAYS)
    decay, most = decay_of(decay), limit_of(limit)
    k = None if k is None else require_count(k, "k", least=1)
    if places is None and minutes is not None:
        places = all_places(minutes)
    searched = 2 * most if both_ways == "mean" else most  # one way may take twice the mean
    travel = How("to_facility", searched, radius, off_road_kmh, threads, progress)
    with arguments_called({"origins": "places", "facilities": "places"}):
        asked = ask(graph, places, places, minutes, travel)
    return Weights._of(
        _access.travel_time_weights(
            asked.pairs, asked.origins.texts, most, k or 0, decay, both_ways
        )
    )
