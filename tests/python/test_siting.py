from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array
from sozialraum import core, siting


def hamlets(seed: int, places: int = 40, candidates: int = 12) -> tuple[pd.Series, pd.DataFrame]:
    """Places on a map of 40 x 40 minutes; beyond 25 minutes there is no way."""
    generator = np.random.default_rng(seed)
    where = generator.uniform(0, 40, (places, 2))
    sites = generator.uniform(0, 40, (candidates, 2))
    minutes = np.linalg.norm(where[:, None] - sites[None], axis=2).round(1)
    minutes[minutes > 25] = np.nan
    names = [f"p{i:02}" for i in range(places)]
    codes = [f"K{j:02}" for j in range(candidates)]
    people = pd.Series(generator.integers(0, 60, places), index=names)
    return people, pd.DataFrame(minutes, index=names, columns=codes)


def solve(cost: np.ndarray, rows: list[tuple[dict[int, float], float, float]]) -> float:
    """The smallest cost of 0/1 variables under rows lower <= a x <= upper, by HiGHS."""
    entries = [(i, j, a) for i, (row, _, _) in enumerate(rows) for j, a in row.items()]
    i, j, a = zip(*entries, strict=True)
    matrix = coo_array((a, (i, j)), shape=(len(rows), len(cost))).tocsr()
    limits = LinearConstraint(matrix, [r[1] for r in rows], [r[2] for r in rows])
    integrality = np.ones(len(cost))
    result = milp(cost, constraints=limits, bounds=Bounds(0, 1), integrality=integrality)
    return float(result.fun) if result.success else np.inf


def median_by_highs(people: pd.Series, minutes: pd.DataFrame, count: int, unserved: float) -> float:
    n, m = minutes.shape
    full = minutes.fillna(unserved).to_numpy()
    cost = np.concatenate([np.zeros(m), (people.to_numpy()[:, None] * full).ravel()])
    rows = [({j: 1.0 for j in range(m)}, count, count)]
    for i in range(n):
        rows.append(({m + i * m + j: 1.0 for j in range(m)}, 1, 1))
        rows += [({m + i * m + j: 1.0, j: -1.0}, -np.inf, 0) for j in range(m)]
    return solve(cost, rows)


def cover_by_highs(people: pd.Series, minutes: pd.DataFrame, count: int, limit: float) -> float:
    n, m = minutes.shape
    cost = np.concatenate([np.zeros(m), -people.to_numpy()])
    near = (minutes <= limit).to_numpy()
    rows = [({j: 1.0 for j in range(m)}, count, count)]
    rows += [
        ({m + i: 1.0, **{j: -1.0 for j in np.flatnonzero(near[i])}}, -np.inf, 0) for i in range(n)
    ]
    return -solve(cost, rows)


def fewest_by_highs(people: pd.Series, minutes: pd.DataFrame, limit: float) -> float:
    near = (minutes <= limit).to_numpy()
    wanted = [row for row, who in zip(near, people, strict=True) if who > 0 and row.any()]
    rows = [({j: 1.0 for j in np.flatnonzero(row)}, 1, np.inf) for row in wanted]
    return solve(np.ones(minutes.shape[1]), rows)


