from __future__ import annotations

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pyproj
import pytest
from shapely import Point
from sozialraum import access, core, network, reach, spatial
from test_matrix import town


def test_paths_take_the_minutes_of_the_nearest() -> None:
    graph, homes, shops = town()
    ways = reach.paths(graph, homes, shops, k=2)
    nearest = reach.minutes_to_nearest(graph, homes, shops, k=2)
    assert ways["minutes"].tolist() == nearest.minutes.to_numpy().ravel().tolist()
    assert ways["facility"].tolist() == nearest.facility.to_numpy().ravel().tolist()
    assert ways.crs == "EPSG:4326"
    geod = pyproj.Geod(ellps="WGS84")
    for way in ways.itertuples():
        home, shop = homes.geometry[way.origin], shops.geometry[way.facility]
        first, last = way.geometry.coords[0], way.geometry.coords[-1]
        assert first == pytest.approx((home.x, home.y)) and last == pytest.approx((shop.x, shop.y))
        _, _, metres = geod.inv(home.x, home.y, shop.x, shop.y)
        assert way.straight_line_kilometres == pytest.approx(metres / 1000, rel=1e-6)
        assert way.detour_index == pytest.approx(way.kilometres / way.straight_line_kilometres)
        assert way.kilometres >= way.leg_kilometres


def test_paths_between_nodes_are_those_of_networkx() -> None:
    graph, _, _ = town()
    nodes = graph.to_nodes()
    some = nodes.iloc[[0, 57, 211, 399]]
    some.index = [f"node {i}" for i in (0, 57, 211, 399)]
    ways = reach.paths(graph, some, some, pairs=[("node 0", "node 399"), ("node 211", "node 57")])
    peer = nx.Graph()
    for edge in graph.to_edges().itertuples():
        peer.add_edge(edge.u, edge.v, minutes=edge.minutes_forward)
    lengths = [
        nx.dijkstra_path_length(peer, 0, 399, weight="minutes"),
        nx.dijkstra_path_length(peer, 211, 57, weight="minutes"),
    ]
    assert ways["minutes"].tolist() == pytest.approx(lengths, abs=1e-9)
    assert ways["leg_kilometres"].max() < 1e-6
    by_number = reach.paths(graph, pd.Index([0]), pd.Index([399]), k=1)
    assert by_number["minutes"][0] == ways["minutes"][0]
    assert by_number.geometry[0].coords[0] == pytest.approx((9.0, 52.0))
    assert by_number.geometry[0].coords[-1] == pytest.approx((9.19, 52.19))


def test_a_prepared_graph_gives_the_same_paths() -> None:
    graph, homes, shops = town()
    pairs = [(home, shop) for home in homes.index for shop in shops.index]
    plain = reach.paths(graph, homes, shops, pairs=pairs, direction="from_facility")
    graph.prepare()
    prepared = reach.paths(graph, homes, shops, pairs=pairs, direction="from_facility")
    pd.testing.assert_frame_equal(pd.DataFrame(prepared), pd.DataFrame(plain))


def test_pairs_may_come_as_a_table_and_keep_their_rows() -> None:
    graph, homes, shops = town()
    homes = pd.concat(
        [homes, gpd.GeoDataFrame(index=["sea"], geometry=[Point(3, 55)], crs=homes.crs)]
    )
    asked = pd.DataFrame({"origin": ["sea", "home 3"], "facility": ["shop 1", "shop 2"]})
    ways = reach.paths(graph, homes, shops, pairs=asked, direction="from_facility")
    assert ways["origin"].tolist() == ["sea", "home 3"]
    assert np.isnan(ways["minutes"][0]) and ways.geometry[0] is None
    table = reach.matrix(graph, homes, shops, direction="from_facility")
    assert ways["minutes"][1] == table.loc["home 3", "shop 2"]
    assert [f.code for f in ways.attrs["findings"]] == ["origin_off_network"]
    with pytest.raises(core.UnknownName, match="shop 7x"):
        reach.paths(graph, homes, shops, pairs=[("home 3", "shop 7x")])
    with pytest.raises(core.UnknownName, match="facility"):
        reach.paths(graph, homes, shops, pairs=asked.drop(columns="facility"))
    assert len(reach.paths(graph, homes, shops, pairs=[])) == 0
    listed = [(home, shop) for home in homes.index[:2] for shop in shops.index]
    by_list = reach.paths(graph, homes, shops, pairs=listed)
    by_array = reach.paths(graph, homes, shops, pairs=np.array(listed))
    pd.testing.assert_frame_equal(pd.DataFrame(by_array), pd.DataFrame(by_list))
    assert len(reach.paths(graph, homes, shops, pairs=np.empty((0, 2)))) == 0
    for none in ("", {}, b"", np.array(3)):
        with pytest.raises(core.InvalidInput, match="a list of pairs or a table is needed"):
            reach.paths(graph, homes, shops, pairs=none)


