"""Which way of the source is a road piece of, and of which class?"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sozialraum.network.edge_cells import bad_cell, whole_numbers

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt

    Integers = npt.NDArray[np.int64]


LISTS = (list, tuple, np.ndarray)


@dataclass(frozen=True)
class Firsts:
    """A column whose cells may be lists (osmnx: of ways in one edge).

    Attributes
    ----------
    column : str
    values : numpy.ndarray of object
        The first of every cell, or the cell itself; None of an empty list.
    several : numpy.ndarray of bool
        Does the cell hold more than one?
    """

    column: str
    values: npt.NDArray[np.object_]
    several: npt.NDArray[np.bool_]


def firsts_of(table: gpd.GeoDataFrame, names: list[str]) -> Firsts | None:
    """That of these columns that the table has; None if it has none."""
    column = next((name for name in names if name in table.columns), None)
    if column is None:
        return None
    cells = [items_of(value) for value in table[column]]
    nested = [any(isinstance(one, LISTS) for one in cell) for cell in cells]
    if any(nested):
        raise bad_cell(table, column, nested, "one value or a plain list was expected")
    first = (cell[0] if len(cell) else None for cell in cells)
    return Firsts(
        column,
        np.fromiter(first, dtype=object, count=len(cells)),
        np.asarray([len(cell) > 1 for cell in cells], dtype=bool),
    )


def items_of(value: object) -> Sequence[object]:
    """The items of a list, also of one written as text; anything else is the one item.

    osmnx writes the merged ways of an edge as "[5, 6]".
    """
    if isinstance(value, str) and value.startswith(("[", "(")):
        try:
            listed = ast.literal_eval(value)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return (value,)
        return listed if isinstance(listed, list | tuple) else (value,)
    if isinstance(value, np.ndarray):
        return list(value) if value.ndim else (value.item(),)
    return value if isinstance(value, list | tuple) else (value,)


def first_item(value: object) -> object:
    """The first of a list, also of one written as text; None of an empty list."""
    items = items_of(value)
    return items[0] if len(items) else None


@dataclass(frozen=True)
class Ways:
    """Ways of the source, of several in one row the first.

    Attributes
    ----------
    numbers : numpy.ndarray of int64
        Empty if the table has none.
    classes : list of str
        Empty if the table has none.
    several : numpy.ndarray of bool
        Is the row made of several ways?
    column : str
        Where that is seen first.
    """

    numbers: Integers
    classes: list[str]
    several: npt.NDArray[np.bool_]
    column: str


def ways_of(table: gpd.GeoDataFrame) -> Ways:
    numbers = firsts_of(table, ["way_id", "osmid"])
    classes = firsts_of(table, ["way_class", "highway"])
    told = [column for column in (numbers, classes) if column is not None]
    several = np.zeros(len(table), dtype=bool)
    for column in told:
        several |= column.several
    return Ways(
        _way_numbers(table, numbers),
        [] if classes is None else ["" if v is None else str(v) for v in classes.values],
        several,
        next((column.column for column in told if column.several.any()), ""),
    )


def _way_numbers(table: gpd.GeoDataFrame, ways: Firsts | None) -> Integers:
    if ways is None:
        return np.empty(0, dtype=np.int64)
    values = table[ways.column]
    if values.dtype.kind in "if":
        return whole_numbers(table, ways.column, values, "")
    hint = "of several ways in one edge, give the first"
    return whole_numbers(table, ways.column, ways.values, hint)
