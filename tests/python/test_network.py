from __future__ import annotations

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pytest
import scipy.sparse
import scipy.sparse.csgraph
from shapely import LineString, Point
from sozialraum import core, network


def random_edges(seed: int, nodes: int = 60, edges: int = 150) -> gpd.GeoDataFrame:
    """Roads between random places, half of them one-way, in whole deciseconds."""
    dice = np.random.default_rng(seed)
    where = np.column_stack([9 + 0.1 * dice.random(nodes), 52 + 0.1 * dice.random(nodes)])
    u, v = dice.integers(0, nodes, (2, edges))
    return gpd.GeoDataFrame(
        {
            "u": 1000 + 7 * u,
            "v": 1000 + 7 * v,
            "metres": 100.0,
            "minutes": dice.integers(0, 60, edges) / 600,
            "oneway": dice.random(edges) < 0.5,
        },
        geometry=[LineString([where[a], where[b]]) for a, b in zip(u, v, strict=True)],
        crs="EPSG:4326",
    )


def as_networkx(edges: gpd.GeoDataFrame) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for row in edges.itertuples():
        graph.add_edge(row.u, row.v, minutes=row.minutes)
        if not row.oneway:
            graph.add_edge(row.v, row.u, minutes=row.minutes)
    return graph


@pytest.mark.parametrize("seed", range(20))
def test_minutes_and_components_agree_with_networkx(seed: int) -> None:
    edges = random_edges(seed)
    graph = network.RoadGraph.from_edges(edges)
    peer = as_networkx(edges)
    start = int(edges["u"].iloc[0])
    expected = nx.single_source_dijkstra_path_length(peer, start, weight="minutes")
    found = network.minutes_from_nodes(graph, [start])
    assert set(found.dropna().index) == set(expected)
    np.testing.assert_allclose(found.dropna(), pd.Series(expected)[found.dropna().index])
    back = network.minutes_from_nodes(graph, [start], towards=True).dropna()
    expected = nx.single_source_dijkstra_path_length(peer.reverse(), start, weight="minutes")
    np.testing.assert_allclose(back, pd.Series(expected)[back.index])

    sizes = sorted((len(c) for c in nx.strongly_connected_components(peer)), reverse=True)
    assert graph.components().value_counts(sort=False).sort_index().tolist() == sizes
    weak = sorted((len(c) for c in nx.weakly_connected_components(peer)), reverse=True)
    assert graph.components("weak").value_counts(sort=False).sort_index().tolist() == weak


def test_all_pairs_agree_with_scipy() -> None:
    edges = random_edges(7).sort_values("minutes", ascending=False)
    graph = network.RoadGraph.from_edges(edges)
    nodes = graph.to_nodes().index
    both = pd.concat(
        [
            edges[["u", "v", "minutes"]],
            edges.loc[~edges.oneway, ["v", "u", "minutes"]].set_axis(["u", "v", "minutes"], axis=1),
        ]
    )
    both = both.groupby(["u", "v"], as_index=False).min()  # scipy adds parallel entries up
    matrix = scipy.sparse.csr_array(
        (both.minutes + 1e-12, (nodes.get_indexer(both.u), nodes.get_indexer(both.v))),
        shape=(len(nodes), len(nodes)),
    )
    expected = scipy.sparse.csgraph.dijkstra(matrix)
    for row, node in enumerate(nodes):
        found = network.minutes_from_nodes(graph, [node]).fillna(np.inf)
        np.testing.assert_allclose(found, expected[row], atol=1e-9)


