"""Files in and out: tables, polygons and places as offices deliver them.

Every reader says what it made of the file: encoding, separator, decimal mark, signs, repaired
keys. What it cannot know it asks for, with an error that names file, row and column and says how
to mend it.

Compiled with GDAL; part of the package only if that was there when it was built.
"""

from __future__ import annotations

try:
    from sozialraum import _gis as _gis
except ImportError as error:  # pragma: no cover
    raise ImportError(
        "sozialraum was built without GDAL, or GDAL is missing; install libgdal and build again"
    ) from error

from sozialraum.gis.areas import read_areas
from sozialraum.gis.crs import transform
from sozialraum.gis.layout import ColumnLook, Layout, layout
from sozialraum.gis.options import ReadOptions
from sozialraum.gis.points import read_points
from sozialraum.gis.raster import sample_raster, write_raster, write_surface
from sozialraum.gis.table import read_table

__all__ = [
    "ColumnLook",
    "Layout",
    "ReadOptions",
    "layout",
    "read_areas",
    "read_points",
    "read_table",
    "sample_raster",
    "transform",
    "write_raster",
    "write_surface",
]

_MOVED = {"category_style", "write_areas", "write_table"}


def __getattr__(name: str) -> object:
    if name in _MOVED:
        raise AttributeError(f"gis.{name} has moved: sozialraum.publish.{name}")
    raise AttributeError(f"module 'sozialraum.gis' has no attribute {name!r}")
