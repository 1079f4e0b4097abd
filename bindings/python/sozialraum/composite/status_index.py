"""Berlin's monitoring: the status of areas, its dynamics, and both in one class."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import composite as _composite
from sozialraum.core import Finding
from sozialraum.core.door import Table, require_pandas, table_of
from sozialraum.core.finding import arguments_called, invalid_argument
from sozialraum.core.points import PlaceNames
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd


@dataclass(frozen=True, repr=False)
class StatusIndex(Result):
    """The social status of areas, with all steps on the way.

    Attributes
    ----------
    z : pandas.DataFrame
        Standardised shares, population standard deviation.
    sum : pandas.Series
        Sum of the z.
    index : pandas.Series
        The sum, standardised again: above 0 is a lower status than the mean.
    status : pandas.Series of ordered category
        ``hoch`` (below -1), ``mittel`` (up to 1), ``niedrig`` (up to 1.5), ``sehr niedrig``;
        missing for an area that takes no part or lacks a share.
    findings : list of Finding
        ``not_scored`` names areas that lack a share; ``constant_column``.
    """

    z: pd.DataFrame
    sum: pd.Series
    index: pd.Series
    status: pd.Series
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class DynamicsIndex(Result):
    """The change of the situation of areas, with all steps on the way.

    Attributes
    ----------
    z, sum, index : as in :class:`StatusIndex`
    dynamics : pandas.Series of ordered category
        ``positiv`` (below -1), ``stabil`` (up to 1), ``negativ``.
    findings : list of Finding
    """

    z: pd.DataFrame
    sum: pd.Series
    index: pd.Series
    dynamics: pd.Series
    findings: list[Finding] = field(default_factory=list)


def status_index(shares: pd.DataFrame, *, included: pd.Series | None = None) -> StatusIndex:
    """How does the social status of areas differ? The index of Berlin's monitoring.

    Parameters
    ----------
    shares : pandas.DataFrame
        Areas x shares of burden, such as unemployed persons in percent; more always means a lower
        status. NaN is missing.
    included : pandas.Series of bool, optional
        Which areas take part; the others are neither scored nor part of mean and deviation. Berlin
        leaves out areas below 300 inhabitants. Same index.

    Returns
    -------
    StatusIndex

    Raises
    ------
    InvalidInput
        No shares, infinite values, ``included`` of other areas.

    Notes
    -----
    z with the standard deviation of the population (ddof 0), unweighted; sum; standardised again;
    cut at -1, 1 and 1.5. Senatsverwaltung für Stadtentwicklung Berlin, Monitoring Soziale
    Stadtentwicklung 2013, 2015, 2017: all published classes are reproduced.

    Examples
    --------
    >>> import pandas as pd
    >>> poor = pd.DataFrame({"poor": [2.0, 4, 4, 4, 5, 5, 7, 9]}, index=list("abcdefgh"))
    >>> status_index(poor).status.tolist()
    ['hoch', 'mittel', 'mittel', 'mittel', 'mittel', 'mittel', 'mittel', 'sehr niedrig']
    """
    given = table_of(shares, "shares")
    made = _composite.status_index(
        [(*part, None) for part in given.parts()], _included(given, included), given.codes
    )
    z, total, index = _steps(given, made)
    status = _classes(given, made[3], _composite.status_labels(), "status")
    return StatusIndex(z, total, index, status, made[4])


@arguments_called({"shares": "changes"})
def dynamics_index(changes: pd.DataFrame, *, included: pd.Series | None = None) -> DynamicsIndex:
    """Where did the situation become better or worse, compared with all areas?

    Parameters
    ----------
    changes : pandas.DataFrame
        Areas x changes of the shares of burden in percentage points; more always means worse.
    included : pandas.Series of bool, optional
        As in :func:`status_index`.

    Returns
    -------
    DynamicsIndex

    Examples
    --------
    >>> import pandas as pd
    >>> change = pd.DataFrame({"poor": [-3.0, 0.0, 0.0, 3.0]})
    >>> dynamics_index(change).dynamics.tolist()
    ['positiv', 'stabil', 'stabil', 'negativ']
    """
    given = table_of(changes, "changes")
    made = _composite.dynamics_index(
        [(*part, None) for part in given.parts()], _included(given, included), given.codes
    )
    z, total, index = _steps(given, made)
    dynamics = _classes(given, made[3], _composite.dynamics_labels(), "dynamics")
    return DynamicsIndex(z, total, index, dynamics, made[4])


def _included(given: Table, included: pd.Series | None) -> list[bool]:
    if included is None:
        return []
    require_pandas("Series", included, "included")
    if not included.index.equals(given.index) or included.dtype != bool:
        raise invalid_argument(
            "included",
            "must hold True or False for the same areas in the same order",
            "bring it into one order with included.reindex(...)",
            code="index_mismatch",
        )
    return [bool(x) for x in included]


def _steps(given: Table, made: tuple[object, ...]) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    import pandas as pd

    z, total, index = made[:3]
    columns = {i: column for i, column in enumerate(z)}  # type: ignore[arg-type, var-annotated]
    return (
        pd.DataFrame(columns, index=given.index).set_axis(given.columns, axis=1),
        pd.Series(total, index=given.index, name="sum"),
        pd.Series(index, index=given.index, name="index"),
    )


def _classes(given: Table, codes: npt.NDArray[np.int8], labels: list[str], name: str) -> pd.Series:
    import pandas as pd

    kinds = pd.Categorical.from_codes(codes, categories=pd.Index(labels), ordered=True)
    return pd.Series(kinds, index=given.index, name=name)


def overlay(status: pd.Series, dynamics: pd.Series) -> pd.Series:
    """Status and dynamics in one of twelve classes, as on the Berlin maps.

    Parameters
    ----------
    status, dynamics : pandas.Series of category
        From :func:`status_index` and :func:`dynamics_index`, same index.

    Returns
    -------
    pandas.Series of ordered category
        ``1+`` (hoch/positiv), ``1+/-``, ``1-``, ``2+`` ... ``4-`` (sehr niedrig/negativ); missing
        where one of the two is.

    Examples
    --------
    >>> import pandas as pd
    >>> poor = pd.DataFrame({"poor": [2.0, 4, 4, 4, 5, 5, 7, 9]}, index=list("abcdefgh"))
    >>> growth = pd.DataFrame({"poor": [0.0, 0, 0, 0, 0, 0, 0, 5]}, index=list("abcdefgh"))
    >>> overlay(status_index(poor).status, dynamics_index(growth).dynamics)["h"]
    '4-'
    """
    import pandas as pd

    first = _class_numbers(status, "status", _composite.status_labels())
    second = _class_numbers(dynamics, "dynamics", _composite.dynamics_labels())
    if not status.index.equals(dynamics.index):
        raise invalid_argument(
            "dynamics",
            "status and dynamics speak of different areas, or in different order",
            code="index_mismatch",
        )
    codes = np.where((first < 0) | (second < 0), -1, first * 3 + second)
    labels = pd.Index(_composite.overlay_labels())
    kinds = pd.Categorical.from_codes(codes, categories=labels, ordered=True)
    return pd.Series(kinds, index=status.index, name="overlay")


def _class_numbers(classes: object, argument: str, labels: list[str]) -> npt.NDArray[np.int64]:
    import pandas as pd

    require_pandas("Series", classes, argument)
    assert isinstance(classes, pd.Series)
    PlaceNames(classes.index, argument)
    kind = classes.dtype
    if not isinstance(kind, pd.CategoricalDtype) or list(kind.categories) != labels:
        raise invalid_argument(
            argument, f"holds {kind}; the classes {', '.join(labels)} are needed"
        )
    return np.asarray(classes.cat.codes, dtype=np.int64)
