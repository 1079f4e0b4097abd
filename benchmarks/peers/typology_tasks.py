"""The large tasks of the typology engine beside the packages people use today.

python benchmarks/peers/typology_tasks.py             prints a Markdown table of all tasks
python benchmarks/peers/typology_tasks.py ward maxp   of some; --list names them

Every side of a task runs in a fresh process on the same invented areas; the column "agreement" says
what was compared, and a task whose results do not agree ends the script. One thread on both sides
where nothing else is said; processor time hardly depends on what else the machine does.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from measure_apart import HEAD, Row, apart

warnings.filterwarnings("ignore")
DATA = Path(__file__).parents[2] / "data"


def blobs(areas: int, columns: int, *, apart_by: float = 0.5, seed: int = 1) -> np.ndarray:
    """Areas around eight hidden centres that overlap."""
    dice = np.random.default_rng(seed)
    centres = apart_by * dice.normal(size=(8, columns))
    values = centres[dice.integers(8, size=areas)]
    values += dice.normal(size=(areas, columns))
    return values


def table(values: np.ndarray) -> pd.DataFrame:
    index = [f"{i:08}" for i in range(len(values))]
    return pd.DataFrame(values, index, [f"x{j}" for j in range(values.shape[1])])


def people(areas: int) -> np.ndarray:
    return np.random.default_rng(2).integers(5, 500, size=areas).astype(float)


def package(name: str) -> str:
    return f"{name} {version(name)}"


def agree(ok: bool, what: str) -> str:
    if not ok:
        sys.exit(f"the results differ: {what}")
    return what


# ---- types ----


def kmeans() -> Iterator[Row]:
    """Two starts to the end, with weights; at 3.1 million areas one start."""
    from sklearn.cluster import KMeans
    from sozialraum import typology

    for areas, starts in ((100_000, 2), (3_100_000, 1)):
        values, weight = blobs(areas, 20), people(areas)
        frame = table(values)
        weights = pd.Series(weight, frame.index)

        def ours(frame: Any = frame, weights: Any = weights, starts: int = starts) -> float:
            found = typology.kmeans(frame, 8, weights=weights, starts=starts, threads=1)
            return float(found.inertia)

        def peer(
            values: Any = values, weight: Any = weight, starts: int = starts
        ) -> tuple[float, int]:
            model = KMeans(8, n_init=starts, tol=0, max_iter=1000, random_state=1)
            model.fit(values, sample_weight=weight)
            return float(model.inertia_), int(model.n_iter_)

        one, other = apart(ours), apart(peer)
        yield Row(
            f"k-means with weights, {areas:,} x 20, k = 8, {starts} start(s) to the end",
            one,
            other,
            f"{package('scikit-learn')}, tol=0, {other.result[1]} passes",
            agree(one.result <= other.result[0] * (1 + 1e-6), "sum of squares to 1e-6"),
        )


def floors() -> Iterator[Row]:
    """Sizes between 92 and 108 % of an even share."""
    from k_means_constrained import KMeansConstrained
    from sozialraum import typology

    values = blobs(10_000, 10)
    frame = table(values)

    def ours() -> float:
        found = typology.bounded_kmeans(
            frame, 8, least={"areas": 1150}, most={"areas": 1350}, starts=1, threads=1
        )
        return float(found.inertia)

    def peer() -> float:
        model = KMeansConstrained(8, size_min=1150, size_max=1350, n_init=1, random_state=1)
        return float(model.fit(values).inertia_)

    one, other = apart(ours), apart(peer)
    gap = one.result / other.result - 1
    yield Row(
        "k-means, 1,150 to 1,350 areas a type, 10,000 x 10, k = 8, one start",
        one,
        other,
        package("k-means-constrained"),
        agree(gap < 0.01, f"sum of squares {100 * gap:+.2f} %"),
    )


def ward() -> Iterator[Row]:
    import fastcluster
    import genieclust
    from sozialraum import typology

    values = blobs(30_000, 10)
    frame = table(values)

    def top(heights: np.ndarray) -> np.ndarray:
        return np.sort(np.asarray(heights))[-100:]

    def plain() -> np.ndarray:
        return top(fastcluster.linkage(values, "ward")[:, 2])

    def lean() -> np.ndarray:
        return top(fastcluster.linkage_vector(values, "ward")[:, 2])

    ours = apart(lambda: top(typology.ward(frame).heights))
    for name, work in (("linkage (all distances)", plain), ("linkage_vector", lean)):
        other = apart(work)
        same = np.allclose(ours.result, other.result, rtol=1e-9)
        yield Row(
            "Ward, 30,000 x 10",
            ours,
            other,
            f"{package('fastcluster')} {name}",
            agree(same, "the last 100 heights"),
        )
    genie = apart(lambda: int(genieclust.Genie(8).fit_predict(values).max()))
    yield Row("Ward, 30,000 x 10", ours, genie, package("genieclust"), "another method")


def medoids() -> Iterator[Row]:
    import kmedoids
    from sklearn.metrics import pairwise_distances
    from sozialraum import typology

    values = blobs(10_000, 10)
    frame = table(values)

    def ours() -> float:
        return float(typology.kmedoids(frame, 8, starts=1, threads=1).cost)

    def peer() -> float:
        distances = pairwise_distances(values, n_jobs=1)
        return float(kmedoids.fasterpam(distances, 8, random_state=1, n_cpu=1).loss)

    one, other = apart(ours), apart(peer)
    gap = one.result / other.result - 1
    yield Row(
        "k-medoids, 10,000 x 10, k = 8, one start, distances included",
        one,
        other,
        f"{package('kmedoids')} fasterpam, scikit-learn's distances",
        agree(gap < 0.005, f"sum of distances {100 * gap:+.2f} %"),
    )


def mixtures() -> Iterator[Row]:
    from sklearn.mixture import GaussianMixture
    from sozialraum import typology

    values = blobs(100_000, 20)
    frame = table(values)

    def ours() -> float:
        found = typology.mixture(
            frame, 8, family="full", starts=1, passes=50, tolerance=1e-300, threads=1
        )
        return float(found.log_likelihood) / len(frame)

    def peer() -> float:
        model = GaussianMixture(8, max_iter=50, tol=0.0, random_state=1).fit(values)
        return float(model.score(values))

    one, other = apart(ours), apart(peer)
    yield Row(
        "mixture, full covariances, 100,000 x 20, k = 8, 50 passes",
        one,
        other,
        package("scikit-learn"),
        agree(abs(one.result - other.result) < 0.01, "log-likelihood an area to 0.01"),
    )
    for columns in (8, 20):
        yield from _deconvolution(columns)


def _deconvolution(columns: int) -> Iterator[Row]:
    from sozialraum import typology

    frame = table(blobs(100_000, columns))
    dice = np.random.default_rng(3)
    roots = 0.3 * dice.normal(size=(1_000, columns, columns)) / np.sqrt(columns)
    some = roots @ roots.transpose(0, 2, 1) + 0.05 * np.eye(columns)
    errors = some[dice.integers(1_000, size=100_000)]

    def ours() -> float:
        found = typology.mixture(
            frame,
            8,
            error_covariances=errors,
            family="full",
            starts=1,
            passes=50,
            tolerance=1e-300,
        )
        return float(found.log_likelihood)

    yield Row(
        f"the same with an error covariance an area, 100,000 x {columns} (two threads)",
        apart(ours),
        peer_is="none",
    )


def silhouettes() -> Iterator[Row]:
    from sklearn.metrics import silhouette_score
    from sozialraum import typology

    values = blobs(102_400, 8)
    frame = table(values)
    labels = np.random.default_rng(4).integers(8, size=len(values))
    centres = np.array([values[labels == c].mean(0) for c in range(8)]) + blobs(8, 8, seed=9)
    labels = ((values[:, None, :] - centres) ** 2).sum(2).argmin(1)
    types = pd.Series([chr(65 + c) for c in labels], frame.index)
    for metric, name in (("sqeuclidean", "squared distances"), ("euclidean", "distances")):
        squared = metric == "sqeuclidean"
        work = typology.squared_silhouette if squared else typology.silhouette
        one = apart(lambda work=work: float(work(frame, types).mean))
        other = apart(lambda m=metric: float(silhouette_score(values, labels, metric=m)))
        yield Row(
            f"silhouette of {name}, 102,400 x 8, k = 8",
            one,
            other,
            package("scikit-learn"),
            agree(abs(one.result - other.result) < 1e-9, "mean width to 1e-9"),
        )


# ---- certainty ----


def refits() -> Iterator[Row]:
    from sozialraum import typology

    values = blobs(941, 20, apart_by=0.7)
    frame = table(values)
    errors = table(np.random.default_rng(5).uniform(0.1, 0.5, size=values.shape))
    found = typology.kmeans(frame, 6, starts=20)
    labels = found.types.map(lambda x: ord(x) - 65).to_numpy()

    def ours() -> float:
        sure = typology.certainty(frame, found, errors, draws=1_000, starts=3, threads=1)
        return float(sure.refit.mean())

    def peer() -> float:
        return _refits_by_scikit(values, errors.to_numpy(), labels)

    one, other = apart(ours), apart(peer)
    gap = one.result - other.result
    yield Row(
        "certainty, 1,000 refits of 3 starts, 941 x 20, k = 6, labels aligned",
        one,
        other,
        f"{package('scikit-learn')} and scipy",
        agree(abs(gap) < 0.03, f"mean share {one.result:.3f} and {other.result:.3f}"),
    )


def _refits_by_scikit(values: np.ndarray, errors: np.ndarray, labels: np.ndarray) -> float:
    from scipy.optimize import linear_sum_assignment
    from sklearn.cluster import KMeans

    dice = np.random.default_rng(6)
    stayed = np.zeros(len(values))
    for draw in range(1_000):
        weight = dice.gamma(4.0, 0.25, size=values.shape[1])
        drawn = np.sqrt(weight) * (values + errors * dice.normal(size=values.shape))
        again = KMeans(6, n_init=3, tol=0, max_iter=1000, random_state=draw).fit(drawn).labels_
        shared = np.zeros((6, 6))
        np.add.at(shared, (labels, again), 1.0)
        rows, partners = linear_sum_assignment(-shared)
        partner = np.empty(6, int)
        partner[rows] = partners
        stayed += again == partner[labels]
    return float(stayed.mean() / 1_000)


# ---- regions ----


def grid_links(side: int) -> pd.DataFrame:
    cells = np.arange(side * side).reshape(side, side)
    one = np.concatenate([cells[:, :-1].ravel(), cells[:-1].ravel()])
    other = np.concatenate([cells[:, 1:].ravel(), cells[1:].ravel()])
    names = np.array([f"{i:08}" for i in range(side * side)])
    return pd.DataFrame({"from": names[one], "to": names[other]})


def geoda_grid(side: int) -> tuple[Any, Any]:
    """The map and its rook neighbours, as libgeoda wants them."""
    import geopandas as gpd
    import pygeoda
    import shapely

    x, y = np.meshgrid(np.arange(side, dtype=float), np.arange(side, dtype=float))
    squares = shapely.box(x.ravel(), y.ravel(), x.ravel() + 1, y.ravel() + 1)
    layer = gpd.GeoDataFrame({"id": np.arange(side * side)}, geometry=squares, crs="EPSG:25832")
    opened = pygeoda.open(layer)
    return opened, pygeoda.rook_weights(opened)


def within(values: np.ndarray, labels: np.ndarray) -> float:
    """The sum of squares inside the regions."""
    return float(sum(((p - p.mean(0)) ** 2).sum() for _, p in _parts(values, labels)))


def _parts(values: np.ndarray, labels: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    yield from enumerate(values[part] for part in np.split(order, cuts))


def _codes(types: pd.Series) -> np.ndarray:
    return np.asarray(pd.factorize(types)[0])


def _trees(task: str, method: str, peer: Callable[[Any, Any], Any], larger: int) -> Iterator[Row]:
    """A tree of alike neighbours, 100 cuts: beside libgeoda on 4,096 cells, alone on more."""
    import pygeoda
    from sozialraum import typology

    for side in (64, larger):
        values = blobs(side * side, 8)
        frame, links = table(values), grid_links(side)

        def ours(frame: Any = frame, links: Any = links, values: Any = values) -> float:
            found = typology.regions(frame, 101, links, method=method)
            return within(values, _codes(found.types))

        title = f"{task}, 100 cuts, {side * side:,} cells x 8"
        if side > 64:
            yield Row(title, apart(ours), peer_is="none that can")
            continue

        def theirs(side: int = side, values: Any = values) -> float:
            _, weights = geoda_grid(side)
            return within(values, np.array(peer(weights, values.T.tolist())["Clusters"]))

        one, other = apart(ours, repeats=3), apart(theirs)
        gap = one.result / other.result - 1
        yield Row(
            title,
            one,
            other,
            f"libgeoda (pygeoda {pygeoda.__version__})",
            agree(gap < 0.01, f"sum of squares within {100 * gap:+.2f} %"),
        )


def skater() -> Iterator[Row]:
    import pygeoda

    yield from _trees(
        "SKATER", "skater", lambda w, data: pygeoda.skater(101, w, data, scale_method="raw"), 320
    )


def redcap() -> Iterator[Row]:
    import pygeoda

    def peer(w: Any, data: Any) -> Any:
        return pygeoda.redcap(101, w, data, "fullorder-completelinkage", scale_method="raw")

    yield from _trees("REDCAP full-order complete", "redcap_full_complete", peer, 174)


def contiguity_ward() -> Iterator[Row]:
    from scipy.sparse import coo_matrix
    from sklearn.cluster import AgglomerativeClustering
    from sozialraum import typology

    side = 320
    values = blobs(side * side, 8)
    frame, links = table(values), grid_links(side)
    persons = pd.DataFrame({"people": people(side * side)}, frame.index)

    def plain() -> float:
        found = typology.regions(frame, 100, links, method="ward")
        return within(values, _codes(found.types))

    def bounded() -> float:
        found = typology.regions(
            frame,
            100,
            links,
            method="ward",
            counts=persons,
            least={"people": 10_000.0},
            weights=persons["people"],
        )
        return float(found.totals["people"].min())

    def peer() -> float:
        ends = links["from"].astype(int), links["to"].astype(int)
        near = coo_matrix((np.ones(len(links)), ends), shape=(side * side, side * side))
        near = (near + near.T).tocsr()
        model = AgglomerativeClustering(100, connectivity=near, linkage="ward")
        return within(values, model.fit_predict(values))

    one, other = apart(plain), apart(peer)
    gap = one.result / other.result - 1
    yield Row(
        f"contiguity Ward, {side * side:,} cells x 8, k = 100",
        one,
        other,
        package("scikit-learn"),
        agree(gap < 0.01, f"sum of squares within {100 * gap:+.3f} %"),
    )
    floor = apart(bounded)
    yield Row(
        "the same with weights and a floor of 10,000 people",
        floor,
        other,
        f"{package('scikit-learn')} without both",
        agree(floor.result >= 10_000, "each region has them"),
    )


def maxp() -> Iterator[Row]:
    """Floor of ten mean cells."""
    for side in (32, 64, 320):
        yield from _maxp_of_grid(side)
    yield _maxp_of_cells()


def _maxp_of_grid(side: int) -> Iterator[Row]:
    from sozialraum import typology

    values, frame, links = (
        blobs(side * side, 8),
        table(blobs(side * side, 8)),
        grid_links(side),
    )
    counted = np.random.default_rng(2).integers(1, 20, size=side * side).astype(float)
    persons = pd.DataFrame({"people": counted}, frame.index)

    def ours() -> tuple[int, float, int]:
        found = typology.max_p(frame, links, counts=persons, least={"people": 100.0})
        codes = _codes(found.types)
        return int(codes.max()) + 1, within(values, codes), int(found.most_regions)

    one = apart(ours)
    p, inside, most = one.result
    title = f"max-p, floor 100 at a mean of 10, {side * side:,} cells x 8"
    reached = f"{p:,} regions, {100 * p / most:.1f} % of the bound"
    peers: list[tuple[str, Callable[[], np.ndarray]]] = []
    if side <= 64:
        peers.append(
            (f"libgeoda (pygeoda {version('pygeoda')}) greedy", _geoda_maxp(side, values, counted))
        )
    if side <= 32:
        peers.append((package("spopt"), _spopt_maxp(side, values, counted)))
    if not peers:
        yield Row(title, one, peer_is="none that can", agreement=reached)
    for name, work in peers:
        other = apart(lambda work=work: _counted(values, work()))
        q, theirs = other.result
        yield Row(
            title,
            one,
            other,
            name,
            agree(p >= q, f"{reached}, peer {q:,}; within {inside / theirs:.2f} of the peer's"),
        )


def _counted(values: np.ndarray, labels: np.ndarray) -> tuple[int, float]:
    return len(np.unique(labels)), within(values, labels)


def _geoda_maxp(side: int, values: np.ndarray, counted: np.ndarray) -> Callable[[], np.ndarray]:
    def work() -> np.ndarray:
        import pygeoda

        _, weights = geoda_grid(side)
        found = pygeoda.maxp_greedy(
            weights, values.T.tolist(), counted.tolist(), 100.0, iterations=99, scale_method="raw"
        )
        return np.array(found["Clusters"])

    return work


def _spopt_maxp(side: int, values: np.ndarray, counted: np.ndarray) -> Callable[[], np.ndarray]:
    def work() -> np.ndarray:
        import geopandas as gpd
        import libpysal
        import shapely
        from spopt.region import MaxPHeuristic

        x, y = np.meshgrid(np.arange(side, dtype=float), np.arange(side, dtype=float))
        squares = shapely.box(x.ravel(), y.ravel(), x.ravel() + 1, y.ravel() + 1)
        names = [f"x{j}" for j in range(values.shape[1])]
        layer = gpd.GeoDataFrame(values, columns=names, geometry=squares)
        layer["people"] = counted
        weights = libpysal.weights.lat2W(side, side, rook=True, id_type="int")
        np.random.seed(1)
        model = MaxPHeuristic(layer, weights, names, "people", 100.0, 2)
        model.solve()
        return np.array(model.labels_)

    return work


def _maxp_of_cells() -> Row:
    """The inhabited 1-km cells of the Weserbergland that the demo shows, floor of 300 people."""
    from sozialraum import typology

    frame, links, persons = demo_cells()

    def ours() -> tuple[int, int]:
        found = typology.max_p(frame, links, counts=persons, least={"people": 300.0})
        return int(_codes(found.types).max()) + 1, int(found.most_regions)

    one = apart(ours)
    p, most = one.result
    return Row(
        f"max-p, floor 300 people, {len(frame):,} real cells",
        one,
        peer_is="none measured",
        agreement=f"{p} regions, bound {most}: gap {100 * (1 - p / most):.1f} %",
    )


def demo_cells() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The inhabited cells of the Weserbergland; neighbours share a side or a corner."""
    cells = pd.read_csv(DATA / "zensus_grid" / "zensus2011_1km_weserbergland.csv")
    cells = cells[cells["Einwohner"] > 0].reset_index(drop=True)
    values = cells[["Alter_D", "unter18_A", "ab65_A", "HHGroesse_D"]].astype(float)
    values = values.where(values > -1)
    values = ((values - values.mean()) / values.std()).fillna(0.0)
    frame = table(values.to_numpy())
    persons = pd.DataFrame({"people": cells["Einwohner"].to_numpy(float)}, frame.index)
    x, y = cells["x_mp_1km"] // 1000, cells["y_mp_1km"] // 1000
    place = {where: name for where, name in zip(zip(x, y, strict=True), frame.index, strict=True)}
    steps = ((1, 0), (0, 1), (1, 1), (1, -1))
    links = [
        (name, place[east + i, north + j])
        for (east, north), name in place.items()
        for i, j in steps
        if (east + i, north + j) in place
    ]
    return frame, pd.DataFrame(links, columns=["from", "to"]), persons


TASKS: dict[str, Callable[[], Iterator[Row]]] = {
    "kmeans": kmeans,
    "floors": floors,
    "ward": ward,
    "medoids": medoids,
    "mixtures": mixtures,
    "silhouettes": silhouettes,
    "refits": refits,
    "skater": skater,
    "redcap": redcap,
    "contiguity_ward": contiguity_ward,
    "maxp": maxp,
}


def main() -> None:
    wanted = sys.argv[1:] or list(TASKS)
    if "--list" in wanted:
        print("\n".join(TASKS))
        return
    print(f"load {os.getloadavg()[0]:.1f} at the beginning\n\n{HEAD}", flush=True)
    for name in wanted:
        for row in TASKS[name]():
            print(row, flush=True)
    print(f"\nload {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