def test_edges_out_are_edges_in() -> None:
    edges = random_edges(3)
    edges["geometry"] = [
        LineString([line.coords[0], (9.05, 52.05), (9.06, 52.06), line.coords[-1]])
        if i % 3
        else line
        for i, line in enumerate(edges.geometry)
    ]
    edges["ferry"] = edges.index % 5 == 0
    edges["way_class"] = np.where(edges.index % 2, "primary", "residential")
    edges["way_id"] = 100 + edges.index
    graph = network.RoadGraph.from_edges(edges)
    out = graph.to_edges()
    assert out.crs == "EPSG:4326"
    # Places are kept in ten-millionths of a degree, half of one away each way at most.
    assert out.geometry.geom_equals_exact(edges.geometry.set_axis(out.index), 7.2e-8).all()
    assert out["u"].tolist() == edges["u"].tolist()
    assert out["way_id"].tolist() == edges["way_id"].tolist()
    assert out["ferry"].tolist() == edges["ferry"].tolist()
    assert out["way_class"].tolist() == edges["way_class"].tolist()
    assert (out["minutes_backward"].isna() == edges["oneway"].to_numpy()).all()
    pd.testing.assert_frame_equal(network.RoadGraph.from_edges(out).to_edges(), out)


def test_columns_of_osmnx_are_understood() -> None:
    index = pd.MultiIndex.from_tuples([(1, 2, 0), (2, 1, 0)], names=["u", "v", "key"])
    line = LineString([(9.0, 52.0), (9.01, 52.0)])
    edges = gpd.GeoDataFrame(
        {
            "osmid": [[5, 6], 5],
            "highway": ["residential", "residential"],
            "oneway": [True, True],
            "length": [1000.0, 1000.0],
            "speed_kph": [60.0, 30.0],
        },
        geometry=[line, line.reverse()],
        crs="EPSG:4326",
        index=index,
    )
    out = network.RoadGraph.from_edges(edges).to_edges()
    assert out["minutes_forward"].tolist() == [1.0, 2.0]
    assert out["minutes_backward"].isna().all()
    assert out["way_id"].tolist() == [5, 5]


def test_any_crs_gives_the_same_graph() -> None:
    edges = random_edges(3)
    there = network.RoadGraph.from_edges(edges.to_crs("EPSG:25832")).to_nodes()
    here = network.RoadGraph.from_edges(edges).to_nodes()
    assert here.geometry.geom_equals_exact(there.geometry, 1e-9).all()


