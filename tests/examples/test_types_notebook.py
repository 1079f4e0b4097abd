"""The notebook about types runs from first to last, and its figures are right by another way."""

import itertools
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("sozialraum._gis")
pytest.importorskip("matplotlib")

import notebook  # noqa: E402

NOTEBOOK = notebook.ROOT / "examples/python/weserbergland_types.ipynb"

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    return notebook.run_all(NOTEBOOK, tmp_path_factory.mktemp("notebook"))


def test_it_is_kept_without_outputs_and_says_how_to_read_every_step() -> None:
    notebook.require_kept_and_told(NOTEBOOK)


def test_every_unit_carries_the_floor_and_nobody_is_lost(ran: SimpleNamespace) -> None:
    assert ran.residents.min() >= 300
    assert ran.residents.sum() + ran.left_out == ran.people.sum() == 150_213
    children = ran.values["under 18"] * ran.people / 100
    one = ran.largest
    members = ran.unit.index[ran.unit == one]
    known = ran.people[members][ran.values.loc[members, "under 18"].notna()].sum()
    assert ran.raw.loc[one, "under 18"] == pytest.approx(100 * children[members].sum() / known)


def test_the_types_are_those_of_scikit_learn(ran: SimpleNamespace) -> None:
    cluster = pytest.importorskip("sklearn.cluster")
    weights = ran.residents.to_numpy()
    theirs = cluster.KMeans(3, n_init=50, tol=0, random_state=0)
    theirs.fit(ran.z.to_numpy(), sample_weight=weights)
    assert ran.found.inertia == pytest.approx(theirs.inertia_, rel=1e-9)


def test_the_reason_for_three_types_is_what_the_table_says(ran: SimpleNamespace) -> None:
    assert ran.by_k.loc[3, "least_stable"] >= 0.6 > ran.by_k.loc[4, "least_stable"]
    assert ran.reasons.agreement >= 0.7


def test_floors_are_kept_at_both_levels(ran: SimpleNamespace) -> None:
    assert ran.floored.totals["people"].min() >= 20_000 > ran.free.weights.min()
    assert ran.kinds.totals["people"].min() >= 10_000
    assert ran.cost > 0


def least_inertia(values: np.ndarray, keeps: object) -> float:
    """The best of all ways to put the rows into three types that keep something."""
    least = np.inf
    for labels in itertools.product(range(3), repeat=len(values)):
        types = np.array(labels)
        if len(set(labels)) < 3 or not keeps(types):  # type: ignore[operator]
            continue
        inertia = sum(
            ((values[types == t] - values[types == t].mean(axis=0)) ** 2).sum() for t in range(3)
        )
        least = min(least, inertia)
    return float(least)


def test_prices_by_trying_every_partition(ran: SimpleNamespace) -> None:
    values = ran.z8.to_numpy()
    row = {code: i for i, code in enumerate(ran.z8.index)}
    free = least_inertia(values, lambda types: True)
    assert ran.draft.inertia == pytest.approx(free)
    for wish in ran.wishes[:2]:
        one, other = row[wish.area], row[wish.other]
        same = wish.kind == "together"
        kept = least_inertia(
            values, lambda types, a=one, b=other, s=same: (types[a] == types[b]) == s
        )
        assert ran.prices.prices.loc[wish.id, "price"] == pytest.approx(kept - free)
    assert ran.prices.prices.loc["3", "price"] == pytest.approx(0.0, abs=1e-9)


def test_berlin_is_as_published(ran: SimpleNamespace) -> None:
    """Areas per status class of 2017, and kappa of 2015 to 2017."""
    table = ran.years[2017].sizes.unstack().sum(axis=1)
    assert table[["high", "middle", "low", "very low"]].tolist() == [75, 278, 41, 42]
    assert ran.stays.areas.to_numpy().tolist() == [
        [69, 9, 0, 0],
        [5, 259, 5, 1],
        [0, 10, 31, 8],
        [0, 0, 5, 33],
    ]
    assert round(ran.stays.kappa, 4) == 0.8215


def test_the_frozen_types_were_kept(ran: SimpleNamespace) -> None:
    assert (ran.out / "types.model").stat().st_size > 0
    assert ran.again.types.index.equals(ran.raw.index)
    assert 0.0 < ran.moved.stay < 1.0
