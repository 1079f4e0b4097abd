"""How many areas are put right, and is what is said of them true? Types that are known.

    python benchmarks/typology/recovery.py            the figures of docs/methods/typology.md
    python benchmarks/typology/recovery.py --quick    a part of them, as the tests run it

Areas of 5 to 500 people belong to one of four types. An area's true rates scatter around those of
its type; what an office counts are binomial cases among its people. Ways to type them: k-means of
raw rates, k-means of rates adjusted by empirical Bayes, and the mixture of raw rates with their
sampling variance from the adjusted rate. An area is put right if the type it gets is the one it was
drawn from, types matched by the Hungarian method.
"""

from __future__ import annotations

import sys
import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from sozialraum import smallarea, typology

RATES = np.array(
    [
        [0.22, 0.16, 0.05, 0.10, 0.55, 0.08],
        [0.15, 0.26, 0.09, 0.06, 0.70, 0.05],
        [0.18, 0.20, 0.14, 0.20, 0.35, 0.14],
        [0.26, 0.12, 0.03, 0.05, 0.80, 0.03],
    ]
)
"""Mean rates of the four types in six indicators; invented."""
INSIDE = 0.25
"""Scatter inside of a type, as a share of the scatter between types."""
LEAST, MOST = 5, 500


@dataclass
class World:
    """Areas whose types are known, and what an office sees of them."""

    types: np.ndarray
    truth: pd.DataFrame
    people: pd.Series
    count: pd.DataFrame
    rate: pd.DataFrame


def world(areas: int, seed: int) -> World:
    """Areas drawn from the types."""
    random = np.random.default_rng(seed)
    types = random.integers(0, len(RATES), areas)
    scatter = INSIDE * RATES.std(axis=0)
    truth = np.clip(RATES[types] + scatter * random.normal(size=(areas, 6)), 0.002, 0.998)
    people = np.exp(random.uniform(np.log(LEAST), np.log(MOST), areas)).round()
    count = random.binomial(people[:, None].astype(int), truth)
    index = pd.Index([f"{i:05d}" for i in range(areas)])
    names = [f"i{j}" for j in range(6)]
    return World(
        types,
        pd.DataFrame(truth, index, names),
        pd.Series(people, index),
        pd.DataFrame(count.astype(float), index, names),
        pd.DataFrame(count / people[:, None], index, names),
    )


@dataclass
class Adjusted:
    """Empirical Bayes of every indicator: rates, and the deviation that is left."""

    rate: pd.DataFrame
    error: pd.DataFrame


def adjusted(seen: World) -> Adjusted:
    """Rates adjusted by empirical Bayes."""
    rate, error = {}, {}
    for name in seen.rate.columns:
        found = smallarea.empirical_bayes(seen.count[name], seen.people, model="binomial")
        rate[name] = found.rate
        error[name] = found.posterior_variance.pow(0.5)
    return Adjusted(pd.DataFrame(rate), pd.DataFrame(error))


def sampling_error(seen: World, fitted: pd.DataFrame) -> pd.DataFrame:
    """Standard errors of raw rates, from the fitted rate and never from an area's own."""
    return (fitted * (1 - fitted)).div(seen.people, axis=0).pow(0.5)


def matched(found: pd.Series, true: np.ndarray, k: int) -> np.ndarray:
    """The number of the true type for every area, letters matched to the true types."""
    letters = [chr(65 + i) for i in range(k)]
    codes = found.map({letter: i for i, letter in enumerate(letters)}).to_numpy()
    table = np.zeros((k, k))
    np.add.at(table, (codes, true), 1)
    rows, columns = linear_sum_assignment(-table)
    return np.array([columns[list(rows).index(code)] for code in range(k)])[codes]


def put_right(seen: World, *, starts: int, seed: int = 1) -> dict[str, float]:
    """Share of areas put right by each way."""
    k = len(RATES)
    eb = adjusted(seen)
    mean, sd = seen.rate.mean(), seen.rate.std(ddof=0)
    raw_z = (seen.rate - mean) / sd
    eb_z = (eb.rate - eb.rate.mean()) / eb.rate.std(ddof=0)
    error_z = sampling_error(seen, eb.rate) / sd
    shrunken_error = eb.error / eb.rate.std(ddof=0)
    own = (seen.rate * (1 - seen.rate)).div(seen.people, axis=0).pow(0.5) / sd
    ways = {
        "raw rates": typology.kmeans(raw_z, k, starts=starts, seed=seed).types,
        "empirical Bayes": typology.kmeans(eb_z, k, starts=starts, seed=seed).types,
        "mixture, no errors": typology.mixture(raw_z, k, starts=starts, seed=seed).types,
        "mixture, known errors": typology.mixture(
            raw_z, k, standard_errors=error_z, starts=starts, seed=seed
        ).types,
        "mixture, shrunken values": typology.mixture(
            eb_z, k, standard_errors=shrunken_error, starts=starts, seed=seed
        ).types,
        "mixture, own plug-in errors": typology.mixture(
            raw_z, k, standard_errors=own, starts=starts, seed=seed
        ).types,
    }
    return {
        way: float((matched(types, seen.types, k) == seen.types).mean())
        for way, types in ways.items()
    }


