from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sozialraum import core, typology

cluster = pytest.importorskip("sklearn.cluster")
metrics = pytest.importorskip("sklearn.metrics")
hierarchy = pytest.importorskip("scipy.cluster.hierarchy")

DATA = Path(__file__).parents[2] / "data"


def iris() -> tuple[pd.DataFrame, np.ndarray]:
    from sklearn.datasets import load_iris

    flowers = load_iris()
    index = [f"{i:03}" for i in range(150)]
    return pd.DataFrame(flowers.data, index=index, columns=list("abcd")), flowers.target


def cells(n: int) -> pd.DataFrame:
    """Complete 1-km cells of Lower Saxony, z values."""
    raw = pd.read_csv(DATA / "zensus_grid/zensus2011_1km_niedersachsen_inhabited.csv")
    raw.index = [f"{x}-{y}" for x, y in zip(raw.x_mp_1km, raw.y_mp_1km, strict=True)]
    columns = ["Alter_D", "unter18_A", "ab65_A", "HHGroesse_D", "Leerstandsquote"]
    frame = raw.loc[(raw[columns] >= 0).all(axis=1), columns].iloc[:n]
    return (frame - frame.mean()) / frame.std(ddof=0)


def test_iris_in_three_types_has_the_figures_of_scikit_learn() -> None:
    frame, species = iris()
    result = typology.kmeans(frame, 3)
    assert result.inertia == pytest.approx(78.851441426, rel=1e-10)
    assert typology.silhouette(frame, result).mean == pytest.approx(0.5528190124, rel=1e-9)
    assert typology.calinski_harabasz(frame, result) == pytest.approx(561.6277566, rel=1e-9)
    assert typology.davies_bouldin(frame, result) == pytest.approx(0.6619715465, rel=1e-9)
    # R, package fpc: the least distance between two types by the largest width of one
    assert typology.choose_k(frame, [3])["dunn"].item() == pytest.approx(0.0988074, abs=5e-8)
    tree = typology.ward(frame).cut(3)
    assert metrics.adjusted_rand_score(species, tree.types) == pytest.approx(0.73119856, rel=1e-7)


def test_agriculture_has_the_figures_of_r() -> None:
    """R, package cluster: pam(agriculture, 2) and agnes(agriculture), Euclidean distances."""
    states = pd.DataFrame(
        {
            "x": [16.8, 21.3, 18.7, 5.9, 11.4, 17.8, 10.9, 16.6, 21.0, 16.4, 7.8, 14.0],
            "y": [2.7, 5.7, 3.5, 22.2, 10.9, 6.0, 14.0, 8.5, 3.5, 4.3, 17.4, 2.3],
        },
        index="B DK D GR E F IRL I L NL P UK".split(),
    )
    medoids = typology.kmedoids(states, 2)
    assert sorted(medoids.medoids) == ["D", "P"]
    assert typology.silhouette(states, medoids.types).mean == pytest.approx(0.63140578, abs=5e-9)
    tree = typology.linkage(states, "average").linkage
    joined = {int(part): row[2] for row in tree[::-1] for part in row[:2]}  # when each first merges
    coefficient = 1 - np.mean([joined[i] for i in range(12)]) / tree[-1, 2]
    assert coefficient == pytest.approx(0.7818932, abs=5e-8)


def test_kmeans_is_never_worse_than_scikit_learn_with_as_many_starts() -> None:
    frame = cells(1500)
    weights = pd.Series(np.arange(len(frame)) % 50 + 1.0, index=frame.index)
    theirs = cluster.KMeans(6, n_init=20, tol=0, random_state=0).fit(
        frame.to_numpy(), sample_weight=weights.to_numpy()
    )
    ours = typology.kmeans(frame, 6, weights=weights, starts=20)
    assert ours.inertia <= theirs.inertia_ * (1 + 1e-9)


def test_silhouette_is_that_of_scikit_learn() -> None:
    frame = cells(700)
    result = typology.kmeans(frame, 5, starts=5)
    theirs = metrics.silhouette_samples(frame.to_numpy(), result.types.to_numpy())
    assert typology.silhouette(frame, result).width.to_numpy() == pytest.approx(theirs, abs=1e-10)


