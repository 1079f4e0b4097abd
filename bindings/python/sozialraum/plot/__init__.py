"""Maps, funnels, intervals and types as pictures, for slides, documents and notebooks.

A picture takes what a function returned: ``draw_clustergram(typology.clustergram(frame, [2, 3]))``.
"""

from __future__ import annotations

from sozialraum.plot.funnel import draw_funnel, draw_intervals
from sozialraum.plot.how_many import draw_alphas, draw_clustergram, draw_k, draw_silhouette
from sozialraum.plot.maps import draw_isochrones, draw_level, draw_types
from sozialraum.plot.smoothing import draw_adjusted, draw_moved
from sozialraum.plot.types import draw_membership, draw_profiles, draw_transitions

__all__ = [
    "draw_adjusted",
    "draw_alphas",
    "draw_clustergram",
    "draw_funnel",
    "draw_intervals",
    "draw_isochrones",
    "draw_k",
    "draw_level",
    "draw_membership",
    "draw_moved",
    "draw_profiles",
    "draw_silhouette",
    "draw_transitions",
    "draw_types",
]
