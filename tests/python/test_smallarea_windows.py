"""Windows that grow, years that are pooled, density as people see it."""

import numpy as np
import pandas as pd
import pytest
from scipy import optimize
from sozialraum import access, core, smallarea
from test_matrix import town


def test_windows_grow_along_the_roads() -> None:
    graph, homes, _ = town()
    roads = access.travel_time_weights(graph, homes, limit=60, decay=access.Decay.linear(60))
    rng = np.random.default_rng(1)
    base = pd.Series(rng.integers(20, 200, len(homes)).astype(float), homes.index)
    count = pd.Series(rng.binomial(base.astype(int), 0.1).astype(float), homes.index)
    found = smallarea.growing_windows(count, base, roads, least_base=400)
    for code in homes.index[:10]:
        # The same by sorting: all that are as near as the last one needed.
        near = roads.neighbours(code).sort_values(ascending=False)
        reached = base[code] + base[near.index].cumsum()
        if base[code] >= 400 or not (reached >= 400).any():
            continue
        last = near[(reached >= 400).idxmax()]
        window = [code, *near.index[near >= last]]
        assert found.base[code] == base[window].sum()
        assert found.count[code] == count[window].sum()
        assert found.members[code] == len(window)
    exact = smallarea.growing_windows(count, base, roads, least_base=400, in_part=True)
    whole = (base < 400) & (found.base >= 400)
    np.testing.assert_allclose(exact.base[whole], 400)
    assert whole.sum() > 3


def test_the_trend_of_pooled_years_is_that_of_a_poisson_regression() -> None:
    rng = np.random.default_rng(2)
    areas, years = [f"{i:02}" for i in range(12)], [2019, 2020, 2021, 2022]
    base = pd.DataFrame(rng.integers(50, 400, (12, 4)).astype(float), areas, years)
    mean = base * 0.1 * np.exp(0.08 * (np.array(years) - 2019))
    count = pd.DataFrame(rng.poisson(mean).astype(float), areas, years)
    time = np.array(years) - 2022.0

    def loss(v: np.ndarray) -> float:  # a level for each area, and the trend
        eta = v[:12, None] + v[12] * time
        return float((base.to_numpy() * np.exp(eta) - count.to_numpy() * eta).sum())

    best = optimize.minimize(loss, np.append(np.full(12, -2.0), 0), method="BFGS", tol=1e-10)
    pooled = smallarea.pooled_years(count, base)
    assert pooled.trend == pytest.approx(best.x[12], abs=1e-5)
    np.testing.assert_allclose(pooled.count / pooled.base, np.exp(best.x[:12]), rtol=1e-4)
    assert pooled.year == 2022
    adjusted = smallarea.empirical_bayes(pooled.count, pooled.base)
    assert adjusted.rate.notna().all()
    named = {year: letter for year, letter in zip(years, "abcd", strict=True)}
    with pytest.raises(core.InvalidInput, match="no year"):
        smallarea.pooled_years(count.rename(columns=named), base.rename(columns=named))


def test_density_is_that_around_the_mean_inhabitant() -> None:
    people = pd.Series([50.0, 400, 10, 0, 140])
    density = smallarea.weighted_density(people, people * 0 + 1)
    assert density["arithmetic"] == pytest.approx(303.6667, abs=1e-4)
    assert density["plain"] == 120
    assert density["sparse"] == pytest.approx(10 / 600)
