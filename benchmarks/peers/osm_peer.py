"""Roads of Porto into a graph: our face beside pyosmium's bare two passes over the same file.

The peer only reads: all ways and relations, then all nodes into a location index; it makes no
graph. That is the floor for any program built on libosmium.
"""

from pathlib import Path

import osmium
from measure import best_of, compare
from sozialraum import osm

PORTO = Path(__file__).resolve().parents[2] / "data/roads_osm/porto_portugal.osm.pbf"


def bare_passes() -> None:
    # A filter that keeps nothing: pyosmium decodes all, Python is never called.
    ways = osmium.io.Reader(str(PORTO), osmium.osm.WAY | osmium.osm.RELATION)
    osmium.apply(ways, osmium.filter.KeyFilter("no such key"))
    ways.close()
    nodes = osmium.io.Reader(str(PORTO), osmium.osm.NODE)
    index = osmium.index.create_map("sparse_mem_array")
    osmium.apply(nodes, osmium.NodeLocationsForWays(index))
    nodes.close()


def counted_roads() -> int:
    return sum(
        1
        for item in osmium.FileProcessor(str(PORTO), osmium.osm.WAY)
        if "highway" in item.tags or item.tags.get("route") == "ferry"
    )


def main() -> None:
    report = osm.read_roads(PORTO).import_report.set_index(["subject", "effect", "reason"])
    ours = int(report.loc[("way", "read", "roads"), "count"])
    compare(
        "car graph of Porto, 347,944 nodes (peer: reading alone)",
        ours=best_of(lambda: osm.read_roads(PORTO)),
        peer=best_of(bare_passes),
        peer_name="osmium",
        equal=ours == counted_roads(),
    )


if __name__ == "__main__":
    main()
