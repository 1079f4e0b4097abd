"""Cells of a table of road pieces: numbers, whole numbers, true and false."""

from __future__ import annotations

from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum.core import Finding, Place, Severity, UnknownName, nearest_name
from sozialraum.core.finding import invalid_argument, label_text, shown
from sozialraum.core.nearest_name import there_are

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core import InvalidInput

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]


_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


def first_of(table: gpd.GeoDataFrame, names: list[str], more: str = "") -> str:
    for name in names:
        if name in table.columns:
            return name
    columns = [str(c) for c in table.columns]
    near = [found for name in names if (found := nearest_name(name, columns))]
    hint = f"did you mean '{near[0]}'?" if near else there_are(columns, names[0])
    others = "".join(f", nor '{name}'" for name in names[1:])
    raise UnknownName(
        Finding(
            code="unknown_column",
            message=f"there is no column '{names[0]}'{others}{more}",
            severity=Severity.WARNING,
            place=Place(argument="edges"),
            hint=hint,
            details={"found": names[0], "nearest": near[0] if near else ""},
        )
    )


def bad_cell(
    table: gpd.GeoDataFrame, column: str, bad: npt.ArrayLike, expected: str, hint: str = ""
) -> InvalidInput:
    """The error for the first bad cell of a column."""
    row = int(np.argmax(np.asarray(bad)))
    found = table[column].iloc[row]
    found = found.item() if isinstance(found, np.generic) else found
    return invalid_argument(
        "edges",
        f"column '{column}' holds {shown(found)} at row '{label_text(table.index[row])}'; "
        f"{expected}",
        hint,
        code="bad_node" if column in ("u", "v") else "bad_edge",
    )


def floats_of(values: pd.Series) -> Floats:
    """Numbers of a column; NaN where there is none."""
    import pandas as pd

    try:
        return np.asarray(pd.to_numeric(values, errors="coerce"), dtype=float)
    except (TypeError, OverflowError):  # a list, or a whole number of hundreds of digits
        alone = values.map(lambda value: value if fits_float(value) else np.nan)
        return np.asarray(pd.to_numeric(alone, errors="coerce"), dtype=float)


def fits_float(value: Any) -> bool:
    """Is it a single value, and as a whole number no larger than floats can be?"""
    return bool(np.isscalar(value)) and not (isinstance(value, int) and abs(value) >= 2**1023)


def numbers_of(
    table: gpd.GeoDataFrame, column: str, expected: str = "a number of zero or more was expected"
) -> Floats:
    """Numbers of a column, NaN where a cell is empty; refuses what is no number."""
    values = floats_of(table[column])
    bad = np.isnan(values) & ~np.asarray(table[column].isna())
    if bad.any():
        raise bad_cell(table, column, bad, expected)
    return values


def whole_of(value: object) -> int | None:
    """A whole number that 64 bits hold, also as text or as 5.0; None for anything else."""
    if isinstance(value, str):
        try:
            value = int(value)
        except ValueError:
            return None
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        return None
    if isinstance(value, Integral):
        number = int(value)
    elif abs(float(value)) <= 2**53 and float(value).is_integer():
        number = int(float(value))
    else:
        return None  # beyond 2**53 floats have lost their last digits
    return number if -(2**63) <= number < 2**63 else None


def whole_numbers(table: gpd.GeoDataFrame, column: str, values: Any, hint: str) -> Integers:
    """Whole numbers of a column, or `values` taken from it: an array of one dimension."""
    plain = np.asarray(values)
    if plain.dtype.kind == "i":
        return plain.astype(np.int64)
    if plain.dtype.kind == "f":  # NaN and infinity are no whole numbers either
        bad = ~((plain == np.floor(plain)) & (np.abs(plain) <= 2**53))
        numbers = np.where(bad, 0, plain).astype(np.int64)
    else:
        whole = [whole_of(value) for value in values]
        bad = np.asarray([number is None for number in whole], dtype=bool)
        numbers = np.asarray([number or 0 for number in whole], dtype=np.int64)
    if bad.any():
        raise bad_cell(table, column, bad, "a whole number was expected", hint)
    return numbers


def _truth(value: object) -> bool | None:
    if isinstance(value, str):
        return _TRUTHS.get(value.lower())
    if isinstance(value, bool | np.bool_ | Real) and value in (0, 1):
        return bool(value)
    return None


def truths_of(table: gpd.GeoDataFrame, column: str, hint: str = "") -> npt.NDArray[np.bool_]:
    """A column of true or false, all false if there is no such column."""
    if column not in table.columns:
        return np.zeros(len(table), dtype=bool)
    values = np.asarray(table[column])
    if values.dtype == bool:
        return values
    truths = [_truth(value) for value in values]
    if None in truths:
        bad = [truth is None for truth in truths]
        raise bad_cell(table, column, bad, "true or false was expected", hint)
    return np.asarray(truths, dtype=bool)
