"""Fuzzy, nested and rule types: published figures, and what a planner sees."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sozialraum import FindingWarning, composite, core, typology
from sozialraum.typology import Cut

DATA = Path(__file__).resolve().parents[2] / "data"


def iris() -> pd.DataFrame:
    datasets = pytest.importorskip("sklearn.datasets")
    return pd.DataFrame(
        datasets.load_iris().data, index=[f"{i:03}" for i in range(150)], columns=list("abcd")
    )


def test_fuzzy_iris_has_the_centres_of_r() -> None:
    """R, package e1071: cmeans(iris[, 1:4], 3, m = 2): centres and withinerror.

    R stops when the objective falls by less than 1.5e-8 of itself, where the centres are still
    1e-4 away; the objective is told to eight digits.
    """
    found = typology.fuzzy_cmeans(iris(), 3)
    published = [
        [5.0039658, 3.4140925, 1.4828096, 0.2535437],
        [5.8888592, 2.761043, 4.3638447, 1.3972599],
        [6.7749227, 3.0523565, 5.6466715, 2.0535041],
    ]
    centres = found.centres.sort_values("a").to_numpy()
    assert centres == pytest.approx(np.array(published), abs=1.5e-4)
    assert found.objective / 150 == pytest.approx(0.40337141, abs=1e-8)
    assert found.degree.sum(axis=1).to_numpy() == pytest.approx(1.0)
    assert (found.types == found.degree.idxmax(axis=1)).all()
    assert found.degree_of(iris()).to_numpy() == pytest.approx(found.degree.to_numpy())


def test_the_second_type_is_the_one_an_area_belongs_to_next() -> None:
    frame = pd.DataFrame({"z": [0.0, 0.2, 4.0, 4.2, 9.0, 9.1, 2.5]}, index=list("abcdefg"))
    found = typology.fuzzy_cmeans(frame, 3)
    assert found.second["g"] == found.types["a"]
    assert found.types["g"] == found.types["c"]


def test_centres_that_run_together_are_warned_of() -> None:
    frame = pd.DataFrame(
        np.random.default_rng(1).normal(size=(60, 8)), index=[f"{i:02}" for i in range(60)]
    )
    with pytest.warns(FindingWarning, match="types_run_together"):
        typology.fuzzy_cmeans(frame, 4)


BERLIN = {
    "status": Cut([-1, 1, 1.5], ["1", "2", "3", "4"], above=[-1]),
    "dynamics": Cut([-1, 1], ["+", "+/-", "-"], above=[-1]),
}


@pytest.mark.parametrize("year", [2013, 2015, 2017])
def test_the_rule_of_berlin_gives_its_published_classes(year: int) -> None:
    def read(what: str) -> pd.DataFrame:
        path = DATA / f"berlin_mss/mss_{year}_{what}.csv"
        return pd.read_csv(path, dtype={"id": str, "status_index": str}).set_index("id")

    published = read("index")
    included = published["status_index"] != "0"
    shares = read("indicators").reindex(published.index)
    index = pd.DataFrame(
        {
            "status": composite.status_index(
                shares.filter(regex="^s[1-4]"), included=included
            ).index,
            "dynamics": composite.dynamics_index(
                shares.filter(regex="^d[1-4]"), included=included
            ).index,
        }
    )
    with pytest.warns(FindingWarning, match="no_type"):
        found = typology.rule_types(index, BERLIN)
    classes = published["status_index"] + " / " + published["dynamic_index"]
    assert (found.types[included] == classes[included]).all()
    assert found.types[~included].isna().all()
    table = found.sizes.unstack()
    assert table.to_numpy().sum() == included.sum()
    assert table.loc["1"].sum() == (published["status_index"] == "1").sum()
    # an area has the margin that its index is away from a limit
    nearest = index["status"].sub(1.0).abs().combine(index["status"].add(1.0).abs(), min)
    middle = included & (published["status_index"] == "2")
    assert found.margin.loc[middle, "status"].to_numpy() == pytest.approx(
        nearest[middle].to_numpy()
    )


def test_types_may_share_a_name_and_say_how_sure_they_are() -> None:
    frame = pd.DataFrame(
        {"rurality": [-0.5, 0.1, -0.5, np.nan], "situation": [0.3, 0.0, np.nan, 1.0]},
        index=["Stadt", "Au", "Halle", "Heide"],
    )
    cuts = {
        "rurality": Cut([-0.2], ["not rural", "rural"]),
        "situation": Cut([0.0], ["weak", "good"]),
    }
    names = pd.DataFrame(
        {"weak": ["town", "rural, weak"], "good": ["town", "rural, good"]},
        index=["not rural", "rural"],
    )
    errors = frame * 0 + 0.3
    with pytest.warns(FindingWarning, match="Heide"):
        found = typology.rule_types(
            frame, cuts, names=names, standard_errors=errors, weights=pd.Series(2.0, frame.index)
        )
    assert found.types.tolist() == ["town", "rural, weak", "town", None]
    # Stadt: one standard error below the limit (.8413); Au: above it by one, and on the other limit
    assert found.certainty["Stadt"] == pytest.approx(0.841345, abs=1e-6)
    assert found.certainty["Au"] == pytest.approx(0.841345 / 2, abs=1e-6)
    assert found.probability.loc["Au", "town"] == pytest.approx(0.158655, abs=1e-6)
    assert found.weights.loc[("rural", "weak")] == 2.0


@pytest.mark.parametrize(
    "cuts",
    [
        {},
        {"status": 3},
        {"stats": Cut([0], ["a", "b"])},
        {"status": Cut([0], ["a"])},
        {"status": Cut([0], ["a", "a"])},
        {"status": Cut([0, 0], ["a", "b", "c"])},
        {"status": Cut([0], ["a", "b"], above=[1])},
        {"status": Cut("0", ["a", "b"])},
    ],
)
def test_rules_that_are_none_are_refused(cuts: dict[str, Cut]) -> None:
    frame = pd.DataFrame({"status": [0.0, 1.0]}, index=["a", "b"])
    with pytest.raises(core.InvalidInput):
        typology.rule_types(frame, cuts)


def test_names_must_be_there_for_every_combination() -> None:
    frame = pd.DataFrame({"status": [0.0, 1.0]}, index=["a", "b"])
    cuts = {"status": Cut([0.5], ["low", "high"])}
    with pytest.raises(core.InvalidInput, match="high"):
        typology.rule_types(frame, cuts, names={("low",): "L"})
    found = typology.rule_types(frame, cuts, names={("low",): "L", ("high",): "H"})
    assert found.types.tolist() == ["L", "H"]


def test_nested_types_carry_names_of_both_levels_and_keep_floors() -> None:
    frame = pd.DataFrame({"z": [0.0, 1, 10, 11, 50, 50, 51, 51]}, index=list("abcdefgh"))
    people = pd.DataFrame({"people": [100.0] * 6 + [50.0] * 2}, index=frame.index)
    with pytest.warns(FindingWarning, match="fewer_inner_types"):
        found = typology.nested_types(frame, 2, inner=2, counts=people, least={"people": 200})
    assert " ".join(found.inner) == "A1 A1 A2 A2 B B B B"
    assert found.type_of_inner.to_dict() == {"A1": "A", "A2": "A", "B": "B"}
    assert found.totals["people"].tolist() == [200.0, 200.0, 300.0]
    assert found.inner_clustering.centres.loc["A2", "z"] == 10.5
    assert found.explained_inner >= found.explained_outer
