"""Rates with exact intervals, and standardisation: our face beside scipy and scikit-learn."""

from pathlib import Path

import numpy as np
import pandas as pd
from measure import best_of, compare
from scipy import stats
from sklearn.preprocessing import StandardScaler
from sozialraum import indicator

DATA = Path(__file__).resolve().parents[2] / "data"


def zensus_cells() -> tuple[pd.Series, pd.Series]:
    """Children and inhabitants of the cells that publish the share below 18."""
    table = pd.read_csv(DATA / "zensus_grid/zensus2011_1km_niedersachsen_inhabited.csv")
    table = table[table["unter18_A"] >= 0]
    base = table["Einwohner"].astype(float)
    return (table["unter18_A"] * base / 100).round(), base


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
