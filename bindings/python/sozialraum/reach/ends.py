"""Both ends of a question: places on the roads, by name, and what should be said of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum._core import reach as _reach
from sozialraum.core import Finding
from sozialraum.core.door import require_choice, require_count, require_number
from sozialraum.network.snapping import snapped

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum._core import network as _network
    from sozialraum.core.points import PlaceNames, Places
    from sozialraum.network import RoadGraph


Direction = Literal["to_facility", "from_facility"]
Progress = Callable[[int, int], None]
#: Pairs that :func:`~sozialraum.reach.matrix` keeps in memory; 8 bytes each.
LARGEST_TABLE = 50_000_000

DIRECTIONS = ("to_facility", "from_facility")


@dataclass(frozen=True)
class Ends:
    """Both ends of a question: on the roads, by name, and what should be said about them."""

    graph: RoadGraph
    here: _network.Snaps
    there: _network.Snaps
    origins: PlaceNames
    facilities: PlaceNames

    @property
    def findings(self) -> list[Finding]:
        """What should be said about the places before anything is asked."""
        names = (self.origins.texts, self.facilities.texts)
        return list(_reach.place_findings(self.here, self.there, names))

    @property
    def pair(self) -> tuple[Any, Any, Any, Any]:
        """What every search of the core begins with."""
        return self.graph._core, self.graph._hierarchy, self.here, self.there

    def states(
        self, *, of_facilities: bool = False, none: str = "", values: npt.ArrayLike | None = None
    ) -> npt.NDArray[np.object_]:
        """Of each origin (or facility): ``measured``, why it is not on the roads, or `none`.

        `none` is what to call a place on the roads whose value is missing.
        """
        columns = (self.there if of_facilities else self.here).columns()
        status = np.asarray(columns["status"], dtype=object)
        states = np.where(status == "snapped", "measured", status)
        if values is not None:
            states[(states == "measured") & np.isnan(np.asarray(values))] = none
        return states


def on_roads(
    graph: RoadGraph, origins: Places, facilities: Places, radius: float, off_road_kmh: float
) -> Ends:
    here, origin_names = snapped(graph, origins, "origins", radius, off_road_kmh)
    there, facility_names = snapped(graph, facilities, "facilities", radius, off_road_kmh)
    return Ends(graph, here, there, origin_names, facility_names)


def require_travel(direction: str, radius: float, off_road_kmh: float, threads: int) -> None:
    """Refuse what cannot say who travels, how a place is linked, or with how many threads."""
    require_choice(direction, "direction", DIRECTIONS)
    require_number(radius, "radius")
    require_number(off_road_kmh, "off_road_kmh")
    require_count(threads, "threads")


def limit_of(limit: float | None) -> float:
    return float("inf") if limit is None else require_number(limit, "limit", least=0.0)


def how(method: str, direction: str) -> dict[str, Any]:
    """How a table was measured, for its ``.attrs``."""
    return {"method": method, "direction": direction}


def length_of(places: object) -> int:
    """0 for what is no list of places: who snaps it says so."""
    try:
        return len(places)  # type: ignore[arg-type]
    except TypeError:
        return 0


def index_of(places: Places) -> pd.Index:
    import pandas as pd

    return places if isinstance(places, pd.Index) else places.index
