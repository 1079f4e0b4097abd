"""Which counts may be told?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.door import column_of, require_choice, require_flag, require_number
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding

_WHY = np.array(["", "few", "all_but_few", "small_base"], dtype=object)


@dataclass(frozen=True, repr=False)
class Guarded(Result):
    """Counts that may be told.

    Attributes
    ----------
    count : pandas.Series
        As given, or what is expected of a guarded area of its base.
    variance : pandas.Series
        How far the true count is from it; 0 where nothing is guarded. For
        ``empirical_bayes(count_variance=)``.
    why : pandas.Series of str
        "" where the count is told; "few", "all_but_few" or "small_base".
    prior_mean, prior_variance : float
        Of the true rates; the same whatever stands behind a guarded area.
    findings : list of Finding
        ``small_counts_guarded`` with the areas.
    """

    count: pd.Series
    variance: pd.Series
    why: pd.Series
    prior_mean: float
    prior_variance: float
    findings: list[Finding] = field(default_factory=list)

    @property
    def hidden(self) -> pd.Series:
        """True where the count is not told."""
        return (self.why != "").rename("hidden")


def guard(
    count: pd.Series,
    base: pd.Series,
    *,
    model: Literal["poisson", "binomial"] = "binomial",
    threshold: float = 3.0,
    guard_rest: bool = True,
) -> Guarded:
    """Put the expected count where the true one would give single persons away.

    One or two persons, all but one or two, and everything about a base of one or two are replaced
    by what is expected of an area of that base under the prior of all areas. The prior is fitted to
    the told and the expected counts until both agree, so that rate, weight, mean, base and the sum
    of all areas together cannot give a guarded count back, and the mean is not moved.

    Parameters
    ----------
    count, base : pandas.Series
        Cases and persons per area code; the same index. NaN is missing and stays missing.
    model : {"poisson", "binomial"}
        As in :func:`empirical_bayes`.
    threshold : float
        Counts from 1 to below this are few.
    guard_rest : bool
        Is what is left of the base a group of persons too? Not for events.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = ["Au", "Berg", "Cham"]
    >>> safe = guard(pd.Series([9, 1, 12], areas), pd.Series([100, 60, 110], areas))
    >>> safe.why.tolist()
    ['', 'few', '']
    >>> bool(1 < safe.count["Berg"] < 2)
    True
    """
    cases = column_of(count, "count")
    persons = column_of(base, "base", like=cases.index)
    told, variance, kinds, mean, spread, findings = _smallarea.guard(
        cases.values,
        persons.values,
        cases.codes,
        require_choice(model, "model", ["poisson", "binomial"]),
        require_number(threshold, "threshold"),
        require_flag(guard_rest, "guard_rest"),
    )
    return Guarded(
        count=cases.answer(told, "count"),
        variance=cases.answer(variance, "variance"),
        why=cases.answer(_WHY[np.asarray(kinds, dtype=int)], "why"),
        prior_mean=mean,
        prior_variance=spread,
        findings=findings,
    )