BINS = np.array([0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0 + 1e-9])


def bins(said: np.ndarray, right: np.ndarray) -> pd.DataFrame:
    """Mean of what was said and of what was right, by classes of what was said."""
    where = np.digitize(said, BINS) - 1
    table = pd.DataFrame({"bin": where, "said": said, "right": right.astype(float)})
    found = table.groupby("bin").agg(
        areas=("said", "size"), said=("said", "mean"), right=("right", "mean")
    )
    found["gap"] = found["said"] - found["right"]
    return found


def own_model(areas: int, seeds: range, *, starts: int) -> pd.DataFrame:
    """The mixture under its own model: normal types, normal errors of known size."""
    said, right = [], []
    for seed in seeds:
        random = np.random.default_rng(1000 + seed)
        types = random.integers(0, 4, areas)
        middles = np.array([[0.0, 0, 0], [2.2, 0, 1], [0, 2.2, -1], [2, 2, 1.5]])
        truth = middles[types] + 0.6 * random.normal(size=(areas, 3))
        error = np.exp(random.uniform(np.log(0.1), np.log(2.0), (areas, 3)))
        seen = truth + error * random.normal(size=truth.shape)
        index = [f"{i:05d}" for i in range(areas)]
        frame = pd.DataFrame(seen, index, list("uvw"))
        found = typology.mixture(
            frame, 4, standard_errors=pd.DataFrame(error, index, list("uvw")), starts=starts
        )
        said.append(found.certainty.to_numpy())
        right.append(matched(found.types, types, 4) == types)
    return bins(np.concatenate(said), np.concatenate(right))


def counts_model(areas: int, seeds: range, *, starts: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Counts of few people: the mixture, and k-means with its assignment."""
    said, right, said_k, right_k = [], [], [], []
    for seed in seeds:
        seen = world(areas, 2000 + seed)
        eb = adjusted(seen)
        mean, sd = seen.rate.mean(), seen.rate.std(ddof=0)
        found = typology.mixture(
            (seen.rate - mean) / sd,
            4,
            standard_errors=sampling_error(seen, eb.rate) / sd,
            starts=starts,
        )
        said.append(found.certainty.to_numpy())
        right.append(matched(found.types, seen.types, 4) == seen.types)
        middle, unit = eb.rate.mean(), eb.rate.std(ddof=0)
        z = (eb.rate - middle) / unit
        clustering = typology.kmeans(z, 4, starts=starts)
        sure = typology.membership(z, clustering, eb.error / unit, draws=400)
        true_z = ((seen.truth - middle) / unit).to_numpy()
        centres = clustering.centres.to_numpy()
        nearest = ((true_z[:, None, :] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
        letters = clustering.centres.index.to_numpy()[nearest]
        claimed = sure.certainty.notna().to_numpy()  # of the others nothing is claimed
        said_k.append(sure.certainty.to_numpy()[claimed])
        right_k.append((letters == clustering.types.to_numpy())[claimed])
    return (
        bins(np.concatenate(said), np.concatenate(right)),
        bins(np.concatenate(said_k), np.concatenate(right_k)),
    )


def main() -> None:
    """Print the figures."""
    warnings.simplefilter("ignore")
    quick = "--quick" in sys.argv
    worlds, areas, starts = (2, 400, 3) if quick else (10, 1000, 10)
    found = pd.DataFrame([put_right(world(areas, s), starts=starts) for s in range(worlds)])
    print(f"Share put right, {worlds} worlds of {areas} areas (mean, standard error, least, most):")
    told = pd.DataFrame(
        {
            "mean": found.mean(),
            "se": found.std() / np.sqrt(worlds),
            "least": found.min(),
            "most": found.max(),
        }
    )
    print((100 * told).round(1).to_string())
    seeds = range(2 if quick else 8)
    size = 600 if quick else 3000
    print("\nThe mixture under its own model:")
    print(own_model(size, seeds, starts=3).round(3).to_string())
    mixed, nearest = counts_model(size, seeds, starts=3)
    print("\nThe mixture on counts of 5 to 500 people:")
    print(mixed.round(3).to_string())
    print("\nk-means of adjusted rates; right = the nearest frozen centre of the true rates:")
    print(nearest.round(3).to_string())


if __name__ == "__main__":
    main()
