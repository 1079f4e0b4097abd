"""Searches on the topology of New York: our face beside scipy (C++) and networkx (Python)."""

import lzma
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import scipy.sparse
import shapely
from measure import best_of, compare
from scipy.sparse.csgraph import dijkstra
from sozialraum import network

DATA = Path(__file__).resolve().parents[2] / "data/road_topologies/NY.gr.xz"


def topology() -> tuple[np.ndarray, np.ndarray]:
    """Edges of the topology, nodes from 0, and seeded minutes in whole deciseconds."""
    with lzma.open(DATA, "rt") as file:
        file.readline()
        edges = np.loadtxt(file, dtype=np.int64) - 1
    return edges, np.random.default_rng(1).integers(30, 600, len(edges)) / 600


def main() -> None:
    edges, minutes = topology()
    nodes = int(edges.max()) + 1
    where = np.column_stack([9 + np.arange(nodes) * 1e-6, np.full(nodes, 52.0)])
    graph = network.RoadGraph.from_edges(
        gpd.GeoDataFrame(
            {"u": edges[:, 0], "v": edges[:, 1], "metres": 100.0, "minutes": minutes},
            geometry=shapely.linestrings(where[edges]),
            crs="EPSG:4326",
        )
    )
    matrix = scipy.sparse.csr_array((minutes, (edges[:, 0], edges[:, 1])), shape=(nodes, nodes))
    matrix = matrix + matrix.T
    start = int(edges[0, 0])

    ours = network.minutes_from_nodes(graph, [start])
    theirs = dijkstra(matrix, indices=start)
    compare(
        "minutes from one node to all, 264,346 nodes",
        ours=best_of(lambda: network.minutes_from_nodes(graph, [start])),
        peer=best_of(lambda: dijkstra(matrix, indices=start)),
        peer_name="scipy",
        equal=np.allclose(ours.fillna(np.inf), theirs),
    )
    peer = nx.from_scipy_sparse_array(matrix)
    compare(
        "minutes from one node to all, 264,346 nodes",
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
