"""Factors on the time of roads by their class."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real

import numpy as np

from sozialraum.core.finding import invalid_argument, shown
from sozialraum.network.edge_cells import fits_float


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
