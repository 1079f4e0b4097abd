"""Boundary reforms from Python: areas are found by their codes, whatever their order."""

import numpy as np
import pandas as pd
import pytest
from sozialraum import core, spatial

TABLE = pd.DataFrame(
    [["A", "AB", 1.0], ["B", "AB", 1.0], ["C", "C", 0.75], ["C", "D", 0.25], ["E", "E", 1.0]],
    columns=["from", "to", "weight"],
)


@pytest.fixture
def reform() -> spatial.Crosswalk:
    return spatial.Crosswalk(TABLE, "2019 to 2024, by people")


def test_areas_are_found_by_their_codes(reform: spatial.Crosswalk) -> None:
    people = pd.Series({"E": 7, "C": 400, "B": 50, "A": 100})
    made = reform.carry_counts(people)
    assert made["value"].to_dict() == {"AB": 150, "C": 300, "D": 100, "E": 7}
    assert made["value"].sum() == people.sum()
    assert made["break"].to_dict() == {"AB": True, "C": True, "D": True, "E": False}
    assert [finding.code for finding in made.attrs["findings"]] == ["split_counts"]


def test_states_go_along(reform: spatial.Crosswalk) -> None:
    people = pd.Series({"E": 7.0, "C": 400, "B": np.nan, "A": 100}, name="people")
    states = pd.DataFrame({"people": [3, 0, 8, 0]}, index=people.index).astype("uint8")
    made = reform.carry_counts(people, states=states)
    assert made.loc["AB", "state"] == core.CellState.SECRET
    assert made.loc["E", "state"] == core.CellState.LIMITED


def test_densities_need_their_land(reform: spatial.Crosswalk) -> None:
    density = pd.Series({"A": 10.0, "B": 40, "C": 8, "E": 5})
    land = pd.Series({"A": 1.0, "B": 2, "C": 4, "E": 3})
    assert reform.carry_means(density, land)["value"].tolist() == [30, 8, 8, 5]


def test_an_area_too_few_or_too_many_is_refused(reform: spatial.Crosswalk) -> None:
    for people in (pd.Series({"A": 1, "B": 1, "C": 1}), pd.Series(1, index=list("ABCEX"))):
        with pytest.raises(core.InvalidInput) as caught:
            reform.carry_counts(people)
        assert caught.value.finding.code == "index_mismatch"


def test_reforms_in_a_row(reform: spatial.Crosswalk) -> None:
    later = pd.DataFrame({"from": ["AB", "C", "D", "E"], "to": ["X", "X", "D", "E"]})
    both = reform.then(spatial.Crosswalk(later, "2025"))
    people = pd.Series({"A": 100, "B": 50, "C": 400, "E": 7})
    assert both.carry_counts(people)["value"].to_dict() == {"X": 450, "D": 100, "E": 7}
    assert both.version == "2019 to 2024, by people; 2025"
    assert len(both.passages) == 5
    with pytest.raises(core.UnknownName, match="AB"):
        reform.then(spatial.Crosswalk(later.iloc[1:], "2025"))


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (TABLE.iloc[:-2], "weights_do_not_add_up"),
        (pd.concat([TABLE, TABLE.iloc[:1]]), "duplicate_passage"),
        (TABLE.assign(weight=2.0), "invalid_argument"),
        (TABLE.assign(**{"from": 3252007}), "invalid_argument"),
        (TABLE.drop(columns="to"), "invalid_argument"),
        (TABLE.assign(weight="x"), "invalid_argument"),
        ([1], "invalid_argument"),
    ],
)
def test_a_table_that_loses_or_doubles_something(table: pd.DataFrame, code: str) -> None:
    with pytest.raises(core.InvalidInput) as caught:
        spatial.Crosswalk(table, "v")
    assert caught.value.finding.code == code