def simple() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"u": [1], "v": [2], "metres": [684.0], "minutes": [1.0]},
        geometry=[LineString([(9.0, 52.0), (9.01, 52.0)])],
        crs="EPSG:4326",
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda e: e.set_crs(None, allow_override=True), "coordinate reference system"),
        (lambda e: e.drop(columns="u"), "no column 'u'"),
        (lambda e: e.drop(columns="metres"), "no column 'metres'"),
        (lambda e: e.drop(columns="minutes"), "no column 'minutes'"),
        (lambda e: e.assign(metres=-1.0), "zero or more"),
        (lambda e: e.assign(minutes=np.nan), "zero or more"),
        (lambda e: e.assign(metres=pd.Series([10**400], dtype=object)), "many digits at row '0'"),
        (lambda e: e.assign(u=pd.Series([10**5000], dtype=object)), "many digits at row '0'"),
        (lambda e: e.assign(u="here"), "holds 'here' at row '0'; a whole number"),
        (lambda e: e.assign(oneway="-1"), "true or false"),
        (lambda e: e.drop(columns="minutes").assign(speed_kmh=0.0), "speed of zero"),
        (lambda e: e.set_geometry([Point(9, 52)], crs="EPSG:4326"), "LineString"),
        (lambda e: e.set_geometry([LineString()], crs="EPSG:4326"), "empty LineString"),
        (lambda e: gpd.GeoDataFrame(pd.DataFrame(e.drop(columns="geometry"))), "geometry column"),
        (lambda e: pd.concat([e, e[["u"]]], axis=1), "column 'u' twice"),
        (lambda e: e.assign(u=np.nan), "'u' holds nan at row '0'; a whole number"),
        (lambda e: e.assign(v=[None]), "'v' holds None at row '0'; a whole number"),
        (lambda e: e.assign(u=np.inf), "'u' holds inf at row '0'; a whole number"),
        (lambda e: e.assign(u=2.6), r"'u' holds 2\.6 at row '0'; a whole number"),
        (lambda e: e.assign(u=True), "'u' holds True at row '0'; a whole number"),
        (lambda e: e.assign(u=[2**70]), "'u' holds 1180591620717411303424 at row '0'"),
        (lambda e: e.assign(metres=np.float64(np.nan)), "'metres' holds nan at row '0'"),
        (lambda e: e.assign(minutes=[[1.0]]), r"'minutes' holds \[1\.0\] at row '0'"),
        (lambda e: e.drop(columns="minutes"), "nor 'speed_kph', nor both 'minutes_forward'"),
        (lambda e: e.rename(columns={"minutes": "minuts"}), "did you mean 'minuts'"),
        (lambda e: e.assign(minutes_forward="5 min", minutes_backward=1), "'5 min' at row '0'"),
        (lambda e: e.assign(minutes_forward=1, minutes_backward=-1.0), "-1 at row '0'"),
        (lambda e: e.assign(minutes_forward=1, minutes_backward=1e9), "row '0'; .* 13 years"),
        (lambda e: e.assign(oneway=[[True]]), "'oneway' holds"),
        (lambda e: e.assign(through_restricted=np.nan), "'through_restricted' holds nan"),
        (lambda e: e.assign(ferry="perhaps"), "'ferry' holds 'perhaps'"),
        (lambda e: e.assign(way_id="A 7"), "'way_id' holds 'A 7' at row '0'"),
        (lambda e: e.assign(osmid=np.nan), "'osmid' holds nan at row '0'"),
        (lambda e: e.assign(osmid="['A', 5]"), r"'osmid' holds \"\['A', 5\]\" at row '0'"),
        (lambda e: e.assign(osmid="[5, 6"), "'osmid' holds '.5, 6' at row '0'"),
        (lambda e: e.assign(osmid=[[]]), r"'osmid' holds \[\] at row '0'"),
    ],
)
def test_tables_that_are_no_roads_are_refused(change, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(core.InvalidInput, match=message):
        network.RoadGraph.from_edges(change(simple()))


def test_flags_and_classes_are_read_as_they_are_meant() -> None:
    edges = gpd.GeoDataFrame(pd.concat([simple()] * 3, ignore_index=True)).assign(v=[2, 3, 4])
    edges["ferry"] = ["no", "yes", "False"]
    edges["highway"] = [[], ["primary", "track"], "track"]
    out = network.RoadGraph.from_edges(edges.assign(u=["1", "1", "1"])).to_edges()
    assert out["ferry"].tolist() == [False, True, False]
    assert out["way_class"].tolist() == ["", "primary", "track"]
    assert out["u"].tolist() == [1, 1, 1]


def nodes_at(east: float) -> gpd.GeoDataFrame:
    where = [Point(9.0, 52.0), Point(9.01 + east, 52.0)]
    return gpd.GeoDataFrame(index=[1, 2], geometry=where, crs="EPSG:4326")


# At 52 degrees north a degree of longitude is 68.46 km.
@pytest.mark.parametrize(("east", "told"), [(0.0001, []), (0.001, ["2"]), (0.0145, ["2"])])
def test_nodes_beside_their_lines_are_told(east: float, told: list[str]) -> None:
    graph = network.RoadGraph.from_edges(simple(), nodes=nodes_at(east))
    assert [list(finding.areas) for finding in graph.findings] == ([told] if told else [])


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        (nodes_at(0.02), "at node 2 by 1,369 m"),
        (nodes_at(90), "check u and v"),
        (pd.DataFrame(index=[1, 2]), "is a DataFrame; a GeoDataFrame of points"),
        ("nodes", "is a str; a GeoDataFrame of points"),
        (nodes_at(0).set_axis([1, 1]), "has the node 1 twice"),
        (nodes_at(0).set_axis(["1", "2"]), "lacks node 1"),
        (
            nodes_at(0).set_geometry([LineString(), Point(9, 52)], crs=4326),
            "has no point for node 1",
        ),
        (nodes_at(0).set_crs(None, allow_override=True), "coordinate reference system"),
    ],
)
def test_nodes_that_are_not_those_of_the_lines_are_refused(nodes: object, message: str) -> None:
    with pytest.raises(core.InvalidInput, match=message):
        network.RoadGraph.from_edges(simple(), nodes=nodes)  # type: ignore[arg-type]


