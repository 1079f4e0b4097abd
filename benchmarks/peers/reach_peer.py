"""The questions of the road network beside the engines people use today.

Without arguments on the topology of New York (264,346 nodes); `reach_peer.py NE` takes the
North-East (1,524,453 nodes, some minutes), `reach_peer.py NY 0.1` makes a tenth of the edges
one-way. All searches run on one thread each side, except where a peer cannot be told to.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before the peers load

import sys

import igraph
import networkit
import numpy as np
import pandana
import pandas as pd
import routingkit_cch
from measure import best_of, compare, timed
from scipy.sparse.csgraph import dijkstra
from sozialraum import access, network, reach
from topology import Topology, load

LIMIT = 30.0


def facilities_of(roads: Topology, count: int) -> np.ndarray:
    return np.sort(np.random.default_rng(2).choice(roads.nodes, count, replace=False))


def pandana_network(roads: Topology) -> pandana.Network:
    tail, head, deciseconds = roads.arcs()
    return pandana.Network(
        pd.Series(roads.where[:, 0]),
        pd.Series(roads.where[:, 1]),
        pd.Series(tail),
        pd.Series(head),
        pd.DataFrame({"time": deciseconds / 10}),
        twoway=False,
    )


def prepare(roads: Topology) -> tuple[network.RoadGraph, pandana.Network]:
    graph = roads.road_graph()
    ours, _ = timed(lambda: graph.prepare(threads=1))
    peer, net = timed(lambda: pandana_network(roads))
    compare(
        f"prepare {roads.title}",
        ours=ours,
        peer=peer,
        peer_name="pandana",
        equal=graph.node_count == roads.nodes,
    )
    return graph, net


def five_nearest(graph: network.RoadGraph, roads: Topology, where: np.ndarray) -> pd.DataFrame:
    nodes, targets = pd.RangeIndex(roads.nodes, name="node"), pd.Index(where, name="node")
    return reach.minutes_to_nearest(graph, nodes, targets, k=5, threads=1).minutes


def five_nearest_of_pandana(
    net: pandana.Network, roads: Topology, where: np.ndarray
) -> pd.DataFrame:
    net.set_pois(
        "facility", 1e6, 5, pd.Series(roads.where[where, 0]), pd.Series(roads.where[where, 1])
    )
    return net.nearest_pois(1e6, "facility", num_pois=5)


def same_minutes(ours: pd.DataFrame, seconds: pd.DataFrame) -> bool:
    return np.allclose(ours.fillna(1e6 / 60) * 60, seconds, atol=0.06)


def nearest_five(roads: Topology, graph: network.RoadGraph, net: pandana.Network) -> None:
    count = min(10_000, roads.nodes // 20)
    where = facilities_of(roads, count)
    peer, theirs = timed(lambda: five_nearest_of_pandana(net, roads, where))
    compare(
        f"five nearest of {count:,} facilities for all nodes, {roads.title}",
        ours=best_of(lambda: five_nearest(graph, roads, where)),
        peer=peer,
        peer_name="pandana",
        equal=same_minutes(five_nearest(graph, roads, where), theirs),
    )


def new_times(roads: Topology, graph: network.RoadGraph) -> None:
    """All weights change by up to a fifth; then the five nearest are asked for again."""
    where = facilities_of(roads, min(10_000, roads.nodes // 20))
    factors = np.random.default_rng(6).uniform(0.8, 1.2, len(roads.edges))

    def again() -> pd.DataFrame:
        changed = graph.reweighted(edges=factors)
        changed.prepare(threads=1)
        return five_nearest(changed, roads, where)

    ours, mine = timed(again)
    changed = roads.with_factors(factors)
    peer, theirs = timed(lambda: five_nearest_of_pandana(pandana_network(changed), changed, where))
    compare(
        f"all times changed, then five nearest for all nodes, {roads.title}",
        ours=ours,
        peer=peer,
        peer_name="pandana",
        equal=same_minutes(mine, theirs),
    )


def within_half_an_hour(roads: Topology, graph: network.RoadGraph) -> None:
    count = 1_000
    where = facilities_of(roads, count)
    nodes, targets = pd.RangeIndex(roads.nodes, name="node"), pd.Index(where, name="node")
    ours = access.opportunities(graph, nodes, targets, limit=LIMIT, threads=1)
    backwards = roads.matrix().T.tocsr()

    def peer() -> np.ndarray:
        total = np.zeros(roads.nodes)
        for facility in where:
            total += np.isfinite(dijkstra(backwards, indices=facility, limit=LIMIT + 1e-9))
        return total

    seconds, theirs = timed(peer)
    compare(
        f"how many of {count:,} facilities within 30 minutes, for all nodes, {roads.title}",
        ours=best_of(lambda: access.opportunities(graph, nodes, targets, limit=LIMIT, threads=1)),
        peer=seconds,
        peer_name="scipy",
        equal=np.array_equal(ours, theirs),
    )


def beside_routingkit(roads: Topology, graph: network.RoadGraph) -> None:
    """Preparation, new times in the order that is known, and a square matrix."""
    count = 1_000
    where = facilities_of(roads, count)
    places = pd.Index(where, name="node")
    tail, head, deciseconds = roads.arcs()
    tails, heads, weights = tail.tolist(), head.tolist(), deciseconds.tolist()
    lon, lat = roads.where.T.tolist()
    ordering, order = timed(
        lambda: routingkit_cch.compute_order_inertial(roads.nodes, tails, heads, lat, lon)
    )
    building, cch = timed(lambda: routingkit_cch.CCH(order, tails, heads, False))
    customising, metric = timed(lambda: routingkit_cch.CCHMetric(cch, weights))
    pinned = routingkit_cch.CCHOneToMany(metric, where.tolist())
    asking, rows = timed(lambda: [pinned.distances_from(int(i)) for i in where])

    theirs = np.array([[np.nan if t is None else t for t in row] for row in rows]) / 600
    ours = reach.matrix(graph, places, places, threads=1).to_numpy()
    equal = np.allclose(ours, theirs, equal_nan=True)
    fresh, again = roads.road_graph(), graph.reweighted(edges=np.ones(len(roads.edges)))
    for work, seconds, peer in (
        ("prepare", timed(lambda: fresh.prepare(threads=1))[0], ordering + building + customising),
        ("prepare new times, order known", timed(lambda: again.prepare(threads=1))[0], customising),
        (
            f"matrix {count:,} x {count:,}",
            best_of(lambda: reach.matrix(graph, places, places, threads=1)),
            asking,
        ),
    ):
        compare(
            f"{work}, {roads.title}",
            ours=seconds,
            peer=peer,
            peer_name="routingkit-cch",
            equal=equal,
        )


def few_to_many(roads: Topology, graph: network.RoadGraph) -> None:
    where = facilities_of(roads, 1_000)
    few, places = where[:20], pd.Index(where, name="node")
    ours = reach.matrix(graph, pd.Index(few, name="node"), places, threads=1).to_numpy()
    fast = best_of(lambda: reach.matrix(graph, pd.Index(few, name="node"), places, threads=1))
    tail, head, deciseconds = roads.arcs()
    peer = igraph.Graph(n=roads.nodes, edges=np.column_stack([tail, head]), directed=True)
    seconds, rows = timed(
        lambda: peer.distances(few.tolist(), where.tolist(), weights=deciseconds.tolist())
    )
    theirs = np.array(rows) / 600
    compare(
        f"matrix {len(few)} x {len(where):,}, {roads.title}",
        ours=fast,
        peer=seconds,
        peer_name="igraph",
        equal=np.allclose(ours, np.where(np.isinf(theirs), np.nan, theirs), equal_nan=True),
    )
    networkit.setNumberOfThreads(1)
    kit = networkit.GraphFromCoo(
        (deciseconds.astype(float), (tail, head)), n=roads.nodes, weighted=True, directed=True
    )
    search = networkit.distance.SPSP(kit, few.tolist(), where.tolist())
    seconds, _ = timed(search.run)
    theirs = np.array(search.getDistances()) / 600
    compare(
        f"matrix {len(few)} x {len(where):,}, {roads.title}",
        ours=fast,
        peer=seconds,
        peer_name="networkit",
        equal=np.allclose(ours, np.where(theirs > 1e9, np.nan, theirs), equal_nan=True),
    )


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "NY"
    roads = load(name, one_way_share=float(sys.argv[2]) if len(sys.argv) > 2 else 0.0)
    graph, net = prepare(roads)
    nearest_five(roads, graph, net)
    new_times(roads, graph)
    within_half_an_hour(roads, graph)
    beside_routingkit(roads, graph)
    few_to_many(roads, graph)


if __name__ == "__main__":
    main()
