"""Rates with exact intervals, and standardisation: our face beside scipy and scikit-learn."""

from pathlib import Path

import numpy as np
import pandas as pd
from measure import best_of, compare
from scipy import stats
from sklearn.preprocessing import PowerTransformer, StandardScaler
from sozialraum import indicator

DATA = Path(__file__).resolve().parents[2] / "data"


def zensus_cells() -> tuple[pd.Series, pd.Series]:
    """Children and inhabitants of the cells that publish the share below 18."""
    table = pd.read_csv(DATA / "zensus_grid/zensus2011_1km_niedersachsen_inhabited.csv")
    table = table[table["unter18_A"] >= 0]
    base = table["Einwohner"].astype(float)
    return (table["unter18_A"] * base / 100).round(), base


def scales() -> None:
    """A scale found by likelihood, and fifths by type-9 quantiles."""
    dice = np.random.default_rng(9)
    column = pd.Series(np.exp(dice.normal(size=1_000_000)) - 1.0)
    column.index = column.index.astype(str)
    some = column.iloc[:100_000]
    power = PowerTransformer(standardize=False)
    ours = indicator.fit_scale(some, "yeo_johnson")
    theirs = power.fit(some.to_frame().to_numpy())
    compare(
        "Yeo-Johnson's lambda of 100,000 areas",
        ours=best_of(lambda: indicator.fit_scale(some, "yeo_johnson")),
        peer=best_of(lambda: power.fit(some.to_frame().to_numpy())),
        peer_name="scikit-learn",
        equal=np.allclose(
            ours.apply(some).iloc[:, 0],
            theirs.transform(some.to_frame().to_numpy())[:, 0],
            rtol=1e-4,
        ),
    )

    def by_numpy() -> np.ndarray:
        values = column.to_numpy()
        limits = np.quantile(values, [0.2, 0.4, 0.6, 0.8], method="normal_unbiased")
        return np.searchsorted(limits, values, side="right") + 1

    compare(
        "fifths of 1,000,000 areas by type-9 quantiles",
        ours=best_of(lambda: indicator.quantile_groups(column)),
        peer=best_of(by_numpy),
        peer_name="numpy",
        equal=np.array_equal(indicator.quantile_groups(column), by_numpy()),
    )


def against_the_rest(count: pd.Series, base: pd.Series) -> None:
    """Fisher's exact test of every cell against all others, and the limits of a funnel."""
    few, of = count.iloc[:2000], base.iloc[:2000]
    y, n = int(few.sum()), int(of.sum())

    def by_scipy() -> list[float]:
        return [
            stats.fisher_exact([[a, b - a], [y - a, n - b - (y - a)]])[1]
            for a, b in zip(few.astype(int), of.astype(int), strict=True)
        ]

    compare(
        "Fisher's exact test of 2,000 cells against the rest (ours with intervals)",
        ours=best_of(lambda: indicator.against_region(few, of)),
        peer=best_of(by_scipy, repeats=2),
        peer_name="scipy",
        equal=np.allclose(indicator.against_region(few, of)["p"], by_scipy(), rtol=1e-6),
    )
    mean = float(count.sum() / base.sum())

    def places() -> np.ndarray:
        wide = stats.norm.isf(0.025) * np.sqrt(mean * (1 - mean) / base)
        far = stats.norm.isf(0.001) * np.sqrt(mean * (1 - mean) / base)
        off = count / base - mean
        return np.sign(off) * ((np.abs(off) > wide).astype(int) + (np.abs(off) > far))

    names = {"very_low": -2, "low": -1, "inside": 0, "high": 1, "very_high": 2}
    found = indicator.funnel(count, base, method="score")["place"].map(names)
    compare(
        f"a funnel by the normal law, {len(count):,} cells",
        ours=best_of(lambda: indicator.funnel(count, base, method="score")),
        peer=best_of(places),
        peer_name="numpy",
        equal=np.array_equal(found, places()),
    )


def main() -> None:
    count, base = zensus_cells()
    result = indicator.rate(count, base, interval="clopper_pearson")

    def scipy_interval() -> tuple[np.ndarray, np.ndarray]:
        lower = stats.beta.ppf(0.025, count, base - count + 1)
        upper = stats.beta.ppf(0.975, count + 1, base - count)
        return np.nan_to_num(lower, nan=0.0), np.nan_to_num(upper, nan=1.0)

    lower, upper = scipy_interval()
    compare(
        f"Clopper-Pearson intervals, {len(count):,} Zensus cells",
        ours=best_of(lambda: indicator.rate(count, base, interval="clopper_pearson")),
        peer=best_of(scipy_interval),
        peer_name="scipy",
        equal=np.allclose(result["lower"], lower, rtol=1e-9)
        and np.allclose(result["upper"], upper, rtol=1e-9),
    )

    scales()
    against_the_rest(count, base)
    dice = np.random.default_rng(8)
    frame = pd.DataFrame(50 + 7 * dice.normal(size=(1_000_000, 40)))
    frame.index, frame.columns = frame.index.astype(str), frame.columns.astype(str)
    scaler = StandardScaler().set_output(transform="pandas")
    compare(
        "z of a frame of 1,000,000 areas x 40 (ours: sums without rounding, any row order)",
        ours=best_of(lambda: indicator.standardise(frame), repeats=3),
        peer=best_of(lambda: scaler.fit_transform(frame), repeats=3),
        peer_name="scikit-learn",
        equal=np.allclose(indicator.standardise(frame).z, scaler.fit_transform(frame)),
    )


if __name__ == "__main__":
    main()