def test_lines_that_do_not_meet_are_told() -> None:
    edges = pd.concat([simple(), simple().translate(0.1).to_frame("geometry").assign(u=2, v=3)])
    edges = gpd.GeoDataFrame(edges.fillna({"metres": 684.0, "minutes": 1.0}), crs="EPSG:4326")
    graph = network.RoadGraph.from_edges(edges)
    assert graph.findings[0].code == "node_positions_differ"
    assert graph.findings[0].areas == ("2",)


def test_snap_reports_each_point() -> None:
    graph = network.RoadGraph.from_edges(simple())
    points = gpd.GeoDataFrame(
        index=["home", "far", "nowhere"],
        geometry=[Point(9.005, 52.001), Point(9.0, 52.45), Point()],
        crs="EPSG:4326",
    )
    report = network.snap(graph, points.to_crs("EPSG:3035"))
    assert report["status"].tolist() == ["snapped", "too_far", "no_position"]
    assert report["edge"].tolist() == [0, -1, -1]
    assert report.loc["home", "offset"] == pytest.approx(342.0, abs=0.1)
    assert report.loc["home", "metres"] == pytest.approx(111.27, abs=0.05)
    assert report.loc["home", "minutes"] == pytest.approx(1.335, abs=0.002)
    assert report.loc["nowhere", ["metres", "nearest_metres", "minutes"]].isna().all()
    assert report.loc["far", "metres"] == pytest.approx(50068, abs=20)
    assert report.loc["nowhere", ["metres", "nearest_metres"]].isna().all()
    codes = [finding.code for finding in report.attrs["findings"]]
    assert codes == ["point_without_position", "point_off_network"]


def test_degrees_that_say_they_are_metres_are_refused() -> None:
    graph = network.RoadGraph.from_edges(simple())
    points = gpd.GeoDataFrame(geometry=[Point(9.005, 52.001), Point()], crs="EPSG:25832")
    with pytest.raises(core.InvalidInput, match="which are degrees") as caught:
        network.snap(graph, points)
    assert caught.value.finding.code == "degrees_as_metres"
    corner = points.set_geometry([Point(0.0, 0.0), Point(500_000.0, 5_761_000.0)], crs="EPSG:25832")
    assert len(network.snap(graph, corner)) == 2


def test_exchanged_degrees_and_addresses_at_zero_are_told_apart() -> None:
    graph = network.RoadGraph.from_edges(simple())
    points = gpd.GeoDataFrame(
        index=["exchanged", "not found", "elsewhere"],
        geometry=[Point(52.0, 9.005), Point(0.0, 0.0), Point(13.0, 48.0)],
        crs="EPSG:4326",
    )
    (finding,) = network.snap(graph, points).attrs["findings"]
    assert finding.areas == ("exchanged", "not found", "elsewhere")
    assert "1 of them would lie beside a road if longitude and latitude" in finding.message
    assert "1 of them lie at 0/0" in finding.message