def test_squared_silhouette_is_that_of_scikit_learn() -> None:
    frame = cells(700)
    result = typology.kmeans(frame, 5, starts=5)
    labels = result.types.to_numpy()
    theirs = metrics.silhouette_samples(frame.to_numpy(), labels, metric="sqeuclidean")
    ours = typology.squared_silhouette(frame, result)
    assert ours.width.to_numpy() == pytest.approx(theirs, abs=1e-10)
    assert ours.mean == pytest.approx(theirs.mean(), abs=1e-12)


def test_ward_is_that_of_scipy() -> None:
    frame = cells(1200)
    theirs = hierarchy.linkage(frame.to_numpy(), "ward")
    ours = typology.ward(frame)
    assert ours.heights == pytest.approx(theirs[:, 2], abs=1e-9)
    labels = hierarchy.fcluster(theirs, 7, "maxclust")
    assert metrics.adjusted_rand_score(labels, ours.cut(7).types) == 1.0


def test_the_linkage_can_be_drawn_by_scipy() -> None:
    tree = typology.ward(cells(30))
    assert hierarchy.is_valid_linkage(tree.linkage)
    leaves = hierarchy.dendrogram(tree.linkage, no_plot=True, labels=tree.codes)["ivl"]
    assert sorted(leaves) == sorted(tree.codes)


def test_rows_and_threads_do_not_matter() -> None:
    frame = cells(900)
    straight = typology.kmeans(frame, 5, starts=12, threads=1)
    mixed = typology.kmeans(frame.sample(frac=1, random_state=3), 5, starts=12, threads=3)
    pd.testing.assert_frame_equal(mixed.centres, straight.centres, check_exact=True)
    assert mixed.types.reindex(frame.index).equals(straight.types)
    assert mixed.start_inertia.tobytes() == straight.start_inertia.tobytes()


def test_weights_are_aligned_by_code() -> None:
    frame = cells(200)
    weights = pd.Series(np.arange(200.0) + 1, index=frame.index)
    a = typology.kmeans(frame, 3, weights=weights)
    b = typology.kmeans(frame, 3, weights=weights.iloc[::-1])
    assert a.inertia == b.inertia
    with pytest.raises(core.InvalidInput, match="weights: has no number for") as caught:
        typology.kmeans(frame, 3, weights=weights.iloc[1:])
    assert caught.value.finding.areas == (frame.index[0],)


def test_types_are_letters_by_falling_population() -> None:
    frame = pd.DataFrame({"z": [0.0, 0.1, 5.0]}, index=["a", "b", "c"])
    people = pd.Series({"a": 10.0, "b": 10.0, "c": 500.0})
    assert typology.kmeans(frame, 2).types.tolist() == ["A", "A", "B"]
    by_people = typology.kmeans(frame, 2, weights=people)
    assert by_people.types.tolist() == ["B", "B", "A"]
    assert by_people.weights.to_dict() == {"A": 500.0, "B": 20.0}
    by_z = by_people.ordered_by("z", descending=False)
    assert by_z.types.tolist() == ["A", "A", "B"]
    assert by_z.centres.loc["B", "z"] == 5.0
    assert "rising" in by_z.rule


def test_letters_follow_the_stated_rule() -> None:
    types = pd.Series(["x", "y", "y"], index=["a", "b", "c"])
    assert typology.letters(types).tolist() == ["B", "A", "A"]
    people = pd.Series({"a": 9.0, "b": 1.0, "c": 1.0})
    assert typology.letters(types, population=people).tolist() == ["A", "B", "B"]
    centre = pd.Series({"x": 1.0, "y": 2.0})
    assert typology.letters(types, by=centre, descending=False).tolist() == [
        "A",
        "B",
        "B",
    ]


def test_choose_k_shows_a_row_per_number() -> None:
    frame, _ = iris()
    table = typology.choose_k(frame, range(2, 6), starts=20)
    assert table.index.tolist() == [2, 3, 4, 5]
    assert table.loc[3, "silhouette"] == pytest.approx(0.5528190124)
    assert table.loc[3, "smallest_type"] == 38
    assert table["inertia"].is_monotonic_decreasing