def test_weights_by_travel_time_are_a_decay_of_the_matrix() -> None:
    graph, homes, _ = town()
    weights = access.travel_time_weights(graph, homes, limit=12, decay=access.Decay.linear(20))
    assert isinstance(weights, spatial.Weights)
    minutes = reach.matrix(graph, homes, homes).to_numpy()
    mean = (minutes + minutes.T) / 2
    expected = np.where((mean <= 12) & ~np.eye(len(homes), dtype=bool), 1 - mean / 20, 0)
    dense = np.zeros_like(expected)
    for i in range(len(homes)):
        row = slice(weights.indptr[i], weights.indptr[i + 1])
        dense[i, weights.indices[row]] = weights.data[row]
    np.testing.assert_allclose(dense, expected, atol=1e-4)  # times are whole deciseconds
    np.testing.assert_array_equal(dense, dense.T)
    values = pd.Series(np.arange(len(homes), dtype=float), index=homes.index)
    assert np.isfinite(spatial.moran(values, weights).I)


def test_weights_of_a_ready_table_are_those_of_the_roads() -> None:
    graph, homes, _ = town()
    law = access.Decay.linear(20)
    by_road = access.travel_time_weights(graph, homes, limit=12, decay=law)
    minutes = reach.matrix(graph, homes, homes)
    pairs = minutes.rename_axis(index="origin", columns="facility").stack().rename("minutes")
    long = pairs.reset_index().sample(frac=1, random_state=3)
    for table in (minutes, long):
        by_table = access.travel_time_weights(places=homes, minutes=table, limit=12, decay=law)
        assert by_table.codes == by_road.codes
        np.testing.assert_array_equal(by_table.indices, by_road.indices)
        np.testing.assert_allclose(by_table.data, by_road.data, atol=1e-6)
    few = access.travel_time_weights(minutes=long.iloc[:1], limit=100, both_ways="faster")
    assert sorted(few.codes) == sorted({long["origin"].iloc[0], long["facility"].iloc[0]})
    with pytest.raises(core.InvalidInput, match="one of them tells the times"):
        access.travel_time_weights(graph, homes, minutes=long, limit=12)
    with pytest.raises(core.InvalidInput, match="places: is missing"):
        access.travel_time_weights(graph, limit=12)


def test_weights_of_the_k_nearest_by_road() -> None:
    graph, homes, _ = town()
    weights = access.travel_time_weights(graph, homes, limit=1000, k=4, both_ways="there")
    minutes = reach.matrix(graph, homes, homes)
    for code in homes.index:
        own = minutes.loc[code].drop(code)
        neighbours = weights.neighbours(code)
        assert len(neighbours) == 4
        assert own[neighbours.index].max() <= own.nsmallest(4).max()
    with pytest.raises(core.UnknownName, match="faster"):
        access.travel_time_weights(graph, homes, limit=10, both_ways="fast")  # type: ignore[arg-type]


def test_the_median_of_the_five_nearest_is_one_line() -> None:
    graph, homes, shops = town()
    thuenen = reach.minutes_to_nearest(graph, homes, shops, k=5).minutes.median(
        axis=1, skipna=False
    )
    table = reach.matrix(graph, homes, shops)
    assert thuenen.tolist() == np.sort(table.to_numpy(), axis=1)[:, 2].tolist()


def test_a_path_is_a_row_of_the_graph() -> None:
    graph, homes, shops = town()
    assert isinstance(graph, network.RoadGraph)
    with pytest.raises(core.InvalidInput, match="at least 1"):
        reach.paths(graph, homes, shops, k=0)
