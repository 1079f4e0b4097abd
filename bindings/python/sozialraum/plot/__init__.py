"""Maps, funnels and intervals as pictures, for slides, documents and notebooks."""

from __future__ import annotations

from sozialraum.plot.funnel import draw_funnel, draw_intervals
from sozialraum.plot.maps import draw_isochrones, draw_level, draw_types

__all__ = ["draw_funnel", "draw_intervals", "draw_isochrones", "draw_level", "draw_types"]