def test_profile_second_best_and_membership_fit_together() -> None:
    frame = cells(300)
    types = typology.kmeans(frame, 4, starts=30)
    profile = typology.profile(frame, types)
    assert profile.sizes.sum() == 300
    assert (types.types[profile.representative].to_numpy() == profile.sizes.index).all()
    # z values of the frame itself: the z means are the centres
    np.testing.assert_allclose(
        profile.z_means, (types.centres - frame.mean()) / frame.std(ddof=0), atol=1e-12
    )
    second = typology.second_best(frame, types)
    assert (second["second"] != types.types).all()
    assert (second["margin"] > 0).all()
    errors = pd.DataFrame(0.3, index=frame.index[::-1], columns=frame.columns)
    sure = typology.membership(frame, types, errors, draws=400)
    assert sure.shares.sum(axis=1).to_numpy() == pytest.approx(1.0)
    assert sure.certainty.corr(second["margin"]) > 0.5
    exact = typology.membership(frame, types, errors * 0)
    assert (exact.certainty == 1.0).all()


def test_certainty_tells_a_refit_from_an_assignment() -> None:
    # A square: its centres hold every area; a refit divides it the other way half of the time and
    # then keeps two of four areas.
    square = pd.DataFrame(
        {"x": [0.0, 0, 1, 1], "y": [0.0, 1, 0, 1]}, index=["Au", "Berg", "Cham", "Dorf"]
    )
    types = typology.kmeans(square, 2)
    sure = typology.certainty(square, types, square * 0, draws=800)
    assert (sure.assignment == 1.0).all()
    assert sure.refit.mean() == pytest.approx(0.75, abs=0.04)
    assert sure.recurrence.index.tolist() == ["A", "B"]
    few = typology.certainty(
        square, types, square * 0, draws=50, people=pd.Series([3, 29, 400, 0], square.index)
    )
    assert few.assignment.round(2).tolist() == [0.37, 0.9, 0.99, 0.0]
    assert few.findings[0].code == "certainty_limited"
    fixed = typology.certainty(square, types, square * 0, draws=50, starts=0)
    assert fixed.refit.isna().all()


def test_membership_does_not_depend_on_other_areas() -> None:
    frame = cells(100)
    types = typology.kmeans(frame, 3)
    errors = frame * 0 + 0.5
    all_areas = typology.membership(frame, types, errors, draws=100, threads=2)
    few = typology.membership(frame.iloc[40:50], types, errors, draws=100)
    assert few.shares.equals(all_areas.shares.iloc[40:50])


def test_bad_input_names_what_is_wrong() -> None:
    frame = cells(20)
    gap = frame.copy()
    gap.iloc[3, 1] = np.nan
    with pytest.raises(
        core.InvalidInput, match="1 of 20 areas lack a value in 'unter18_A'"
    ) as caught:
        typology.kmeans(gap, 3)
    assert caught.value.finding.areas == (frame.index[3],)
    with pytest.raises(core.InvalidInput, match="'flat' is 1 in every area"):
        typology.kmeans(frame.assign(flat=1.0), 3)
    with pytest.raises(core.InvalidInput, match="only 20 of 20 areas differ"):
        typology.kmeans(frame, 21)
    for k in (0, -1, 2.5):
        with pytest.raises(core.InvalidInput, match="is needed"):
            typology.kmeans(frame, k)
    with pytest.raises(core.InvalidInput, match="not text"):
        typology.kmeans(frame.reset_index(drop=True), 3)
    with pytest.raises(core.InvalidInput, match="negative"):
        typology.kmeans(frame, 3, weights=pd.Series(-1.0, index=frame.index))
    with pytest.raises(core.InvalidInput, match="in column 'name'"):
        typology.kmeans(frame.assign(name="x"), 3)
    with pytest.raises(core.UnknownName, match="did you mean 'Alter_D'"):
        typology.kmeans(frame, 3).ordered_by("Alter")


def test_progress_may_stop_the_work() -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        typology.kmeans(cells(20000), 9, starts=3000, progress=stop)


@pytest.mark.parametrize("nonsense", [None, [[1.0, 2.0]], np.eye(4), pd.Series([1.0, 2.0])])
def test_what_is_no_frame_is_told_so(nonsense: object) -> None:
    with pytest.raises(
        core.InvalidInput, match="DataFrame with the area codes as its index"
    ) as caught:
        typology.kmeans(nonsense, 2)  # type: ignore[arg-type]
    assert caught.value.finding.place.argument == "frame"


def test_weights_without_areas_are_refused() -> None:
    frame = pd.DataFrame({"x": [1.0, 2.0, 9.0]}, index=["a", "b", "c"])
    with pytest.raises(core.InvalidInput, match="Series") as caught:
        typology.kmeans(frame, 2, weights=[1, 1, 1])  # type: ignore[arg-type]
    assert caught.value.finding.place.argument == "weights"


