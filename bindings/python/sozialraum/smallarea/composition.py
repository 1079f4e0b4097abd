"""What would the shares of all kinds be if more people lived there?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.door import require_count, require_number, require_progress, table_of
from sozialraum.core.finding import arguments_called
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import Finding


@dataclass(frozen=True, repr=False)
class Composition(Result):
    """Shares that add up to 1 in every area.

    Attributes
    ----------
    share, lower, upper : pandas.DataFrame
        Areas x kinds; NaN where a count of the area is missing.
    persons : pandas.Series
        How many persons the shares of an area are known as exactly as: they are Dirichlet
        distributed with ``share * persons``.
    state : pandas.Series of uint8
        :class:`sozialraum.core.CellState`, one an area.
    of_all : pandas.Series
        The share of each kind among all persons.
    findings : list of Finding
        ``no_base``.
    """

    share: pd.DataFrame
    lower: pd.DataFrame
    upper: pd.DataFrame
    persons: pd.Series
    state: pd.Series
    of_all: pd.Series
    findings: list[Finding] = field(default_factory=list)


@arguments_called({"kinds": "counts"})
def composition(
    counts: pd.DataFrame,
    *,
    level: float = 0.95,
    threads: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Composition:
    """Adjust the shares of all kinds of a whole together.

    Every kind against the rest is pulled to its mean as :func:`empirical_bayes` (binomial) does;
    then the shares are brought to the sum 1, and their variances together are kept.

    Parameters
    ----------
    counts : pandas.DataFrame
        Persons of each kind (columns) per area code: ages, family forms, ways to school. NaN is
        missing, and with it the whole area.
    level : float
        Of the intervals.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Called with (areas done, areas in all).

    Raises
    ------
    InvalidInput
        ``negative_count``, fewer than two kinds.

    Examples
    --------
    >>> import pandas as pd
    >>> counts = pd.DataFrame(
    ...     {"young": [20, 90, 1], "old": [80, 310, 5]}, index=["Au", "Berg", "Cham"]
    ... )
    >>> composition(counts).share.sum(axis=1).round(12).tolist()
    [1.0, 1.0, 1.0]
    """
    import pandas as pd

    require_progress(progress)
    table = table_of(counts, "counts")
    share, lower, upper, persons, state, of_all, findings = _smallarea.composition(
        table.values,
        table.titles,
        table.codes,
        require_number(level, "level"),
        require_count(threads, "threads"),
        progress,
    )

    def frame(cells: npt.NDArray[np.float64]) -> pd.DataFrame:
        return pd.DataFrame(
            cells.reshape(table.values.shape), index=table.index, columns=table.columns
        )

    return Composition(
        share=frame(share),
        lower=frame(lower),
        upper=frame(upper),
        persons=pd.Series(persons, index=table.index, name="persons"),
        state=pd.Series(state, index=table.index, name="state"),
        of_all=pd.Series(of_all, index=table.columns, name="of_all"),
        findings=findings,
    )
