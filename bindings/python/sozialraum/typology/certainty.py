"""Would an area be of the same type if it were all done again?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from sozialraum._core import typology as _core
from sozialraum.core.door import (
    frame_of,
    require_choice,
    require_count,
    require_number,
    require_progress,
)
from sozialraum.core.finding import arguments_called
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result
from sozialraum.typology.clustering import columns_of, numbers_of
from sozialraum.typology.drawn import drawn_array
from sozialraum.typology.points import points_of, weights_of
from sozialraum.typology.stability import like_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding
    from sozialraum.typology.clustering import Clustering

    Progress = Callable[[int, int], object]


@dataclass(frozen=True, repr=False)
class Certainty(Result):
    """How sure the type of each area is, and how sure the types themselves are.

    Attributes
    ----------
    assignment : pandas.Series
        Share of draws that put the area into its type while the centres stay where they are.
    refit : pandas.Series
        Share of draws whose own types, made anew with fresh starts, put it into the type that
        answers to its own. The smaller and the honest figure where "repeated" is said.
    assignment_probability, refit_probability : pandas.DataFrame
        Areas x types: shares of the draws. In a refit the types may not all come again.
    recurrence : pandas.Series
        Per type: mean people-weighted Jaccard similarity to its partner in a refit (below 0.6 not
        to be trusted, from 0.75 on stable).
    lost : pandas.Series
        Per type: share of refits in which it shares at most half of its people with its partner.
    draws, starts : int
        Repetitions, and fresh starts of each refit.
    findings : list of Finding
        ``certainty_limited``, ``types_do_not_recur``.
    """

    assignment: pd.Series
    refit: pd.Series
    assignment_probability: pd.DataFrame
    refit_probability: pd.DataFrame
    recurrence: pd.Series
    lost: pd.Series
    draws: int
    starts: int
    findings: list[Finding] = field(default_factory=list)


@arguments_called({"values": "frame", "types": "clustering"})
def certainty(
    frame: pd.DataFrame,
    clustering: Clustering,
    standard_errors: pd.DataFrame | None = None,
    *,
    drawn: npt.ArrayLike | None = None,
    people: pd.Series | None = None,
    weights: pd.Series | None = None,
    method: Literal["kmeans", "ward"] = "kmeans",
    draws: int = 200,
    starts: int = 3,
    weight_shape: float = 4.0,
    seed: int = 1,
    threads: int = 0,
    progress: Progress | None = None,
) -> Certainty:
    """How sure is the type of each area?

    A draw takes every value anew from a normal distribution around it with its standard error and
    every indicator's weight from a gamma distribution with mean 1, and types the areas both ways:
    to the centres that are there, and by a whole fit of its own with fresh starts, whose types are
    matched to the given ones by the people they share.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators, as typed.
    clustering : Clustering
    standard_errors : pandas.DataFrame, optional
        Same areas and indicators, in the units of ``frame``; 0 where a value is known exactly.
    drawn : array of draws x areas x indicators, optional
        Joint draws instead of them (:func:`typed_draws`); as many ``draws`` are made as it has.
    people : pandas.Series, optional
        People per area. Weighs the matching, and no figure is above what so many people can vouch
        for: 0.05 ** (1 / people), 0.37 for three, 0.90 for 29.
    weights : pandas.Series, optional
        The weights the types were made with.
    method : {"kmeans", "ward"}
        How they were made, and so how a draw is typed.
    draws : int
        Repetitions. With 200 a share of one half has a standard error of 0.035.
    starts : int
        Fresh starts of each refit by k-means. 0 = nothing is refitted.
    weight_shape : float
        Shape of the gamma weights: their standard deviation is 1 / sqrt(shape). ``math.inf`` = all
        indicators weigh the same.
    seed, threads, progress
        As in :func:`kmeans`.

    Raises
    ------
    InvalidInput
        ``bad_standard_error`` naming the areas where one is missing or negative.
    """
    import pandas as pd

    frame = columns_of(frame_of(frame, "frame"), clustering)
    ready = drawn_array(drawn, len(frame), len(frame.columns))
    require_choice(method, "method", ["kmeans", "ward"])
    require_progress(progress)
    numbers, names = numbers_of(frame, clustering)
    number = require_count(draws, "draws", least=1) if ready is None else len(ready)
    result = _core.certainty(
        points_of(frame, weights),
        numbers,
        clustering.centres.to_numpy(dtype=float),
        like_frame(standard_errors, frame, "standard_errors", needed=ready is None),
        weights_of(PlaceNames(frame.index, "frame"), people, "people"),
        method == "ward",
        ready,
        number,
        require_count(starts, "starts"),
        require_number(weight_shape, "weight_shape"),
        require_count(seed, "seed", most=2**63 - 1),
        require_count(threads, "threads"),
        progress,
    )

    def per_area(name: str) -> pd.Series:
        values = result[name] if len(result[name]) else float("nan")
        return pd.Series(values, index=frame.index, name=name, dtype=float)

    def per_type(name: str) -> pd.Series:
        values = result[name] if len(result[name]) else float("nan")
        return pd.Series(values, index=pd.Index(names, name="type"), name=name, dtype=float)

    def per_area_and_type(name: str) -> pd.DataFrame:
        values = result[name] if len(result[name]) else float("nan")
        return pd.DataFrame(values, index=frame.index, columns=names, dtype=float)

    return Certainty(
        assignment=per_area("assignment"),
        refit=per_area("refit"),
        assignment_probability=per_area_and_type("assignment_probability"),
        refit_probability=per_area_and_type("refit_probability"),
        recurrence=per_type("recurrence"),
        lost=per_type("lost"),
        draws=number,
        starts=result["starts"],
        findings=[_with_names(finding, names) for finding in result["findings"]],
    )


def _with_names(finding: Finding, names: list[str]) -> Finding:
    """Types by their names instead of their numbers."""
    if finding.code != "types_do_not_recur":
        return finding
    types = ", ".join(str(names[int(number)]) for number in finding.details["types"].split(", "))
    message = finding.message.replace(
        f"types of number {finding.details['types']}", f"the types {types}"
    )
    return replace(finding, message=message, details={**finding.details, "types": types})
