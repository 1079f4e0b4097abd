"""Siting: our search beside scipy's milp (HiGHS), the solver people would take."""

from pathlib import Path

import numpy as np
import pandas as pd
from measure import best_of, compare
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array
from sozialraum import siting

DATA = Path(__file__).resolve().parents[2] / "data"


def cells_and_minutes(step: int, limit: float, keep: slice) -> tuple[pd.Series, pd.DataFrame]:
    """Inhabited cells of Lower Saxony, every ``step``-th a candidate; 60 km/h, detour 1.3."""
    table = pd.read_csv(DATA / "zensus_grid/zensus2011_1km_niedersachsen_inhabited.csv")[keep]
    where = table[["x_mp_1km", "y_mp_1km"]].to_numpy(dtype=float)
    names = [f"{x:.0f}_{y:.0f}" for x, y in where]
    sites = np.arange(step // 2, len(table), step)[:500]
    rows, columns, times = [], [], []
    for column, site in enumerate(sites):
        minutes = np.hypot(*(where - where[site]).T) * 1.3 / 1000
        near = np.flatnonzero(minutes <= limit)
        rows.append(near)
        columns.append(np.full(len(near), column))
        times.append(minutes[near])
    pairs = pd.DataFrame(
        {
            "origin": np.array(names, dtype=object)[np.concatenate(rows)],
            "facility": np.array([f"K{j:03}" for j in range(len(sites))], dtype=object)[
                np.concatenate(columns)
            ],
            "minutes": np.concatenate(times),
        }
    )
    return pd.Series(table["Einwohner"].to_numpy(dtype=float), index=names), pairs


def numbers(people: pd.Series, pairs: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, int]:
    row = people.index.get_indexer(pd.Index(pairs["origin"]))
    column = pairs["facility"].str[1:].astype(int).to_numpy()
    return row, column, int(column.max()) + 1


def coverage_by_highs(people: pd.Series, pairs: pd.DataFrame, count: int) -> float:
    """Open sites y, covered places z <= sum of y that cover them."""
    i, j, m = numbers(people, pairs)
    n = len(people)
    cost = np.concatenate([np.zeros(m), -people.to_numpy()])
    row = np.concatenate([i, np.arange(n), np.full(m, n)])
    column = np.concatenate([j, m + np.arange(n), np.arange(m)])
    value = np.concatenate([-np.ones(len(i)), np.ones(n), np.ones(m)])
    matrix = coo_array((value, (row, column)), shape=(n + 1, m + n)).tocsr()
    limits = LinearConstraint(matrix, -np.inf, np.concatenate([np.zeros(n), [count]]))
    whole = np.concatenate([np.ones(m), np.zeros(n)])
    return -float(
        milp(
            cost,
            constraints=limits,
            bounds=Bounds(0, 1),
            integrality=whole,
            options={"time_limit": 300},
        ).fun
    )


def median_by_highs(people: pd.Series, pairs: pd.DataFrame, count: int, unserved: float) -> float:
    """Shares x_ij <= y_j; what is not assigned counts the unserved minutes."""
    i, j, m = numbers(people, pairs)
    n, e = len(people), len(pairs)
    gain = people.to_numpy()[i] * (pairs["minutes"].to_numpy() - unserved)
    edge = np.arange(e)
    row = np.concatenate([i, n + edge, n + edge, np.full(m, n + e)])
    column = np.concatenate([m + edge, m + edge, j, np.arange(m)])
    value = np.concatenate([np.ones(2 * e), -np.ones(e), np.ones(m)])
    matrix = coo_array((value, (row, column)), shape=(n + e + 1, m + e)).tocsr()
    upper = np.concatenate([np.ones(n), np.zeros(e), [count]])
    found = milp(
        np.concatenate([np.zeros(m), gain]),
        constraints=LinearConstraint(matrix, -np.inf, upper),
        bounds=Bounds(0, 1),
        integrality=np.concatenate([np.ones(m), np.zeros(e)]),
        options={"time_limit": 300},
    )
    return float(found.fun) + unserved * float(people.sum())


def compare_coverage() -> None:
    people, pairs = cells_and_minutes(60, 15.0, slice(None))
    ours = siting.max_coverage(people, pairs, limit=15, new_sites=30)
    found: list[float] = []
    seconds = best_of(lambda: found.append(coverage_by_highs(people, pairs, 30)), repeats=1)
    compare(
        f"maximal covering, {len(people):,} cells x 500 candidates, 30 sites, proven",
        ours=best_of(lambda: siting.max_coverage(people, pairs, limit=15, new_sites=30), repeats=2),
        peer=seconds,
        peer_name="scipy",
        equal=ours.proven and abs(ours.objective / found[0] - 1) < 1e-4,  # HiGHS stops at 1e-4
    )


def compare_median() -> None:
    people, pairs = cells_and_minutes(60, 60.0, slice(0, 3000))
    options = {"new_sites": 8, "unserved": 60.0}
    ours = siting.p_median(people, pairs, **options)
    found: list[float] = []
    seconds = best_of(lambda: found.append(median_by_highs(people, pairs, 8, 60.0)), repeats=1)
    compare(
        f"p-median, {len(people):,} cells x 50 candidates, 8 sites, proven",
        ours=best_of(lambda: siting.p_median(people, pairs, **options), repeats=2),
        peer=seconds,
        peer_name="scipy",
        equal=ours.proven and abs(ours.objective / found[0] - 1) < 1e-4,
    )


def main() -> None:
    compare_median()
    compare_coverage()


if __name__ == "__main__":
    main()
