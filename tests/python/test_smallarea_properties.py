"""What holds for every table: estimates lie between raw and target, weights rise with the base."""

from typing import Literal

import numpy as np
import pandas as pd
import pytest
from sozialraum import smallarea

Model = Literal["poisson", "binomial"]
MODELS: list[Model] = ["poisson", "binomial"]
SLACK = 1e-12


def table(seed: int) -> tuple[pd.Series, pd.Series]:
    """Two to sixty areas of one to five thousand people, with gaps, empty bases and zero counts."""
    dice = np.random.default_rng(seed)
    areas = [f"{i:03}" for i in range(dice.integers(2, 60))]
    base = np.floor(np.exp(dice.uniform(0, 8.5, len(areas))))
    rate = dice.beta(*dice.uniform(0.3, 20, 2), len(areas))
    count = dice.binomial(base.astype(int), rate).astype(float)
    base[dice.random(len(areas)) < 0.05] = 0.0
    count[base == 0.0] = 0.0
    count[dice.random(len(areas)) < 0.05] = np.nan
    count[0], base[0] = 1.0, 9.0  # at least one tells something
    return pd.Series(count, areas), pd.Series(base, areas)


def require_between(found: pd.DataFrame) -> None:
    """Rate between raw and target, inside its interval; the weight says where."""
    known = found["raw"].notna()
    low = found[["raw", "pulled_to"]].min(axis=1) - SLACK
    high = found[["raw", "pulled_to"]].max(axis=1) + SLACK
    assert found["rate"][known].between(low[known], high[known]).all()
    assert found["weight"].dropna().between(0, 1).all()
    expected = found["pulled_to"] + found["weight"] * (found["raw"] - found["pulled_to"])
    np.testing.assert_allclose(found["rate"][known], expected[known], atol=1e-9)
    told = found["rate"].notna()
    assert (found["lower"] <= found["rate"])[told].all()
    assert (found["upper"] >= found["rate"])[told].all()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("seed", range(40))
def test_rates_lie_between_raw_and_target(seed: int, model: Model) -> None:
    count, base = table(seed)
    regions = pd.Series(np.where(np.arange(len(count)) % 2, "odd", "even"), count.index)
    for options in ({}, {"target": "region", "regions": regions}):
        found = smallarea.adjusted_rates(count, base, model=model, **options)  # type: ignore[arg-type]
        columns = ["raw", "rate", "weight", "pulled_to", "lower", "upper"]
        require_between(pd.DataFrame({name: getattr(found, name) for name in columns}))
        assert found.rate.isna().equals(count.isna())


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("seed", range(40))
def test_weights_rise_with_the_base(seed: int, model: Model) -> None:
    count, base = table(seed)
    found = smallarea.empirical_bayes(count, base, model=model)
    by_base = found.weight.dropna()[base[found.weight.dropna().index].sort_values().index]
    assert (by_base.diff().dropna() >= -SLACK).all()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("seed", range(10))
def test_no_order_of_rows_changes_a_byte(seed: int, model: Model) -> None:
    count, base = table(seed)
    shuffled = count.sample(frac=1, random_state=seed).index
    one = smallarea.empirical_bayes(count, base, model=model, threads=1)
    two = smallarea.empirical_bayes(count[shuffled], base[shuffled], model=model, threads=2)
    for part in ("rate", "weight", "lower", "upper", "posterior_mean", "posterior_variance"):
        pd.testing.assert_series_equal(
            getattr(two, part)[count.index], getattr(one, part), check_exact=True
        )


@pytest.mark.parametrize("seed", range(20))
def test_measured_means_lie_between_what_was_measured_and_what_is_expected(seed: int) -> None:
    dice = np.random.default_rng(seed)
    areas = [f"{i:03}" for i in range(dice.integers(5, 50))]
    value = pd.Series(dice.normal(size=len(areas)) * dice.uniform(0, 3), areas)
    variance = pd.Series(np.exp(dice.normal(size=len(areas))), areas)
    found = smallarea.fay_herriot(value, variance)
    frame = {"raw": value, "rate": found.value, "weight": found.weight}
    frame |= {"pulled_to": found.expected, "lower": found.lower, "upper": found.upper}
    require_between(pd.DataFrame(frame))
    by_variance = found.weight[variance.sort_values().index]
    assert (by_variance.diff().dropna() <= SLACK).all()


@pytest.mark.parametrize("model", MODELS)
def test_edges_have_answers(model: Model) -> None:
    one = smallarea.empirical_bayes(pd.Series({"a": 3.0}), pd.Series({"a": 10.0}), model=model)
    assert one.rate["a"] == pytest.approx(0.3) and one.lower["a"] < 0.3 < one.upper["a"]
    same = pd.Series(2.0, list("abcde"))
    alike = smallarea.empirical_bayes(same, same * 5, model=model)
    np.testing.assert_allclose(alike.rate, 0.2)
    assert (alike.weight == 0).all() and (alike.upper - alike.lower > 0.05).all()
    nobody = smallarea.empirical_bayes(same * 0, same * 0, model=model)
    assert nobody.rate.isna().all() and [f.code for f in nobody.findings] == ["no_base"]


def test_a_million_rows() -> None:
    dice = np.random.default_rng(1)
    index = pd.Index(np.arange(1_000_000).astype(str))
    base = pd.Series(dice.integers(1, 500, len(index)).astype(float), index)
    count = pd.Series(dice.binomial(base.astype(int), dice.beta(2, 18, len(index))), index)
    found = smallarea.empirical_bayes(count.astype(float), base, model="binomial")
    # Beta(2, 18): mean .1, variance .1 * .9 / 21
    assert found.prior_mean == pytest.approx(0.1, abs=3e-4)
    assert found.prior_variance == pytest.approx(0.09 / 21, rel=0.01)
    assert found.minimum_base(0.5) == pytest.approx(20, rel=0.01)
