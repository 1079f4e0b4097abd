"""Types with floors, proven optima, examples as centres: the Python face."""

import numpy as np
import pandas as pd
import pytest
from sozialraum import typology
from sozialraum.core import InvalidInput, UnknownName

LINE = pd.DataFrame({"z": [0.0, 1.0, 2.0, 10.0]}, index=list("abcd"))
PEOPLE = pd.DataFrame({"people": [100, 100, 100, 150]}, index=list("abcd"))


def test_floors_and_ceilings_hold_at_once_and_the_totals_say_so() -> None:
    shuffled = PEOPLE.loc[list("dbca")]  # the counts may come in any order
    found = typology.bounded_kmeans(LINE, 2, counts=shuffled, least={"people": 200, "areas": 2})
    assert found.types.to_dict() == {"a": "A", "b": "A", "c": "B", "d": "B"}
    assert found.totals.to_dict("list") == {"people": [200.0, 250.0], "areas": [2.0, 2.0]}
    assert found.inertia == pytest.approx(0.5 + 32.0)
    assert found.assignment_gap == 0.0
    assert typology.profile(LINE, found).z_means.shape == (2, 1)  # it is a Clustering


def test_another_order_of_letters_takes_the_totals_along() -> None:
    found = typology.bounded_kmeans(LINE, 2, counts=PEOPLE, least={"people": 200})
    turned = found.ordered_by("z", descending=False)
    assert turned.totals.loc["A", "people"] == 200.0
    assert turned.types["a"] == "A"


def test_impossible_floors_are_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match="3 types of at least 200 people need 600") as refused:
        typology.bounded_kmeans(LINE, 3, counts=PEOPLE, least={"people": 200})
    assert refused.value.finding.code == "floors_impossible"
    assert refused.value.finding.details["name"] == "people"
    with pytest.raises(InvalidInput) as unmet:  # 450 would do, but villages cannot be divided
        typology.bounded_kmeans(LINE, 2, counts=PEOPLE, least={"people": 225})
    assert unmet.value.finding.code == "floors_not_met"


def test_unknown_counts_are_told_with_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="people"):
        typology.bounded_kmeans(LINE, 2, counts=PEOPLE, least={"poeple": 200})
    with pytest.raises(InvalidInput, match="no number for 1 areas"):
        typology.bounded_kmeans(LINE, 2, counts=PEOPLE.drop("c"), least={"people": 1})


def test_many_random_tables_keep_their_floors() -> None:
    random = np.random.default_rng(5)
    for _ in range(40):
        n = int(random.integers(20, 120))
        codes = [f"{i:04}" for i in range(n)]
        frame = pd.DataFrame(random.normal(size=(n, 4)), index=codes, columns=list("uvwx"))
        counts = pd.DataFrame(
            {"people": random.integers(20, 900, n), "children": random.integers(0, 90, n)},
            index=codes,
        )
        least = {"people": counts.people.sum() / 6, "children": counts.children.sum() / 7}
        found = typology.bounded_kmeans(
            frame, 4, counts=counts, least=least, most={"areas": n // 2}, starts=2
        )
        again = counts.groupby(found.types).sum()
        assert (again["people"] >= least["people"]).all()
        assert (again["children"] >= least["children"]).all()
        assert (found.sizes <= n // 2).all()


def test_the_proven_optimum_is_never_above_what_many_starts_find() -> None:
    random = np.random.default_rng(7)
    codes = [f"{i:02}" for i in range(14)]
    frame = pd.DataFrame(random.normal(size=(14, 3)), index=codes, columns=list("uvw"))
    people = pd.Series(random.integers(30, 900, 14), index=codes)
    for k in (2, 3, 4):
        best = typology.optimal_kmeans(frame, k, weights=people)
        assert best.proven
        assert best.gap == 0.0
        assert best.inertia <= typology.kmeans(frame, k, weights=people).inertia * (1 + 1e-9)


def test_a_proof_given_up_is_told() -> None:
    random = np.random.default_rng(8)
    codes = [f"{i:02}" for i in range(20)]
    frame = pd.DataFrame(random.normal(size=(20, 5)), index=codes, columns=list("uvwxy"))
    with pytest.warns(UserWarning, match="at most"):
        found = typology.optimal_kmeans(frame, 3, sets=100)
    assert not found.proven
    assert 0 < found.gap <= 1
    assert [finding.code for finding in found.findings] == ["not_proven"]


def test_that_nothing_keeps_the_floors_is_proven() -> None:
    with pytest.raises(InvalidInput, match="every one was looked at") as refused:
        typology.optimal_kmeans(LINE, 2, counts=PEOPLE, least={"people": 225})
    assert refused.value.finding.code == "no_such_partition"