def test_points_must_say_where_they_are() -> None:
    graph = network.RoadGraph.from_edges(simple())
    points = gpd.GeoDataFrame(index=["a"], geometry=[Point(9, 52)])
    with pytest.raises(core.InvalidInput, match="coordinate reference system"):
        network.snap(graph, points)
    with pytest.raises(core.InvalidInput, match="representative_point"):
        network.snap(graph, points.set_crs(4326).to_crs(3035).buffer(10).to_frame("geometry"))
    with pytest.raises(core.InvalidInput, match="twice"):
        network.snap(graph, pd.concat([points, points]).set_crs(4326))
    with pytest.raises(core.InvalidInput, match="compared as text"):
        network.snap(graph, pd.concat([points, points]).set_axis([1, "1"]).set_crs(4326))
    with pytest.raises(core.InvalidInput, match="no geometry column"):
        network.snap(graph, gpd.GeoDataFrame(index=["a"]))
    for point, crs in ((Point(500000, 5500000), 4326), (Point(9e9, 52), 25832)):
        wrong = gpd.GeoDataFrame(index=["a"], geometry=[point], crs=crs)
        with pytest.raises(
            core.InvalidInput, match=r"'a' .* no place on the globe in EPSG.*set_crs"
        ):
            network.snap(graph, wrong)
    with pytest.raises(core.UnknownName, match="no node '9'. Hint: the node numbers are the index"):
        network.minutes_from_nodes(graph, [9])
    with pytest.raises(core.InvalidInput, match="is 9; a list"):
        network.minutes_from_nodes(graph, 9)  # type: ignore[arg-type]
    with pytest.raises(core.InvalidInput, match="is a str; a RoadGraph"):
        network.minutes_from_nodes("graph", [9])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("radius", lambda g, p: network.snap(g, p, radius="x")),
        ("speed_kmh", lambda g, p: network.snap(g, p, speed_kmh=0)),
        ("speed_kmh", lambda g, p: network.snap(g, p, speed_kmh=None)),
        ("speed_kmh", lambda g, p: network.snap(g, p, speed_kmh=np.inf)),
        ("limit", lambda g, p: network.minutes_from_nodes(g, [1], limit="x")),
        ("towards", lambda g, p: network.minutes_from_nodes(g, [1], towards="no")),
        ("threads", lambda g, p: g.prepare(threads=-1)),
        ("threads", lambda g, p: g.prepare(threads=1.0)),
        ("kind", lambda g, p: g.components(5)),
        ("mode", lambda g, p: g.with_heights([0.0], mode=None)),
        ("heights", lambda g, p: g.with_heights("x.tif", mode="foot")),
        ("mode", lambda g, p: g.save("x", mode=5)),
        ("path", lambda g, p: g.save(None)),
        ("path", lambda g, p: g.load(5)),
        ("path", lambda g, p: g.estimate(None)),
        ("check_content", lambda g, p: g.load("x", check_content="no")),
        ("allow_closing", lambda g, p: g.reweighted({}, allow_closing="no")),
    ],
)
def test_arguments_of_another_kind_are_named(argument: str, call) -> None:  # type: ignore[no-untyped-def]
    points = gpd.GeoDataFrame(index=["a"], geometry=[Point(9, 52)], crs=4326)
    with pytest.raises(core.InvalidInput) as caught:
        call(network.RoadGraph.from_edges(simple()), points)
    assert caught.value.finding.place.argument == argument


def test_reweighted_roads_are_prepared_in_the_order_of_the_old_ones() -> None:
    edges = random_edges(5)
    edges["way_class"] = np.where(edges.index % 3 == 0, "primary", "residential")
    edges["built_up"] = edges.index % 2 == 0
    graph = network.RoadGraph.from_edges(edges)
    graph.prepare()
    slower = graph.reweighted({"primary": 2.0, ("primary", True): 3.0})
    assert slower._order_of is graph._hierarchy
    slower.prepare()
    factor = np.where(edges["way_class"] == "primary", np.where(edges["built_up"], 3.0, 2.0), 1.0)
    expected = np.rint(edges["minutes"] * 600) * factor
    np.testing.assert_allclose(slower.to_edges()["minutes_forward"] * 600, expected)
    per_edge = graph.reweighted(edges=factor)
    np.testing.assert_array_equal(
        per_edge.to_edges()["minutes_forward"], slower.to_edges()["minutes_forward"]
    )


