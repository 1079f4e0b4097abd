"""Areas, their people and their types as the core takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import Finding, InvalidInput, Place, Severity
from sozialraum.core.door import require_pandas

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd


def bad(
    argument: str, trouble: str, hint: str = "", code: str = "invalid_argument"
) -> InvalidInput:
    return InvalidInput(
        Finding(
            code=code,
            message=f"{argument} {trouble}",
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint=hint,
        )
    )


def at_least_one(number: int, argument: str) -> int:
    if int(number) != number or number < 1:
        raise bad(argument, f"is {number}; a whole number of at least 1 is needed")
    return int(number)


def area_codes(index: pd.Index) -> list[str]:
    codes = list(index)
    if not all(isinstance(code, str) for code in codes):
        raise bad(
            "index",
            "holds area codes that are not text",
            "read the key column as text, so that no leading zero is lost",
            "bad_area_code",
        )
    return codes


def weights_of(
    frame: pd.DataFrame | pd.Series,
    weights: pd.Series | None,
    argument: str = "weights",
) -> npt.NDArray[np.float64] | None:
    if weights is None:
        return None
    require_pandas("Series", weights, argument)
    aligned = weights.reindex(frame.index)
    lacking = [str(code) for code in frame.index[aligned.isna()]]
    if lacking:
        raise InvalidInput(
            Finding(
                code="missing_values",
                message=f"{len(lacking)} areas have no number in {argument}",
                severity=Severity.WARNING,
                place=Place(argument=argument),
                hint="give a number of people per area, 0 where nobody lives",
                areas=tuple(lacking),
            )
        )
    return np.asarray(aligned.to_numpy(dtype=float))


def points_of(frame: pd.DataFrame, weights: pd.Series | None, argument: str = "weights") -> Any:
    require_pandas("DataFrame", frame, "frame")
    return points_of_array(frame, weights_of(frame, weights, argument))


def points_of_array(frame: pd.DataFrame, weights: npt.NDArray[np.float64] | None) -> Any:
    from pandas.api.types import is_complex_dtype, is_numeric_dtype

    for name, kind in frame.dtypes.items():
        if not is_numeric_dtype(kind) or is_complex_dtype(kind):
            raise bad(
                "frame",
                f"holds {kind} in column '{name}'",
                "give real numbers only",
                "not_a_number",
            )
    values = frame.to_numpy(dtype=float, na_value=np.nan)
    return _core.Points(area_codes(frame.index), values, [str(c) for c in frame.columns], weights)


def numbers_of_series(types: pd.Series) -> tuple[npt.NDArray[np.uint32], list[Any]]:
    if types.isna().any():
        areas = tuple(str(code) for code in types.index[types.isna()])
        raise InvalidInput(
            Finding(
                code="missing_values",
                message=f"{len(areas)} areas have no type",
                severity=Severity.WARNING,
                place=Place(argument="types"),
                areas=areas,
            )
        )
    names: list[Any] = sorted(types.unique(), key=lambda x: (len(str(x)), str(x)))
    number = {name: i for i, name in enumerate(names)}
    return np.asarray([number[t] for t in types], dtype=np.uint32), names


def group_weights(
    types: pd.Series,
    numbers: npt.NDArray[np.uint32],
    population: pd.Series | None,
    count: int,
) -> npt.NDArray[np.float64]:
    weights = weights_of(types, population, "population")
    return np.bincount(numbers, weights=weights, minlength=count).astype(float)
