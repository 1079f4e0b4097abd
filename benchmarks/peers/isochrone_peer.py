"""Land within 10 minutes in Porto: ours beside Dijkstra and buffers, as analysts do with osmnx.

The peer finds the nodes in reach (scipy), buffers each road that is reached from both its ends by
the walk that is left at the worse one, each half-reached road's node by the walk that is left
there, both at most 500 m, and unites them (shapely). Its buffers leap over rivers and railways, so
both lands are alike, not equal: they are taken for the same if they share 80 % of their union.
"""

from pathlib import Path

import geopandas as gpd
import numpy as np
import scipy.sparse
import shapely
from measure import best_of, compare
from scipy.sparse.csgraph import dijkstra
from sozialraum import osm
from sozialraum.isochrone import isochrones

PORTO = Path(__file__).resolve().parents[2] / "data/roads_osm/porto_portugal.osm.pbf"
LIMIT, WALK, RADIUS, UTM = 10.0, 5000.0 / 60.0, 500.0, "EPSG:32629"


def arcs(edges: gpd.GeoDataFrame, nodes: gpd.GeoDataFrame) -> scipy.sparse.csr_array:
    """Minutes against the direction of travel: a search runs from the place to the land."""
    u, v = nodes.index.get_indexer(edges.u), nodes.index.get_indexer(edges.v)
    forward, backward = edges.minutes_forward.notna(), edges.minutes_backward.notna()
    tail = np.concatenate([u[forward], v[backward]])
    head = np.concatenate([v[forward], u[backward]])
    time = np.concatenate([edges.minutes_forward[forward], edges.minutes_backward[backward]])
    order = np.lexsort((time, head, tail))
    tail, head, time = tail[order], head[order], np.maximum(time[order], 1e-9)
    first = np.r_[True, (np.diff(tail) != 0) | (np.diff(head) != 0)]
    return scipy.sparse.csr_array((time[first], (head[first], tail[first])), (len(nodes),) * 2)


def buffered(
    edges: gpd.GeoDataFrame, nodes: gpd.GeoDataFrame, towards: scipy.sparse.csr_array, start: int
) -> shapely.Geometry:
    left = (LIMIT - dijkstra(towards, indices=start, limit=LIMIT)) * WALK
    reached = np.minimum(left, RADIUS)
    worse = np.minimum(
        reached[nodes.index.get_indexer(edges.u)], reached[nodes.index.get_indexer(edges.v)]
    )
    whole = worse > 0
    ends = reached > 0
    return shapely.union_all(
        np.concatenate(
            [
                shapely.buffer(edges.geometry.values[whole], worse[whole], quad_segs=4),
                shapely.buffer(nodes.geometry.values[ends], reached[ends], quad_segs=4),
            ]
        )
    )


def main() -> None:
    graph = osm.read_roads(PORTO)
    nodes, edges = graph.to_nodes().to_crs(UTM), graph.to_edges().to_crs(UTM)
    towards = arcs(edges, nodes)
    largest = graph.components() == 0
    numbers = np.flatnonzero(largest.to_numpy())
    starts = np.random.default_rng(1).choice(numbers, 16, replace=False)
    places = nodes.iloc[starts]
    ours = isochrones(graph, places, limits=[LIMIT], resolution=50)  # and the raster is made
    graph.prepare()
    share = []
    for start, land in zip(starts[:4], ours.geometry[:4], strict=True):
        peer = buffered(edges, nodes, towards, int(start))
        share.append(shapely.area(land & peer) / shapely.area(land | peer))
    print("shared part of the union:", np.round(share, 3))
    compare(
        f"land within {LIMIT:g} minutes by car, Porto, raster of 50 m, one of 16 places",
        ours=best_of(lambda: isochrones(graph, places, limits=[LIMIT], resolution=50, threads=1))
        / len(places),
        peer=best_of(lambda: buffered(edges, nodes, towards, int(starts[0])), repeats=2),
        peer_name="scipy and shapely",
        equal=float(np.min(share)) > 0.8,
    )


if __name__ == "__main__":
    main()