def test_reweighting_refuses_what_is_no_factor() -> None:
    graph = network.RoadGraph.from_edges(random_edges(6).assign(way_class="primary"))
    with pytest.raises(core.UnknownName, match="primry"):
        graph.reweighted({"primry": 2.0})
    for factor in (0.0, -1.0, np.nan, np.inf):
        with pytest.raises(core.InvalidInput, match="factor"):
            graph.reweighted({"primary": factor})
    with pytest.raises(core.InvalidInput, match="classes: has a number of very many digits"):
        graph.reweighted({"primary": 10**400})
    for edges in ([1.0], "fast", ["fast"] * graph.edge_count, 2.0):
        with pytest.raises(core.InvalidInput, match="edges"):
            graph.reweighted(edges=edges)
    for classes in ("primary", {5: 2.0}, {("primary",): 2.0}, {("primary", True, 3): 2.0}):
        with pytest.raises(core.InvalidInput, match="argument classes: (is|has the key)"):
            graph.reweighted(classes)  # type: ignore[arg-type]
    with pytest.raises(core.InvalidInput, match="has 'x' for 'primary'; a number"):
        graph.reweighted({"primary": "x"})  # type: ignore[dict-item]
    closed = graph.reweighted({"primary": np.inf}, allow_closing=True)
    assert closed.to_edges()["minutes_forward"].isna().all()


def test_factors_of_a_series_go_by_edge_number() -> None:
    graph = network.RoadGraph.from_edges(random_edges(6))
    factors = pd.Series(np.arange(1.0, graph.edge_count + 1))
    listed = graph.reweighted(edges=factors.to_list()).to_edges()
    turned = graph.reweighted(edges=factors[::-1]).to_edges()
    pd.testing.assert_frame_equal(listed, turned)
    for other in (factors.set_axis(factors.index + 1), factors.set_axis(0 * factors.index)):
        with pytest.raises(core.InvalidInput, match="another index"):
            graph.reweighted(edges=other)


def test_merged_ways_have_the_number_and_class_of_the_first() -> None:
    """osmnx keeps lists as text in a GeoPackage, and as lists in memory."""
    three = pd.concat([simple()] * 3, ignore_index=True)
    texts = three.assign(
        osmid=["7", "[5, 6]", "8"], highway=["track", "['primary', 'service']", "path"]
    )
    lists = three.assign(osmid=[7, [5, 6], 8], highway=["track", ["primary"], "path"])
    for edges in (texts, lists):
        graph = network.RoadGraph.from_edges(edges)
        assert graph.to_edges()["way_id"].tolist() == [7, 5, 8]
        assert graph.to_edges()["way_class"].tolist() == ["track", "primary", "path"]
        (told,) = graph.findings
        assert told.code == "several_ways" and told.areas == ("1",)


@pytest.mark.parametrize("merged", [(5, 6), np.array([5, 6]), [5, 6], "(5, 6)", "[5, 6]"])
def test_merged_ways_may_be_any_plain_list(merged: object) -> None:
    two = pd.concat([simple()] * 2, ignore_index=True)
    for other, number in ((7, 7), (merged, 5)):
        graph = network.RoadGraph.from_edges(two.assign(osmid=pd.Series([merged, other])))
        assert graph.to_edges()["way_id"].tolist() == [5, number]
        assert [f.code for f in graph.findings] == ["several_ways"]


@pytest.mark.parametrize("merged", [[[5, 6], 7], [np.array([5, 6]), 7], "[[5, 6], 7]", [5, (6, 7)]])
def test_nested_lists_of_ways_are_refused(merged: object) -> None:
    two = pd.concat([simple()] * 2, ignore_index=True)
    for column in ("osmid", "highway"):
        with pytest.raises(core.InvalidInput, match=f"'{column}' holds .* at row '1'"):
            network.RoadGraph.from_edges(two.assign(**{column: pd.Series([8, merged])}))


