"""Factors on the time of roads, by class or by edge."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np

from sozialraum.core.finding import invalid_argument, shown
from sozialraum.network.edge_cells import fits_float

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def class_factors(
    classes: Mapping[str | tuple[str, bool], float],
) -> list[tuple[str, bool | None, float]]:
    if not isinstance(classes, Mapping):
        raise invalid_argument(
            "classes",
            f"is {classes!r}; a mapping of way class to factor was expected",
            'write {"primary": 1.25}',
        )
    rows: list[tuple[str, bool | None, float]] = []
    for key, factor in classes.items():
        plain = isinstance(factor, Real) and not isinstance(factor, bool)
        if not plain or not fits_float(factor):
            raise invalid_argument(
                "classes",
                f"has {shown(factor)} for {key!r}; a number was expected",
                'write {"primary": 1.25}',
            )
        if isinstance(key, str):
            rows.append((key, None, float(factor)))
            continue
        pair = key if isinstance(key, tuple) and len(key) == 2 else (None, None)
        if not isinstance(pair[0], str) or not isinstance(pair[1], bool | np.bool_):
            raise invalid_argument(
                "classes",
                f"has the key {key!r}; a way class, or a pair of it and true or false, was "
                "expected",
                'write "primary" for all, ("primary", True) for those inside built-up areas',
            )
        rows.append((pair[0], bool(pair[1]), float(factor)))
    return rows


def edge_factors(edges: npt.ArrayLike, count: int) -> Floats:
    """One factor an edge; of a Series by its index."""
    import pandas as pd

    if isinstance(edges, pd.Series) and len(edges) == count:
        numbers = pd.RangeIndex(count)
        if edges.index.has_duplicates or not numbers.isin(edges.index).all():
            raise invalid_argument(
                "edges",
                "has another index than to_edges()",
                "index the factors by edge number, or give them as a list in the order of edges",
            )
        edges = edges.reindex(numbers)
    try:
        factors = np.asarray(edges, dtype=np.float64)
    except OverflowError:  # a whole number of hundreds of digits
        message = "holds a number that is too large"
        raise invalid_argument("edges", message) from None
    except (TypeError, ValueError):
        factors = np.zeros((0, 0))
    if factors.ndim != 1:
        raise invalid_argument("edges", "is no list of numbers", "give one factor an edge")
    if len(factors) != count:
        raise invalid_argument(
            "edges",
            f"edges holds {len(factors)} factors, but there are {count} edges",
            "give one factor a row of to_edges()",
        )
    return factors
