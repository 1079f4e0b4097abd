"""Means, pooled years, tests, false discovery, funnels and scales against foreign programs."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sozialraum import core, indicator

DATA = Path(__file__).resolve().parents[2] / "data"
COMMUNES = pd.DataFrame(
    {
        "count": [245, 466, 767, 154, 245, 2592, 445, 259],
        "base": [6416, 10773, 11176, 4347, 5985, 34832, 11278, 5732],
    },
    index=[f"0325200{number}" for number in range(1, 9)],
)


def random_pairs(number: int) -> list[tuple[int, int, int, int]]:
    dice = np.random.default_rng(7)
    pairs = []
    for _ in range(number):
        base, other = dice.integers(1, 400, 2)
        pairs.append((dice.integers(0, base + 1), base, dice.integers(0, other + 1), other))
    return [tuple(int(x) for x in pair) for pair in pairs]  # type: ignore[misc]


def test_fishers_test_agrees_with_scipy() -> None:
    for a, n, b, m in random_pairs(200):
        theirs = stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue
        assert indicator.fisher_exact(a, n, b, m) == pytest.approx(theirs, rel=1e-9, abs=1e-14)


def test_the_conditional_test_agrees_with_scipy() -> None:
    for a, n, b, m in random_pairs(200):
        theirs = stats.binomtest(a, a + b, n / (n + m)).pvalue if a + b else 1.0
        ours = indicator.conditional_poisson(a, n, b, m)
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-14)


def test_false_discovery_agrees_with_scipy() -> None:
    p = np.random.default_rng(3).uniform(size=500) ** 2
    ours = indicator.false_discovery(pd.Series(p))
    assert ours.to_numpy() == pytest.approx(stats.false_discovery_control(p), rel=1e-12)


def test_false_calls_stay_below_the_rate_that_was_promised() -> None:
    dice = np.random.default_rng(11)
    base = pd.Series(np.full(400, 200))
    # 40 of 400 areas truly differ, to both sides, so that the others are like the rest of all.
    rate = np.repeat([0.2, 0.0, 0.1], [20, 20, 360])
    false, called = 0, 0
    for _ in range(20):
        count = pd.Series(dice.binomial(200, rate))
        found = indicator.against_region(count, base)
        real = found["p_adjusted"] <= 0.05
        called += int(real.sum())
        false += int(real[40:].sum())
    assert called > 500
    assert false / called < 0.05


def test_an_area_is_compared_with_the_rest_of_its_region() -> None:
    found = indicator.against_region(COMMUNES["count"], COMMUNES["base"])
    hameln = found.loc["03252006"]
    assert hameln["other"] == pytest.approx(2581 / 55707)
    assert hameln["p"] == pytest.approx(
        stats.fisher_exact([[2592, 34832 - 2592], [2581, 55707 - 2581]]).pvalue, rel=1e-6
    )
    assert (found["p_adjusted"] >= found["p"]).all()


def test_regions_are_named_by_labels_in_any_order() -> None:
    region = pd.Series(list("xyxyxyxy"), index=COMMUNES.index)
    found = indicator.against_region(COMMUNES["count"], COMMUNES["base"], region)
    rest = COMMUNES.iloc[[2, 4, 6]].sum()
    assert found["other"].iloc[0] == pytest.approx(rest["count"] / rest["base"])


def test_types_are_no_regions() -> None:
    types = pd.Series(1, index=COMMUNES.index, name="type")
    with pytest.raises(core.InvalidInput, match="proves nothing") as caught:
        indicator.against_region(COMMUNES["count"], COMMUNES["base"], types)
    assert caught.value.finding.code == "own_type"


def test_change_takes_pooled_years_with_their_states() -> None:
    index = ["Hafen", "Wald"]
    count = pd.DataFrame({"2019": [4, 1], "2020": [6, np.nan], "2021": [20, 3]}, index=index)
    base = pd.DataFrame({"2019": [50, 9], "2020": [50, 9], "2021": [100, 9]}, index=index)
    states = pd.DataFrame({"2020": [0, int(core.CellState.SECRET)]}, index=index).astype("uint8")
    before = indicator.pool(count[["2019", "2020"]], base[["2019", "2020"]], count_states=states)
    after = indicator.pool(count[["2021"]], base[["2021"]])
    found = indicator.change(before, after)
    assert found.loc["Hafen", ["other", "value"]].tolist() == [0.1, 0.2]
    assert found.loc["Hafen", "p"] == pytest.approx(stats.fisher_exact([[20, 80], [10, 90]]).pvalue)
    assert found.loc["Wald", "state"] == core.CellState.SECRET
    assert np.isnan(found.loc["Wald", "p"])


def test_t_intervals_agree_with_scipy() -> None:
    dice = np.random.default_rng(5)
    persons = pd.Series(dice.normal(10, 3, 60))
    area = pd.Series(np.repeat(["a", "b", "c"], [5, 20, 35]))
    samples = indicator.samples_of(persons, area)
    found = indicator.means(samples["mean"], samples["sd"], samples["size"])
    for name, values in persons.groupby(area):
        low, high = stats.t.interval(
            0.95, len(values) - 1, values.mean(), values.std() / np.sqrt(len(values))
        )
        assert found.loc[str(name), ["lower", "upper"]].tolist() == pytest.approx([low, high])


def test_exact_funnel_limits_are_those_of_the_exact_interval() -> None:
    """A whole count lies outside just if its exact interval does not hold the centre."""
    for n in (7, 40, 300):
        for centre in (0.05, 0.3, 0.8):
            lower, upper = indicator.funnel_limits(n, centre)
            for y in range(n + 1):
                low, high = indicator.clopper_pearson(y, n)
                assert (y / n > upper) == (low > centre), (n, y)
                assert (y / n < lower) == (high < centre), (n, y)


def test_a_funnel_names_its_places() -> None:
    found = indicator.funnel(COMMUNES["count"], COMMUNES["base"])
    assert found.loc["03252006", "place"] == "very_high"
    assert found.attrs["centre"] == pytest.approx(5173 / 90539)
    assert [finding.code for finding in found.attrs["findings"]] == ["overdispersed"]


def test_quantiles_agree_with_numpy() -> None:
    values = pd.Series(np.random.default_rng(2).gamma(2, size=101))
    for p in (0, 0.1, 0.25, 0.777, 1):
        theirs = np.quantile(values, p), np.quantile(values, p, method="normal_unbiased")
        ours = indicator.quantile(values, p), indicator.quantile(values, p, kind=9)
        assert ours == pytest.approx(theirs, abs=1e-12)


def test_powers_agree_with_scipy() -> None:
    dice = np.random.default_rng(4)
    for values in (dice.gamma(2, size=200), dice.lognormal(1, 0.7, size=200)):
        scale = indicator.fit_scale(pd.Series(values), "box_cox")
        theirs, power = stats.boxcox(values)
        assert scale.power == pytest.approx(power, abs=1e-5)
        made = scale.apply(pd.Series(values))["value"].to_numpy()
        assert made == pytest.approx(theirs, abs=1e-4)
    values = dice.normal(1, 2, size=200) ** 3
    theirs, power = stats.yeojohnson(values)
    scale = indicator.fit_scale(pd.Series(values), "yeo_johnson")
    assert scale.power == pytest.approx(power, abs=1e-5)
    assert scale.apply(pd.Series(values))["value"].to_numpy() == pytest.approx(theirs, abs=1e-4)


def test_errors_through_a_scale_agree_with_draws() -> None:
    dice = np.random.default_rng(6)
    column = pd.Series(dice.gamma(4, size=300))
    error = pd.Series(np.full(300, 0.01))
    draws = column.iloc[5] + 0.01 * dice.normal(size=20000)
    for method in ("z", "robust_z", "min_max", "log", "sqrt", "asinh", "box_cox", "yeo_johnson"):
        scale = indicator.fit_scale(column, method)  # type: ignore[arg-type]
        told = scale.apply(column, standard_error=error)["standard_error"].iloc[5]
        seen = scale.apply(pd.Series(draws))["value"].std()
        assert told == pytest.approx(seen, rel=0.03), method


def test_a_scale_survives_its_file() -> None:
    import json

    column = pd.Series([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100], name="x")
    for method in indicator.scale.ScaleMethod.__args__:
        scale = indicator.fit_scale(column, method)
        again = indicator.Scale.from_dict(json.loads(json.dumps(scale.to_dict())))
        next_year = pd.Series([0.5, 4.5, 200.0])
        ours, theirs = scale.apply(next_year)["value"], again.apply(next_year)["value"]
        pd.testing.assert_series_equal(ours, theirs)
        if method not in ("rank", "winsorise", "percentile"):
            assert scale.inverse(ours).tolist() == pytest.approx(next_year.tolist()), method


def test_a_scale_from_a_wrong_file_is_refused() -> None:
    wrong: list[Any] = [
        {},
        {"method": "zz"},
        {"method": "z", "mean": 1},
        [],
        {"method": "z", "unit": "x"},
    ]
    for told in wrong:
        with pytest.raises(core.InvalidInput):
            indicator.Scale.from_dict(told)


def test_winsorising_agrees_with_the_published_treatment_of_asem() -> None:
    """COINr's rule leaves exactly what passes its own check, with scipy's skewness and kurtosis."""
    table = pd.read_csv(DATA / "classic/asem_coinr/ASEM_iData.csv")
    for name in ("LPI", "Flights", "Ship", "Goods", "Services", "FDI", "Embs", "CultGood", "CO2"):
        column = table[name]
        scale = indicator.fit_scale(column, "winsorise")
        kept = scale.apply(column)["value"].dropna()

        def wild(values: pd.Series) -> bool:
            skew = stats.skew(values, bias=False)
            return bool(abs(skew) >= 2 and stats.kurtosis(values, bias=False) >= 3.5)

        codes = [finding.code for finding in scale.findings]
        assert ("winsorised" in codes) == wild(column.dropna()), name
        assert ("still_skew" in codes) == wild(kept), name
        assert (kept != column.dropna()).sum() <= 5


def test_a_noised_source_has_a_wider_interval() -> None:
    plain = indicator.rate(COMMUNES["count"], COMMUNES["base"])
    noised = indicator.rate(COMMUNES["count"], COMMUNES["base"], noise=3, base_noise=3)
    assert (noised["lower"] < plain["lower"]).all() and (noised["upper"] > plain["upper"]).all()
    assert noised["value"].equals(plain["value"])


def test_rates_by_age_group_are_those_of_each_column() -> None:
    count = pd.DataFrame({"0-5": [3.0, np.nan], "6-9": [8.0, 0]}, index=["Hafen", "Wald"])
    base = pd.DataFrame({"0-5": [60.0, 5], "6-9": [40.0, 0]}, index=["Hafen", "Wald"])
    states = pd.DataFrame({"0-5": [0, int(core.CellState.SECRET)]}, index=count.index)
    found = indicator.rate_by_group(count, base, count_states=states.astype("uint8"))
    for group in count.columns:
        one = indicator.rate(count[group], base[group])
        assert found.xs(group, level=1)["lower"].equals(one["lower"])
    assert found.loc[("Wald", "0-5"), "state"] == core.CellState.SECRET
    assert found.loc[("Wald", "6-9"), "state"] == core.CellState.UNDEFINED
    assert found.attrs["findings"][0].areas == ("Wald, 6-9",)
