"""Graphs, networks, weights and trees go to other processes, and answer there as here."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import Point, box
from sozialraum import Network, core, network, spatial, typology
from test_network import random_edges


def graph_of(prepared: bool) -> network.RoadGraph:
    graph = network.RoadGraph.from_edges(random_edges(5).assign(metres=9000.0))
    if prepared:
        graph.prepare()
    return graph


def minutes(roads: network.RoadGraph | Network) -> list[float]:
    graph = roads.graph if isinstance(roads, Network) else roads
    nodes = graph.to_nodes().index
    found: list[float] = network.minutes_from_nodes(graph, nodes[:1]).round(4).tolist()
    return found


@pytest.mark.parametrize("prepared", [False, True])
def test_a_graph_travels_with_its_hierarchy_findings_and_report(prepared: bool) -> None:
    graph = graph_of(prepared)
    graph.findings.append(core.Finding("made_up", "by a test"))
    for again in (pickle.loads(pickle.dumps(graph)), copy.copy(graph), copy.deepcopy(graph)):
        assert again is not graph
        assert repr(again) == repr(graph) and again.prepared is prepared
        assert again.findings == graph.findings
        np.testing.assert_array_equal(minutes(again), minutes(graph))
    copy.copy(graph).findings.clear()
    assert graph.findings[-1].code == "made_up", "a copy has a list of its own"


def test_a_loaded_network_travels_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "a.network"
    Network(graph_of(True), mode="foot", source="a test").save(path)
    roads = Network.load(path)
    sent = pickle.dumps(roads)
    assert str(path).encode() in sent and len(sent) < path.stat().st_size
    again = pickle.loads(sent)
    assert (again.mode, again.source, again.graph.prepared) == ("foot", "a test", True)
    np.testing.assert_array_equal(minutes(again), minutes(roads))
    Network(graph_of(False), mode="foot").save(path)
    with pytest.raises(core.InvalidInput) as refused:
        pickle.loads(sent)
    assert refused.value.finding.code == "stale"
    by_content = pickle.loads(pickle.dumps(roads))  # by now
    np.testing.assert_array_equal(minutes(by_content), minutes(roads))


def test_a_graph_prepared_after_loading_travels_prepared(tmp_path: Path) -> None:
    path = tmp_path / "a.network"
    graph_of(False).save(path)
    graph = network.RoadGraph.load(path)
    graph.prepare()
    assert pickle.loads(pickle.dumps(graph)).prepared


def test_weights_and_trees_travel() -> None:
    squares = gpd.GeoDataFrame(
        index=list("abc"), geometry=[box(i, 0, i + 1, 1) for i in range(3)], crs=25832
    )
    weights = spatial.contiguity(squares)
    tree = typology.ward(pd.DataFrame({"z": [0.0, 1.0, 5.0]}, index=list("abc")))
    for again in (pickle.loads(pickle.dumps(weights)), copy.copy(weights), copy.deepcopy(weights)):
        assert again.codes == weights.codes
        assert again.neighbours("b").to_dict() == {"a": 1.0, "c": 1.0}
    for same in (pickle.loads(pickle.dumps(tree)), copy.deepcopy(tree)):
        assert same.cut(2).types.to_dict() == tree.cut(2).types.to_dict()


def nearest_there(roads: Network, homes: Any, shops: Any) -> Any:
    return roads.minutes_to_nearest(homes, shops, k=1)


def test_another_process_answers_the_same() -> None:
    roads = Network(graph_of(True), mode="car")
    place = roads.graph.to_nodes().geometry
    homes = gpd.GeoDataFrame(index=["a"], geometry=[Point(place.iloc[0])], crs=4326)
    shops = gpd.GeoDataFrame(index=["b"], geometry=[Point(place.iloc[-1])], crs=4326)
    here = nearest_there(roads, homes, shops)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        there = pool.apply(nearest_there, (roads, homes, shops))
    assert there["minutes_1"].tolist() == here["minutes_1"].tolist()
    assert there.findings == here.findings and there.attrs == here.attrs
