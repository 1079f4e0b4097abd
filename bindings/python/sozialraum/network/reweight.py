"""Factors on the time of roads, by class or by edge."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np

from sozialraum.core.door import error_of
from sozialraum.core.finding import shown
from sozialraum.network.edge_cells import fits_float

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def class_factors(
    classes: Mapping[str | tuple[str, bool], float],
) -> list[tuple[str, bool | None, float]]:
    if not isinstance(classes, Mapping):
        raise error_of(
            "invalid_argument",
            f"is {classes!r}; a mapping of way class to factor was expected",
            "classes",
            'write {"primary": 1.25}',
        )
    rows: list[tuple[str, bool | None, float]] = []
    for key, factor in classes.items():
        plain = isinstance(factor, Real) and not isinstance(factor, bool)
        if not plain or not fits_float(factor):
            raise error_of(
                "invalid_argument",
                f"has {shown(factor)} for {key!r}; a number was expected",
                "classes",
                'write {"primary": 1.25}',
            )
        if isinstance(key, str):
            rows.append((key, None, float(factor)))
            continue
        pair = key if isinstance(key, tuple) and len(key) == 2 else (None, None)
        if not isinstance(pair[0], str) or not isinstance(pair[1], bool | np.bool_):
            raise error_of(
                "invalid_argument",
                f"has the key {key!r}; a way class, or a pair of it and true or false, was "
                "expected",
                "classes",
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
            raise error_of(
                "invalid_argument",
                "has another index than to_edges()",
                "edges",
                "index the factors by edge number, or give them as a list in the order of edges",
            )
        edges = edges.reindex(numbers)
    try:
        factors = np.asarray(edges, dtype=np.float64)
    except OverflowError:  # a whole number of hundreds of digits
        message = "holds a number that is too large"
        raise error_of("invalid_argument", message, "edges", "") from None
    except (TypeError, ValueError):
        factors = np.zeros((0, 0))
    if factors.ndim != 1:
        raise error_of(
            "invalid_argument", "is no list of numbers", "edges", "give one factor an edge"
        )
    if len(factors) != count:
        raise error_of(
            "invalid_argument",
            f"edges holds {len(factors)} factors, but there are {count} edges",
            "edges",
            "give one factor a row of to_edges()",
        )
    return factors
