"""Searches on the topology of New York: our face beside scipy (C++) and networkx (Python)."""

import networkx as nx
import numpy as np
from measure import best_of, compare
from scipy.sparse.csgraph import dijkstra
from sozialraum import network
from topology import load


def main() -> None:
    roads = load("NY")
    graph, matrix = roads.road_graph(), roads.matrix()
    start = int(roads.edges[0, 0])
    work = f"minutes from one node to all, {roads.title}"

    ours = network.minutes_from_nodes(graph, [start])
    theirs = dijkstra(matrix, indices=start)
    compare(
        work,
        ours=best_of(lambda: network.minutes_from_nodes(graph, [start])),
        peer=best_of(lambda: dijkstra(matrix, indices=start)),
        peer_name="scipy",
        equal=np.allclose(ours.fillna(np.inf), theirs),
    )
    peer = nx.from_scipy_sparse_array(matrix, create_using=nx.DiGraph)
    compare(
        work,
        ours=best_of(lambda: network.minutes_from_nodes(graph, [start])),
        peer=best_of(
            lambda: nx.single_source_dijkstra_path_length(peer, start, weight="weight"), repeats=2
        ),
        peer_name="networkx",
        equal=np.allclose(
            ours.dropna().sort_index(),
            [t for _, t in sorted(nx.single_source_dijkstra_path_length(peer, start).items())],
        ),
    )


if __name__ == "__main__":
    main()