def test_several_classes_alone_are_told_and_a_list_of_one_is_not() -> None:
    two = pd.concat([simple()] * 2, ignore_index=True)
    classes = pd.Series(["track", ["primary", "service"]])
    (told,) = network.RoadGraph.from_edges(two.assign(osmid=[7, 8], highway=classes)).findings
    assert (told.code, told.areas, told.place.column) == ("several_ways", ("1",), "highway")
    for one in ("[5]", [5], (5,), np.array([5])):
        lonely = two.assign(osmid=pd.Series([7, one]), highway=pd.Series(["track", ["path"]]))
        graph = network.RoadGraph.from_edges(lonely)
        assert graph.findings == []
        assert graph.to_edges()["way_id"].tolist() == [7, 5]
        assert graph.to_edges()["way_class"].tolist() == ["track", "path"]


def test_messages_show_long_cells_cut_and_labels_of_several_levels_plain() -> None:
    with pytest.raises(core.InvalidInput) as refused:
        network.RoadGraph.from_edges(simple().assign(osmid="x" * 100_000))
    assert "'xxx" in str(refused.value) and len(str(refused.value)) < 300
    levels = pd.MultiIndex.from_arrays([[1], [2], [0]], names=["u", "v", "key"])
    edges = simple().drop(columns=["u", "v"]).set_index(levels).assign(osmid="x")
    with pytest.raises(core.InvalidInput, match=r"at row '0'"):
        network.RoadGraph.from_edges(edges)
    with pytest.raises(core.InvalidInput, match=r"at row '\(1, 2\)'"):
        network.RoadGraph.from_edges(edges.assign(u=1, v=2))


def lengths_of(metres: list[float], course: list[tuple[float, float]]) -> list[core.Finding]:
    """A street given as so long, on each of some lines that are alike; on the equator."""
    count = len(metres)
    edges = gpd.GeoDataFrame(
        {"u": range(count), "v": range(1, count + 1), "length": metres, "minutes": 1.0},
        geometry=[LineString(course)] * count,
        index=[f"row {i}" for i in range(count)],
        crs="EPSG:4326",
    )
    return [f for f in network.RoadGraph.from_edges(edges).findings if f.code.startswith("metres")]


def test_a_length_that_cannot_be_that_of_its_line_is_doubted() -> None:
    """0.01 degrees of the equator are 1113 m on WGS 84."""
    straight = [(9.0, 0.0), (9.01, 0.0)]
    assert lengths_of([1113.0, 1080.0, 1113 * 1.9], straight) == []  # bends left out: usual
    (short,) = lengths_of([1113.0, 1000.0, 1.113], straight)
    assert short.code == "metres_below_straight_line" and short.areas == ("row 1", "row 2")
    assert "'row 2': 1 m given, 1,112 m on the map" in short.message
    (long,) = lengths_of([1113.0, 1e6], straight)
    assert long.code == "metres_unlike_line" and long.areas == ("row 1",)
    winding = [(9.0, 0.0), (9.005, 0.02), (9.01, 0.0)]  # 4.6 km for 1.1 km
    (cut,) = lengths_of([4590.0, 1500.0], winding)
    assert cut.code == "metres_unlike_line" and cut.areas == ("row 1",)


def test_lengths_of_roads_from_a_map_are_not_doubted() -> None:
    from sozialraum import osm

    graph = osm.read_roads("data/roads_osm/north-bayreuth.osm.gz", mode="foot")
    assert network.RoadGraph.from_edges(graph.to_edges()).findings == []
    assert network.RoadGraph.from_edges(graph.to_edges().iloc[:0]).findings == []
