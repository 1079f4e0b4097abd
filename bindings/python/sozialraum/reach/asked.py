"""A question about pairs of places: over roads, or of a ready table of minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import reach as _reach
from sozialraum.core import Place, unknown_name
from sozialraum.core.finding import invalid_argument
from sozialraum.core.points import PlaceNames
from sozialraum.reach.ends import index_of, on_roads, require_travel

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core.points import Places
    from sozialraum.network import RoadGraph
    from sozialraum.reach.ends import Direction, Ends, Progress

_COLUMNS = ("origin", "facility", "minutes")


@dataclass(frozen=True)
class How:
    """How people travel, and how the question runs."""

    direction: Direction
    limit: float
    radius: float
    off_road_kmh: float
    threads: int
    progress: Progress | None


@dataclass(frozen=True)
class Asked:
    """Both ends by name, where their columns are, and the pairs as the core takes them."""

    pairs: _reach.Pairs
    origins: PlaceNames
    facilities: PlaceNames
    of_origins: Places
    of_facilities: Places
    method: str
    ends: Ends | None = None  #: of a question over roads

    def states(
        self, *, of_facilities: bool = False, none: str = "", values: npt.ArrayLike | None = None
    ) -> npt.NDArray[np.object_]:
        """Of each origin (or facility): ``measured``, why it is not on the roads, or `none`."""
        if self.ends is not None:
            return self.ends.states(of_facilities=of_facilities, none=none, values=values)
        names = self.facilities if of_facilities else self.origins
        states = np.full(len(names.texts), "measured", dtype=object)
        if values is not None:
            states[np.isnan(np.asarray(values))] = none
        return states


def ask(
    graph: RoadGraph | None,
    origins: Places | None,
    facilities: Places | None,
    minutes: pd.DataFrame | None,
    how: How,
) -> Asked:
    """Places on the roads, or those of a table."""
    require_travel(how.direction, how.radius, how.off_road_kmh, how.threads)
    if minutes is not None:
        if graph is not None:
            raise invalid_argument(
                "minutes", "and graph: one of them tells the times", "leave one out"
            )
        return _of_table(minutes, origins, facilities, how.limit)
    for argument, given in (("graph", graph), ("origins", origins), ("facilities", facilities)):
        if given is None:
            raise invalid_argument(
                argument, "is missing", "or give a ready table of travel times as minutes="
            )
    assert graph is not None and origins is not None and facilities is not None
    ends = on_roads(graph, origins, facilities, how.radius, how.off_road_kmh)
    pairs = _reach.Pairs.on_roads(
        ends.pair,
        (ends.origins.texts, ends.facilities.texts),
        how.direction,
        how.limit,
        how.threads,
        how.progress,
    )
    return Asked(pairs, ends.origins, ends.facilities, origins, facilities, "road-network", ends)


def _of_table(
    minutes: pd.DataFrame, origins: Places | None, facilities: Places | None, limit: float
) -> Asked:
    long = _is_long(minutes)
    here = _index(origins, minutes["origin"].unique() if long else minutes.index)
    there = _index(facilities, minutes["facility"].unique() if long else minutes.columns)
    origin_names = PlaceNames(here, "minutes" if origins is None else "origins")
    facility_names = PlaceNames(there, "minutes" if facilities is None else "facilities")
    texts = (origin_names.texts, facility_names.texts)
    if long:
        pairs = _reach.Pairs.of_columns(
            origin_names.known_rows(minutes["origin"], "origin", "minutes"),
            facility_names.known_rows(minutes["facility"], "facility", "minutes"),
            _numbers(minutes["minutes"]),
            texts,
            limit,
        )
    else:
        PlaceNames(minutes.index, "minutes")  # no name twice
        PlaceNames(minutes.columns, "minutes")
        dense = np.full((len(here), len(there)), np.nan)
        rows = origin_names.known_rows(minutes.index, "origin", "minutes")
        columns = facility_names.known_rows(minutes.columns, "facility", "minutes")
        dense[np.ix_(rows, columns)] = _numbers(minutes)
        pairs = _reach.Pairs.of_matrix(dense, texts, limit)
    return Asked(
        pairs,
        origin_names,
        facility_names,
        here if origins is None else origins,
        there if facilities is None else facilities,
        "table",
    )


def _is_long(minutes: pd.DataFrame) -> bool:
    """Has the table a row a pair? Otherwise it is a matrix."""
    import pandas as pd

    if not isinstance(minutes, pd.DataFrame):
        message = f"is a {type(minutes).__name__}; a table was expected"
        raise invalid_argument("minutes", message, "columns origin, facility, minutes, or a matrix")
    long = len(set(_COLUMNS) & {str(name) for name in minutes.columns}) > 1
    if long:
        for name in _COLUMNS:
            if name not in minutes.columns:
                present = [str(column) for column in minutes.columns]
                raise unknown_name("column", name, present, Place(argument="minutes"))
    return long


def all_places(minutes: pd.DataFrame) -> pd.Index:
    """All origins and facilities that a table of minutes speaks of, in the order of names."""
    import pandas as pd

    long = _is_long(minutes)
    ends = [minutes["origin"], minutes["facility"]] if long else [minutes.index, minutes.columns]
    places: pd.Index = pd.Index(sorted({name for end in ends for name in end}, key=str))
    return places


def _index(places: Places | None, named: Any) -> pd.Index:
    import pandas as pd

    return pd.Index(named) if places is None else index_of(places)


def _numbers(values: Any) -> npt.NDArray[np.float64]:
    try:
        numbers: npt.NDArray[np.float64] = np.asarray(values, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise invalid_argument(
            "minutes", "holds what is no number", "give minutes as numbers"
        ) from None
    return numbers