@pytest.mark.parametrize("seed", range(6))
def test_p_median_is_that_of_highs(seed: int) -> None:
    people, minutes = hamlets(seed)
    ours = siting.p_median(people, minutes, new_sites=3, unserved=30)
    assert ours.proven and ours.gap == 0
    assert ours.objective == pytest.approx(median_by_highs(people, minutes, 3, 30), rel=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_max_coverage_is_that_of_highs(seed: int) -> None:
    people, minutes = hamlets(seed)
    ours = siting.max_coverage(people, minutes, limit=9, new_sites=3)
    assert ours.proven
    assert ours.objective == pytest.approx(cover_by_highs(people, minutes, 3, 9))
    assert ours.people_served == ours.objective


@pytest.mark.parametrize("seed", range(6))
def test_fewest_sites_and_p_centre_are_those_of_highs(seed: int) -> None:
    people, minutes = hamlets(seed)
    ours = siting.fewest_sites(people, minutes, limit=15)
    assert ours.proven
    assert ours.objective == fewest_by_highs(people, minutes, 15)
    centre = siting.p_centre(people, minutes, new_sites=5)
    radii = np.unique(minutes.to_numpy()[np.isfinite(minutes.to_numpy())])
    # A radius counts only if it serves every place that any candidate serves.
    nearest = minutes[people > 0].min(axis=1).max()
    fitting = [r for r in radii if r >= nearest and fewest_by_highs(people, minutes, r) <= 5]
    assert centre.objective == min(fitting)


def test_capacity_is_that_of_highs_with_shared_places() -> None:
    people, minutes = hamlets(7, places=25, candidates=8)
    room = pd.Series(130.0, index=minutes.columns)
    n, m = minutes.shape
    full = minutes.fillna(30.0).to_numpy()
    far = minutes.isna().to_numpy()
    # Shares of each place's people by candidate; what is left is unserved and counts 30.
    cost = np.concatenate([np.zeros(m), (people.to_numpy()[:, None] * (full - 30.0)).ravel()])
    rows: list[tuple[dict[int, float], float, float]] = [({j: 1.0 for j in range(m)}, 4, 4)]
    for i in range(n):
        rows.append(({m + i * m + j: 1.0 for j in range(m)}, 0, 1))
        rows += [({m + i * m + j: 1.0, j: -1.0}, -np.inf, 0) for j in range(m)]
        rows += [({m + i * m + j: 1.0}, 0, 0) for j in np.flatnonzero(far[i])]
    for j in range(m):
        load = {m + i * m + j: float(people.iloc[i]) for i in range(n)}
        rows.append(({**load, j: -room.iloc[j]}, -np.inf, 0))
    entries = [(i, j, a) for i, (row, _, _) in enumerate(rows) for j, a in row.items()]
    i, j, a = zip(*entries, strict=True)
    matrix = coo_array((a, (i, j)), shape=(len(rows), len(cost))).tocsr()
    limits = LinearConstraint(matrix, [r[1] for r in rows], [r[2] for r in rows])
    whole = np.concatenate([np.ones(m), np.zeros(n * m)])
    highs = milp(cost, constraints=limits, bounds=Bounds(0, 1), integrality=whole)
    expected = highs.fun + 30.0 * people.sum()
    ours = siting.p_median(people, minutes, new_sites=4, unserved=30, capacity=room)
    assert ours.proven
    assert ours.objective == pytest.approx(expected, rel=1e-6)
    assert (ours.people_of_site <= 130 + 1e-9).all()


def test_long_and_wide_tables_agree_in_any_order() -> None:
    people, minutes = hamlets(1)
    pairs = minutes.stack().reset_index()
    pairs.columns = pd.Index(["origin", "facility", "minutes"])
    pairs = pairs.sample(frac=1, random_state=1)
    wide = siting.p_median(people, minutes, new_sites=2, solutions=5)
    long = siting.p_median(people, pairs, new_sites=2, solutions=5)
    pd.testing.assert_frame_equal(wide.solutions, long.solutions)
    pd.testing.assert_frame_equal(wide.places, long.places)


def test_existing_sites_and_the_marginal_answer() -> None:
    people, minutes = hamlets(2)
    now = siting.p_median(people, minutes, new_sites=0, existing=["K03"], unserved=30)
    more = siting.p_median(people, minutes, existing=["K03"], unserved=30, solutions=3, within=0.5)
    assert now.sites == ["K03"]
    assert all("K03" in sites for sites in more.solutions["sites"])
    assert all(len(new) == 1 for new in more.solutions["new"])
    assert more.objective < now.objective
    assert (more.solutions["worse_by"] <= 0.5).all()


def test_wrong_calls_name_what_is_wrong() -> None:
    people, minutes = hamlets(3)
    with pytest.raises(core.UnknownName, match="did you mean 'K03'"):
        siting.p_median(people, minutes, existing=["K3"])
    with pytest.raises(core.InvalidInput, match="not among the people") as caught:
        siting.p_median(people.drop("p05"), minutes)
    assert caught.value.finding.areas == ("p05",)
    with pytest.raises(core.InvalidInput, match="twice"):
        pairs = pd.DataFrame({"origin": ["a", "a"], "facility": ["K", "K"], "minutes": [1.0, 2.0]})
        siting.max_coverage(pd.Series({"a": 1}), pairs, limit=5)


def test_without_an_answer_the_finding_says_why() -> None:
    people = pd.Series({"x": 10, "y": 7})
    minutes = pd.DataFrame({"A": [5, np.nan], "B": [np.nan, 9]}, index=people.index)
    answer = siting.p_centre(people, minutes)
    assert answer.sites == [] and answer.objective == np.inf
    assert answer.findings[0].code == "too_few_sites"


@pytest.mark.parametrize("wrong", [1.5, True, "2", None, -1])
@pytest.mark.parametrize("argument", ["new_sites", "threads", "passes", "solutions"])
def test_what_is_no_count_is_named(argument: str, wrong: object) -> None:
    people, minutes = hamlets(1)
    with pytest.raises(core.InvalidInput, match=f"argument {argument}: is"):
        siting.p_median(people, minutes, **{argument: wrong})  # type: ignore[arg-type]


@pytest.mark.parametrize("question", [siting.max_coverage, siting.fewest_sites])
@pytest.mark.parametrize("limit", ["15", True, None])
def test_a_limit_is_a_number(question: Callable[..., siting.Siting], limit: object) -> None:
    with pytest.raises(core.InvalidInput, match="argument limit: is"):
        question(*hamlets(1), limit=limit)
