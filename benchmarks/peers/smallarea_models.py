"""Draws, neighbours and models of small areas beside numpy, in one run, in processor time.

Processor time of all threads hardly depends on what else the machine does; two idle cores take
about half of ours, and all of numpy's.

python benchmarks/peers/smallarea_models.py      prints a Markdown table
"""

from __future__ import annotations

import importlib.util
import time
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
from sozialraum import smallarea, spatial

warnings.filterwarnings("ignore")
RNG = np.random.default_rng(1)


def best(work: Callable[[], object], times: int = 3) -> float:
    """Processor seconds of the fastest of several runs."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def counts(n: int) -> tuple[pd.Series, pd.Series, pd.DataFrame]:
    """Areas of 5 to 500 people whose rates differ, with three covariates."""
    index = [f"{i:07}" for i in range(n)]
    base = np.round(5 * 100 ** RNG.random(n))
    x = pd.DataFrame(RNG.normal(size=(n, 3)), index, ["a", "b", "c"])
    rate = 0.12 * np.exp(0.3 * x["a"].to_numpy() + 0.3 * RNG.normal(size=n))
    return pd.Series(RNG.poisson(base * rate).astype(float), index), pd.Series(base, index), x


def neighbours(n: int, k: int) -> spatial.Weights:
    """The k next on a line, weights falling with the minutes."""
    offsets = [d for d in range(-k // 2, k // 2 + 1) if d != 0]
    rows = (np.arange(n)[:, None] + offsets) % n
    order = np.argsort(rows, axis=1)
    weights = np.exp(-np.abs(offsets) / 10)[order]
    indptr = np.arange(0, n * len(offsets) + 1, len(offsets))
    codes = [f"{i:07}" for i in range(n)]
    return spatial.Weights(
        codes, indptr, np.take_along_axis(rows, order, 1).ravel(), weights.ravel()
    )


def local_by_numpy(y: np.ndarray, n: np.ndarray, w: spatial.Weights) -> np.ndarray:
    """Marshall's local estimator with sums over the rows of the weights."""
    start, k = w.indptr[:-1], w.data
    at = w.indices
    kn, ky = k * n[at], k * y[at]
    people = np.add.reduceat(kn, start) + n
    m = (np.add.reduceat(ky, start) + y) / people
    p = y / n
    d = p[at] - np.repeat(m, np.diff(w.indptr))
    c = (np.add.reduceat(kn * d * d, start) + n * (p - m) ** 2) / people
    a = np.maximum(0, c - m * (np.add.reduceat(k, start) + 1) / people)
    return m + a / (a + m / n) * (p - m)


def draws(rows: list[str], areas: int, columns: int, number: int) -> None:
    """Draws of gamma and beta laws, in blocks, beside numpy's generators."""
    y, n, _ = counts(areas)
    for model in ("poisson", "binomial"):
        found = smallarea.empirical_bayes(np.minimum(y, n), n, model=model)  # type: ignore[arg-type]
        table = smallarea.TableDraws({f"x{c}": found for c in range(columns)})
        ours = best(lambda table=table: table.block(0, number), 2)
        m, v = found.posterior_mean.to_numpy(), found.posterior_variance.to_numpy()
        if model == "poisson":
            shape, scale = m * m / v, v / m

            def theirs(shape: np.ndarray = shape, scale: np.ndarray = scale) -> object:
                return RNG.gamma(shape[:, None], scale[:, None], (number, areas, columns))
        else:
            persons = m * (1 - m) / v - 1
            a, b = m * persons, (1 - m) * persons

            def theirs(shape: np.ndarray = a, scale: np.ndarray = b) -> object:
                return RNG.beta(shape[:, None], scale[:, None], (number, areas, columns))

        peer = best(theirs, 2)
        cells = number * areas * columns / 1e6
        rows.append(
            f"| {number} draws of {columns} indicators, {areas:,} areas, {model} "
            f"| {1e3 * ours / cells:.0f} ns | {1e3 * peer / cells:.0f} ns "
            f"| {peer / ours:.1f} | numpy |"
        )


def by_statsmodels(y: pd.Series, n: pd.Series, x: pd.DataFrame) -> float | None:
    """Seconds of a negative binomial regression, the likelihood of the same model.

    statsmodels is not in the requirements; None without it.
    """
    if importlib.util.find_spec("statsmodels") is None:
        return None
    from statsmodels.discrete.discrete_model import NegativeBinomial

    design = np.column_stack([np.ones(len(y)), x.to_numpy()])

    def fit() -> object:
        model = NegativeBinomial(y.to_numpy(), design, offset=np.log(n.to_numpy()))
        return model.fit(disp=0, maxiter=200)

    ours, theirs = smallarea.regression_bayes(y, n, x), fit()
    assert np.allclose(ours.coefficients["value"], theirs.params[:-1], atol=1e-3)  # type: ignore[attr-defined]
    return best(fit, 2)


def main() -> None:
    rows: list[str] = []
    y, n, _ = counts(1_000_000)
    seconds = best(lambda: smallarea.empirical_bayes(y, n), 2)
    rows.append(
        f"| empirical_bayes with honest intervals, 1,000,000 areas | {seconds:.2f} s | | | |"
    )
    w = neighbours(100_000, 50)
    y, n, x = counts(100_000)
    ours = best(lambda: smallarea.local_empirical_bayes(y, n, w, intervals=False))
    peer = best(lambda: local_by_numpy(y.to_numpy(), n.to_numpy(), w))
    rows.append(
        "| local_empirical_bayes, 100,000 areas, 50 neighbours, no intervals "
        f"| {1e3 * ours:.0f} ms "
        f"| {1e3 * peer:.0f} ms | {peer / ours:.1f} | numpy |"
    )
    for areas in (5_000, 100_000):
        y, n, x = counts(areas)
        seconds = best(lambda y=y, n=n, x=x: smallarea.regression_bayes(y, n, x), 2)
        work = f"| regression_bayes, {areas:,} areas, 3 covariates | {seconds:.2f} s"
        theirs = by_statsmodels(y, n, x) if areas == 5_000 else None
        if theirs is None:
            rows.append(f"{work} | | | |")
        else:
            ratio = theirs / seconds
            rows.append(f"{work} | {theirs:.3f} s | {ratio:.2f} | statsmodels, no intervals |")
        seconds = best(lambda y=y, n=n, x=x: smallarea.fay_herriot(y / n, 0.1 / n, x), 2)
        rows.append(f"| fay_herriot, {areas:,} areas, 3 covariates | {seconds:.2f} s | | | |")
    draws(rows, 10_000, 10, 50)
    print("| task | ours | peer | ratio | peer is |\n|---|---|---|---|---|")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
