"""Scales as scikit-learn knows them: fit on one year, transform the next, in a Pipeline.

Needs scikit-learn. Rows are areas in their order; who has area codes, states and standard errors
takes :func:`sozialraum.indicator.fit_scale`, which this calls column by column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator, OneToOneFeatureMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from sozialraum.indicator.scale import Scale, fit_scale

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["KeptScale"]


class KeptScale(OneToOneFeatureMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Every column on a scale that is kept: see :func:`sozialraum.indicator.fit_scale`.

    Parameters
    ----------
    method : str
        As there.
    ddof : {0, 1}
        Of ``"z"``.
    quantile_type : {7, 9}
        Of ``"percentile"``.
    most_points : int
        Of ``"winsorise"``.

    Attributes
    ----------
    scales_ : list of Scale
        One a column, with its findings.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Notes
    -----
    NaN is missing and stays missing. A column that is the same for all becomes 0, since other steps
    of a pipeline take no NaN; its finding stands in its scale.

    Examples
    --------
    >>> scaler = KeptScale().fit([[2.0], [4], [4], [4], [5], [5], [7], [9]])
    >>> scaler.transform([[11.0]]).tolist()
    [[3.0]]
    """

    def __init__(
        self,
        method: str = "z",
        *,
        ddof: int = 0,
        quantile_type: int = 7,
        most_points: int = 5,
    ) -> None:
        self.method = method
        self.ddof = ddof
        self.quantile_type = quantile_type
        self.most_points = most_points

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags

    def fit(self, X: Any, y: Any = None) -> KeptScale:
        """Learn the scale of every column."""
        import pandas as pd

        X = validate_data(self, X, dtype=np.float64, ensure_all_finite="allow-nan")
        self.scales_: list[Scale] = [
            fit_scale(
                pd.Series(column),
                self.method,  # type: ignore[arg-type]
                ddof=self.ddof,
                quantile_type=self.quantile_type,
                most_points=self.most_points,
            )
            for column in X.T
        ]
        return self

    def transform(self, X: Any) -> Floats:
        """Bring rows onto the scales, this year's or another's."""
        import pandas as pd

        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False, ensure_all_finite="allow-nan")
        scaled: Floats = np.empty_like(X)
        for i, scale in enumerate(self.scales_):
            values = scale.apply(pd.Series(X[:, i]))["value"].to_numpy()
            scaled[:, i] = np.where(np.isnan(values) & ~np.isnan(X[:, i]), 0.0, values)
        return scaled

    def inverse_transform(self, X: Any) -> Floats:
        """Back to the columns' own units; a column that was the same for all gets its value."""
        import pandas as pd

        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False, ensure_all_finite="allow-nan")
        values: Floats = np.empty_like(X)
        for i, scale in enumerate(self.scales_):
            back = scale.inverse(pd.Series(X[:, i])).to_numpy()
            values[:, i] = np.where(np.isnan(scale.unit), scale.middle, back)
        return values
