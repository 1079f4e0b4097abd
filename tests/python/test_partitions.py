"""Types with floors, proven optima, examples as centres: the Python face."""

from typing import Any

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


WISHES = [
    typology.Wish("like Dorf", "of_type", "c", "d", role="local council", date="2026-11-30"),
    typology.Wish("apart", "apart", "d", "e", reason="the river"),
]
FIVE = pd.DataFrame({"z": [0.0, 1.0, 2.0, 10.0, 12.0]}, index=list("abcde"))


def test_each_wish_has_its_price_and_the_set_has_its_own() -> None:
    # free {0, 1, 2} {10, 12}: 4; c with d: 0.5 + 56; d and e apart below
    found = typology.prices_of_wishes(FIVE, 2, WISHES)
    assert found.draft.inertia == pytest.approx(4.0)
    assert found.prices.loc["like Dorf", "price"] == pytest.approx(52.5)
    # d and e apart: {12} and {0, 1, 2, 10}: mean 3.25, squares 105 - 4 * 3.25^2 = 62.75
    assert found.prices.loc["apart", "price"] == pytest.approx(62.75 - 4.0)
    # both: c with d, d not with e: {0, 1, 2, 10} {12} keeps both
    assert found.together["price"] == pytest.approx(62.75 - 4.0)
    assert found.prices.loc["like Dorf", ["role", "date"]].tolist() == [
        "local council",
        "2026-11-30",
    ]
    assert found.prices.proven.all()
    assert found.types["like Dorf"].tolist() == ["A", "A", "B", "B", "B"]
    assert found.prices.loc["like Dorf", "moved"] == ()


def test_wishes_may_come_as_a_table() -> None:
    table = pd.DataFrame(
        {"id": ["1"], "kind": ["together"], "area": ["a"], "other": ["e"], "hard": [True]}
    )
    found = typology.kmeans_with_wishes(FIVE, 2, table)
    assert found.types["a"] == found.types["e"]
    assert found.proven
    with pytest.raises(InvalidInput, match="has the columns"):
        typology.kmeans_with_wishes(FIVE, 2, table.rename(columns={"other": "others"}))


def test_an_impossible_wish_costs_infinitely_and_says_why() -> None:
    counts = pd.DataFrame({"children": [9, 1, 9, 1, 1]}, index=FIVE.index)
    wish = [typology.Wish("hill", "together", "a", "c")]
    found = typology.prices_of_wishes(FIVE, 2, wish, counts=counts, least={"children": 9})
    assert found.prices.loc["hill", "price"] == np.inf
    assert found.prices.loc["hill", "rules"] == ("children", "hill")
    assert found.types["hill"].isna().all()


def test_a_wish_is_checked_when_it_is_made() -> None:
    wrong: Any = "near"
    with pytest.raises(UnknownName):
        typology.Wish("1", wrong, "a", "b")
    with pytest.raises(InvalidInput, match="conflict|apart"):
        typology.kmeans_with_wishes(
            FIVE,
            2,
            [typology.Wish("1", "together", "a", "b"), typology.Wish("2", "apart", "a", "b")],
        )


def test_examples_are_real_areas_and_keep_their_letters() -> None:
    frame = pd.DataFrame({"z": [0.0, 1.0, 3.0, 10.0, 11.0]}, index=list("abcde"))
    found = typology.kmedoids(frame, 2)
    assert found.medoids.to_dict() == {"A": "b", "B": "d"}
    assert found.distance.tolist() == [1.0, 0.0, 2.0, 0.0, 1.0]
    turned = found.ordered_by("z")
    assert turned.medoids.to_dict() == {"A": "d", "B": "b"}


def test_mixed_data_are_typed_by_gowers_distance() -> None:
    frame = pd.DataFrame(
        {"people": [100, 120, 900, 950], "by": ["river", "river", "hill", "hill"]},
        index=["Au", "Bo", "Cam", "Elm"],
    )
    far = typology.gower(frame)
    assert far.loc["Au", "Bo"] == pytest.approx((20 / 850 + 0) / 2)
    found = typology.kmedoids_of_distances(far, 2)
    assert found.types.tolist() == ["A", "A", "B", "B"]
    lonely = frame.astype(object)
    lonely.loc["Au"] = None
    with pytest.raises(InvalidInput, match="Au"):
        typology.kmedoids_of_distances(typology.gower(lonely.assign(people=[np.nan, 1, 2, 3])), 2)


def test_trees_by_other_measures_are_those_of_scipy() -> None:
    from scipy.cluster.hierarchy import linkage as scipy_linkage

    random = np.random.default_rng(11)
    frame = pd.DataFrame(random.normal(size=(50, 3)), index=[f"{i:02}" for i in range(50)])
    frame.columns = list("uvw")
    methods: list[Any] = ["average", "complete", "single"]
    for method in methods:
        tree = typology.linkage(frame, method)
        assert tree.linkage == pytest.approx(scipy_linkage(frame.to_numpy(), method))
        assert tree.method == method


def test_the_table_over_k_tells_what_its_columns_mean() -> None:
    random = np.random.default_rng(12)
    z = np.concatenate([random.normal(0, 0.3, (20, 2)), random.normal(5, 0.3, (20, 2))])
    frame = pd.DataFrame(z, index=[f"{i:02}" for i in range(40)], columns=["u", "v"])
    table = typology.choose_k(frame, [2, 3, 4], starts=5, references=10, samples=5)
    assert table.gap_chosen.tolist() == [True, False, False]
    assert table.stability[2] == pytest.approx(1.0)
    assert table.silhouette.idxmax() == table.dunn.idxmax() == 2
    english, german = typology.sentences_of_k(), typology.sentences_of_k("de")
    assert set(table.columns) == set(english.index) == set(german.index)
    assert not set(english) & set(german)


def test_what_fits_no_type_is_set_aside_and_named() -> None:
    frame = pd.DataFrame({"z": [0.0, 1.0, 9.0, 10.0, 50.0]}, index=["a", "b", "c", "d", "island"])
    found = typology.kmeans_with_outliers(frame, 2, 1)
    assert found.types.isna().tolist() == [False] * 4 + [True]
    assert found.outliers.to_dict() == {"island": 40.5}
    assert found.clustering.inertia == pytest.approx(1.0)


@pytest.mark.parametrize("seed", range(5))
def test_what_types_are_called_changes_nothing(seed: int) -> None:
    random = np.random.default_rng(seed)
    index = [f"{i:02}" for i in range(40)]
    frame = pd.DataFrame(random.normal(size=(40, 3)), index=index, columns=list("uvw"))
    types = typology.kmeans(frame, 4, starts=5).types
    new = dict(zip("ABCD", random.permutation(["x", "y", "z", "q"]), strict=True))
    called = types.map(new)
    for judge in (
        lambda t: typology.silhouette(frame, t).mean,
        lambda t: typology.calinski_harabasz(frame, t),
        lambda t: typology.davies_bouldin(frame, t),
        lambda t: typology.explain(frame, t, least_areas=2).agreement,
        lambda t: typology.transitions(t, t).adjusted_rand,
    ):
        assert judge(called) == pytest.approx(judge(types), rel=1e-12)
    assert typology.letters(called).equals(types)
    before, after = typology.profile(frame, types), typology.profile(frame, called)
    assert (
        after.z_means.rename(index={name: letter for letter, name in new.items()})
        .sort_index()
        .equals(before.z_means)
    )
