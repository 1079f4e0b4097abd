"""How few facilities do?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sozialraum._core import siting as _siting
from sozialraum.core.door import require_number
from sozialraum.core.finding import arguments_called
from sozialraum.siting.problem import problem_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.siting.siting import Progress, Siting


@arguments_called({"candidate": "minutes"})
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
    table = problem_of(people, minutes, candidates)
    task = table.task(solutions, None, passes, threads, progress)
    open_now = table.numbers(existing, "existing")
    return table.answer(_siting.fewest_sites(task, open_now, limit), open_now)
