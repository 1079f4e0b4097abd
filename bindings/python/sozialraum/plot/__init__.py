"""Maps as pictures, for slides, documents and notebooks."""

from __future__ import annotations

from sozialraum.plot.maps import draw_isochrones, draw_level, draw_types

__all__ = ["draw_isochrones", "draw_level", "draw_types"]
