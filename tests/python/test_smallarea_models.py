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


def milk_like(rng: np.random.Generator) -> tuple[pd.Series, pd.Series, pd.DataFrame]:
    areas = [f"{i:02}" for i in range(40)]
    x = pd.DataFrame({"rent": rng.normal(8, 2, 40)}, areas)
    psi = pd.Series(rng.uniform(0.2, 4, 40), areas)
    y = 3 + 0.5 * x["rent"] + rng.normal(0, 1, 40) + np.sqrt(psi) * rng.normal(0, 1, 40)
    return y, psi, x


@pytest.mark.parametrize("method", ["reml", "ml", "moments"])
def test_fay_herriot_is_that_of_dense_matrices(method: str) -> None:
    y, psi, x = milk_like(np.random.default_rng(11))
    full = np.column_stack([np.ones(40), x["rent"]])

    def parts(a: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        v = np.diag(a + psi)
        w = np.linalg.inv(v)
        c = np.linalg.inv(full.T @ w @ full)
        beta = c @ full.T @ w @ y.to_numpy()
        return w, c, beta

    def loss(a: float) -> float:
        w, c, beta = parts(a)
        r = y.to_numpy() - full @ beta
        if method == "moments":
            return float((r @ w @ r - 38) ** 2)
        value = 0.5 * (np.log(a + psi).sum() + r @ w @ r)
        return float(value - 0.5 * np.linalg.slogdet(c)[1] * (method == "reml"))

    best = optimize.minimize_scalar(
        loss, bounds=(0, 10), method="bounded", options={"xatol": 1e-10}
    )
    found = smallarea.fay_herriot(y, psi, x, method=method)  # type: ignore[arg-type]
    assert found.variance == pytest.approx(best.x, abs=1e-5)
    w, c, beta = parts(found.variance)
    assert found.coefficients["value"].tolist() == pytest.approx(list(beta), abs=1e-9)
    gamma = found.variance / (found.variance + psi)
    expected = full @ beta
    np.testing.assert_allclose(found.value, expected + gamma * (y - expected), rtol=1e-10)
    g2 = (1 - gamma) ** 2 * np.einsum("ij,jk,ik->i", full, c, full)
    d = np.diag(w)
    spread = 2 / (d**2).sum() if method != "moments" else 2 * 40 / d.sum() ** 2
    bias = {
        "reml": 0.0,
        "ml": -np.trace(c @ full.T @ w @ w @ full) / (d**2).sum(),
        "moments": 2 * (40 * (d**2).sum() - d.sum() ** 2) / d.sum() ** 3,
    }[method]
    g3 = psi**2 / (found.variance + psi) ** 3 * spread
    np.testing.assert_allclose(
        found.squared_error, gamma * psi + g2 + 2 * g3 - bias * (1 - gamma) ** 2, rtol=1e-9
    )


def test_the_interval_is_the_posterior_over_all_variances() -> None:
    y, psi, x = milk_like(np.random.default_rng(12))
    found = smallarea.fay_herriot(y, psi, x)
    full = np.column_stack([np.ones(40), x["rent"]])
    grid = np.linspace(1e-4, 12, 6000)  # every variance equally likely beforehand
    log_p, means, variances = [], [], []
    for a in grid:
        d = 1 / (a + psi.to_numpy())
        c = np.linalg.inv((full.T * d) @ full)
        beta = c @ (full.T * d) @ y.to_numpy()
        r = y.to_numpy() - full @ beta
        log_p.append(0.5 * (np.log(d).sum() - (d * r * r).sum() + np.linalg.slogdet(c)[1]))
        gamma = a * d
        means.append(full @ beta + gamma * r)
        quad = np.einsum("ij,jk,ik->i", full, c, full)
        variances.append(gamma * psi.to_numpy() + (1 - gamma) ** 2 * quad)
    p = np.exp(np.array(log_p) - max(log_p))
    p /= p.sum()
    mean = p @ np.array(means)
    variance = p @ np.array(variances) + p @ (np.array(means) - mean) ** 2
    np.testing.assert_allclose(found.posterior_mean, mean, rtol=2e-3)
    np.testing.assert_allclose(found.posterior_variance, variance, rtol=2e-2)
    half = 1.959964 * np.sqrt(found.posterior_variance)
    np.testing.assert_allclose(found.upper, found.posterior_mean + half, rtol=1e-6)


def test_players_are_pulled_to_their_mean_and_too_few_are_refused() -> None:
    pulled = smallarea.james_stein(pd.Series([0.0, 2, 4, 6], list("abcd")), 1)
    assert pulled.weight == pytest.approx(0.95)
    assert pulled.value["a"] == pytest.approx(0.15)
    with pytest.raises(core.InvalidInput) as caught:
        smallarea.james_stein(pd.Series([0.0, 2, 4]), 1)
    assert caught.value.finding.code == "fewer_areas_than_needed"


def test_logit_shrinkage_shrinks_less_than_empirical_bayes() -> None:
    count, base, _, _ = hamlets(np.random.default_rng(13))
    logit = smallarea.logit_shrinkage(count, base)
    bayes = smallarea.empirical_bayes(count, base, model="binomial")
    small = base < 30
    assert logit.weight[small].mean() > bayes.weight[small].mean()
    z = np.log((count + 0.5) / (base - count + 0.5))
    assert logit.variance == pytest.approx(z.var(ddof=1))
    assert ((logit.lower <= logit.rate) & (logit.rate <= logit.upper)).all()
