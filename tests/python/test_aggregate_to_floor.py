"""Villages are joined until their numbers carry, and every merge is told."""

import pandas as pd
import pytest
from sozialraum import FindingWarning, spatial, typology
from sozialraum.core import InvalidInput, UnknownName

VILLAGES = pd.DataFrame(
    {"people": [120, 200, 900, 310], "children": [20, 25, 120, 12]},
    index=["Au", "Berg", "Cham", "Dorf"],
)
ROADS = pd.DataFrame(
    [("Au", "Berg", 4.0), ("Berg", "Cham", 3.0), ("Cham", "Dorf", 7.0), ("Dorf", "Au", 9.0)],
    columns=["from", "to", "minutes"],
)
FLOORS = {"people": 300, "children": 30}


def test_both_names_are_kept_and_the_sums_carry() -> None:
    # Dorf has the people but not the children; Au and Berg together have both.
    found = typology.aggregate_to_floor(VILLAGES, FLOORS, ROADS)
    assert found.units.members.to_dict() == {"Berg": ["Berg", "Au"], "Cham": ["Cham", "Dorf"]}
    assert found.areas.unit.to_dict() == {
        "Au": "Berg",
        "Berg": "Berg",
        "Cham": "Cham",
        "Dorf": "Cham",
    }
    assert found.areas.reason.tolist() == ["too_small", "too_small", "took_in", "too_small"]
    assert found.sums.loc["Berg"].to_dict() == {"people": 320.0, "children": 45.0}
    assert found.cost == 11.0
    assert found.proven
    assert found.most_units == 2


def test_every_merge_tells_who_needed_it_and_what_was_short() -> None:
    merges = typology.aggregate_to_floor(VILLAGES, FLOORS, ROADS).merges.set_index("needy")
    assert merges.loc["Dorf"].to_dict() == {
        "unit": "Cham", "other": "Cham", "cost": 7.0, "floor": "children", "count": 12.0,
        "least": 30.0,
    }  # fmt: skip
    assert merges.loc["Au", ["floor", "count"]].tolist() == ["people", 120.0]


def test_a_table_of_minutes_serves_as_it_comes() -> None:
    pairs = pd.concat([ROADS, ROADS.rename(columns={"from": "to", "to": "from"})])
    own = pd.DataFrame({"from": VILLAGES.index, "to": VILLAGES.index, "minutes": 0.0})
    there_and_back = pd.concat([pairs, own]).rename(columns={"from": "origin", "to": "facility"})
    straight = typology.aggregate_to_floor(VILLAGES, FLOORS, ROADS)
    found = typology.aggregate_to_floor(VILLAGES, FLOORS, there_and_back)
    pd.testing.assert_frame_equal(found.areas, straight.areas)
    pd.testing.assert_frame_equal(found.merges, straight.merges)


def test_neighbours_in_another_order_cost_one_each() -> None:
    ring = spatial.Weights(
        ["Dorf", "Cham", "Berg", "Au"], [0, 1, 3, 5, 6], [1, 0, 2, 1, 3, 2], [0.5] * 6
    )
    found = typology.aggregate_to_floor(VILLAGES, FLOORS, ring)
    assert found.units.members.to_dict() == {"Berg": ["Berg", "Au"], "Cham": ["Cham", "Dorf"]}
    assert found.cost == 2.0


def test_a_way_that_is_missing_is_none_and_who_stays_below_is_named() -> None:
    cut = ROADS.assign(minutes=[4.0, 3.0, None, None])
    with pytest.warns(FindingWarning, match=r"floor_not_reached.*children 12 of 30.*Dorf"):
        found = typology.aggregate_to_floor(VILLAGES, FLOORS, cut)
    assert found.areas.reason["Dorf"] == "cannot_reach"
    assert not found.units.carries["Dorf"]
    assert found.units.carries[["Berg", "Cham"]].all()


def test_wrong_tables_are_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="chlidren"):
        typology.aggregate_to_floor(VILLAGES, {"chlidren": 30}, ROADS)
    with pytest.raises(UnknownName, match="Dorv"):
        typology.aggregate_to_floor(VILLAGES, FLOORS, ROADS.replace("Dorf", "Dorv"))
    with pytest.raises(UnknownName, match="from"):
        typology.aggregate_to_floor(VILLAGES, FLOORS, ROADS.rename(columns={"from": "form"}))
    with pytest.raises(InvalidInput, match="minutes") as refused:
        typology.aggregate_to_floor(VILLAGES, FLOORS, ROADS.assign(minutes="4"))
    assert refused.value.finding.code == "not_a_number"
    with pytest.raises(InvalidInput) as refused:
        typology.aggregate_to_floor(VILLAGES.assign(people=None), FLOORS, ROADS)
    assert refused.value.finding.code == "missing_values"
    assert refused.value.finding.areas == ("Au", "Berg", "Cham", "Dorf")
