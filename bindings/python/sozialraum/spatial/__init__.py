"""Who neighbours whom, and do neighbours resemble one another?

Contiguity and nearest-neighbour :class:`Weights` from polygons, and Moran's I. Areas without a
neighbour and parts of the map without a link stay as they are and are reported by their codes.
"""

from __future__ import annotations

from sozialraum.spatial.contiguity import contiguity
from sozialraum.spatial.moran import Moran, moran, moran_of_rates
from sozialraum.spatial.nearest import nearest_neighbours
from sozialraum.spatial.weights import Weights

__all__ = [
    "Moran",
    "Weights",
    "contiguity",
    "moran",
    "moran_of_rates",
    "nearest_neighbours",
]
