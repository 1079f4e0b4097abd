"""What are the minutes worth? Opportunities, catchments, choices, and neighbours by road.

Places go in as in :mod:`sozialraum.reach`; amounts of people and supply come as numbers, a Series
by the index of the places, or the name of a column.
"""

from __future__ import annotations

from sozialraum.access.catchment_size import catchment_sizes
from sozialraum.access.decay import Decay
from sozialraum.access.floating_catchment import FloatingCatchment, floating_catchment
from sozialraum.access.huff import Huff, huff
from sozialraum.access.opportunities import opportunities
from sozialraum.access.travel_time_weights import travel_time_weights

__all__ = [
    "Decay",
    "FloatingCatchment",
    "Huff",
    "catchment_sizes",
    "floating_catchment",
    "huff",
    "opportunities",
    "travel_time_weights",
]
