"""Spatial models against dense computations that share nothing with the sparse ones."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import special, stats
from sozialraum import core, smallarea, spatial

GOLDEN = Path(__file__).resolve().parents[1] / "golden/smallarea"
STRUCTURES = ["iid", "icar", "leroux", "bym2", "proper_car"]
HELD = {"iid": {"sd": 0.6}, "icar": {"sd": 0.7}}
FREE = 1e4  # variance of the prior of coefficients on standardised covariates


def weights_of(matrix: np.ndarray, codes: list[str]) -> spatial.Weights:
    rows = [np.flatnonzero(row) for row in matrix]
    return spatial.Weights(
        codes,
        np.cumsum([0, *map(len, rows)]),
        np.concatenate(rows),
        np.concatenate([row[found] for row, found in zip(matrix, rows, strict=True)]),
    )


def small_map() -> tuple[list[str], np.ndarray]:
    """Two parts of 9 and 4 areas and an island; links of several weights."""
    dice = np.random.default_rng(5)
    links = np.zeros((14, 14))
    pairs = [(i, i + 1) for i in range(8)] + [(0, 4), (2, 7), (3, 8), (9, 10), (10, 11), (11, 12)]
    for a, b in [*pairs, (9, 12)]:
        links[a, b] = links[b, a] = dice.choice([0.5, 1.0, 2.0])
    shuffled = dice.permutation(14)
    return [f"{code:02}" for code in shuffled], links


def counted(codes: list[str], model: str) -> tuple[pd.Series, pd.Series, pd.DataFrame]:
    dice = np.random.default_rng(8)
    base = dice.integers(5, 60, 14).astype(float)
    x = dice.normal(size=14) * 3 + 7
    linear = -1.0 + 0.1 * (x - 7) + dice.normal(size=14) * 0.5
    if model == "poisson":
        count = dice.poisson(base * np.exp(linear)).astype(float)
    else:
        count = dice.binomial(base.astype(int), special.expit(linear)).astype(float)
    count[3] = np.nan
    return (pd.Series(count, codes), pd.Series(base, codes), pd.DataFrame({"x": x}, index=codes))


def covariance(structure: str, links: np.ndarray, sd: float, share: float) -> np.ndarray:
    """Of what areas differ by, from the definitions of the structures."""
    n = len(links)
    laplacian = np.diag(links.sum(1)) - links
    if structure == "iid":
        return sd**2 * np.eye(n)
    if structure == "leroux":
        return sd**2 * np.linalg.inv(share * laplacian + (1 - share) * np.eye(n))
    if structure == "proper_car":
        return sd**2 * np.linalg.inv(np.eye(n) - share * links)
    spread = np.linalg.pinv(laplacian, hermitian=True)
    spread[np.diag_indices(n)] += links.sum(1) == 0
    if structure == "icar":
        return sd**2 * spread
    reached = np.linalg.matrix_power(np.eye(n) + links, n) > 0
    for part in {tuple(row) for row in reached}:
        inside = np.ix_(part, part)
        spread[inside] /= np.exp(np.log(np.diag(spread[inside])).mean())
    return sd**2 * ((1 - share) * np.eye(n) + share * spread)


class Dense:
    """Laplace's approximation in the form of a Gaussian process: covariances, no precisions."""

    def __init__(self, count, base, x, model):
        self.seen = np.isfinite(count)
        self.y, self.n, self.model = count[self.seen], base[self.seen], model
        centre, self.scale = x[self.seen].mean(0), x[self.seen].std(0)
        self.design = np.column_stack([np.ones(len(x)), (x - centre) / self.scale])
        cases, people = self.y.sum() + 0.5, self.n.sum()
        self.middle = np.log(cases / (people if model == "poisson" else people + 1 - cases))

    def likelihood(self, f):
        if self.model == "poisson":
            mu = self.n * np.exp(f)
            return stats.poisson.logpmf(self.y, mu).sum(), self.y - mu, mu
        p = special.expit(f)
        whole = np.round(self.n).astype(int)
        return (
            stats.binom.logpmf(self.y, whole, p).sum(),
            self.y - self.n * p,
            self.n * p * (1 - p),
        )

    def fit(self, spread):
        """Log marginal likelihood, and mean and variance of the linear predictors."""
        everyone = spread + FREE * self.design @ self.design.T
        k = everyone[np.ix_(self.seen, self.seen)]
        f = np.full(len(self.y), self.middle)
        for _ in range(100):
            _, g, w = self.likelihood(f)
            root = np.sqrt(w)
            b = np.eye(len(f)) + root[:, None] * k * root
            right = w * (f - self.middle) + g
            a = right - root * np.linalg.solve(b, root * (k @ right))
            step = self.middle + k @ a - f
            f += step * min(1.0, 2.0 / np.abs(step).max())
        value, g, w = self.likelihood(f)
        root = np.sqrt(w)
        b = np.eye(len(f)) + root[:, None] * k * root
        cross = everyone[:, self.seen]
        mean = self.middle + cross @ a  # a = g, without the rounding of 1e4 times a difference
        inside = np.linalg.solve(b, root[:, None] * cross.T)
        variance = np.diag(everyone) - np.einsum("ij,ji->i", cross * root, inside)
        columns = self.design.shape[1]
        evidence = (
            value
            - 0.5 * a @ (f - self.middle)
            - 0.5 * np.linalg.slogdet(b)[1]
            + 0.5 * columns * np.log(2 * np.pi * FREE)
            - np.log(self.scale).sum()
        )
        return evidence, mean, variance


