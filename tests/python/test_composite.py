from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sozialraum import composite, core

DATA = Path(__file__).resolve().parents[2] / "data"

# Official counts: hoch, mittel, niedrig, sehr niedrig; positiv, stabil, negativ.
EDITIONS = {
    2013: ([80, 264, 52, 38], [54, 330, 50]),
    2015: ([78, 270, 49, 38], [48, 350, 37]),
    2017: ([75, 278, 41, 42], [49, 339, 48]),
}


def edition(year: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    def read(what: str) -> pd.DataFrame:
        path = DATA / f"berlin_mss/mss_{year}_{what}.csv"
        return pd.read_csv(path, dtype={"id": str}).set_index("id")

    published = read("index")
    return read("indicators").reindex(published.index), published


@pytest.mark.parametrize("year", EDITIONS)
def test_every_published_berlin_class_is_reproduced(year: int) -> None:
    indicators, published = edition(year)
    included = published["status_index"].astype(str) != "0"
    status = composite.status_index(indicators.filter(regex="^s[1-4]"), included=included)
    dynamics = composite.dynamics_index(indicators.filter(regex="^d[1-4]"), included=included)

    assert status.status.value_counts(sort=False).tolist() == EDITIONS[year][0]
    assert dynamics.dynamics.value_counts(sort=False).tolist() == EDITIONS[year][1]
    names = {"1": "hoch", "2": "mittel", "3": "niedrig", "4": "sehr niedrig"}
    expected = published["status_index"].astype(str).map(names)
    assert (status.status[included].astype(str) == expected[included]).all()
    assert status.status[~included].isna().all()
    signs = {"+": "positiv", "+/-": "stabil", "-": "negativ"}
    expected = published["dynamic_index"].map(signs)
    assert (dynamics.dynamics[included].astype(str) == expected[included]).all()

    both = composite.overlay(status.status, dynamics.dynamics)
    joined = published["status_index"].astype(str) + published["dynamic_index"]
    assert (both[included].astype(str) == joined[included]).all()
    assert both.cat.categories.tolist()[:4] == ["1+", "1+/-", "1-", "2+"]
    assert status.findings == []


def test_with_the_sample_standard_deviation_the_classes_would_be_wrong() -> None:
    """Why ddof = 0 is not a matter of taste."""
    from sozialraum import indicator

    wrong = 0
    for year in EDITIONS:
        indicators, published = edition(year)
        included = published["status_index"].astype(str) != "0"
        for columns in ("^s[1-4]", "^d[1-4]"):
            shares = indicators.filter(regex=columns)[included]
            z = indicator.standardise(shares, ddof=1).z
            total = composite.weighted_sum(z).to_frame()
            index = indicator.standardise(total, ddof=1).z.iloc[:, 0]
            ours = composite.status_index(shares).index
            wrong += int(((index.abs() > 1) != (ours.abs() > 1)).sum())
    assert wrong > 0


def test_the_english_index_of_deprivation_2019() -> None:
    table = pd.read_csv(DATA / "uk_imd/imd2019_england_lsoa11_ranks_deciles.csv", index_col=0)
    weights = {
        "Income": 0.225,
        "Employment": 0.225,
        "Education": 0.135,
        "Health": 0.135,
        "Crime": 0.093,
        "Housing_and_Access": 0.093,
        "Environment": 0.093,
    }
    scores = pd.DataFrame({k: composite.rank_exponential(table[f"{k}_rank"]) for k in weights})
    found = composite.ranks(composite.weighted_sum(scores, weights))
    difference = (found - table["IMD_rank"]).abs()
    assert (difference == 0).mean() == pytest.approx(0.997, abs=5e-4)
    assert difference.max() <= 2


def test_ranks_agree_with_scipy() -> None:
    from scipy import stats

    values = pd.Series(np.random.default_rng(6).integers(0, 50, 200).astype(float))
    np.testing.assert_array_equal(composite.ranks(values), stats.rankdata(-values, method="min"))


def test_ahp_agrees_with_numpy() -> None:
    names = ["a", "b", "c"]
    matrix = pd.DataFrame([[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]], names, names)
    found = composite.analytic_hierarchy(matrix)
    values, vectors = np.linalg.eig(matrix.to_numpy())
    vector = vectors[:, values.real.argmax()].real
    np.testing.assert_allclose(found.weights, vector / vector.sum(), rtol=1e-12)
    assert found.consistency_ratio == pytest.approx(0.0331992, abs=5e-8)


def test_mazziotta_pareto_on_four_areas() -> None:
    frame = pd.DataFrame({"a": [10, 20, 40, 30], "b": [60, 40, 50, 90], "c": [3, 5, 4, 1]})
    plain = composite.mazziotta_pareto(frame)
    assert plain.round(6).tolist() == [95.339257, 99.801945, 104.945028, 103.400235]
    posts = pd.DataFrame({"low": frame.min(), "high": frame.max()}).T
    adjusted = composite.mazziotta_pareto(frame, goalposts=posts)
    assert adjusted.round(6).tolist() == [89.909091, 103.103448, 112.688073, 109.354839]


def test_an_area_without_a_component_is_not_scored() -> None:
    z = pd.DataFrame({"x": [1.0, np.nan], "y": [2.0, 4.0]}, index=["Hafen", "Moor"])
    plain = composite.weighted_sum(z)
    assert plain["Hafen"] == 3 and np.isnan(plain["Moor"])
    assert [(f.code, f.areas) for f in plain.attrs["findings"]] == [("not_scored", ("Moor",))]
    filled = composite.weighted_sum(z, missing="mean_of_present")
    assert filled["Moor"] == 8
    assert filled.attrs["findings"][0].code == "component_replaced"


def test_wrong_calls_name_the_argument() -> None:
    z = pd.DataFrame({"poor": [1.0, 2.0], "jobs": [2.0, 4.0]})
    with pytest.raises(core.UnknownName, match="did you mean 'poor'"):
        composite.weighted_sum(z, {"por": 1, "jobs": 1})
    with pytest.raises(core.InvalidInput, match="no entry for 'jobs'"):
        composite.weighted_sum(z, {"poor": 1})
    with pytest.raises(core.InvalidInput, match="neutral"):
        composite.weighted_sum(z, directions={"poor": 1, "jobs": 0})
    with pytest.raises(core.InvalidInput, match="direction 0.5"):
        composite.weighted_sum(z, directions={"poor": 1, "jobs": 0.5})  # type: ignore[dict-item]
    with pytest.raises(core.UnknownName, match="missing"):
        composite.weighted_sum(z, missing="guess")  # type: ignore[arg-type]
    with pytest.raises(core.InvalidInput, match="included"):
        composite.status_index(z, included=pd.Series([True], index=["a"]))
    with pytest.raises(core.InvalidInput, match="shares"):
        composite.status_index(pd.DataFrame(index=["a"]))
    with pytest.raises(core.InvalidInput, match="rank"):
        composite.rank_exponential(pd.Series([0.0, 1.0]))


def test_a_constant_share_is_told() -> None:
    made = composite.status_index(pd.DataFrame({"poor": [2.0, 2.0]}))
    assert made.status.isna().all()
    assert {f.code for f in made.findings} >= {"constant_column"}


def test_min_max_between_frozen_goalposts() -> None:
    posts = pd.DataFrame({"x": [0.0, 10.0]}, index=["low", "high"])
    assert composite.min_max(pd.DataFrame({"x": [5.0, 20.0]}), posts)["x"].tolist() == [0.5, 2.0]
    with pytest.raises(core.InvalidInput, match="two different values"):
        composite.min_max(pd.DataFrame({"x": [5.0, 5.0]}))


def test_a_group_weighs_by_points_and_by_rounds() -> None:
    from scipy.stats import friedmanchisquare

    random = np.random.default_rng(3)
    people = [f"role {i}" for i in range(7)]
    scores = pd.DataFrame(random.integers(1, 10, (7, 5)), people, list("abcde"))
    round_ = composite.delphi_round(scores)
    by_hand = scores.median() / scores.median().sum()
    pd.testing.assert_series_equal(round_.weights, by_hand, check_names=False)
    apart = scores.quantile(0.75) - scores.quantile(0.25)
    assert round_.table.settled.tolist() == (apart <= 1).tolist()
    friedman = friedmanchisquare(*scores.to_numpy().T).statistic
    assert round_.agreement == pytest.approx(friedman / (7 * 4))
    shared = composite.budget_allocation(scores)
    shares = scores.div(scores.sum(axis=1), axis=0)
    pd.testing.assert_series_equal(shared.weights, shares.mean(), check_names=False)
    assert shared.weights.sum() == pytest.approx(1.0)
    with pytest.raises(core.InvalidInput, match="no points in row 2"):
        composite.budget_allocation(pd.DataFrame({"a": [1.0, 0], "b": [1.0, 0]}, list("xy")))
