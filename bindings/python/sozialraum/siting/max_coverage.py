"""Where to put p facilities so that many people are within the limit?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sozialraum._core import siting as _siting
from sozialraum.core.door import require_count, require_number
from sozialraum.core.finding import arguments_called
from sozialraum.siting.problem import problem_of

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.siting.siting import Progress, Siting


@arguments_called({"candidate": "minutes"})
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
    table = problem_of(people, minutes, candidates)
    task = table.task(solutions, within, passes, threads, progress)
    open_now = table.numbers(existing, "existing")
    return table.answer(_siting.max_coverage(task, new_sites, open_now, limit), open_now)
