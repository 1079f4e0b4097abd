"""Empirical Bayes for scikit-learn: fit on one year's counts, adjust the next in a Pipeline.

Needs scikit-learn. Rows are areas in their order; who wants intervals, weights and states takes
:func:`sozialraum.smallarea.empirical_bayes`, which learns the mean and the spread here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted, check_non_negative, validate_data

from sozialraum._core import smallarea as _smallarea
from sozialraum.core.result import unsaid
from sozialraum.smallarea.empirical_bayes import empirical_bayes

if TYPE_CHECKING:
    import numpy.typing as npt

    from sozialraum.core import Finding

    Floats = npt.NDArray[np.float64]

__all__ = ["ShrunkenRates"]


class ShrunkenRates(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Counts become rates, pulled towards the mean that was learned: the harder, the fewer people.

    Parameters
    ----------
    model : {"poisson", "binomial"}
        As in :func:`sozialraum.smallarea.empirical_bayes`.

    Attributes
    ----------
    means_, variances_ : ndarray
        Mean and variance of the true rates of every indicator, by the method of moments.
    findings_ : list of Finding
        What was noticed on the way, by the name of the indicator.
    n_features_in_, feature_names_in_
        As in scikit-learn.

    Notes
    -----
    ``X`` has one column of counts an indicator, and their common base (persons) in the last column;
    what comes out has one column an indicator. NaN is missing and stays missing; an area without
    persons gets the mean. The mean and the spread learned are taken as known for later areas.

    Examples
    --------
    >>> areas = [[30, 100], [10, 100]]  # cases, persons: mean .2, spread .01, chance .002
    >>> ShrunkenRates().fit(areas).transform(areas).round(3).tolist()
    [[0.28], [0.12]]
    >>> ShrunkenRates().fit(areas).transform([[0, 25]]).round(3).tolist()
    [[0.1]]
    """

    def __init__(self, model: str = "poisson") -> None:
        self.model = model

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.input_tags.positive_only = True
        return tags

    def fit(self, X: Any, y: Any = None) -> ShrunkenRates:
        """Learn mean and spread of every indicator."""
        import pandas as pd

        counts, base = self._parts(X, reset=True)
        self.findings_: list[tuple[str, Finding]] = []
        learned = []
        for name, count in zip(self.get_feature_names_out(), counts.T, strict=True):
            with unsaid():
                found = empirical_bayes(
                    pd.Series(count),
                    pd.Series(base),
                    model=self.model,  # type: ignore[arg-type]
                )
            learned.append((found.prior_mean, found.prior_variance))
            self.findings_ += [(str(name), finding) for finding in found.findings]
        self.means_, self.variances_ = np.array(learned, dtype=float).T
        return self

    def transform(self, X: Any) -> Floats:
        """Adjust the rates of areas, this year's or another's."""
        check_is_fitted(self)
        counts, base = self._parts(X, reset=False)
        rates: Floats = np.empty(counts.shape)
        for i, (mean, variance) in enumerate(zip(self.means_, self.variances_, strict=True)):
            column = np.ascontiguousarray(counts[:, i])
            rates[:, i] = _smallarea.shrunken_rates(mean, variance, self.model, column, base)
        return rates

    def get_feature_names_out(self, input_features: Any = None) -> npt.NDArray[np.object_]:
        """The names of the indicators: those of ``X`` without the base."""
        check_is_fitted(self, "n_features_in_")
        known = getattr(self, "feature_names_in_", None)
        names = known if input_features is None else np.asarray(input_features, dtype=object)
        if names is None:
            names = np.array([f"x{i}" for i in range(self.n_features_in_)], dtype=object)
        if known is not None and not np.array_equal(names, known):
            raise ValueError("input_features is not equal to feature_names_in_")
        if len(names) != self.n_features_in_:
            raise ValueError(
                "input_features should have length equal to number of features "
                f"({self.n_features_in_}), got {len(names)}"
            )
        return np.asarray(names[:-1], dtype=object)

    def _parts(self, X: Any, *, reset: bool) -> tuple[Floats, Floats]:
        X = validate_data(self, X, dtype=np.float64, reset=reset, ensure_all_finite="allow-nan")
        if X.shape[1] < 2:
            raise ValueError("1 feature(s) are too few: counts, and their base in the last column")
        check_non_negative(X, "ShrunkenRates")
        return X[:, :-1], np.ascontiguousarray(X[:, -1])
