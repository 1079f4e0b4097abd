"""Which land is within 10, 20, 30 minutes of a place?

A point belongs to an isochrone if somebody who stands there has a travel time within the limit, by
the rules of every other result of this package: straight to the nearest road, then by road. So the
meadow beyond the river belongs to the road on its own bank, and a wood inside a ring road stays a
hole.
"""

from __future__ import annotations

from sozialraum.isochrone.isochrones import isochrones
from sozialraum.isochrone.minutes_surface import MinutesSurface, minutes_surface

__all__ = [
    "MinutesSurface",
    "isochrones",
    "minutes_surface",
]
