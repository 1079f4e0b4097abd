"""Empirical Bayes: our face beside esda, which gives rates without weights and intervals."""

import numpy as np
import pandas as pd
from esda.smoothing import Empirical_Bayes
from indicator_peer import zensus_cells
from measure import best_of, compare
from scipy import stats
from sozialraum import smallarea


def million_areas() -> tuple[pd.Series, pd.Series]:
    """Made-up areas of 1 to 1,000 persons with rates between 5 and 30 percent."""
    dice = np.random.default_rng(7)
    base = dice.integers(1, 1001, 1_000_000)
    count = dice.binomial(base, dice.uniform(0.05, 0.30, len(base)))
    index = [f"{i:08}" for i in range(len(base))]  # keys are texts, as offices write them
    return pd.Series(count, index, dtype=float), pd.Series(base, index, dtype=float)


def rates_of_esda(count: pd.Series, base: pd.Series) -> np.ndarray:
    return np.asarray(Empirical_Bayes(count.to_numpy(), base.to_numpy()).r).ravel()


def with_intervals(count: pd.Series, base: pd.Series) -> tuple[np.ndarray, ...]:
    """The same work with esda and scipy: rates, and quantiles of the gamma posterior."""
    rates = rates_of_esda(count, base)
    b = count.sum() / base.sum()
    variance = (base * (count / base - b) ** 2).sum() / base.sum() - b / base.mean()
    posterior = stats.gamma(b * b / variance + count, scale=1 / (b / variance + base))
    return rates, posterior.ppf(0.025), posterior.ppf(0.975)


def compare_on(name: str, count: pd.Series, base: pd.Series, repeats: int) -> None:
    ours = smallarea.empirical_bayes(count, base)
    seconds = best_of(lambda: smallarea.empirical_bayes(count, base), repeats=repeats)
    compare(
        f"empirical Bayes rates, {name} (ours with weights and intervals)",
        ours=seconds,
        peer=best_of(lambda: rates_of_esda(count, base), repeats=repeats),
        peer_name="esda",
        equal=np.allclose(ours.rate, rates_of_esda(count, base), rtol=1e-9),
    )
    rates, lower, upper = with_intervals(count, base)
    compare(
        f"empirical Bayes rates and intervals (ours wider by the prior), {name}",
        ours=seconds,
        peer=best_of(lambda: with_intervals(count, base), repeats=repeats),
        peer_name="esda and scipy",
        # Ours carry what is not known of the prior: as wide or wider, by some per cent.
        equal=np.allclose(ours.rate, rates)
        and bool((np.abs((ours.upper - ours.lower) / (upper - lower) - 1) < 0.05).all()),
    )


def main() -> None:
    count, base = zensus_cells()
    compare_on(f"{len(count):,} Zensus cells", count, base, repeats=5)
    compare_on("1,000,000 made-up areas", *million_areas(), repeats=2)


if __name__ == "__main__":
    main()