@pytest.mark.parametrize("model", ["poisson", "binomial"])
@pytest.mark.parametrize("structure", STRUCTURES)
def test_agrees_with_a_dense_laplace_approximation(structure: str, model: str) -> None:
    codes, links = small_map()
    count, base, x = counted(codes, model)
    held = HELD.get(structure, {"sd": 0.8, "share": 0.25})
    ours = smallarea.spatial_model(
        count.sample(frac=1, random_state=1).dropna(),
        base.sample(frac=1, random_state=1)[lambda b: b.index != codes[3]],
        weights_of(links, codes),
        x.sample(frac=1, random_state=1)[lambda t: t.index != codes[3]],
        structure=structure,
        model=model,
        corrected=False,
        held=held,
    )
    evidence, mean, variance = Dense(count.to_numpy(), base.to_numpy(), x.to_numpy(), model).fit(
        covariance(structure, links, held["sd"], held.get("share", 0.5))
    )
    assert ours.log_likelihood == pytest.approx(evidence, abs=1e-5)
    seen = count.notna().to_numpy()
    back = np.exp if model == "poisson" else special.expit
    ours_at = {name: getattr(ours, name).reindex(codes)[seen] for name in ("rate", "lower", "sd")}
    z, around = np.polynomial.hermite_e.hermegauss(60)
    points = back(mean[:, None] + np.sqrt(variance)[:, None] * z)
    exact = points @ around / around.sum()
    np.testing.assert_allclose(ours_at["rate"], exact[seen], rtol=2e-6)
    deviation = np.sqrt((points**2) @ around / around.sum() - exact**2)
    np.testing.assert_allclose(ours_at["sd"], deviation[seen], rtol=2e-4)
    lower = back(mean - stats.norm.ppf(0.975) * np.sqrt(variance))
    np.testing.assert_allclose(ours_at["lower"], lower[seen], rtol=2e-4)


@pytest.mark.parametrize("structure", ["leroux", "bym2"])
def test_averages_over_sd_and_share_as_a_fine_grid_does(structure: str) -> None:
    codes, links = small_map()
    count, base, x = counted(codes, "poisson")
    ours = smallarea.spatial_model(
        count, base, weights_of(links, codes), x, structure=structure, corrected=False
    )
    dense = Dense(count.to_numpy(), base.to_numpy(), x.to_numpy(), "poisson")
    found = []
    for log_sd in np.arange(-5, 2.1, 0.35):
        for logit in np.arange(-6, 6.1, 0.8):
            sd, share = np.exp(log_sd), special.expit(logit)
            evidence, mean, variance = dense.fit(covariance(structure, links, sd, share))
            prior = stats.rayleigh.logpdf(sd, scale=2.5) + log_sd + np.log(share * (1 - share))
            found.append((evidence + prior, sd, share, np.exp(mean + variance / 2)))
    density, sd, share, rate = map(np.array, zip(*found, strict=True))
    likely = np.exp(density - density.max())
    total = density.max() + np.log(likely.sum() * 0.35 * 0.8)
    likely /= likely.sum()
    assert ours.log_likelihood == pytest.approx(total, abs=0.03)
    assert ours.hyperparameters["mean"]["sd"] == pytest.approx(likely @ sd, rel=0.04)
    assert ours.hyperparameters["mean"]["share"] == pytest.approx(likely @ share, abs=0.02)
    order = np.argsort(sd)
    upper = sd[order][np.searchsorted(np.cumsum(likely[order]), 0.975)]
    assert ours.hyperparameters["upper"]["sd"] == pytest.approx(upper, rel=0.2)
    seen = count.notna().to_numpy()
    np.testing.assert_allclose(ours.rate[seen], (likely @ rate)[seen], rtol=0.01)


