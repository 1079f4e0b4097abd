"""Which cells of a table may not be told, so that no secret one follows from the rest?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import disclosure as _disclosure
from sozialraum.core.door import column_of, require_flag, require_number, require_same_areas
from sozialraum.core.finding import invalid_argument
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding

__all__ = ["Suppressed", "suppress"]

_WHY = np.array(
    [
        "",
        "few",
        "all_but_few",
        "nobody",
        "everybody",
        "small_base",
        "given",
        "protects",
    ],
    dtype=object,
)


@dataclass(frozen=True, repr=False)
class Suppressed(Result):
    """What may be told of a table.

    Attributes
    ----------
    why : pandas.Series of str
        "" where the cell is told; "few", "all_but_few", "nobody", "everybody" or "small_base" where
        it is secret itself, "given" where the caller says so, and "protects" where it would give
        another cell of its total back.
    secret_totals : list of str
        Totals that must not be told either: no choice of cells protects them.
    findings : list of Finding
        ``cells_not_told``, ``totals_not_told``.
    """

    why: pd.Series
    secret_totals: list[str]
    findings: list[Finding] = field(default_factory=list)

    @property
    def hidden(self) -> pd.Series:
        """True where the cell is not told."""
        return (self.why != "").rename("hidden")


def suppress(
    count: pd.Series,
    base: pd.Series,
    *,
    total: pd.Series | None = None,
    secret: pd.Series | None = None,
    least_count: float = 5.0,
    tell_nobody: bool = False,
    tell_everybody: bool = False,
) -> Suppressed:
    """Say which counts may not be told, so that no secret one follows from sums.

    Of a cell that is secret itself an attacker who knows all bases, all other cells and the totals
    is left with an interval of at least ``least_count`` persons (or of all its base). Where he is
    not, one more cell of the total is hidden: the one of the smallest base.

    Parameters
    ----------
    count, base : pandas.Series
        Persons of a group, and among whom they are counted, by cell; the same index. A base may be
        infinite. A missing count is in no total.
    total : pandas.Series of str, optional
        Which total a cell belongs to; one for all unless given.
    secret : pandas.Series of bool, optional
        Cells that are not told in any case.
    least_count : float
        Counts from 1 to below this are few.
    tell_nobody, tell_everybody : bool
        May it be told that nobody, or everybody, of the base is in the group?

    Returns
    -------
    Suppressed

    Raises
    ------
    InvalidInput
        ``invalid_argument`` for a negative count, or one above its base.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = ["Au", "Berg", "Cham"]
    >>> safe = suppress(pd.Series([2, 30, 40], areas), pd.Series([100, 100, 100], areas))
    >>> safe.why.tolist()
    ['few', 'protects', '']
    """
    cases = column_of(count, "count")
    persons = column_of(base, "base", like=cases.index, infinite=True)
    names, totals = _totals(total, cases.index)
    why, secret_totals, findings = _disclosure.suppress(
        cases.values,
        persons.values,
        totals,
        _flags(secret, cases.index),
        cases.codes,
        require_number(least_count, "least_count"),
        require_flag(tell_nobody, "tell_nobody"),
        require_flag(tell_everybody, "tell_everybody"),
    )
    return Suppressed(
        why=cases.answer(_WHY[np.asarray(why, dtype=int)], "why"),
        secret_totals=[names[number] for number in secret_totals],
        findings=findings,
    )


def _totals(total: pd.Series | None, index: pd.Index) -> tuple[list[str], list[int]]:
    """The names of the totals in order, and the number of each cell's."""
    if total is None:
        return [""], []
    import pandas as pd

    if not isinstance(total, pd.Series):
        raise invalid_argument("total", "is no Series", "give a pandas.Series of texts")
    require_same_areas(total.index, index, "total")
    labels = [str(label) for label in total]
    names = sorted(set(labels))
    number = {name: place for place, name in enumerate(names)}
    return names, [number[label] for label in labels]


def _flags(secret: pd.Series | None, index: pd.Index) -> list[int]:
    if secret is None:
        return []
    import pandas as pd

    if not isinstance(secret, pd.Series) or secret.dtype != bool:
        raise invalid_argument("secret", "is no Series of True and False", "give one a cell")
    require_same_areas(secret.index, index, "secret")
    return [int(flag) for flag in secret]
