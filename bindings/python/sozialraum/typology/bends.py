"""How does a value become the number that is typed? Bent, standardised, weighted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core import unknown_name
from sozialraum.core.door import frame_of, require_number, require_text
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


def typed(
    frame: pd.DataFrame,
    *,
    bends: Mapping[str, Bend] | None = None,
    weights: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """The numbers that types are made of: bent, standardised, weighted.

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators, raw.
    bends : mapping, optional
        Indicator -> "none", "log", "sqrt" or "asinh".
    weights : mapping, optional
        Indicator -> weight in squared distances (:func:`dimension_weights`).

    Examples
    --------
    >>> import pandas as pd
    >>> typed(pd.DataFrame({"u": [1.0, 9.0]}, index=["a", "b"]), bends={"u": "sqrt"})["u"].tolist()
    [-1.0, 1.0]
    """
    import pandas as pd

    frame = frame_of(frame, "frame")
    _, values = typed_table(frame, bends, weights)
    return pd.DataFrame(values, index=frame.index, columns=frame.columns)


def typed_table(
    frame: pd.DataFrame, bends: object, weights: object
) -> tuple[tuple[FrozenIndicator, ...], Any]:
    titles = [label_text(column) for column in frame.columns]
    told, values = _core.typed_areas(
        points_of(frame, None), *bends_and_weights(titles, bends, weights)
    )
    indicators = tuple(
        FrozenIndicator(name, cast("Bend", bend), mean, spread, weight)
        for name, bend, mean, spread, weight in told
    )
    return indicators, values


def bends_and_weights(
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
