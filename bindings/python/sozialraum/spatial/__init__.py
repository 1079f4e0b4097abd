"""Who neighbours whom, and do neighbours resemble one another?

Contiguity and nearest-neighbour :class:`Weights` from polygons, and Moran's I. Areas without a
neighbour and parts of the map without a link stay as they are and are reported by their codes.
Units of which only a middle or only the parts are known: the land nearest to each, counts that are
added up from squares, and totals spread over them.
"""

from __future__ import annotations

from sozialraum.spatial.add_up import add_up
from sozialraum.spatial.contiguity import contiguity
from sozialraum.spatial.crosswalk import Crosswalk
from sozialraum.spatial.degurba import Settlements, degurba
from sozialraum.spatial.gabriel import bridges, gabriel_pairs
from sozialraum.spatial.local_association import LocalAssociation, local_association
from sozialraum.spatial.moran import Moran, moran, moran_of_rates
from sozialraum.spatial.nearest import nearest_neighbours
from sozialraum.spatial.spread_out import spread_out
from sozialraum.spatial.voronoi import voronoi
from sozialraum.spatial.weights import Weights

__all__ = [
    "Crosswalk",
    "LocalAssociation",
    "Moran",
    "Settlements",
    "Weights",
    "add_up",
    "bridges",
    "contiguity",
    "degurba",
    "gabriel_pairs",
    "local_association",
    "moran",
    "moran_of_rates",
    "nearest_neighbours",
    "spread_out",
    "voronoi",
]
