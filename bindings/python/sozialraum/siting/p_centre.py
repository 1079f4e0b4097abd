"""Where to put p facilities so that the longest way is short?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sozialraum._core import siting as _siting
from sozialraum.core.door import require_count
from sozialraum.core.finding import arguments_called
from sozialraum.siting.problem import problem_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.siting.siting import Progress, Siting


@arguments_called({"candidate": "minutes"})
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
    table = problem_of(people, minutes, candidates)
    task = table.task(solutions, None, passes, threads, progress)
    open_now = table.numbers(existing, "existing")
    return table.answer(_siting.p_centre(task, new_sites, open_now), open_now)
