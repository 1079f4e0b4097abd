"""A real road topology with a seeded metric, as every peer wants it."""

from __future__ import annotations

import lzma
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import scipy.sparse
import shapely
from scipy.sparse.csgraph import dijkstra
from sozialraum import network

DATA = Path(__file__).resolve().parents[2] / "data/road_topologies"


@dataclass(frozen=True)
class Topology:
    """Arcs between nodes 0..n-1 with whole deciseconds, and a place on the map for each node."""

    name: str
    edges: np.ndarray  # one row an edge: from, to
    forward: np.ndarray  # deciseconds
    backward: np.ndarray  # deciseconds; 0 = closed
    where: np.ndarray  # degrees

    @property
    def nodes(self) -> int:
        return len(self.where)

    @property
    def title(self) -> str:
        one_way = (self.backward == 0).mean()
        return f"{self.name}, {self.nodes:,} nodes, {one_way:.0%} one-way"

    def with_factors(self, factors: np.ndarray) -> Topology:
        """The same with all times multiplied, to the nearest decisecond, halves up."""
        forward, backward = (
            np.floor(times * factors + 0.5).astype(np.int64)
            for times in (self.forward, self.backward)
        )
        return replace(self, forward=forward, backward=backward)

    def arcs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Tail, head and deciseconds of every passable direction."""
        back = self.backward > 0
        return (
            np.concatenate([self.edges[:, 0], self.edges[back, 1]]),
            np.concatenate([self.edges[:, 1], self.edges[back, 0]]),
            np.concatenate([self.forward, self.backward[back]]),
        )

    def matrix(self) -> scipy.sparse.csr_array:
        """Minutes from row to column, as scipy takes them; the faster of parallel arcs."""
        tail, head, time = self.arcs()
        order = np.lexsort((time, head, tail))
        tail, head, time = tail[order], head[order], time[order]
        first = np.r_[True, (np.diff(tail) != 0) | (np.diff(head) != 0)]
        minutes = time[first] / 600
        return scipy.sparse.csr_array(
            (minutes, (tail[first], head[first])), shape=(self.nodes,) * 2
        )

    def road_graph(self) -> network.RoadGraph:
        return network.RoadGraph.from_edges(
            gpd.GeoDataFrame(
                {
                    "u": self.edges[:, 0],
                    "v": self.edges[:, 1],
                    "metres": self.forward * 1.5,
                    "minutes_forward": self.forward / 600,
                    "minutes_backward": np.where(self.backward > 0, self.backward / 600, np.nan),
                },
                geometry=shapely.linestrings(self.where[self.edges]),
                crs="EPSG:4326",
            ),
            nodes=gpd.GeoDataFrame(
                geometry=gpd.points_from_xy(*self.where.T), index=range(self.nodes), crs="EPSG:4326"
            ),
        )


def load(name: str, *, one_way_share: float = 0.0) -> Topology:
    """The topology with edges of 3 to 60 seconds, some of them open in one direction only."""
    with lzma.open(DATA / f"{name}.gr.xz", "rt") as file:
        file.readline()
        edges = np.loadtxt(file, dtype=np.int64) - 1
    dice = np.random.default_rng(1)
    forward = dice.integers(30, 600, len(edges))
    backward = np.where(dice.random(len(edges)) < one_way_share, 0, forward)
    return Topology(name, edges, forward, backward, _layout(edges, forward))


def _layout(edges: np.ndarray, time: np.ndarray) -> np.ndarray:
    """Degrees that follow the travel times: pivot multidimensional scaling (Brandes, Pich 2007)."""
    nodes = int(edges.max()) + 1
    matrix = scipy.sparse.csr_array((time.astype(float), edges.T), shape=(nodes, nodes))
    pivots = np.random.default_rng(3).choice(nodes, 24, replace=False)
    squares = np.nan_to_num(dijkstra(matrix + matrix.T, indices=pivots).T, posinf=0.0) ** 2
    centred = squares - squares.mean(0) - squares.mean(1, keepdims=True) + squares.mean()
    u, s, _ = np.linalg.svd(-0.5 * centred, full_matrices=False)
    plane = u[:, :2] * np.sqrt(s[:2])
    plane /= np.abs(plane).max()
    apart = np.random.default_rng(4).normal(0, 1e-5, plane.shape)  # twins get a place each
    return np.array([9.0, 52.0]) + plane * [2.0, 1.2] + apart
