"""The scales are estimators of scikit-learn, and give what its own give where it has the same."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("sklearn")

from sklearn.base import BaseEstimator  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import MinMaxScaler, PowerTransformer, StandardScaler  # noqa: E402
from sklearn.utils.estimator_checks import parametrize_with_checks  # noqa: E402
from sozialraum.indicator.estimators import KeptScale  # noqa: E402


@pytest.mark.filterwarnings("ignore")
@parametrize_with_checks([KeptScale(), KeptScale("asinh"), KeptScale("yeo_johnson")])  # type: ignore[untyped-decorator]
def test_scikit_learn_finds_nothing_wrong(estimator: BaseEstimator, check: Any) -> None:
    check(estimator)


def test_it_gives_what_scikit_learn_gives() -> None:
    X = np.random.default_rng(8).gamma(3, size=(80, 3))
    for ours, theirs in (
        (KeptScale(), StandardScaler()),
        (KeptScale("min_max"), MinMaxScaler()),
        (KeptScale("yeo_johnson"), PowerTransformer(standardize=False)),
        (KeptScale("box_cox"), PowerTransformer("box-cox", standardize=False)),
    ):
        made = ours.fit_transform(X)
        assert made == pytest.approx(theirs.fit_transform(X), abs=1e-4)
        assert ours.inverse_transform(made) == pytest.approx(X, abs=1e-9)


def test_missing_stays_missing_and_next_year_has_the_same_scale() -> None:
    first = pd.DataFrame({"a": [1.0, 2, np.nan, 3], "b": [5.0, 5, 5, 5]})
    scaler = KeptScale("min_max")
    with pytest.warns(Warning, match="no scale"):
        scaler.fit(first)
    made = scaler.transform(pd.DataFrame({"a": [5.0, np.nan], "b": [6.0, 5]}))
    assert made[0].tolist() == [2.0, 0.0]
    assert np.isnan(made[1, 0])
    assert scaler.scales_[1].findings[0].code == "constant_column"


def test_it_stands_in_a_pipeline() -> None:
    X = np.random.default_rng(9).gamma(3, size=(40, 2))
    pipe = make_pipeline(KeptScale("winsorise"), KeptScale())
    assert np.abs(pipe.fit_transform(X).mean(axis=0)).max() < 1e-12
