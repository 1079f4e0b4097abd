"""A ready table of minutes instead of roads: the same answers, the same findings, named errors."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import LineString
from sozialraum import access, reach
from sozialraum.core import InvalidInput
from sozialraum.network import RoadGraph

# Three villages with 100, 200 and 300 people, two practices with 10 and 20 places.
MATRIX = pd.DataFrame(
    [[5.0, 25.0], [12.0, 8.0], [35.0, 15.0]], index=["Aue", "Berg", "Moor"], columns=["N", "S"]
)
LONG = MATRIX.stack().rename_axis(["origin", "facility"]).rename("minutes").reset_index()
PEOPLE = pd.Series({"Aue": 100.0, "Berg": 200.0, "Moor": 300.0})
PLACES = pd.Series({"N": 10.0, "S": 20.0})
STEPS = access.Decay.steps([(10, 1.0), (20, 0.68), (30, 0.22)])


def catchment(minutes: pd.DataFrame, **options: object) -> access.FloatingCatchment:
    return access.floating_catchment(
        minutes=minutes, population=PEOPLE, supply=PLACES, limit=60, **options
    )


@pytest.mark.parametrize("table", [MATRIX, LONG, LONG.iloc[::-1]], ids=["matrix", "long", "turned"])
def test_the_worked_case(table: pd.DataFrame) -> None:
    """E2SFCA by hand: R = 10 / (100 + .68 * 200), 20 / (.22 * 100 + 200 + .68 * 300)."""
    found = catchment(table, method="E2SFCA", decay=STEPS)
    ratio = pd.Series({"N": 10 / 236, "S": 20 / 426})
    pd.testing.assert_series_equal(found.ratio[["N", "S"]], ratio, check_names=False)
    assert found.access["Aue"] == pytest.approx(10 / 236 + 0.22 * 20 / 426)
    assert found.access["Moor"] == pytest.approx(0.68 * 20 / 426)
    assert found.findings == []


def test_counts_choices_sizes_and_nearest() -> None:
    within = access.opportunities(minutes=LONG, limit=20, weight=PLACES)
    assert within[["Aue", "Berg", "Moor"]].tolist() == [10.0, 30.0, 20.0]
    chosen = access.huff(minutes=MATRIX, population=PEOPLE, supply=PLACES, limit=60, shares=True)
    assert chosen.visitors.sum() == pytest.approx(600)
    assert chosen.shares is not None and len(chosen.shares) == 6
    sizes = access.catchment_sizes(minutes=MATRIX, enough=250, population=PEOPLE)
    assert sizes.to_dict() == {"N": 20.0, "S": 20.0}
    nearest = reach.minutes_to_nearest(minutes=MATRIX, k=2)
    assert nearest.minutes.loc["Berg"].tolist() == [8.0, 12.0]
    assert nearest.facility.loc["Berg"].tolist() == ["S", "N"]
    assert nearest.method == "table"


def valley() -> tuple[RoadGraph, gpd.GeoDataFrame]:
    east = [9.0, 9.1, 9.25, 9.3, 9.45]
    roads = RoadGraph.from_edges(
        gpd.GeoDataFrame(
            {
                "u": range(4),
                "v": range(1, 5),
                "minutes": [7.0, 11.5, 3.0, 20.0],
                "metres": [7000.0, 10300.0, 3500.0, 10400.0],
                "oneway": [False, True, False, False],
            },
            geometry=[LineString([(a, 52), (b, 52)]) for a, b in zip(east, east[1:], strict=False)],
            crs="EPSG:4326",
        )
    )
    return roads, roads.to_nodes()


def test_the_table_of_the_roads_gives_what_the_roads_give() -> None:
    roads, nodes = valley()
    homes, shops = nodes.index, nodes.index[[0, 3]]
    table = reach.travel_times(roads, homes, shops, limit=30)
    people, sizes = [10.0, 20, 30, 40, 50], [3.0, 4.0]
    options = {"population": people, "supply": sizes, "limit": 30}
    for method in ("2SFCA", "M2SFCA", "3SFCA", "BFCA", "availability"):
        roads_say = access.floating_catchment(roads, homes, shops, method=method, **options)
        table_says = access.floating_catchment(
            None, homes, shops, minutes=table, method=method, **options
        )
        assert roads_say.access.equals(table_says.access)
        assert roads_say.ratio.equals(table_says.ratio)
    a = access.opportunities(roads, homes, shops, limit=30)
    b = access.opportunities(None, homes, shops, limit=30, minutes=table)
    assert a.equals(b)
    near = reach.minutes_to_nearest(roads, homes, shops, limit=30)
    ready = reach.minutes_to_nearest(None, homes, shops, limit=30, minutes=table)
    assert near.minutes.equals(ready.minutes)
    assert near.facility.equals(ready.facility)


def test_who_stands_in_no_row_is_out_of_reach_and_named() -> None:
    found = access.opportunities(
        None, pd.Index(["Aue", "Hallig"]), None, minutes=LONG[LONG.origin == "Aue"], limit=60
    )
    assert found.to_dict() == {"Aue": 2.0, "Hallig": 0.0}
    (finding,) = found.attrs["findings"]
    assert finding.code == "origin_without_pair" and finding.areas == ("Hallig",)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pd.concat([LONG, LONG[:1]]), "twice"),
        (LONG.assign(minutes=-1.0), "'Aue' to 'N'"),
        (LONG.assign(minutes=np.nan), "leave out pairs without a way"),
        (LONG.assign(minutes="soon"), "no number"),
        (LONG.drop(columns="facility"), "facility"),
        (MATRIX.replace(5.0, -5.0), "'Aue' to 'N'"),
        (pd.concat([MATRIX, MATRIX]), "twice"),
        ([[1, 2]], "table"),
    ],
)
def test_what_is_no_table_of_minutes_is_refused(table: object, message: str) -> None:
    with pytest.raises(InvalidInput, match=message) as error:
        access.opportunities(minutes=table, limit=60)  # type: ignore[arg-type]
    assert error.value.finding.place.argument == "minutes"


def test_an_unknown_place_is_named() -> None:
    with pytest.raises(InvalidInput, match="Moor"):
        access.opportunities(None, pd.Index(["Aue", "Berg"]), None, minutes=LONG, limit=60)


def test_roads_or_a_table_but_not_both_and_not_neither() -> None:
    roads, nodes = valley()
    with pytest.raises(InvalidInput, match="one of them"):
        access.opportunities(roads, nodes.index, nodes.index, minutes=LONG, limit=60)
    with pytest.raises(InvalidInput, match="minutes="):
        access.opportunities(limit=60)
