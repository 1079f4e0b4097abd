"""A column on another scale, and next year's on the same one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core import Finding
from sozialraum.core.cells import states_of
from sozialraum.core.door import column_of, require_choice, require_count, require_number
from sozialraum.core.finding import arguments_called, invalid_argument, label_text
from sozialraum.core.result import Result

if TYPE_CHECKING:
    import pandas as pd

ScaleMethod = Literal[
    "none",
    "z",
    "robust_z",
    "min_max",
    "rank",
    "percentile",
    "log",
    "sqrt",
    "asinh",
    "box_cox",
    "yeo_johnson",
    "winsorise",
]
_METHODS = list(ScaleMethod.__args__)  # type: ignore[attr-defined]


@dataclass(frozen=True, repr=False)
class Scale(Result):
    """What was learned of one year and is kept; :func:`fit_scale` makes it.

    Attributes
    ----------
    method : str
    middle, unit : float
        Mean and sd, median and 1.4826 MAD, or low goalpost and distance of the goalposts; a
        ``unit`` of NaN: the column is constant.
    power : float
        Lambda of Box-Cox and Yeo-Johnson.
    floor, ceiling : float
        Where winsorised values stand.
    quantile_type : int
    reference : tuple of float
        Of ranks and percentiles, ascending.
    findings : list of Finding
        Of the fit.
    """

    method: str = "none"
    middle: float = 0.0
    unit: float = 1.0
    power: float = 1.0
    floor: float = -math.inf
    ceiling: float = math.inf
    quantile_type: int = 7
    reference: tuple[float, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    def apply(
        self,
        column: pd.Series,
        *,
        standard_error: pd.Series | None = None,
        states: pd.DataFrame | None = None,
    ) -> pd.DataFrame:
        """The same column, or another year's, on this scale.

        Parameters
        ----------
        column : pandas.Series
            NaN is missing and stays missing.
        standard_error : pandas.Series, optional
            Of the column; carried by the delta method. NaN for ranks and percentiles, which have no
            slope: make draws and scale each. A winsorised value keeps its own.
        states : pandas.DataFrame, optional
            As in :func:`rate`.

        Returns
        -------
        pandas.DataFrame
            Columns ``value``, ``standard_error`` (if one was given) and ``state``.

        Raises
        ------
        InvalidInput
            ``not_transformable``, naming the areas.
        """
        import pandas as pd

        from sozialraum.core.tables import TableResult

        given = column_of(column, "column")
        errors = np.empty(0)
        if standard_error is not None:
            errors = column_of(standard_error, "standard_error", like=given.index).values
        kinds = states_of(given.answer(given.values), states)
        value, error, state, findings = _indicator.apply_scale(
            self._told(), given.values, kinds, errors, given.codes
        )
        columns = {"value": value, "standard_error": error, "state": state}
        if standard_error is None:
            del columns["standard_error"]
        return TableResult.of(pd.DataFrame(columns, index=given.index), findings)

    def inverse(self, column: pd.Series) -> pd.Series:
        """Back to the column's own unit.

        Raises
        ------
        InvalidInput
            ``not_invertible`` for ranks and winsorised values.
        """
        given = column_of(column, "column")
        return given.answer(_indicator.unscale(self._told(), given.values))

    def to_dict(self) -> dict[str, Any]:
        """Plain values for a YAML or JSON file; limits that are none are None."""
        told = self._told()
        return {
            name: None if isinstance(value, float) and not math.isfinite(value) else value
            for name, value in told.items()
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Scale:
        """The scale that :meth:`to_dict` wrote."""
        names = {one.name: one.default for one in fields(cls)}
        if not isinstance(told, Mapping) or "method" not in told or told.keys() - names.keys():
            raise invalid_argument("told", "is not what Scale.to_dict() writes")
        require_choice(told["method"], "method", _METHODS)
        kept: dict[str, Any] = {"method": told["method"]}
        for name in ("middle", "unit", "power", "floor", "ceiling"):
            value = told.get(name, names[name])
            if value is None:
                value = math.nan if name == "unit" else names[name]
            elif not (isinstance(value, float) and math.isnan(value)):
                value = require_number(value, name)
            kept[name] = value
        kept["quantile_type"] = require_count(told.get("quantile_type", 7), "quantile_type")
        kept["reference"] = tuple(
            sorted(require_number(one, "reference") for one in told.get("reference", ()))
        )
        return cls(**kept)

    def _told(self) -> dict[str, Any]:
        told = asdict(self)
        del told["findings"]
        return told | {"reference": list(self.reference)}


@arguments_called({"values": "column", "type": "quantile_type"})
def fit_scale(
    column: pd.Series,
    method: ScaleMethod = "z",
    *,
    ddof: int = 0,
    weights: pd.Series | None = None,
    low: float | None = None,
    high: float | None = None,
    quantile_type: int = 7,
    most_skew: float = 2.0,
    most_kurtosis: float = 3.5,
    most_points: int = 5,
    states: pd.DataFrame | None = None,
) -> Scale:
    """Learn a scale of one year, to bring it and later years onto.

    Parameters
    ----------
    column : pandas.Series
        NaN does not count.
    method : str
        ``"z"`` (with ``ddof`` and ``weights``), ``"robust_z"`` (median and 1.4826 MAD),
        ``"min_max"`` (between ``low`` and ``high``, else the smallest and largest value; not cut),
        ``"rank"`` (1 = largest), ``"percentile"`` (``quantile_type`` 7 or 9), ``"log"``,
        ``"sqrt"``, ``"asinh"``,
        ``"box_cox"``, ``"yeo_johnson"`` (lambda by maximum likelihood), ``"winsorise"`` or
        ``"none"``.
    ddof : {0, 1}
    weights : pandas.Series, optional
    low, high : float, optional
        Goalposts.
    quantile_type : {7, 9}
    most_skew, most_kurtosis : float
        While skewness (either way) and excess kurtosis both reach these, the outermost value is set
        to the next one (the rule of COINr).
    most_points : int
        Values that are winsorised at most.
    states : pandas.DataFrame, optional
        As in :func:`rate`.

    Returns
    -------
    Scale
        Findings: ``constant_column``, ``winsorised``, ``still_skew``, ``lambda_at_edge``.

    Raises
    ------
    InvalidInput
        ``all_missing``, ``not_transformable``.

    Examples
    --------
    >>> import pandas as pd
    >>> scale = fit_scale(pd.Series([2.0, 4, 4, 4, 5, 5, 7, 9]))
    >>> scale.apply(pd.Series([11.0], index=["next year"]))["value"].tolist()
    [3.0]
    >>> scale.inverse(pd.Series([3.0])).tolist()
    [11.0]
    """
    given = column_of(column, "column")
    weight = (
        np.empty(0) if weights is None else column_of(weights, "weights", like=given.index).values
    )
    options = {
        "method": require_choice(method, "method", _METHODS),
        "ddof": require_count(ddof, "ddof"),
        "low": None if low is None else require_number(low, "low"),
        "high": None if high is None else require_number(high, "high"),
        "quantile_type": require_count(quantile_type, "quantile_type"),
        "most_skew": require_number(most_skew, "most_skew"),
        "most_kurtosis": require_number(most_kurtosis, "most_kurtosis"),
        "most_points": require_count(most_points, "most_points"),
        "name": "" if given.name is None else label_text(given.name),
    }
    kinds = states_of(given.answer(given.values), states)
    told, findings = _indicator.fit_scale(given.values, kinds, options, weight)
    return Scale(**told | {"reference": tuple(told["reference"])}, findings=findings)
