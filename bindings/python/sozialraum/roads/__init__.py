"""One road network of one mode, and every question an analyst asks of it.

    roads = sozialraum.Network.from_osm("liechtenstein.osm.pbf", mode="bicycle")
    nearest = roads.minutes_to_nearest(homes, schools)      # GeoDataFrame in the CRS of the homes

A :class:`Network` keeps together what belongs together: the graph, the speed table behind its
minutes, and where it came from. It computes nothing itself: every method hands its question to
``osm``, ``network``, ``reach``, ``isochrone`` or ``siting`` and dresses the answer. (It builds on
all of these, so it lives in none of them.)
"""

from sozialraum.roads.network import Network
from sozialraum.roads.results import Catchments, Choices, Sites

__all__ = ["Catchments", "Choices", "Network", "Sites"]
