"""Where should facilities be? The question that needs minutes and a choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum import siting
from sozialraum.access.amounts import amounts_of
from sozialraum.core import require_choice, require_number
from sozialraum.core.finding import invalid_argument
from sozialraum.core.points import PlaceNames, lon_lat
from sozialraum.core.result import unsaid
from sozialraum.roads.asked import Asked
from sozialraum.roads.progress import Progress, told
from sozialraum.roads.results import Sites

if TYPE_CHECKING:
    import geopandas as gpd

    from sozialraum.reach import Direction
    from sozialraum.roads.options import Amounts
    from sozialraum.siting import Siting


class Sited(Asked):
    """The siting question."""

    def site(
        self,
        demand: gpd.GeoDataFrame,
        candidates: gpd.GeoDataFrame,
        *,
        question: Literal["p_median", "max_coverage", "p_centre", "fewest_sites"] = "p_median",
        people: Amounts,
        existing: gpd.GeoDataFrame | None = None,
        limit: float | None = None,
        longest: float = 180.0,
        direction: Direction = "to_facility",
        threads: int = 0,
        progress: Progress = None,
        **options: Any,
    ) -> Sites:
        """Where should facilities be?

        Parameters
        ----------
        demand, candidates : geopandas.GeoDataFrame
            Points in any CRS: where people live, and where a facility could be.
        question : {"p_median", "max_coverage", "p_centre", "fewest_sites"}
            The function of :mod:`sozialraum.siting` that is asked.
        people : str, sequence or Series
            People by place of demand: a column, or numbers in the order of the rows.
        existing : geopandas.GeoDataFrame, optional
            Facilities that are open and stay open; other names than the candidates.
        limit : float, optional
            Minutes; needed by ``max_coverage`` and ``fewest_sites``, and for them alone.
        longest : float
            Minutes; a longer way counts as none, and in the p-median whoever has none counts so
            many minutes.
        direction, threads, progress
            As :meth:`minutes_to_nearest`.
        **options
            Further options of that function, such as ``new_sites`` or ``solutions``.

        Returns
        -------
        Sites

        Raises
        ------
        UnknownName
            For another question.
        InvalidInput
            For a candidate that is named like an existing facility; for a limit of a question that
            has none; as the functions of :mod:`sozialraum.siting`.
        """
        import pandas as pd

        ask = _siting_function(question, limit, options)
        longest = require_number(longest, "longest", least=0.0)
        lon_lat(demand, "demand")
        places = _together(existing, candidates)
        if question == "p_median" and "unserved" not in options:
            options["unserved"] = _finite(longest, "longest")
        with unsaid():
            pairs = self.travel_times(
                demand,
                places,
                limit=longest if limit is None else min(limit, longest),
                direction=direction,
                threads=threads,
                progress=progress,
            )
        with unsaid(), told(progress, "siting") as tell:
            answer = ask(
                pd.Series(amounts_of(demand, people, "people"), index=demand.index),
                pairs,
                existing=[] if existing is None else existing.index,
                candidates=places.index,
                threads=threads,
                progress=tell,
                **options,
            )
        findings = [*pairs.attrs["findings"], *answer.findings]
        account = {"method": siting.__name__, "direction": direction, "findings": findings}
        with unsaid():
            served = self._on_map(demand, dict(answer.places), account)
            sites = self._sites(places, answer, account)
        return Sites(sites, served, answer, findings)

    def _sites(
        self, places: gpd.GeoDataFrame, answer: Siting, told: Mapping[str, Any]
    ) -> gpd.GeoDataFrame:
        """The open sites."""
        open_now = answer.sites
        new = answer.solutions["new"].iloc[0] if open_now else ()
        rows = places.loc[open_now]
        columns = {
            "new": rows.index.isin(new),
            "people": answer.people_of_site.reindex(rows.index),
        }
        return self._on_map(rows, columns, told)


def _siting_function(question: str, limit: float | None, options: dict[str, Any]) -> Any:
    questions = {name: getattr(siting, name) for name in siting.__all__ if name != "Siting"}
    require_choice(question, "question", list(questions))
    if question in ("max_coverage", "fewest_sites"):
        if limit is None:
            raise invalid_argument("limit", f"is missing; {question} asks who is within it")
        options["limit"] = require_number(limit, "limit")
    elif limit is not None:
        raise invalid_argument(
            "limit",
            f"is {limit!r}, but {question} has none: it counts how long each way is",
            "ask max_coverage or fewest_sites; longest=... says which ways are no ways",
        )
    return questions[question]


def _together(existing: gpd.GeoDataFrame | None, candidates: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The points of both, in the CRS of the candidates."""
    import geopandas as gpd

    if not lon_lat(candidates, "candidates")[1].texts:
        raise invalid_argument("candidates", "is empty; at least one candidate site is needed")
    if existing is None:
        return candidates
    lon_lat(existing, "existing")
    points = [*existing.geometry.to_crs(candidates.crs), *candidates.geometry]
    index = existing.index.append(candidates.index)
    PlaceNames(index, "existing")
    return gpd.GeoDataFrame(index=index, geometry=points, crs=candidates.crs)


def _finite(minutes: float, argument: str) -> float:
    if np.isinf(minutes):
        raise invalid_argument(argument, "is inf, but whoever has no way counts so many minutes")
    return minutes
