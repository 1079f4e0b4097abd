"""Estimates from a model, against likelihoods written down anew with scipy."""

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, special, stats
from sozialraum import core, smallarea


def hamlets(
    rng: np.random.Generator, n: int = 60
) -> tuple[pd.Series, pd.Series, pd.DataFrame, list[str]]:
    areas = [f"{i:03}" for i in range(n)]
    base = pd.Series(rng.integers(5, 500, n).astype(float), areas)
    x = pd.DataFrame({"age": rng.normal(45, 5, n), "income": rng.normal(30_000, 4000, n)}, areas)
    share = special.expit(-2 + 0.06 * (x["age"] - 45) + rng.normal(0, 0.3, n))
    return pd.Series(rng.binomial(base.astype(int), share).astype(float), areas), base, x, areas


def test_negative_binomial_is_that_of_scipy() -> None:
    count, base, x, _ = hamlets(np.random.default_rng(5))
    z = np.column_stack([np.ones(len(x)), (x["age"] - 45) / 5, (x["income"] - 30_000) / 4000])

    def loss(v: np.ndarray) -> float:
        alpha, mean = np.exp(v[3]), base * np.exp(z @ v[:3])
        return float(-stats.nbinom.logpmf(count, alpha, alpha / (alpha + mean)).sum())

    best = optimize.minimize(
        loss, [-2, 0, 0, 2], method="Nelder-Mead", options={"xatol": 1e-9, "maxiter": 20_000}
    )
    found = smallarea.regression_bayes(count, base, x)
    assert found.log_likelihood == pytest.approx(-best.fun, abs=1e-6)
    assert 1 / found.dispersion == pytest.approx(np.exp(best.x[3]), rel=1e-3)
    b = found.coefficients["value"]
    assert [b["age"] * 5, b["income"] * 4000] == pytest.approx(list(best.x[1:3]), abs=1e-5)
    assert b["constant"] + b["age"] * 45 + b["income"] * 30_000 == pytest.approx(
        best.x[0], abs=1e-5
    )
    # What is expected, and the mean of the gamma posterior.
    mean, alpha = np.exp(z @ best.x[:3]), np.exp(best.x[3])
    np.testing.assert_allclose(found.rate, (count + alpha) / (base + alpha / mean), rtol=1e-4)
    # Standard errors from the second derivatives, by differences.
    h = 1e-4
    eye = np.eye(4) * h
    second = [
        [
            (
                loss(best.x + a + b)
                - loss(best.x + a - b)
                - loss(best.x - a + b)
                + loss(best.x - a - b)
            )
            / (4 * h * h)
            for b in eye[:3]
        ]
        for a in eye[:3]
    ]
    error = np.sqrt(np.linalg.inv(np.array(second)).diagonal())
    told = found.coefficients["standard_error"]
    assert [told["age"] * 5, told["income"] * 4000] == pytest.approx(list(error[1:]), rel=1e-3)


def test_beta_binomial_is_that_of_scipy() -> None:
    count, base, x, _ = hamlets(np.random.default_rng(6))
    z = np.column_stack([np.ones(len(x)), (x["age"] - 45) / 5])

    def loss(v: np.ndarray) -> float:
        p, persons = special.expit(z @ v[:2]), np.exp(v[2])
        return float(-stats.betabinom.logpmf(count, base, p * persons, (1 - p) * persons).sum())

    best = optimize.minimize(
        loss, [-2, 0, 4], method="Nelder-Mead", options={"xatol": 1e-9, "maxiter": 20_000}
    )
    found = smallarea.regression_bayes(count, base, x[["age"]], model="binomial")
    assert found.log_likelihood == pytest.approx(-best.fun, abs=1e-6)
    assert 1 / found.dispersion == pytest.approx(np.exp(best.x[2]), rel=1e-3)
    p, persons = special.expit(z @ best.x[:2]), np.exp(best.x[2])
    np.testing.assert_allclose(found.rate, (count + p * persons) / (base + persons), rtol=1e-4)


def test_an_area_without_a_count_is_told_what_is_expected_of_it() -> None:
    count, base, x, areas = hamlets(np.random.default_rng(7))
    count["003"] = np.nan
    found = smallarea.regression_bayes(count, base, x, model="binomial")
    assert np.isnan(found.rate["003"]) and 0 < found.expected["003"] < 1
    assert found.state["003"] == core.CellState.NOT_REPORTED
    twice = x.assign(months=x["age"] * 12)
    with pytest.raises(core.InvalidInput, match="months") as caught:
        smallarea.regression_bayes(count, base, twice)
    assert caught.value.finding.code == "collinear_covariates"
    assert areas == found.rate.index.tolist()
