"""How much supply is there per person, if those who share it are counted?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import access as _access
from sozialraum.access.amounts import amounts_of
from sozialraum.access.decay import Decay, decay_of
from sozialraum.core.door import require_choice, require_number
from sozialraum.core.finding import invalid_argument
from sozialraum.core.result import Result
from sozialraum.reach.asked import How, ask
from sozialraum.reach.ends import limit_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.core.points import Places
    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Direction, Progress


_CATCHMENTS = ("2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "BFCA", "availability")


@dataclass(frozen=True, repr=False)
class FloatingCatchment(Result):
    """Supply per person when those who share a facility are counted.

    Attributes
    ----------
    access : pandas.Series
        Supply per person by origin; 0 = nothing in the catchment, NaN = off the road network.
    ratio : pandas.Series
        Supply per person in each facility's catchment; NaN if nobody lives in it.
    method : str
    direction : {"to_facility", "from_facility"}
    findings : list of Finding
        ``facility_without_demand`` and those of the snapping.
    """

    access: pd.Series
    ratio: pd.Series
    method: str
    direction: str
    findings: list[Finding] = field(default_factory=list)


def floating_catchment(
    graph: RoadGraph | None = None,
    origins: Places | None = None,
    facilities: Places | None = None,
    *,
    population: str | Sequence[float] | pd.Series,
    supply: str | Sequence[float] | pd.Series,
    limit: float,
    method: Literal["2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "BFCA", "availability"] = "2SFCA",
    decay: Decay | None = None,
    facility_minutes: Sequence[float] | pd.Series | None = None,
    origin_minutes: Sequence[float] | pd.Series | None = None,
    population_exponent: float = 1.0,
    direction: Direction = "to_facility",
    radius: float = 2000.0,
    off_road_kmh: float = 5.0,
    threads: int = 0,
    progress: Progress | None = None,
    minutes: pd.DataFrame | None = None,
) -> FloatingCatchment:
    """How much supply is there per person, if those who share a facility are counted?

    Parameters
    ----------
    graph : RoadGraph
    origins, facilities : geopandas.GeoDataFrame
        Points in any CRS.
    population, supply : str, sequence or Series
        People per origin and places per facility: a column, or numbers in the order of the rows.
    limit : float
        Minutes; the edge of the catchment.
    method : {"2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "BFCA", "availability"}
        Luo and Wang (2003); Luo and Qi (2009), needs a ``decay``; Delamater (2013); Wan et al.
        (2012); Páez et al. (2019); Soukhov et al. (2023), whose access is places in all, not per
        person.
    decay : Decay, optional
        Weight by distance, in both steps; None = 1 up to the limit.
    facility_minutes, origin_minutes : sequence or Series, optional
        Catchments of different size, of :func:`catchment_sizes`: minutes a facility, which bound
        step 1, and an origin, which bound step 2; one list alone bounds both. For 2SFCA, E2SFCA,
        M2SFCA and availability.
    population_exponent : float
        Availability: people count P ** exponent.
    direction, radius, off_road_kmh, threads, progress
        As in :func:`minutes_to_nearest`.
    minutes : pandas.DataFrame, optional
        A ready table of travel times instead of ``graph`` (from r5py, OSRM, a spreadsheet): columns
        ``origin``, ``facility``, ``minutes``, a row a pair that has a way; or a matrix with the
        origins as index and the facilities as columns, NaN = no way. ``origins`` and ``facilities``
        then say who belongs to the question (any table or index with these names); left out, those
        of the table.

    Returns
    -------
    FloatingCatchment

    Raises
    ------
    InvalidInput
        For amounts that are missing or negative, names that occur twice, ``E2SFCA`` without decay.

    Notes
    -----
    No table of pairs is made, so memory grows with the places alone.

    Examples
    --------
    Each village is a minute from the next: 400 people share the 20 hours in the middle.

    >>> import geopandas as gpd
    >>> from shapely import LineString
    >>> from sozialraum import network
    >>> roads = network.RoadGraph.from_edges(gpd.GeoDataFrame(
    ...     {"u": [1, 2], "v": [2, 3], "length": [684.0, 684.0], "speed_kmh": [41.04, 41.04]},
    ...     geometry=[LineString([(9.24, 52.17), (9.25, 52.17)]),
    ...               LineString([(9.25, 52.17), (9.26, 52.17)])], crs="EPSG:4326"))
    >>> homes = gpd.GeoDataFrame({"people": [300, 100]}, index=["west", "middle"],
    ...     geometry=gpd.points_from_xy([9.24, 9.25], [52.17, 52.17]), crs="EPSG:4326")
    >>> doctors = gpd.GeoDataFrame({"hours": [20.0, 8.0]}, index=["middle", "east"],
    ...     geometry=gpd.points_from_xy([9.25, 9.26], [52.17, 52.17]), crs="EPSG:4326")
    >>> found = floating_catchment(roads, homes, doctors, population="people", supply="hours",
    ...                            limit=1.5)
    >>> found.ratio.round(2).to_dict()
    {'middle': 0.05, 'east': 0.08}
    >>> found.access.round(2).to_dict()
    {'west': 0.05, 'middle': 0.13}
    """
    import pandas as pd

    require_choice(method, "method", _CATCHMENTS)
    decay, most = decay_of(decay), limit_of(limit)
    population_exponent = require_number(population_exponent, "population_exponent")
    if method == "E2SFCA" and decay is None:
        raise invalid_argument(
            "decay", "is missing; E2SFCA weights by distance", "give Decay.steps(...)"
        )
    asked = ask(
        graph,
        origins,
        facilities,
        minutes,
        How(direction, most, radius, off_road_kmh, threads, progress),
    )
    people = amounts_of(asked.of_origins, population, "population")
    places = amounts_of(asked.of_facilities, supply, "supply")
    none = np.empty(0)
    access, ratio, findings = _access.floating_catchment(
        asked.pairs,
        people,
        places,
        method,
        decay or Decay.steps([(most, 1.0)]),
        none
        if facility_minutes is None
        else amounts_of(asked.of_facilities, facility_minutes, "facility_minutes"),
        none
        if origin_minutes is None
        else amounts_of(asked.of_origins, origin_minutes, "origin_minutes"),
        population_exponent,
    )
    return FloatingCatchment(
        access=pd.Series(access, index=asked.origins.index, name="access"),
        ratio=pd.Series(ratio, index=asked.facilities.index, name="ratio"),
        method=method,
        direction=direction,
        findings=findings,
    )
