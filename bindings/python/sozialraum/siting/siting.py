"""Where facilities should be: the choices, how good each is, and whether it is proven."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sozialraum.core.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding


Progress = Callable[[int, int], None]


@dataclass(frozen=True, repr=False)
class Siting(Result):
    """The answer to a question of siting.

    Attributes
    ----------
    solutions : pandas.DataFrame
        By rank (1 = best): ``sites`` (tuple of candidates, existing ones included), ``new``
        (without them), ``objective``, ``worse_by`` (share of the best objective). Empty if no
        choice can serve all (p-centre).
    places : pandas.DataFrame
        By place, for the best solution: ``site`` (None = none), ``minutes`` (NaN = none). With
        capacities the site that takes most of the place's people, and their mean minutes.
    people_of_site : pandas.Series
        Whom each candidate serves in the best solution.
    bound : float
        No choice can have a better objective.
    gap : float
        Share of the objective by which a better choice might exist; 0 if proven.
    proven : bool
        Nothing is better than the first solution.
    complete : bool
        And nothing better than the last one is missing in the list.
    people_served, people_unserved, people_hopeless : float
        ``hopeless``: those of the unserved whom no candidate could serve.
    findings : list of Finding
        ``people_hopeless``, ``unserved_counted_as``, ``not_proven``, ``too_few_sites``,
        ``fewer_candidates_than_sites``.
    """

    solutions: pd.DataFrame
    places: pd.DataFrame
    people_of_site: pd.Series
    bound: float
    gap: float
    proven: bool
    complete: bool
    people_served: float
    people_unserved: float
    people_hopeless: float
    findings: list[Finding] = field(default_factory=list)

    @property
    def sites(self) -> list[Any]:
        """The open sites of the best solution; empty if there is none."""
        return list(self.solutions["sites"].iloc[0]) if len(self.solutions) else []

    @property
    def objective(self) -> float:
        """Of the best solution; infinite if there is none."""
        return float(self.solutions["objective"].iloc[0]) if len(self.solutions) else float("inf")
