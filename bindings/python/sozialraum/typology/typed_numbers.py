"""How does a value become the number that is typed? Bent, standardised, weighted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import unknown_name
from sozialraum.core.door import (
    frame_of,
    list_items,
    require_choice,
    require_number,
    require_text,
    table_of,
)
from sozialraum.core.finding import invalid_argument, label_text, shown
from sozialraum.typology.points import points_of

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

Bend = Literal["none", "log", "sqrt", "asinh"]


@dataclass(frozen=True)
class FrozenIndicator:
    """How a value became the number that was typed.

    (bend(value) - mean) / spread * sqrt(weight)
    """

    id: str
    bend: Bend = "none"
    mean: float = 0.0
    spread: float = 1.0
    weight: float = 1.0


def frozen_indicators(
    frame: pd.DataFrame,
    *,
    bends: Mapping[str, Bend] | None = None,
    weights: Mapping[str, float] | None = None,
) -> tuple[FrozenIndicator, ...]:
    """Learn of these areas how a value becomes the number that is typed.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators, raw; NaN does not count.
    bends : mapping, optional
        Indicator -> "none", "log", "sqrt" or "asinh".
    weights : mapping, optional
        Indicator -> weight in squared distances (:func:`dimension_weights`).

    Raises
    ------
    InvalidInput
        ``not_transformable`` naming the areas, ``constant_column``.

    Examples
    --------
    >>> import pandas as pd
    >>> frozen_indicators(pd.DataFrame({"u": [1.0, 9.0]}, index=["a", "b"]), bends={"u": "sqrt"})
    (FrozenIndicator(id='u', bend='sqrt', mean=2.0, spread=1.0, weight=1.0),)
    """
    titles = [label_text(column) for column in frame_of(frame, "frame").columns]
    told = _core.typed_areas(points_of(frame, None), *_bends_and_weights(titles, bends, weights))
    return tuple(
        FrozenIndicator(name, cast("Bend", bend), mean, spread, weight)
        for name, bend, mean, spread, weight in told
    )


def typed(
    frame: pd.DataFrame,
    *,
    bends: Mapping[str, Bend] | None = None,
    weights: Mapping[str, float] | None = None,
    indicators: Sequence[FrozenIndicator] | None = None,
) -> pd.DataFrame:
    """The numbers that types are made of: bent, standardised, weighted.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators, raw; a missing value stays missing.
    bends : mapping, optional
        Indicator -> "none", "log", "sqrt" or "asinh".
    weights : mapping, optional
        Indicator -> weight in squared distances (:func:`dimension_weights`).
    indicators : sequence of FrozenIndicator, optional
        Learned of other areas or an earlier year (:func:`frozen_indicators`), so that a value means
        the same; then ``bends`` and ``weights`` are not asked.

    Raises
    ------
    InvalidInput
        ``not_transformable`` naming the areas, ``constant_column``; ``unknown_name`` for an
        indicator that the table does not have.

    Examples
    --------
    >>> import pandas as pd
    >>> typed(pd.DataFrame({"u": [1.0, 9.0]}, index=["a", "b"]), bends={"u": "sqrt"})["u"].tolist()
    [-1.0, 1.0]
    """
    if indicators is None:
        indicators = frozen_indicators(frame, bends=bends, weights=weights)
    told = fields_of(indicators)
    table = columns_of(frame, indicators)
    return _answer(table, _core.typed_numbers(told, points_of(table, None)))


def typed_errors(
    frame: pd.DataFrame,
    standard_errors: pd.DataFrame,
    indicators: Sequence[FrozenIndicator],
) -> pd.DataFrame:
    """How far is each typed number from the truth?

    Half the distance between the numbers of value + error and value - error; where the lower one
    has no number (a logarithm below 0), the distance of the upper one.

    Parameters
    ----------
    frame, standard_errors : pandas.DataFrame
        Areas x indicators, raw. NaN where either is missing.
    indicators : sequence of FrozenIndicator
        As :func:`frozen_indicators` learns them.

    Examples
    --------
    >>> import pandas as pd
    >>> areas = pd.DataFrame({"u": [1.0, 9.0, 16.0]}, index=["a", "b", "c"])
    >>> root = (FrozenIndicator("u", "sqrt"),)
    >>> typed_errors(areas, pd.DataFrame({"u": [0.0, 7.0, 9.0]}, areas.index), root)["u"].tolist()
    [0.0, 1.2928932188134525, 1.1771243444677046]
    """
    told = fields_of(indicators)
    table = columns_of(frame, indicators)
    errors = columns_of(standard_errors, indicators, "standard_errors")
    given = table_of(table, "frame")
    table_of(errors, "standard_errors")
    known = table_of(errors.reindex(table.index), "standard_errors")
    return _answer(table, _core.typed_errors(told, given.rows(), known.rows()))


def untyped(frame: pd.DataFrame, indicators: Sequence[FrozenIndicator]) -> pd.DataFrame:
    """Which values have these typed numbers?

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators, as :func:`typed` gives them; NaN where no value has the number.
    indicators : sequence of FrozenIndicator

    Examples
    --------
    >>> import pandas as pd
    >>> root = (FrozenIndicator("u", "sqrt", mean=2.0),)
    >>> untyped(pd.DataFrame({"u": [1.0, -3.0]}, index=["a", "b"]), root)["u"].tolist()
    [9.0, nan]
    """
    told = fields_of(indicators)
    table = columns_of(frame, indicators)
    return _answer(table, _core.untyped_numbers(told, table_of(table, "frame").rows()))


def fields_of(indicators: object) -> list[tuple[str, str, float, float, float]]:
    """As the core takes them."""
    listed = list_items(indicators)
    if not listed or not all(isinstance(one, FrozenIndicator) for one in listed):
        raise invalid_argument(
            "indicators", f"is {shown(indicators)}; a list of FrozenIndicator is needed"
        )
    return [
        (
            require_text(one.id, "indicators"),
            require_choice(one.bend, "indicators", list(Bend.__args__)),  # type: ignore[attr-defined]
            require_number(one.mean, "indicators"),
            require_number(one.spread, "indicators", least=0.0),
            require_number(one.weight, "indicators", least=0.0),
        )
        for one in listed
    ]


def columns_of(
    frame: object, indicators: Sequence[FrozenIndicator], argument: str = "frame"
) -> pd.DataFrame:
    """Those columns of a table that are the indicators, in their order."""
    table = frame_of(frame, argument)
    titles = {label_text(column): column for column in table.columns}
    for one in indicators:
        if one.id not in titles:
            raise unknown_name("indicator", one.id, list(titles))
    return table[[titles[one.id] for one in indicators]]


def _answer(table: pd.DataFrame, values: Any) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(values, index=table.index, columns=table.columns)


def _bends_and_weights(
    titles: list[str], bends: object, weights: object
) -> tuple[list[str], npt.NDArray[np.float64]]:
    """One entry an indicator."""
    return (
        [require_text(bend, "bends") for bend in _of_columns(bends, "bends", titles, "none")],
        np.asarray(
            [
                require_number(weight, "weights", least=0.0)
                for weight in _of_columns(weights, "weights", titles, 1.0)
            ],
            dtype=float,
        ),
    )


def _of_columns(given: object, argument: str, titles: list[str], usual: object) -> list[Any]:
    if given is None:
        return [usual] * len(titles)
    if not hasattr(given, "items"):
        raise invalid_argument(argument, f"is {shown(given)}; indicators and their entries")
    entries = {label_text(key): value for key, value in given.items()}
    for name in entries:
        if name not in titles:
            raise unknown_name("indicator", name, titles)
    return [entries.get(name, usual) for name in titles]
