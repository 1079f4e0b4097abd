"""The columns of a table, with their weights and directions, as the core takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sozialraum.core import Finding, InvalidInput, Place, Severity, unknown_name

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd


def area_names(index: pd.Index) -> list[str]:
    return [str(code) for code in index]


def floats_of(column: pd.Series) -> npt.NDArray[np.float64]:
    return np.asarray(column, dtype=float)


def per_column(
    frame: pd.DataFrame, given: Mapping[str, float] | None, argument: str
) -> dict[str, float]:
    """One number per column: 1 if nothing is given, an error for a name too few or too many."""
    names = [str(name) for name in frame.columns]
    if given is None:
        return dict.fromkeys(names, 1.0)
    known = {str(name): float(value) for name, value in given.items()}
    for name in known:
        if name not in names:
            raise unknown_name("indicator", name, names, Place(argument=argument))
    for name in names:
        if name not in known:
            raise InvalidInput(
                Finding(
                    code="missing_entry",
                    message=f"has no entry for '{name}'",
                    severity=Severity.WARNING,
                    place=Place(argument=argument, column=name),
                    hint="name every column, or leave the argument out",
                )
            )
    return known


def direction_of(name: object, value: float) -> int:
    """+1, 0 or -1 as a whole number; a half direction would be cut in silence."""
    if value not in (-1.0, 0.0, 1.0):
        raise InvalidInput(
            Finding(
                code="invalid_argument",
                message=f"'{name}' has the direction {value:g}",
                severity=Severity.WARNING,
                place=Place(argument="directions", column=str(name)),
                hint="give it +1 or -1",
            )
        )
    return int(value)


def posts_of(goalposts: pd.DataFrame, name: str) -> tuple[float, float]:
    """The low and the high goalpost of an indicator."""
    names = [str(column) for column in goalposts.columns]
    if name not in names:
        raise unknown_name("indicator", name, names, Place(argument="goalposts"))
    low, high = floats_of(goalposts.iloc[:, names.index(name)].reindex(["low", "high"]))
    return float(low), float(high)
