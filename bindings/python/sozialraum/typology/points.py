"""Areas, their people and their types as the core takes them."""

from __future__ import annotations

from numbers import Number
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core.door import column_of, require_text_codes, table_of
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.core.points import PlaceNames

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]


def weights_of(names: PlaceNames, weights: object, argument: str = "weights") -> Floats | None:
    """Numbers of people in the order of the areas; they may speak of further areas."""
    if weights is None:
        return None
    if isinstance(weights, np.ndarray):
        return column_of(weights, argument, like=names.index).values
    given = column_of(weights, argument)
    people = given.answer(given.values).reindex(names.index).to_numpy()
    lacking = [names.texts[row] for row in np.flatnonzero(np.isnan(people))]
    if lacking:
        raise invalid_argument(
            argument,
            f"has no number for {len(lacking)} areas",
            "give a number of people per area, 0 where nobody lives",
            code="missing_values",
            areas=lacking,
        )
    return people


def points_of(frame: object, weights: object, argument: str = "weights") -> Any:
    """Areas x indicators, and how many people stand behind each area."""
    given = table_of(frame, "frame")
    codes = require_text_codes(given.names, "frame")
    weight = weights_of(given.names, weights, argument)
    return _core.Points(codes, given.rows(), given.titles, weight)


def numbers_of_series(types: pd.Series) -> tuple[npt.NDArray[np.uint32], list[Any]]:
    if types.isna().any():
        areas = tuple(str(code) for code in types.index[types.isna()])
        raise invalid_argument(
            "types", f"{len(areas)} areas have no type", code="missing_values", areas=areas
        )
    PlaceNames(types.index, "types")
    for label in types:
        if not isinstance(label, str | Number | np.generic):
            message = f"holds {shown(label)}; texts or numbers name a type"
            raise invalid_argument("types", message)
    names: list[Any] = sorted(types.unique(), key=lambda x: (len(str(x)), str(x)))
    number = {name: i for i, name in enumerate(names)}
    return np.asarray([number[t] for t in types], dtype=np.uint32), names


def group_weights(
    names: PlaceNames, numbers: npt.NDArray[np.uint32], population: object, count: int
) -> Floats:
    weights = weights_of(names, population, "population")
    return np.bincount(numbers, weights=weights, minlength=count).astype(float)
