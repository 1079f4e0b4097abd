"""Every face keeps the index that the user gave; findings and files show its texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import Point
from sozialraum import Network, access, core, isochrone, network, reach, siting
from sozialraum.access.amounts import amounts_of
from sozialraum.core.points import PlaceNames
from test_network import random_edges


@pytest.fixture(scope="module")
def graph() -> network.RoadGraph:
    return network.RoadGraph.from_edges(random_edges(3))


def points(count: int, first: int, seed: int) -> gpd.GeoDataFrame:
    generator = np.random.default_rng(seed)
    index = pd.Index(range(first, first + count), name="number", dtype="int64")
    where = generator.uniform((9.0, 52.0), (10.0, 53.0), (count, 2))
    return gpd.GeoDataFrame(index=index, geometry=[Point(p) for p in where], crs="EPSG:4326")


Answer = tuple[pd.Index, pd.Series | pd.Index]
FAR = {"radius": 200_000.0}

QUESTIONS: dict[str, Callable[[Any, Any, Any], Answer]] = {
    "snap": lambda g, a, b: (network.snap(g, a, **FAR).index, a.index),
    "minutes_to_nearest": lambda g, a, b: (
        (found := reach.minutes_to_nearest(g, a, b, k=1, **FAR)).minutes.index,
        found.facility[1],
    ),
    "straight_line_minutes": lambda g, a, b: (
        (found := reach.straight_line_minutes(a, b, speed_kmh=30)).minutes.index,
        found.facility[1],
    ),
    "travel_times": lambda g, a, b: (
        a.index,
        reach.travel_times(g, a, b, limit=9999, **FAR)["facility"],
    ),
    "matrix": lambda g, a, b: ((found := reach.matrix(g, a, b, **FAR)).index, found.columns),
    "opportunities": lambda g, a, b: (
        access.opportunities(g, a, b, limit=9, **FAR).index,
        b.index,
    ),
    "floating_catchment": lambda g, a, b: (
        (
            found := access.floating_catchment(
                g, a, b, population=[1] * len(a), supply=[1] * len(b), limit=99, **FAR
            )
        ).access.index,
        found.ratio.index,
    ),
    "catchment_sizes": lambda g, a, b: (
        a.index,
        access.catchment_sizes(g, a, b, enough=2, population=[1] * len(a), **FAR).index,
    ),
    "paths": lambda g, a, b: (a.index, reach.paths(g, a, b, **FAR)["facility"]),
    "isochrones": lambda g, a, b: (
        a.index,
        isochrone.isochrones(g, b.iloc[:1], limits=[5], resolution=2000)["place"],
    ),
    "site": lambda g, a, b: (
        (
            found := siting.p_median(pd.Series(1.0, a.index), reach.matrix(g, a, b, **FAR))
        ).places.index,
        found.places["site"],
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_whole_numbers_name_places_in_every_answer(graph: Any, question: str) -> None:
    here, there = points(6, 10, 1), points(4, 500, 2)
    index, labels = QUESTIONS[question](graph, here, there)
    pd.testing.assert_index_equal(index, here.index)
    assert labels.dtype == np.int64 and set(labels) <= {*here.index, *there.index}


def test_a_missing_label_is_none_among_whole_numbers(graph: network.RoadGraph) -> None:
    here, there = points(6, 10, 1), points(1, 500, 2)
    second = reach.minutes_to_nearest(graph, here, there, k=2, **FAR).facility
    assert second[2].isna().all() and second[1].tolist() == [500] * 6


def test_labels_of_several_levels_name_places(graph: network.RoadGraph) -> None:
    here = points(2, 0, 1).set_axis(pd.MultiIndex.from_tuples([("Aue", 1), ("Aue", 2)]))
    found = reach.travel_times(graph, here, points(1, 500, 2), limit=9999, **FAR)
    assert found["origin"].tolist() == [("Aue", 1), ("Aue", 2)]


def test_pairs_are_named_by_label_or_by_text(graph: network.RoadGraph) -> None:
    here, there = points(6, 10, 1), points(4, 500, 2)
    for pair in [(12, 501), ("12", "501")]:
        way = reach.paths(graph, here, there, pairs=[pair], **FAR)
        assert way[["origin", "facility"]].iloc[0].tolist() == [12, 501]
    with pytest.raises(core.UnknownName, match="no facility '9'"):
        reach.paths(graph, here, there, pairs=[(12, 9)], **FAR)


def test_existing_sites_and_capacities_are_named_by_label_or_by_text() -> None:
    people = pd.Series({1: 40.0, 2: 30.0})
    minutes = pd.DataFrame({7: [5.0, 20.0], 8: [18.0, 6.0]}, index=people.index)
    for seven in (7, "7"):
        answer = siting.p_median(people, minutes, existing=[seven], capacity={seven: 100})
        assert answer.sites == [7, 8] and answer.solutions["new"].tolist() == [(8,)]
        assert answer.people_of_site.to_dict() == {7: 40.0, 8: 30.0}
    with pytest.raises(core.UnknownName, match=r"argument existing: there is no candidate '9'"):
        siting.p_median(people, minutes, existing=[9])


def test_new_and_existing_sites_keep_their_labels() -> None:
    roads = Network(network.RoadGraph.from_edges(random_edges(3)))
    demand, existing = points(8, 10, 1), points(1, 500, 2)
    near = roads.snap(demand, **FAR)
    demand = gpd.GeoDataFrame(index=demand.index, geometry=near.geometry)
    existing = existing.set_geometry(roads.snap(existing, **FAR).geometry)
    found = roads.site(demand, demand, people=[1.0] * 8, existing=existing, longest=99999)
    assert found.sites.index.dtype == np.int64 and 500 in found.sites.index
    assert found.places.index.equals(demand.index)
    assert set(found.places["site"]) <= set(found.sites.index)


@pytest.mark.parametrize("labels", [[1, "1"], ["a", "a"], [1, 1]])
def test_names_that_are_alike_as_text_are_refused(labels: list[object]) -> None:
    with pytest.raises(core.InvalidInput, match="twice") as refused:
        PlaceNames(pd.Index(labels, dtype=object), "homes")
    assert refused.value.finding.place.argument == "homes"
    assert ("as text" in str(refused.value)) == (len(set(labels)) == 2)


def test_findings_show_texts(graph: network.RoadGraph) -> None:
    nowhere = gpd.GeoDataFrame(index=[3], geometry=[Point()], crs="EPSG:4326")
    found = reach.minutes_to_nearest(graph, nowhere, points(1, 500, 2), **FAR)
    assert found.findings[0].areas == ("3",)


@pytest.mark.parametrize("prepared", [False, True])
def test_no_facilities_at_all_is_told(prepared: bool) -> None:
    graph = network.RoadGraph.from_edges(random_edges(3))
    if prepared:
        graph.prepare()
    here, none = points(3, 10, 1), points(0, 0, 1)
    people: dict[str, Any] = {"population": [1, 2, 3], "supply": []}
    told = [
        reach.minutes_to_nearest(graph, here, none, **FAR).findings,
        reach.straight_line_minutes(here, none, speed_kmh=30).findings,
        reach.matrix(graph, here, none, **FAR).attrs["findings"],
        reach.travel_times(graph, here, none, limit=9, **FAR).attrs["findings"],
        access.opportunities(graph, here, none, limit=9, **FAR).attrs["findings"],
        access.floating_catchment(graph, here, none, limit=9, **people, **FAR).findings,
        access.catchment_sizes(graph, here, none, enough=2, supply=[], **FAR).attrs["findings"],
        reach.paths(graph, here, none, **FAR).attrs["findings"],
    ]
    for findings in told:
        assert [f.place.argument for f in findings if f.code == "no_facilities"] == ["facilities"]


def test_names_of_several_levels_are_shown_plain() -> None:
    index = pd.MultiIndex.from_arrays([[1, 2], ["a", "b"]])
    names = PlaceNames(index, "homes")
    assert names.texts == ["(1, 'a')", "(2, 'b')"]
    with pytest.raises(core.UnknownName, match=r"no origin '\(3, 'a'\)'"):
        names.known_rows([(np.int64(3), "a")], "origin", "pairs")
    here = points(2, 10, 1).set_axis(index)
    with pytest.raises(core.InvalidInput, match=r"at '\(2, 'b'\)'"):
        amounts_of(here, [1.0, -1.0], "population")
