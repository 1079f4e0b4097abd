"""
Files through GDAL; use the module sozialraum.gis instead.
"""
from __future__ import annotations
import numpy
import numpy.typing
import typing
__all__: list[str] = ['describe_crs', 'read_areas', 'read_points', 'read_table', 'transform']
def describe_crs(crs: str) -> tuple[str, str, bool]:
    ...
def read_areas(path: str, options: dict) -> tuple[tuple, list, str, list]:
    ...
def read_points(path: str, options: dict) -> tuple[tuple, numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], str, list]:
    ...
def read_table(path: str, options: dict) -> tuple[tuple, list]:
    ...
def transform(x: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], y: typing.Annotated[numpy.typing.ArrayLike, numpy.float64], from_crs: str, to_crs: str) -> tuple[numpy.typing.NDArray[numpy.float64], numpy.typing.NDArray[numpy.float64], tuple[str, str, str, float | None, str], list]:
    ...
