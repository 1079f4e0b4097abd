"""How long do the people who are shown take, mode by mode, and who lives beyond the limits?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sozialraum.level.asked import Mode
from sozialraum.level.ways import FacilityWays, ModeWays, Ways

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

__all__ = ["Beyond", "ModeSummary", "summarise_ways"]


@dataclass(frozen=True)
class Beyond:
    """Who lives farther than a limit from the nearest facility, in one mode.

    Attributes
    ----------
    limit : float
        Minutes; whoever takes exactly as long is within.
    people_within, people_beyond, people_unknown : float
        ``beyond`` counts those without any way; ``unknown`` those whose way was not measured.
    people_near_edge : float
        Of those beyond: for whom something outside the data may be nearer.
    areas : pandas.DataFrame
        The areas beyond, most people first: ``people``, ``minutes`` (infinite = no way),
        ``near_edge``.
    """

    limit: float
    people_within: float
    people_beyond: float
    people_unknown: float
    people_near_edge: float
    areas: pd.DataFrame

    @property
    def share(self) -> float:
        """Share beyond of those whose way is known; NaN if nobody's is."""
        known = self.people_within + self.people_beyond
        return self.people_beyond / known if known else float("nan")


@dataclass(frozen=True)
class ModeSummary:
    """How long the people shown take to one kind of facility in one mode.

    Attributes
    ----------
    mean, median, longest : float
        Minutes, each person counted; NaN where nobody, or not the person in the middle, arrives.
    people, people_no_way, people_unknown : float
    beyond : list of Beyond
        One by limit.
    """

    facility: FacilityWays
    mode: Mode
    mean: float
    median: float
    longest: float
    people: float
    people_no_way: float
    people_unknown: float
    beyond: list[Beyond]


def summarise_ways(areas: gpd.GeoDataFrame, ways: Ways) -> list[ModeSummary]:
    """One summary a facility and mode, over the areas that are shown."""
    shown = areas[areas["shown"]]
    return [
        _summary(shown, facility, way)
        for facility in ways.facilities
        if facility.options.beyond or len(facility.modes) > 1
        for way in facility.modes
    ]


def _summary(shown: gpd.GeoDataFrame, facility: FacilityWays, way: ModeWays) -> ModeSummary:
    import numpy as np
    import pandas as pd

    from sozialraum import equity

    minutes = way.minutes["first"].mask(way.no_way, np.inf).reindex(shown.index)
    people = shown["population"].astype(float)
    found = equity.aggregate(
        minutes,
        people,
        pd.Series("all", index=shown.index),
        limits=facility.options.beyond,
    )
    total, reached = found.total, minutes[np.isfinite(minutes)]
    return ModeSummary(
        facility=facility,
        mode=way.mode,
        mean=float(total["mean"]),
        median=float(total["median"]),
        longest=float(reached.max()),
        people=float(people.sum()),
        people_no_way=float(total["people_unreachable"]),
        people_unknown=float(total["people_unknown"]),
        beyond=[
            _beyond(found.total_coverage, _outside(found.outside, limit, way), limit)
            for limit in facility.options.beyond
        ],
    )


def _outside(outside: pd.DataFrame, limit: float, way: ModeWays) -> pd.DataFrame:
    import numpy as np

    rows = outside[(outside["limit"] == limit) & (outside["access"] != "unknown")]
    areas = rows.set_index("cell")[["people", "minutes"]].rename_axis("code")
    areas["minutes"] = areas["minutes"].mask(
        rows["access"].eq("unreachable").to_numpy(), float("inf")
    )
    areas["near_edge"] = way.beyond_edge.reindex(areas.index).to_numpy(dtype=bool)
    order = np.lexsort([areas.index.to_numpy(dtype=str), -areas["people"].to_numpy(dtype=float)])
    return areas.iloc[order]


def _beyond(coverage: pd.DataFrame, areas: pd.DataFrame, limit: float) -> Beyond:
    people = coverage.loc[[limit]].iloc[0]
    return Beyond(
        limit=limit,
        people_within=float(people["within"]),
        people_beyond=float(people["beyond"]),
        people_unknown=float(people["unknown"]),
        people_near_edge=float(areas.loc[areas["near_edge"], "people"].sum()),
        areas=areas,
    )
