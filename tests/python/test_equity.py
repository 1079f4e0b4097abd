import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sozialraum import core, equity


def pairwise_gini(value: np.ndarray, people: np.ndarray) -> float:
    persons = np.repeat(value, people)
    return float(np.abs(persons[:, None] - persons[None, :]).mean() / (2 * persons.mean()))


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 4)), min_size=1, max_size=15))
def test_gini_is_half_the_relative_mean_difference(rows: list[tuple[int, int]]) -> None:
    value = np.array([v for v, _ in rows], dtype=float)
    people = np.array([p for _, p in rows])
    ours = equity.gini(pd.Series(value), pd.Series(people)).value
    assert ours == pytest.approx(pairwise_gini(value, people), abs=1e-12)


def test_concentration_index_is_twice_the_covariance_over_the_mean() -> None:
    generator = np.random.default_rng(1)
    value, status = generator.uniform(0, 9, 40), generator.permutation(40).astype(float)
    rank = (np.argsort(np.argsort(status)) + 0.5) / 40
    expected = 2 * np.cov(value, rank, ddof=0)[0, 1] / value.mean()
    people = pd.Series(np.ones(40))
    ours = equity.concentration_index(pd.Series(value), people, pd.Series(status))
    assert ours.value == pytest.approx(expected, abs=1e-13)


def test_lorenz_area_is_the_gini() -> None:
    generator = np.random.default_rng(2)
    value, people = pd.Series(generator.uniform(0, 9, 30)), pd.Series(generator.integers(1, 9, 30))
    curve = equity.lorenz(value, people)
    area = (np.diff(curve.index) * (curve.to_numpy()[1:] + curve.to_numpy()[:-1]) / 2).sum()
    assert equity.gini(value, people).value == pytest.approx(1 - 2 * area, abs=1e-13)


def test_missing_areas_are_told() -> None:
    result = equity.palma(pd.Series([1.0, np.nan, 1.0]), pd.Series([5, 7, 5]))
    assert result.people == 10 and result.people_missing == 7
    assert equity.gini(pd.Series([0.0]), pd.Series([3])).state is core.CellState.UNDEFINED


def test_a_wrong_call_names_the_argument() -> None:
    with pytest.raises(core.InvalidInput) as caught:
        equity.gini(pd.Series([1.0], index=["a"]), pd.Series([1], index=["b"]))
    assert caught.value.finding.place.argument == "people"
    with pytest.raises(core.InvalidInput, match="cannot be negative"):
        equity.gini(pd.Series([-1.0]), pd.Series([1]))


def cells() -> tuple[pd.Series, pd.Series, pd.Series]:
    index = ["c1", "c2", "c3", "c4", "c5"]
    return (
        pd.Series([10.0, 50.0, np.inf, np.nan, 20.0], index=index),
        pd.Series([30, 10, 5, 7, 0], index=index),
        pd.Series(["Dorf", "Dorf", "Dorf", "Weiler", "Weiler"], index=index),
    )


def test_aggregate_keeps_everybody_visible() -> None:
    minutes, people, area = cells()
    result = equity.aggregate(
        minutes, people, area, limits=[15, 60], areas=["Weiler", "Dorf", "Alm"]
    )
    assert result.areas.index.tolist() == ["Weiler", "Dorf", "Alm"]
    assert result.areas.loc["Weiler", "mean_access"] == "unknown"
    assert result.coverage.loc[("Dorf", 60.0)].tolist() == [40.0, 5.0, 0.0, 40 / 45]
    assert (
        result.coverage[["within", "beyond", "unknown"]]
        .loc[(slice(None), 15.0), :]
        .to_numpy()
        .sum()
        == 52
    )
    outside = result.outside[result.outside["limit"] == 15]
    assert outside["cell"].tolist() == ["c4", "c2", "c3"]
    assert outside["access"].tolist() == ["unknown", "reached", "unreachable"]
    assert {f.code for f in result.findings} == {"people_unreachable", "people_unknown"}
    assert result.total["people_reached"] == 40
    assert result.total_coverage.loc[15.0, "within"] == 30


def test_aggregate_takes_missing_as_it_is_told() -> None:
    minutes, people, area = cells()
    result = equity.aggregate(minutes, people, area, missing="unreachable")
    assert result.areas.loc["Weiler", "median_access"] == "unreachable"
    with pytest.raises(core.InvalidInput, match="not among the areas"):
        equity.aggregate(minutes, people, area, areas=["Dorf"])
