"""Estimators as scikit-learn wants them, and the same types as the functions give."""

import numpy as np
import pandas as pd
import pytest
import sozialraum
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks
from sozialraum import typology
from sozialraum.typology import estimators

_AREAS = "the scale is that of the areas, each counting once, whatever their people"
_POSITIVE = "areas without people cannot be weighed against floors: they are refused by name"
EXPECTED: dict[str, dict[str, str]] = {
    "Regionalizer": {
        "check_sample_weight_equivalence_on_dense_data": _POSITIVE,
    },
    "Typology": {
        "check_sample_weight_equivalence_on_dense_data": _AREAS,
    },
}


def expected(estimator: object) -> dict[str, str]:
    return EXPECTED.get(type(estimator).__name__, {})


@parametrize_with_checks(
    [
        estimators.KMeans(n_clusters=3, n_init=5),
        estimators.KMedoids(n_clusters=3, n_init=2),
        estimators.Ward(n_clusters=3),
        estimators.Mixture(2, n_init=2),
        estimators.FuzzyCMeans(3, n_init=2),
        estimators.Regionalizer(3),
        estimators.Typology(3, n_init=5),
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


def test_soft_types_are_those_of_the_functions_and_know_errors() -> None:
    frame, people = table()
    errors = frame * 0 + 0.3
    clouds = estimators.Mixture(3).fit(frame, sample_weight=people, standard_errors=errors)
    found = typology.mixture(frame, 3, weights=people, standard_errors=errors)
    assert clouds.log_likelihood_ == pytest.approx(found.log_likelihood)
    assert clouds.labels_.tolist() == [ord(letter) - ord("A") for letter in found.types]
    assert clouds.predict_proba(frame) == pytest.approx(found.membership(frame).probability.values)
    fuzzy = estimators.FuzzyCMeans(3, m=1.5).fit(frame, sample_weight=people)
    degree = typology.fuzzy_cmeans(frame, 3, m=1.5, weights=people).degree
    assert fuzzy.transform(frame) == pytest.approx(degree.to_numpy())
    with pytest.raises(ValueError, match="shape"):
        estimators.Mixture(3).fit(frame, standard_errors=errors.iloc[:5])


def grid(rows: int, columns: int) -> np.ndarray:
    """Which squares of a grid share a side."""
    x, y = np.divmod(np.arange(rows * columns), columns)
    return (np.abs(x[:, None] - x) + np.abs(y[:, None] - y) == 1).astype(float)


@pytest.mark.parametrize("method", ["ward", "skater", "azp", "max_p"])
def test_regions_hang_together_above_all_floors_at_once(method: str) -> None:
    sparse = pytest.importorskip("scipy.sparse")
    frame, people = table()
    links = sparse.csr_matrix(grid(6, 10))
    children = (people / 7).to_numpy()
    found = estimators.Regionalizer(
        5,
        connectivity=links,
        method=method,
        counts=children,
        least={"weight": 2000.0, "areas": 3, 0: 300.0},
    ).fit(frame, sample_weight=people)
    assert found.n_regions_ == len(set(found.labels_)) >= 2
    for region in range(found.n_regions_):
        members = found.labels_ == region
        assert people.to_numpy()[members].sum() >= 2000
        assert children[members].sum() >= 300
        assert members.sum() >= 3
        inside = links[members][:, members]
        assert sparse.csgraph.connected_components(inside)[0] == 1


def test_regions_refuse_another_connectivity() -> None:
    frame, _ = table()
    with pytest.raises(ValueError, match="connectivity"):
        estimators.Regionalizer(2, connectivity=grid(2, 2)).fit(frame)
    with pytest.raises(ValueError, match="counts"):
        estimators.Regionalizer(2, counts=[1.0]).fit(frame)


def test_the_chain_types_a_later_year_with_the_scale_of_the_first() -> None:
    frame, people = table()
    raw = frame.abs() * 50 + 10
    chain = sozialraum.Typology(3, bends={"u": "sqrt"}, weights={"v": 2.0})
    chain.set_output(transform="pandas").fit(raw, sample_weight=people)
    kept = {"bends": {"u": "sqrt"}, "weights": {"v": 2.0}}
    found = typology.kmeans(typology.typed(raw, **kept), 3, weights=people, starts=50)
    assert chain.labels_.tolist() == [ord(letter) - ord("A") for letter in found.types]
    later = raw + 5
    assigned = typology.freeze(found, raw, **kept).assign(later).membership
    probability = chain.transform(later)
    assert list(probability.columns) == ["typology0", "typology1", "typology2"]
    assert probability.to_numpy() == pytest.approx(assigned.probability.to_numpy())
    assert ((chain.certainty_ > 0) & (chain.certainty_ <= 1)).all()
    clouds = sozialraum.Typology(2, method="mixture").fit(raw, standard_errors=raw * 0 + 3.0)
    numbers = typology.typed(raw)
    expected = typology.mixture(
        numbers, 2, starts=50, standard_errors=3.0 / raw.std(ddof=0) + numbers * 0
    )
    assert clouds.types_.log_likelihood == pytest.approx(expected.log_likelihood)
    with pytest.raises(ValueError, match="bent"):
        sozialraum.Typology(2, method="mixture", bends={"u": "log"}).fit(raw, standard_errors=raw)


def test_what_was_noticed_is_kept_and_warned_of() -> None:
    frame, _ = table()
    far = frame.assign(u=frame["u"] * 1000)
    with pytest.warns(sozialraum.FindingWarning, match="unequal_scales"):
        found = sozialraum.KMeans(3).fit(far)
    assert [finding.code for finding in found.findings_] == ["unequal_scales"]