def exact_iid(count: np.ndarray, base: np.ndarray, sd: float):
    """Rates and log likelihood by quadrature: each area over u, all together over the constant."""
    constants = np.linspace(-5, 3, 801)
    u = np.linspace(-8 * sd, 8 * sd, 1601)
    linear = constants[:, None, None] + u
    mu = base[:, None] * np.exp(linear)
    joint = stats.poisson.pmf(count[:, None], mu) * stats.norm.pdf(u, scale=sd)
    step = u[1] - u[0]
    each = joint.sum(2) * step
    together = np.log(each).sum(1)
    weight = np.exp(together - together.max())
    rates = (joint * np.exp(linear)).sum(2) * step / each
    value = together.max() + np.log(weight.sum() * (constants[1] - constants[0]))
    return value, weight @ rates / weight.sum()


def test_independent_areas_of_0_to_5_cases_are_those_of_quadrature() -> None:
    count = np.array([0.0, 0, 1, 1, 2, 3, 5, 0, 1, 4, 2, 0])
    base = np.array([2.0, 9, 3, 6, 2, 3, 4, 4, 2, 3, 5, 3])
    codes = [f"{i:02}" for i in range(12)]
    alone = weights_of(np.diag(np.ones(11), 1), codes)
    found = {}
    for corrected in (True, False):
        found[corrected] = smallarea.spatial_model(
            pd.Series(count, codes),
            pd.Series(base, codes),
            alone,
            structure="iid",
            held={"sd": 0.8},
            corrected=corrected,
        )
    value, rates = exact_iid(count, base, 0.8)
    assert found[True].log_likelihood == pytest.approx(value, abs=0.01)
    np.testing.assert_allclose(found[True].rate, rates, rtol=0.003)
    # Uncorrected, both are far off.
    assert abs(found[False].log_likelihood - value) > 0.05
    assert np.abs(found[False].rate / rates - 1).max() > 0.15


def scotland() -> tuple[pd.DataFrame, spatial.Weights]:
    table = pd.read_csv(
        GOLDEN / "scottish_lip_cancer.csv", dtype={"district": str}, index_col="district"
    )
    lines = (GOLDEN / "scottish_lip_cancer.gal").read_text().splitlines()[1:]
    links = pd.DataFrame(0.0, table.index, table.index)
    for head, others in zip(lines[::2], lines[1::2], strict=True):
        links.loc[head.split()[0], others.split()] = 1.0
    return table, weights_of(links.to_numpy(), list(table.index))


def test_leroux_at_counts_of_0_to_5_is_that_of_a_long_markov_chain() -> None:
    table, weights = scotland()
    few, expected = np.floor(table.cases / 4), table.expected / 4
    assert few.median() == 2
    chain = pd.read_csv(GOLDEN / "leroux_mcmc.csv", dtype={"district": str}, index_col="district")
    districts = chain.iloc[:56]
    ours = smallarea.spatial_model(few, expected, weights, structure="leroux")
    np.testing.assert_allclose(ours.rate, districts["mean"], rtol=0.012)
    np.testing.assert_allclose(ours.lower, districts["lower"], rtol=0.03)
    np.testing.assert_allclose(ours.upper, districts["upper"], rtol=0.015)
    # The chain moves on a grid: steps of 16 % of sd, and of 0.3 in the logit of the share.
    for name, near in (("sd", {"rel": 0.08}), ("share", {"abs": 0.07})):
        found, known = ours.hyperparameters.loc[name], chain.loc[name]
        assert found["mean"] == pytest.approx(known["mean"], rel=0.01)
        assert found["lower"] == pytest.approx(known["lower"], **near)
        assert found["upper"] == pytest.approx(known["upper"], **near)
    plain = smallarea.spatial_model(few, expected, weights, structure="leroux", corrected=False)
    assert (plain.rate / districts["mean"] - 1).max() > 0.15


