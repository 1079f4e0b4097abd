"""Estimators as scikit-learn wants them, and the same types as the functions give."""

import numpy as np
import pandas as pd
import pytest
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks
from sozialraum import typology
from sozialraum.typology import estimators

EXPECTED: dict[str, dict[str, str]] = {}


def expected(estimator: object) -> dict[str, str]:
    return EXPECTED.get(type(estimator).__name__, {})


@parametrize_with_checks(
    [
        estimators.KMeans(n_clusters=3, n_init=5),
        estimators.KMedoids(n_clusters=3, n_init=2),
        estimators.Ward(n_clusters=3),
    ],
    expected_failed_checks=expected,
)
def test_scikit_learn_takes_it_for_one_of_its_own(estimator, check) -> None:  # type: ignore[no-untyped-def]
    check(estimator)


def table() -> tuple[pd.DataFrame, pd.Series]:
    random = np.random.default_rng(3)
    codes = [f"{i:02}" for i in range(60)]
    frame = pd.DataFrame(random.normal(size=(60, 3)), index=codes, columns=["u", "v", "w"])
    return frame, pd.Series(random.integers(20, 900, 60), index=codes)


def test_the_types_are_those_of_the_functions() -> None:
    frame, people = table()
    means = estimators.KMeans(4).fit(frame, sample_weight=people)
    found = typology.kmeans(frame, 4, weights=people)
    assert means.labels_.tolist() == [ord(letter) - ord("A") for letter in found.types]
    assert means.inertia_ == pytest.approx(found.inertia)
    medoids = estimators.KMedoids(4).fit(frame, sample_weight=people)
    examples = typology.kmedoids(frame, 4, weights=people)
    assert frame.index[medoids.medoid_indices_].tolist() == examples.medoids.tolist()
    tree = estimators.Ward(4).fit(frame, sample_weight=people)
    assert tree.heights_ == pytest.approx(typology.ward(frame, weights=people).heights)


def test_they_stand_in_a_pipeline_and_give_frames() -> None:
    frame, people = table()
    chain = make_pipeline(StandardScaler(), estimators.KMeans(3)).set_output(transform="pandas")
    far = chain.fit(frame, kmeans__sample_weight=people).transform(frame)
    assert list(far.columns) == ["kmeans0", "kmeans1", "kmeans2"]
    assert far.index.equals(frame.index)
    assert chain.predict(frame).tolist() == far.to_numpy().argmin(axis=1).tolist()


def test_a_column_that_never_differs_changes_nothing() -> None:
    frame, _ = table()
    with_constant = frame.assign(same=5.0)
    assert (
        estimators.KMeans(3).fit_predict(with_constant) == estimators.KMeans(3).fit_predict(frame)
    ).all()
    assert (estimators.KMeans(3).fit(with_constant).cluster_centers_[:, 3] == 5.0).all()
