"""k-means and Ward on the inhabited 1-km cells of Lower Saxony, beside scikit-learn and scipy."""

from pathlib import Path

import numpy as np
import pandas as pd
from measure import best_of, compare
from scipy.cluster import hierarchy
from sklearn.cluster import KMeans
from sozialraum import typology
from threadpoolctl import threadpool_limits

CELLS = Path(__file__).parents[2] / "data/zensus_grid/zensus2011_1km_niedersachsen_inhabited.csv"
INDICATORS = ["Alter_D", "unter18_A", "ab65_A", "HHGroesse_D", "Wohnfl_Bew_D", "Leerstandsquote"]


def cells() -> pd.DataFrame:
    """z values of the cells in which all six indicators are published."""
    table = pd.read_csv(CELLS)
    table.index = [f"N{y}E{x}" for x, y in zip(table["x_mp_1km"], table["y_mp_1km"], strict=True)]
    complete = table[INDICATORS].astype(float)
    complete = complete[(complete > -1).all(axis=1)]
    return (complete - complete.mean()) / complete.std(ddof=0)


def peer_kmeans(values: np.ndarray, starts: int, tolerance: float) -> KMeans:
    with threadpool_limits(1):  # one thread each
        return KMeans(8, n_init=starts, tol=tolerance, max_iter=1000, random_state=1).fit(values)


def compare_kmeans(frame: pd.DataFrame, starts: int) -> None:
    values = np.ascontiguousarray(frame)
    ours = typology.kmeans(frame, 8, starts=starts, seed=1, threads=1)
    peer = peer_kmeans(values, starts, 0.0)
    compare(
        f"k-means, {len(frame):,} cells x {values.shape[1]}, k = 8, {starts} starts, to the end",
        ours=best_of(lambda: typology.kmeans(frame, 8, starts=starts, seed=1, threads=1)),
        peer=best_of(lambda: peer_kmeans(values, starts, 0.0)),
        peer_name="scikit-learn, tol=0",
        equal=ours.inertia <= peer.inertia_ * (1 + 1e-6),
    )


def compare_ward(frame: pd.DataFrame) -> None:
    values = np.ascontiguousarray(frame)
    ours = typology.ward(frame)
    peer = hierarchy.linkage(values, "ward")
    compare(
        f"Ward, {len(frame):,} cells x {values.shape[1]}",
        ours=best_of(lambda: typology.ward(frame), repeats=2),
        peer=best_of(lambda: hierarchy.linkage(values, "ward"), repeats=2),
        peer_name="scipy",
        equal=np.allclose(np.sort(ours.heights)[-50:], peer[-50:, 2], rtol=1e-9),
    )


def main() -> None:
    frame = cells()
    compare_kmeans(frame, 10)
    compare_ward(frame.iloc[:8000])


if __name__ == "__main__":
    main()
