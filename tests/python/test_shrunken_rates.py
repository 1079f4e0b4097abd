"""Empirical Bayes is an estimator of scikit-learn, and the rates are those of the function."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("sklearn")

from sklearn.base import BaseEstimator  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402
from sklearn.utils.estimator_checks import parametrize_with_checks  # noqa: E402
from sozialraum import core, smallarea  # noqa: E402
from sozialraum.smallarea.estimators import ShrunkenRates  # noqa: E402


@pytest.mark.filterwarnings("ignore")
@parametrize_with_checks([ShrunkenRates()])  # type: ignore[untyped-decorator]
def test_scikit_learn_finds_nothing_wrong(estimator: BaseEstimator, check: Any) -> None:
    check(estimator)


@pytest.mark.parametrize("model", ["poisson", "binomial"])
def test_the_rates_are_those_of_empirical_bayes(model: Any) -> None:
    table = pd.DataFrame(
        {
            "poor": [9.0, 1, 12, np.nan, 30],
            "old": [20.0, 20, 30, 0, 40],
            "base": [100, 60, 110, 0, 90],
        }
    )
    made = ShrunkenRates(model).set_output(transform="pandas").fit_transform(table)
    assert list(made.columns) == ["poor", "old"]
    for name in made:
        known = smallarea.empirical_bayes(
            table[name].where(table.base > 0), table.base, model=model
        )
        same = table.base > 0
        np.testing.assert_allclose(made[name][same], known.rate[same], rtol=1e-15)
    assert np.isnan(made.poor[3])


def test_next_year_is_pulled_towards_what_was_learned() -> None:
    # Two areas of .3 and .1: mean .2, spread .01, chance .2/100 = .002: variance .008, so that the
    # mean is worth .2/.008 = 25 persons.
    learned = ShrunkenRates().fit([[30, 100], [10, 100]])
    assert (learned.means_[0], learned.variances_[0]) == pytest.approx((0.2, 0.008))
    # 0 of 25: half of the way; nobody: the mean; 30 of 75: three quarters of the way from .2 to .4.
    next_year = learned.transform([[0, 25], [0, 0], [30, 75]])
    assert next_year.ravel().tolist() == pytest.approx([0.1, 0.2, 0.35])
    alike = ShrunkenRates().fit([[10, 100], [10, 100]])
    assert [(name, finding.code) for name, finding in alike.findings_] == [("x0", "no_spread")]
    pipe = make_pipeline(ShrunkenRates(), StandardScaler()).fit([[30, 100], [10, 100]])
    assert pipe.transform([[30, 100]]).ravel().tolist() == pytest.approx([1.0])
    with pytest.raises(ValueError, match="Negative"):
        learned.transform([[-1, 25]])
    with pytest.raises(core.InvalidInput):
        ShrunkenRates("binomial").fit([[30, 10], [1, 10]])
