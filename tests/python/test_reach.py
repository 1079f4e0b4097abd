from __future__ import annotations

import inspect
from typing import Any

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pyproj
import pytest
from shapely import LineString, Point
from sozialraum import access, core, network, reach
from test_network import as_networkx, random_edges


def star() -> tuple[network.RoadGraph, gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Three villages and two practices, one-way roads whose minutes are [[5,25],[12,8],[35,15]]."""
    villages = [(9.0, 52.0), (9.2, 52.0), (9.4, 52.0)]
    practices = [(9.0, 52.2), (9.4, 52.2)]
    minutes = [[5, 25], [12, 8], [35, 15]]
    rows = [
        (i, 10 + j, float(minutes[i][j]), LineString([villages[i], practices[j]]))
        for i in range(3)
        for j in range(2)
    ]
    # A slow way back, so that all is one strongly connected network.
    back = [
        (a, b, 600.0, LineString([p, q]))
        for a, p, b, q in [
            (10, practices[0], 0, villages[0]),
            (10, practices[0], 1, villages[1]),
            (11, practices[1], 2, villages[2]),
        ]
    ]
    edges = gpd.GeoDataFrame(
        rows + back, columns=["u", "v", "minutes", "geometry"], crs="EPSG:4326"
    ).assign(oneway=True, metres=1000.0)
    return (
        network.RoadGraph.from_edges(edges),
        gpd.GeoDataFrame(
            {"people": [100, 200, 300]},
            index=["Aue", "Berg", "Cronau"],
            geometry=[Point(p) for p in villages],
            crs="EPSG:4326",
        ),
        gpd.GeoDataFrame(
            {"places": [10, 20]},
            index=["Nord", "Ost"],
            geometry=[Point(p) for p in practices],
            crs="EPSG:4326",
        ),
    )


STEPS = access.Decay.steps([(10, 1), (20, 0.68), (30, 0.22)])


def test_minutes_to_nearest_names_both_practices() -> None:
    graph, villages, practices = star()
    nearest = reach.minutes_to_nearest(graph, villages, practices)
    assert nearest.method == "road-network"
    assert nearest.minutes.to_numpy().tolist() == [[5, 25], [8, 12], [15, 35]]
    assert nearest.facility.loc["Berg"].tolist() == ["Ost", "Nord"]
    assert nearest.findings == []
    near = reach.minutes_to_nearest(graph, villages, practices, limit=10)
    assert near.facility.loc["Aue"].tolist() == ["Nord", None]
    assert near.findings[0].code == "origin_without_facility"
    assert near.findings[0].areas == ("Cronau",)


def test_the_direction_matters() -> None:
    graph, villages, practices = star()
    nearest = reach.minutes_to_nearest(graph, villages, practices, direction="from_facility", k=1)
    assert nearest.minutes[1].tolist() == [600, 600, 600]
    with pytest.raises(core.UnknownName, match="did you mean 'to_facility'"):
        reach.minutes_to_nearest(graph, villages, practices, direction="to_facilty")  # type: ignore[arg-type]


# The numbers are worked out by hand with the formulas of docs/methods/reach.md.
@pytest.mark.parametrize(
    ("method", "decay", "limit", "per_person"),
    [
        ("2SFCA", None, 20, [1 / 30, 0.0733333333, 0.04]),
        ("E2SFCA", STEPS, 30, [0.0527015199, 0.0757619161, 0.0319248826]),
        ("M2SFCA", STEPS, 30, [0.0446451818, 0.0665415771, 0.0217089202]),
        ("3SFCA", STEPS, 30, [0.0622499258, 0.0564925456, 0.0415883277]),
        ("BFCA", STEPS, 30, [0.0418340117, 0.0489275220, 0.0163766086]),
    ],
)
def test_floating_catchments_by_hand(method, decay, limit, per_person) -> None:  # type: ignore[no-untyped-def]
    graph, villages, practices = star()
    result = access.floating_catchment(
        graph,
        villages,
        practices,
        population="people",
        supply=pd.Series({"Ost": 20, "Nord": 10}),
        limit=limit,
        method=method,
        decay=decay,
    )
    np.testing.assert_allclose(result.access, per_person, atol=1e-9)
    assert result.access.index.tolist() == ["Aue", "Berg", "Cronau"]
    if method in ("2SFCA", "E2SFCA", "3SFCA"):
        assert float((result.access * villages["people"]).sum()) == pytest.approx(30)


def test_huff_by_hand() -> None:
    graph, villages, practices = star()
    asked = {"population": "people", "supply": "places", "limit": 30, "decay": STEPS}
    found = access.huff(graph, villages, practices, shares=True, **asked)
    # Nord has 10 places, Ost 20: they draw 10 * 1 and 20 * .22, 10 * .68 and 20 * 1, 20 * .68.
    np.testing.assert_allclose(found.attraction, [14.4, 26.8, 13.6])
    expected = {"Nord": 100 * 10 / 14.4 + 200 * 6.8 / 26.8}
    expected["Ost"] = 600 - expected["Nord"]
    assert found.visitors.to_dict() == pytest.approx(expected)
    assert found.shares is not None
    share = found.shares.set_index(["origin", "facility"])["share"]
    assert share["Aue", "Ost"] == pytest.approx(4.4 / 14.4)
    assert share.groupby("origin").sum().tolist() == pytest.approx([1, 1, 1])
    fused = access.huff(graph, villages, practices, **asked)
    assert fused.visitors.equals(found.visitors) and fused.shares is None
    near = access.huff(graph, villages, practices, population="people", supply="places", limit=10)
    assert [f.areas for f in near.findings] == [("Cronau",)]
    assert near.visitors.sum() == pytest.approx(300)


def test_opportunities_by_hand() -> None:
    graph, villages, practices = star()
    assert access.opportunities(graph, villages, practices, limit=12).tolist() == [1, 2, 0]
    hansen = access.opportunities(
        graph,
        villages,
        practices,
        limit=60,
        weight="places",
        decay=access.Decay.exponential(0.05),
    )
    np.testing.assert_allclose(hansen, [13.5181037679, 18.8945172817, 11.1850704893], atol=1e-9)


def test_places_on_nodes_agree_with_networkx() -> None:
    edges = random_edges(11, nodes=80, edges=250)
    graph = network.RoadGraph.from_edges(edges)
    parts = graph.components()
    nodes = graph.to_nodes()[parts == 0]
    places = nodes.set_axis([str(i) for i in nodes.index])
    homes, shops = places.iloc[::2], places.iloc[1::7]
    peer = as_networkx(edges)
    found = reach.travel_times(graph, homes, shops, limit=1e6).pivot(
        index="origin", columns="facility", values="minutes"
    )
    nearest = reach.minutes_to_nearest(graph, homes, shops, k=3)
    for home in homes.index:
        times = nx.single_source_dijkstra_path_length(peer, int(home), weight="minutes")
        expected = pd.Series({shop: times[int(shop)] for shop in shops.index})
        np.testing.assert_allclose(found.loc[home, expected.index], expected, atol=1e-9)
        np.testing.assert_allclose(
            nearest.minutes.loc[home], expected.sort_values().iloc[:3], atol=1e-9
        )
    within = access.opportunities(graph, homes, shops, limit=0.1)
    assert within.tolist() == (found.loc[homes.index] <= 0.1 + 1e-12).sum(axis=1).tolist()


def test_a_prepared_graph_gives_the_same_answers() -> None:
    edges = random_edges(12, nodes=300, edges=900)
    plain = network.RoadGraph.from_edges(edges)
    prepared = network.RoadGraph.from_edges(edges)
    prepared.prepare()
    assert prepared.prepared
    assert not plain.prepared
    dice = np.random.default_rng(2)
    places = gpd.GeoDataFrame(
        {"size": dice.integers(1, 9, 120)},
        index=[f"p{i}" for i in range(120)],
        geometry=gpd.points_from_xy(9 + 0.1 * dice.random(120), 52 + 0.1 * dice.random(120)),
        crs="EPSG:4326",
    )
    homes, shops = places.iloc[:80], places.iloc[80:]
    for direction in ("to_facility", "from_facility"):
        one, two = (
            reach.minutes_to_nearest(g, homes, shops, k=3, direction=direction)
            for g in (plain, prepared)
        )
        pd.testing.assert_frame_equal(one.minutes, two.minutes)
        pd.testing.assert_frame_equal(one.facility, two.facility)
        a, b = (
            reach.travel_times(g, homes, shops, limit=20, direction=direction)
            for g in (plain, prepared)
        )
        pd.testing.assert_frame_equal(a, b)
        a, b = (
            access.opportunities(g, homes, shops, limit=20, weight="size", direction=direction)
            for g in (plain, prepared)
        )
        pd.testing.assert_series_equal(a, b)


def test_a_facility_far_from_any_road_is_named() -> None:
    graph, villages, practices = star()
    practices = pd.concat(
        [
            practices,
            gpd.GeoDataFrame(
                {"places": [5]}, index=["Insel"], geometry=[Point(9.0, 53.0)], crs="EPSG:4326"
            ),
        ]
    )
    nearest = reach.minutes_to_nearest(graph, villages, practices, k=3)
    assert [f.code for f in nearest.findings] == ["facility_off_network"]
    assert nearest.findings[0].areas == ("Insel",)
    assert nearest.minutes[3].isna().all()
    result = access.floating_catchment(
        graph, villages, practices, population="people", supply="places", limit=60
    )
    assert np.isnan(result.ratio["Insel"])
    assert [f.code for f in result.findings] == ["facility_off_network", "facility_without_demand"]


def test_straight_lines_agree_with_geodesics() -> None:
    dice = np.random.default_rng(1)

    def places(prefix: str, n: int) -> gpd.GeoDataFrame:
        return gpd.GeoDataFrame(
            index=[f"{prefix}{i}" for i in range(n)],
            geometry=gpd.points_from_xy(9 + dice.random(n), 52 + dice.random(n)),
            crs="EPSG:4326",
        )

    homes, shops = places("h", 30), places("s", 12)
    nearest = reach.straight_line_minutes(homes.to_crs(25832), shops.to_crs(3035), speed_kmh=60)
    assert nearest.method == "straight-line"
    geod = pyproj.Geod(ellps="WGS84")
    for home, point in homes.geometry.items():
        n = len(shops)
        metres = geod.inv([point.x] * n, [point.y] * n, shops.geometry.x, shops.geometry.y)[2]
        expected = pd.Series(metres * 1.3 / 1000, index=shops.index).sort_values()
        assert nearest.facility.loc[home].tolist() == expected.index[:2].tolist()
        np.testing.assert_allclose(nearest.minutes.loc[home], expected.iloc[:2], atol=0.002)


def test_wrong_calls_name_the_argument() -> None:
    graph, villages, practices = star()
    with pytest.raises(core.InvalidInput, match="argument k"):
        reach.minutes_to_nearest(graph, villages, practices, k=0)
    with pytest.raises(core.InvalidInput, match="argument limit"):
        access.opportunities(graph, villages, practices, limit=-1)
    with pytest.raises(core.UnknownName, match="did you mean 'people'"):
        access.floating_catchment(
            graph, villages, practices, population="peple", supply="places", limit=9
        )
    with pytest.raises(core.InvalidInput, match="at 'Berg'"):
        access.floating_catchment(
            graph, villages, practices, population=[1, np.nan, 1], supply="places", limit=9
        )
    with pytest.raises(core.InvalidInput, match="argument decay"):
        access.floating_catchment(
            graph,
            villages,
            practices,
            population="people",
            supply="places",
            limit=9,
            method="E2SFCA",
        )
    with pytest.raises(core.InvalidInput, match="argument graph"):
        reach.minutes_to_nearest(None, villages, practices)  # type: ignore[arg-type]
    with pytest.raises(core.InvalidInput, match="argument detour"):
        reach.straight_line_minutes(villages, practices, speed_kmh=50, detour=0.5)


def test_no_places_no_answers() -> None:
    graph, villages, practices = star()
    nearest = reach.minutes_to_nearest(graph, villages.iloc[:0], practices)
    assert nearest.minutes.shape == (0, 2)
    nobody = reach.minutes_to_nearest(graph, villages, practices.iloc[:0])
    assert nobody.minutes.isna().all(axis=None)
    assert access.opportunities(graph, villages, practices.iloc[:0], limit=9).tolist() == [0, 0, 0]


def test_nodes_of_the_graph_are_places_too() -> None:
    graph, _, _ = star()
    nearest = reach.minutes_to_nearest(
        graph, pd.Index([0, 1, 2], name="node"), pd.Index([10, 11], name="node")
    )
    assert nearest.minutes.index.tolist() == [0, 1, 2]
    assert nearest.minutes.to_numpy().tolist() == [[5, 25], [8, 12], [15, 35]]
    assert nearest.facility.loc[1].tolist() == [11, 10]
    people = pd.Series({2: 300.0, 0: 100.0, 1: 200.0})
    catchments = access.opportunities(
        graph,
        pd.Index([10]),
        pd.Index([0, 1, 2]),
        limit=12,
        weight=people,
        direction="from_facility",
    )
    assert catchments.loc[10] == 300
    with pytest.raises(core.UnknownName, match="there is no node '7'"):
        reach.minutes_to_nearest(graph, pd.Index([7]), pd.Index([10]))
    with pytest.raises(core.InvalidInput, match="the name '10' twice"):
        reach.minutes_to_nearest(graph, pd.Index([0]), pd.Index([10, 10]))
    with pytest.raises(core.InvalidInput, match="nodes have no columns"):
        access.opportunities(graph, pd.Index([0]), pd.Index([10]), limit=12, weight="places")


def test_all_nodes_at_once_agree_with_networkx() -> None:
    edges = random_edges(7)
    graph = network.RoadGraph.from_edges(edges)
    nodes = graph.to_nodes().index
    facilities = nodes[::7]
    minutes = reach.minutes_to_nearest(graph, nodes, facilities, k=1).minutes[1]
    back = as_networkx(edges).reverse()
    expected = nx.multi_source_dijkstra_path_length(back, set(facilities), weight="minutes")
    assert minutes.dropna().to_dict() == pytest.approx(expected)


def test_availability_hands_out_the_supply() -> None:
    graph, villages, practices = star()
    result = access.floating_catchment(
        graph,
        villages,
        practices,
        population="people",
        supply="places",
        limit=60,
        method="availability",
        decay=STEPS,
    )
    expected = [10 * 100 / 236 + 20 * 22 / 426, 10 * 136 / 236 + 20 * 200 / 426, 20 * 204 / 426]
    assert result.access.tolist() == pytest.approx(expected, rel=1e-12)


def test_catchments_grow_until_they_hold_enough() -> None:
    graph, villages, practices = star()
    sizes = access.catchment_sizes(
        graph, villages, practices, population="people", enough=300, sizes=(10, 15, 20)
    )
    assert sizes.to_dict() == {"Nord": 15.0, "Ost": 15.0}
    assert sizes.attrs["findings"] == []
    result = access.floating_catchment(
        graph,
        villages,
        practices,
        population="people",
        supply="places",
        limit=60,
        facility_minutes=sizes,
    )
    assert result.access.tolist() == pytest.approx([10 / 300, 10 / 300 + 20 / 500, 20 / 500])
    looking = access.catchment_sizes(
        graph, villages, practices, supply="places", enough=25, sizes=(10, 20)
    )
    assert looking.to_dict() == {"Aue": 20.0, "Berg": 20.0, "Cronau": 20.0}
    assert [f.code for f in looking.attrs["findings"]] == ["catchment_below_base"]
    assert looking.attrs["findings"][0].areas == ("Aue", "Cronau")
    with pytest.raises(core.InvalidInput, match="exactly one"):
        access.catchment_sizes(graph, villages, practices, enough=1)


WRONG_OPTIONS = [
    {"k": 1.5},
    {"k": True},
    {"k": "2"},
    {"limit": "15"},
    {"limit": True},
    {"threads": -1},
    {"threads": 1.0},
    {"threads": None},
    {"direction": None},
    {"radius": "x"},
    {"off_road_kmh": "x"},
]


QUESTIONS = [
    reach.minutes_to_nearest,
    reach.travel_times,
    reach.matrix,
    access.opportunities,
    access.floating_catchment,
    access.huff,
    reach.paths,
    access.catchment_sizes,
]


def parameters(question: Any) -> set[str]:
    return set(inspect.signature(question).parameters)


@pytest.mark.parametrize(
    ("question", "wrong"),
    [(q, wrong) for q in QUESTIONS for wrong in WRONG_OPTIONS if set(wrong) <= parameters(q)],
    ids=lambda x: getattr(x, "__name__", str(x)),
)
def test_an_option_of_the_wrong_kind_is_named(question: Any, wrong: dict[str, Any]) -> None:
    options = {"limit": 10.0, "population": [1, 2, 3], "supply": [1, 2], "enough": 3} | wrong
    named = parameters(question)
    if question is access.catchment_sizes:
        named.remove("supply")
    with pytest.raises(core.InvalidInput) as caught:
        question(*star(), **{key: value for key, value in options.items() if key in named})
    assert caught.value.finding.place.argument == list(wrong)[0]


@pytest.mark.parametrize("wrong", ["decay", "method", "both_ways"])
def test_a_wrong_choice_is_named(wrong: str) -> None:
    graph, villages, practices = star()
    with pytest.raises(core.InvalidInput, match=f"argument {wrong}"):
        if wrong == "both_ways":
            access.travel_time_weights(graph, villages, limit=5, both_ways=None)  # type: ignore[arg-type]
        access.floating_catchment(
            graph,
            villages,
            practices,
            population="people",
            supply="places",
            limit=20,
            **{wrong: 5},
        )


@pytest.mark.parametrize("pairs", [5, [("Aue",)], ["ab"], ["Aue"]], ids=str)
def test_pairs_that_are_no_pairs_are_named(pairs: Any) -> None:
    with pytest.raises(core.InvalidInput, match="argument pairs: (holds|is 5)"):
        reach.paths(*star(), pairs=pairs)


def test_places_that_are_no_places_are_named() -> None:
    graph, villages, practices = star()
    with pytest.raises(core.InvalidInput, match="argument facilities: is a NoneType"):
        reach.matrix(graph, villages, None)  # type: ignore[arg-type]
    with pytest.raises(core.InvalidInput, match="argument sizes: is 5"):
        access.catchment_sizes(graph, villages, practices, enough=5, population="people", sizes=5)  # type: ignore[arg-type]
