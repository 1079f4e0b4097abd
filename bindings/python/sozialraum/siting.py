"""Where should facilities be? Four questions, each answered with a proof and the next best.

The minutes may come from a road graph (``reach.travel_times``), from straight lines or from a
timetable. What is not listed is unreachable. Places and candidates keep their labels: whole numbers
come back as whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import reach as _reach
from sozialraum._place_names import PlaceNames
from sozialraum.core import (
    Finding,
    InvalidInput,
    Place,
    Severity,
    list_items,
    require_count,
    require_number,
    require_pandas,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Siting", "fewest_sites", "max_coverage", "p_centre", "p_median"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Siting:
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


def p_median(
    people: pd.Series,
    minutes: pd.DataFrame,
    *,
    new_sites: int = 1,
    existing: Sequence[Any] = (),
    unserved: float | None = None,
    capacity: pd.Series | Mapping[Any, float] | None = None,
    candidates: Sequence[Any] | None = None,
    solutions: int = 1,
    within: float | None = None,
    passes: int = 20_000,
    threads: int = 0,
    progress: Progress | None = None,
) -> Siting:
    """Where should sites be, so that people travel least in total?

    Parameters
    ----------
    people : pandas.Series
        Demand by place (its label as index); not negative.
    minutes : pandas.DataFrame
        Either long, one row a pair, with the columns ``origin``, ``facility``, ``minutes`` as
        ``reach.travel_times`` gives it; or wide, places x candidates. NaN and infinite = no way.
    new_sites : int
        How many to open beside the existing ones.
    existing : sequence
        Candidates that are open and stay open.
    unserved : float, optional
        Minutes that a person counts who reaches no open site; at least the longest of the table.
        None = the longest of the table, and a finding says so.
    capacity : Series or mapping, optional
        People each candidate can take; a candidate that is not named has no limit. People of one
        place may then be sent to different sites.
    candidates : sequence, optional
        All candidates, also those that no place reaches. None = those of ``minutes``.
    solutions : int
        List so many of the best.
    within : float, optional
        List only what is worse than the best by at most this share.
    passes : int
        Effort for the proof, in passes over the table; when used up, ``gap`` says what is open.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Called with (passes done, 0).

    Returns
    -------
    Siting
        ``objective`` in person-minutes.

    Raises
    ------
    InvalidInput
        A pair of unknown place, a pair told twice, negative numbers, no site at all.
    UnknownName
        An existing site that is no candidate.

    Notes
    -----
    Hakimi (1964), Operations Research 12:450. Interchange and Lagrangian bound with branch and
    bound; see docs/methods/siting.md.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.Series({"w": 40, "x": 10, "y": 10, "z": 30})
    >>> minutes = pd.DataFrame({"A": [0, 10, 20, 30], "B": [10, 0, 10, 20], "C": [20, 10, 0, 10],
    ...                         "D": [30, 20, 10, 0]}, index=people.index)
    >>> answer = p_median(people, minutes, new_sites=2, solutions=3)
    >>> answer.sites, answer.objective, answer.proven
    (['A', 'D'], 200.0, True)
    >>> answer.solutions["sites"].tolist()
    [('A', 'D'), ('A', 'C'), ('B', 'D')]
    """
    new_sites = require_count(new_sites, "new_sites")
    if unserved is not None:
        unserved = require_number(unserved, "unserved")
    table = _table(people, minutes, candidates)
    room = [] if capacity is None else table.room(capacity)
    task = table.task(solutions, within, passes, threads, progress)
    open_now = table.numbers(existing, "existing")
    return table.answer(_reach.p_median(task, new_sites, open_now, unserved, room), open_now)


def max_coverage(
    people: pd.Series,
    minutes: pd.DataFrame,
    *,
    limit: float,
    new_sites: int = 1,
    existing: Sequence[Any] = (),
    candidates: Sequence[Any] | None = None,
    solutions: int = 1,
    within: float | None = None,
    passes: int = 20_000,
    threads: int = 0,
    progress: Progress | None = None,
) -> Siting:
    """Where should sites be, so that most people are within the limit?

    Parameters
    ----------
    limit : float
        Minutes.
    people, minutes, new_sites, existing, candidates, solutions, within, passes, threads, progress
        As in :func:`p_median`.

    Returns
    -------
    Siting
        ``objective`` = people within the limit of an open site.

    Notes
    -----
    Church and ReVelle (1974), Papers of the Regional Science Association 32:101.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.Series({"x": 40, "y": 30})
    >>> minutes = pd.DataFrame({"A": [5, 20], "B": [18, 6]}, index=people.index)
    >>> max_coverage(people, minutes, limit=10).sites
    ['A']
    """
    new_sites = require_count(new_sites, "new_sites")
    limit = require_number(limit, "limit")
    table = _table(people, minutes, candidates)
    task = table.task(solutions, within, passes, threads, progress)
    open_now = table.numbers(existing, "existing")
    return table.answer(_reach.max_coverage(task, new_sites, open_now, limit), open_now)


def p_centre(
    people: pd.Series,
    minutes: pd.DataFrame,
    *,
    new_sites: int = 1,
    existing: Sequence[Any] = (),
    candidates: Sequence[Any] | None = None,
    solutions: int = 1,
    passes: int = 20_000,
    threads: int = 0,
    progress: Progress | None = None,
) -> Siting:
    """Where should sites be, so that the person farthest off has the shortest way?

    Parameters
    ----------
    people, minutes, new_sites, existing, candidates, solutions, passes, threads, progress
        As in :func:`p_median`. How many people live in a place does not matter, only whether any
        do. The list holds only choices with the best objective.

    Returns
    -------
    Siting
        ``objective`` = longest minutes over the places that some candidate serves; without a
        solution if so few sites cannot serve all.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.Series({"x": 40, "y": 1})
    >>> minutes = pd.DataFrame({"A": [5, 20], "B": [12, 16]}, index=people.index)
    >>> p_centre(people, minutes).sites
    ['B']
    """
    new_sites = require_count(new_sites, "new_sites")
    table = _table(people, minutes, candidates)
    task = table.task(solutions, None, passes, threads, progress)
    open_now = table.numbers(existing, "existing")
    return table.answer(_reach.p_centre(task, new_sites, open_now), open_now)


def fewest_sites(
    people: pd.Series,
    minutes: pd.DataFrame,
    *,
    limit: float,
    existing: Sequence[Any] = (),
    candidates: Sequence[Any] | None = None,
    solutions: int = 1,
    passes: int = 20_000,
    threads: int = 0,
    progress: Progress | None = None,
) -> Siting:
    """How few sites suffice, so that everybody is within the limit?

    Parameters
    ----------
    limit : float
        Minutes.
    people, minutes, existing, candidates, solutions, passes, threads, progress
        As in :func:`p_median`. The list holds only choices with the fewest sites.

    Returns
    -------
    Siting
        ``objective`` = number of open sites. Places that no candidate covers are left out and told
        as ``people_hopeless``.

    Notes
    -----
    Toregas, Swain, ReVelle and Bergman (1971), Operations Research 19:1363.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.Series({"x": 40, "y": 30, "z": 2})
    >>> minutes = pd.DataFrame({"A": [5, 20, 9], "B": [18, 6, 8], "C": [7, 25, 30]},
    ...                        index=people.index)
    >>> fewest_sites(people, minutes, limit=10, solutions=5).solutions["sites"].tolist()
    [('A', 'B'), ('B', 'C')]
    """
    limit = require_number(limit, "limit")
    table = _table(people, minutes, candidates)
    task = table.task(solutions, None, passes, threads, progress)
    open_now = table.numbers(existing, "existing")
    return table.answer(_reach.fewest_sites(task, open_now, limit), open_now)


@dataclass(frozen=True)
class _Table:
    """The sparse table of a task, and the names of its rows and candidates."""

    people: pd.Series
    begin: list[int]
    candidate: list[int]
    minutes: Any
    candidates: PlaceNames

    def numbers(self, candidates: Sequence[Any], argument: str) -> list[int]:
        listed = _listed(candidates, argument)
        return [int(row) for row in self.candidates.known_rows(listed, "candidate", argument)]

    def room(self, capacity: pd.Series | Mapping[Any, float]) -> list[float]:
        """People by candidate; infinite where nothing is said."""
        if not hasattr(capacity, "items"):
            hint = 'say {"A": 100}, or give a Series'
            raise _unfit("capacity", capacity, "people by candidate are", hint)
        given = [(code, require_number(room, "capacity")) for code, room in capacity.items()]
        rooms = np.full(len(self.candidates.texts), np.inf)
        rooms[self.numbers([code for code, _ in given], "capacity")] = [room for _, room in given]
        return rooms.tolist()

    def task(
        self,
        solutions: int,
        within: float | None,
        passes: int,
        threads: int,
        progress: Progress | None,
    ) -> _reach.SitingTask:
        task = _reach.SitingTask(
            np.asarray(self.people, dtype=float),
            self.begin,
            self.candidate,
            self.minutes,
            self.candidates.texts,
        )
        task.solutions = require_count(solutions, "solutions")
        task.within = np.inf if within is None else require_number(within, "within")
        task.passes = require_count(passes, "passes", most=2**63 - 1)
        task.threads = require_count(threads, "threads")
        task.progress = progress
        return task

    def answer(self, found: dict[str, Any], existing: Sequence[int]) -> Siting:
        import pandas as pd

        best = found["solutions"][0][1] if found["solutions"] else 0.0
        names = self.candidates.labels
        rows = [
            {
                "sites": tuple(names(sites).tolist()),
                "new": tuple(names([s for s in sites if s not in existing]).tolist()),
                "objective": objective,
                "worse_by": abs(objective - best) / abs(best) if best else 0.0,
            }
            for sites, objective in found["solutions"]
        ]
        return Siting(
            solutions=pd.DataFrame(
                rows,
                columns=["sites", "new", "objective", "worse_by"],
                index=pd.RangeIndex(1, len(rows) + 1, name="rank"),
            ),
            places=pd.DataFrame(
                {"site": names(found["site"]), "minutes": found["minutes"]},
                index=self.people.index,
            ),
            people_of_site=pd.Series(
                found["people_of_site"], index=self.candidates.index, name="people"
            ),
            bound=found["bound"],
            gap=found["gap"],
            proven=found["proven"],
            complete=found["complete"],
            people_served=found["people_served"],
            people_unserved=found["people_unserved"],
            people_hopeless=found["people_hopeless"],
            findings=found["findings"],
        )


def _table(people: pd.Series, minutes: pd.DataFrame, candidates: Sequence[str] | None) -> _Table:
    """Rows in the order of the people; what is not finite is no way."""
    import pandas as pd

    require_pandas("Series", people, "people")
    require_pandas("DataFrame", minutes, "minutes")
    if {"origin", "facility", "minutes"} <= set(minutes.columns):
        pairs = minutes[["origin", "facility", "minutes"]]
    else:
        pairs = pd.DataFrame(
            {
                "origin": np.repeat(minutes.index.to_numpy(), minutes.shape[1]),
                "facility": np.tile(minutes.columns.to_numpy(), minutes.shape[0]),
                "minutes": minutes.to_numpy().ravel(),
            }
        )
    names = _candidates(pairs["facility"], candidates)
    row = PlaceNames(people.index, "people").rows(pairs["origin"])
    column = names.rows(pairs["facility"])
    _require_known(row, pairs["origin"], "origin", "people")
    _require_known(column, pairs["facility"], "facility", "candidates")
    times = _minutes(pairs["minutes"])
    order = np.argsort(row, kind="stable")
    order = order[np.isfinite(times[order])]
    begin = np.concatenate([[0], np.cumsum(np.bincount(row[order], minlength=len(people)))])
    return _Table(people, begin.tolist(), column[order].tolist(), times[order], names)


def _minutes(values: pd.Series) -> Any:
    try:
        return values.to_numpy(dtype=float)
    except (TypeError, ValueError):
        raise _unfit(
            "minutes", values.iloc[0], "numbers are", "NaN where there is no way"
        ) from None


def _candidates(listed: pd.Series, candidates: Sequence[Any] | None) -> PlaceNames:
    """The candidates as given, or those of the table by their texts."""
    import pandas as pd

    argument = "minutes" if candidates is None else "candidates"
    if candidates is None:
        labels = pd.Index(listed.unique())
        labels = labels.take(np.argsort([str(label) for label in labels], kind="stable"))
    else:
        labels = pd.Index(_listed(candidates, argument))
    if labels.empty:
        raise _unfit(argument, list(labels), "at least one candidate site is", "")
    return PlaceNames(labels, argument)


def _listed(labels: Any, argument: str) -> Any:
    """A list of candidates; raises :class:`InvalidInput` for a text, a table or a single one."""
    if list_items(labels) is None or getattr(labels, "ndim", 1) > 1:
        raise _unfit(argument, labels, "a list of candidates is", 'say ["A", "B"]')
    return labels


def _require_known(found: Any, names: pd.Series, column: str, table: str) -> None:
    missing = [str(name) for name in names[found < 0].unique()]
    if not missing:
        return
    raise InvalidInput(
        Finding(
            code="unknown_" + column,
            message=f"column {column} names '{missing[0]}', which is not among the {table}",
            severity=Severity.WARNING,
            place=Place(argument="minutes", column=column),
            hint=f"leave these rows out, or add them to {table}",
            areas=tuple(missing),
        )
    )


def _unfit(argument: str, value: object, needed: str, hint: str) -> InvalidInput:
    return InvalidInput(
        Finding(
            code="invalid_argument",
            message=f"is {value!r}; {needed} needed",
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint=hint,
        )
    )
