"""Where to put p facilities so that the mean way is short?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sozialraum._core import siting as _siting
from sozialraum.core.door import require_count, require_number
from sozialraum.core.finding import arguments_called
from sozialraum.siting.problem import problem_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.siting.siting import Progress, Siting


@arguments_called({"candidate": "minutes"})
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
    table = problem_of(people, minutes, candidates)
    room = [] if capacity is None else table.room(capacity)
    task = table.task(solutions, within, passes, threads, progress)
    open_now = table.numbers(existing, "existing")
    return table.answer(_siting.p_median(task, new_sites, open_now, unserved, room), open_now)
