"""Mixtures with known errors, as an analyst asks for them."""

import numpy as np
import pandas as pd
import pytest
from sklearn.mixture import GaussianMixture
from sozialraum import typology
from sozialraum.core import InvalidInput, UnknownName


@pytest.fixture(scope="module")
def clouds() -> pd.DataFrame:
    """Three clouds of 60 areas in two indicators of different units."""
    random = np.random.default_rng(11)
    rows = np.concatenate([random.normal(m, s, (60, 2)) for m, s in ((0, 1), (8, 2), (-9, 1))])
    rows[:, 1] = rows[:, 1] * 40 + 1000
    return pd.DataFrame(rows, columns=["u", "v"], index=[f"a{i:03d}" for i in range(180)])


@pytest.mark.parametrize(
    ("family", "theirs"),
    [("spherical", "spherical"), ("diagonal", "diag"), ("tied", "tied"), ("full", "full")],
)
def test_the_best_start_is_no_worse_than_that_of_scikit_learn(
    clouds: pd.DataFrame, family: str, theirs: str
) -> None:
    z = (clouds - clouds.mean()) / clouds.std(ddof=0)
    found = typology.mixture(z, 3, family=family, tolerance=1e-12)  # type: ignore[arg-type]
    peer = GaussianMixture(3, covariance_type=theirs, n_init=10, tol=1e-12, max_iter=2000)
    best = peer.fit(z.to_numpy()).score(z.to_numpy()) * len(z)
    assert found.log_likelihood == pytest.approx(best, abs=1e-5)
    assert found.bic == pytest.approx(-peer.bic(z.to_numpy()), abs=1e-4)
    ours = found.probability.to_numpy()
    order = [int(np.argmin(((peer.means_ - m) ** 2).sum(1))) for m in found.means.to_numpy()]
    np.testing.assert_allclose(ours, peer.predict_proba(z.to_numpy())[:, order], atol=1e-5)


def test_an_area_with_a_wide_error_is_undecided_and_moves_no_type(clouds: pd.DataFrame) -> None:
    hamlet = pd.DataFrame({"u": [1.5], "v": [1060.0]}, index=["b"])
    frame = pd.concat([clouds, hamlet])
    errors = pd.DataFrame({"u": 0.3, "v": 12.0}, index=frame.index)
    sure = typology.mixture(frame, 3, standard_errors=errors)
    errors.loc["b"] = [6.0, 240.0]
    open_ = typology.mixture(frame, 3, standard_errors=errors)
    assert sure.certainty["b"] > 0.99 > 0.85 > open_.certainty["b"]
    assert open_.second["b"] != open_.types["b"]
    without = typology.mixture(clouds, 3, standard_errors=errors.drop("b"))
    shift = (open_.means - without.means).abs() / without.means.abs()
    assert shift.to_numpy().max() < 0.02


def test_new_areas_are_judged_by_what_is_known_of_them(clouds: pd.DataFrame) -> None:
    found = typology.mixture(clouds, 3)
    again = found.membership(clouds)
    np.testing.assert_allclose(again.probability, found.probability, atol=1e-12)
    new = pd.DataFrame({"v": [np.nan, 640.0], "u": [-9.0, np.nan]}, index=["x", "y"])
    judged = found.membership(new)
    third = found.means["u"].idxmin()
    assert judged.types.tolist() == [third, third] and judged.known.tolist() == [1, 1]
    with pytest.raises(UnknownName, match="'u'"):
        found.membership(clouds[["v"]])


def test_errors_are_told_in_one_way_and_for_every_area(clouds: pd.DataFrame) -> None:
    errors = clouds * 0 + 1.0
    matrices = np.zeros((180, 2, 2)) + np.eye(2)
    one = typology.mixture(clouds, 2, standard_errors=errors.iloc[::-1], starts=3)
    two = typology.mixture(clouds, 2, error_covariances=matrices, starts=3)
    np.testing.assert_allclose(one.probability, two.probability, atol=1e-9)
    with pytest.raises(InvalidInput, match="one of both"):
        typology.mixture(clouds, 2, standard_errors=errors, error_covariances=matrices)
    with pytest.raises(InvalidInput, match="length_mismatch|shape"):
        typology.mixture(clouds, 2, error_covariances=matrices[1:])
    with pytest.raises(InvalidInput) as lacking:
        typology.mixture(clouds, 2, standard_errors=errors.drop("a007"))
    assert lacking.value.finding.areas == ("a007",)
    with pytest.raises(UnknownName, match="diagonal"):
        typology.mixture(clouds, 2, family="diagonl")  # type: ignore[arg-type]