def test_complex_and_huge_numbers_are_refused() -> None:
    frame = pd.DataFrame({"x": [1.0, 2.0, 9.0]}, index=["a", "b", "c"])
    with pytest.raises(core.InvalidInput, match="complex"):
        typology.kmeans(frame.astype(complex), 2)
    with pytest.raises(core.InvalidInput, match="too large"):
        typology.ward(frame * 1e200)


def test_peers_are_the_most_alike_and_not_the_area_itself() -> None:
    line = pd.DataFrame({"z": [0.0, 1.0, 3.0, 7.0]}, index=["Au", "Berg", "Cham", "Dorf"])
    found = typology.peers(line, count=2)
    assert found[found["area"] == "Cham"]["peer"].tolist() == ["Berg", "Au"]
    assert found[found["area"] == "Cham"]["distance"].tolist() == [2.0, 3.0]
    some = typology.peers(line, among=["Dorf", "Au"])
    assert some[some["area"] == "Au"]["peer"].tolist() == ["Dorf"]
    assert some[some["area"] == "Berg"]["peer"].tolist() == ["Au", "Dorf"]
    with pytest.raises(core.UnknownName, match="Bergg"):
        typology.peers(line, among=["Bergg"])


def test_representative_areas_are_in_the_middle_and_borderline_ones_at_the_edge() -> None:
    line = pd.DataFrame(
        {"z": [0.0, 1.0, 2.0, 6.0, 7.0, 8.0]}, index=["Au", "Berg", "Cham", "Dorf", "Esch", "Furt"]
    )
    found = typology.examples(line, typology.kmeans(line, 2))
    assert found.representative == {"A": ["Berg"], "B": ["Esch"]}
    assert found.borderline == {"A": ["Cham"], "B": ["Dorf"]}
    lonely = typology.examples(
        line, typology.kmeans(line, 2), population=pd.Series([9.0, 0, 5, 1, 1, 1], line.index)
    )
    assert lonely.representative["A"] == ["Au"]  # nobody lives in Berg; Au and Cham are as near


def test_names_say_more_where_the_mean_is_above_the_average() -> None:
    z = pd.DataFrame({"old": [1.2, -1.2], "empty": [0.8, 0.4]}, index=["A", "B"])
    parts = typology.name_parts(z)
    assert [(p.indicator, p.more) for p in parts["A"]] == [("old", True), ("empty", True)]
    assert [(p.indicator, p.more) for p in parts["B"]] == [("old", False)]
    one = typology.name_parts(z, dimensions={"old": "age", "empty": "age"})
    assert [p.indicator for p in one["A"]] == ["old"]
    mute = typology.name_parts(z, sayable={"old": (False, True), "empty": (True, True)})
    assert [p.indicator for p in mute["A"]] == ["empty"]


def test_every_dimension_weighs_the_same() -> None:
    weights = typology.dimension_weights({"a": "age", "b": "age", "c": "age", "tax": "income"})
    assert weights.to_dict() == pytest.approx({"a": 2 / 3, "b": 2 / 3, "c": 2 / 3, "tax": 2.0})


def test_columns_that_most_areas_lack_are_told() -> None:
    table = pd.DataFrame({"a": [1.0, None, None, 4], "b": [1.0, 2, 3, 4]}, index=list("wxyz"))
    findings = typology.missing_doubts(table.isna())
    assert [(f.code, f.place.column, f.areas) for f in findings] == [
        ("mostly_missing", "a", ("x", "y"))
    ]


def test_equal_areas_are_of_one_type() -> None:
    frame = pd.DataFrame({"x": [0, 0, 0, 5, 5, 9.0]}, index=list("abcdef"))
    tree = typology.ward(frame)
    assert tree.cut(3).types[["d", "e"]].nunique() == 1
    with pytest.raises(core.InvalidInput, match="only 3 of 6 areas differ") as caught:
        tree.cut(4)
    assert caught.value.finding.areas == tuple("abcde")


def test_columns_of_very_different_scale_are_told() -> None:
    frame = pd.DataFrame({"share": [0.1, 0.2, 0.4], "euros": [20000.0, 30000, 21000]}, list("abc"))
    assert typology.kmeans(frame, 2).findings[0].code == "unequal_scales"
    assert typology.ward(frame).cut(2).findings[0].code == "unequal_scales"