def test_tells_areas_that_have_no_neighbours_or_no_people() -> None:
    codes, links = small_map()
    count, base, _ = counted(codes, "poisson")
    count[codes[5]], base[codes[5]] = 0.0, 0.0
    result = smallarea.spatial_model(count, base, weights_of(links, codes), structure="icar")
    findings = {finding.code: finding for finding in result.findings}
    assert findings["islands"].areas == (codes[13],)
    assert set(findings["several_components"].areas) == {*codes[9:]}
    assert findings["empty_base"].areas == (codes[5],)
    assert "few_areas" in findings
    assert result.weight[codes[5]] == 0.0 and result.rate[codes[5]] > 0.0
    assert np.isnan(result.rate[codes[3]])
    assert result.state[codes[3]] == core.CellState.NOT_REPORTED


def test_weights_of_one_direction_count_half() -> None:
    table, weights = scotland()
    matrix = np.zeros((56, 56))
    for i, code in enumerate(weights.codes):
        matrix[i, weights.indices[weights.indptr[i] : weights.indptr[i + 1]]] = 2.0
        assert len(weights.neighbours(code)) > 0
    one_way = smallarea.spatial_model(
        table.cases, table.expected, weights_of(np.triu(matrix), weights.codes)
    )
    both = smallarea.spatial_model(table.cases, table.expected, weights)
    assert "asymmetric_weights" in {finding.code for finding in one_way.findings}
    assert not both.findings
    np.testing.assert_array_equal(one_way.rate, both.rate)


def test_wrong_calls_are_refused() -> None:
    table, weights = scotland()
    call = {"count": table.cases, "base": table.expected, "weights": weights}
    for wrong, code in [
        ({"structure": "lerux"}, "unknown_structure"),
        ({"held": {"share": 0.4}}, "invalid_argument"),
        ({"held": {"sd": 0.4, "share": 1.0}}, "invalid_argument"),
        ({"held": {"sd": 0.4, "share": 0.18}, "structure": "proper_car"}, "invalid_argument"),
        ({"sd_prior": 0.0}, "invalid_argument"),
        ({"level": 1.0}, "invalid_argument"),
        ({"model": "binomial"}, "count_above_base"),
        ({"covariates": table[["aff"]].assign(twice=2 * table.aff)}, "collinear_covariates"),
    ]:
        with pytest.raises(core.InvalidInput) as error:
            smallarea.spatial_model(**(call | wrong))
        assert error.value.finding.code == code, wrong


def test_years_are_borrowed_from_as_well_as_neighbours() -> None:
    areas = ["Hafen", "Moor", "Wald"]
    roads = spatial.Weights(areas, [0, 1, 2, 4], [2, 2, 0, 1], [1.0] * 4)
    count = pd.DataFrame({2021: [33.0, 19, 0], 2020: [30.0, 20, 10]}, areas).loc[areas[::-1]]
    found = smallarea.space_time_model(count, count * 0 + 100, roads, time_weight=4.0)
    assert found.rate.columns.tolist() == [2021, 2020]  # as they came
    assert found.rate.index.tolist() == areas[::-1]
    assert 0 < found.rate.loc["Wald", 2021] < found.rate.loc["Wald", 2020] < 0.3
    # Cases of a year are kept by its effect (three areas only: to some thousandths).
    assert found.rate.sum().to_numpy() * 100 == pytest.approx(count.sum().to_numpy(), rel=0.01)
    assert found.years.index.tolist() == ["2021"]
    assert found.tried.index.tolist() == [4.0]
    with pytest.raises(core.InvalidInput, match="no year"):
        smallarea.space_time_model(
            count.set_axis(["a", "b"], axis=1),
            (count * 0 + 100).set_axis(["a", "b"], axis=1),
            roads,
        )
