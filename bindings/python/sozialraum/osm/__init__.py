"""OpenStreetMap files into road graphs and facilities.

    roads = osm.read_roads("oberfranken.osm.pbf", mode="car")
    kitas = osm.read_facilities("oberfranken.osm.pbf", {"amenity": "kindergarten"})

Reads ``.osm.pbf``, ``.osm.gz``, ``.osm.bz2`` and ``.osm``. Every dropped or repaired object is
counted in an import report; the rules and their sources stand in ``docs/methods/osm.md``.
"""

from __future__ import annotations

from sozialraum.network.graphml import read_graphml, to_graphml
from sozialraum.osm.access import node_effect, speed_limits, way_access
from sozialraum.osm.facility_reader import read_facilities
from sozialraum.osm.road_reader import read_all_modes, read_roads
from sozialraum.osm.speed_table import Mode, SpeedTable, read_speed_table, speed_table

__all__ = [
    "Mode",
    "SpeedTable",
    "node_effect",
    "read_all_modes",
    "read_facilities",
    "read_graphml",
    "read_roads",
    "read_speed_table",
    "speed_limits",
    "speed_table",
    "to_graphml",
    "way_access",
]
