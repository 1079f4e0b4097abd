"""Berlin's monitoring: the status of areas, its dynamics, and both in one class."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import composite as _composite
from sozialraum.composite.columns import area_names, floats_of
from sozialraum.core import Finding, InvalidInput, Place, Severity
from sozialraum.core.door import require_pandas

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd


@dataclass(frozen=True)
class StatusIndex:
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


@dataclass(frozen=True)
class DynamicsIndex:
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
    require_pandas("DataFrame", shares, "shares")
    made = _composite.status_index(
        [(str(name), floats_of(shares[name]), None) for name in shares.columns],
        _included(shares, included),
        area_names(shares.index),
    )
    z, total, index = _steps(shares, made)
    status = _classes(shares, made[3], _composite.status_labels(), "status")
    return StatusIndex(z, total, index, status, made[4])


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
    require_pandas("DataFrame", changes, "changes")
    made = _composite.dynamics_index(
        [(str(name), floats_of(changes[name]), None) for name in changes.columns],
        _included(changes, included),
        area_names(changes.index),
    )
    z, total, index = _steps(changes, made)
    dynamics = _classes(changes, made[3], _composite.dynamics_labels(), "dynamics")
    return DynamicsIndex(z, total, index, dynamics, made[4])


def _included(frame: pd.DataFrame, included: pd.Series | None) -> list[bool]:
    if included is None:
        return []
    if not included.index.equals(frame.index) or included.dtype != bool:
        raise InvalidInput(
            Finding(
                code="index_mismatch",
                message="must hold True or False for the same areas in the same order",
                severity=Severity.WARNING,
                place=Place(argument="included"),
                hint="bring it into one order with included.reindex(shares.index)",
            )
        )
    return [bool(x) for x in included]


def _steps(
    frame: pd.DataFrame, made: tuple[object, ...]
) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    import pandas as pd

    z, total, index = made[:3]
    columns = {i: column for i, column in enumerate(z)}  # type: ignore[arg-type, var-annotated]
    return (
        pd.DataFrame(columns, index=frame.index).set_axis(frame.columns, axis=1),
        pd.Series(total, index=frame.index, name="sum"),
        pd.Series(index, index=frame.index, name="index"),
    )


def _classes(
    frame: pd.DataFrame, codes: npt.NDArray[np.int8], labels: list[str], name: str
) -> pd.Series:
    import pandas as pd

    kinds = pd.Categorical.from_codes(codes, categories=pd.Index(labels), ordered=True)
    return pd.Series(kinds, index=frame.index, name=name)


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
    """
    import pandas as pd

    require_pandas("Series", status, "status")
    require_pandas("Series", dynamics, "dynamics")
    if not status.index.equals(dynamics.index):
        raise InvalidInput(
            Finding(
                code="index_mismatch",
                message="status and dynamics speak of different areas, or in different order",
                severity=Severity.WARNING,
                place=Place(argument="dynamics"),
            )
        )
    first = np.asarray(status.cat.codes, dtype=int)
    second = np.asarray(dynamics.cat.codes, dtype=int)
    codes = np.where((first < 0) | (second < 0), -1, first * 3 + second)
    labels = pd.Index(_composite.overlay_labels())
    kinds = pd.Categorical.from_codes(codes, categories=labels, ordered=True)
    return pd.Series(kinds, index=status.index, name="overlay")
