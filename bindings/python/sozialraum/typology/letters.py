"""Letters for types, by a stated rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.typology.points import area_codes, bad, group_weights, numbers_of_series, weights_of

if TYPE_CHECKING:
    import pandas as pd


def letters(
    types: pd.Series,
    *,
    population: pd.Series | None = None,
    by: pd.Series | None = None,
    descending: bool = True,
) -> pd.Series:
    """Give types of any names the letters A, B, C, ... by a stated rule.

    Parameters
    ----------
    types : pandas.Series
        Any label per area.
    population : pandas.Series, optional
        People per area: the type with most people is A. Without it the type with most areas.
    by : pandas.Series, optional
        One number per type label, such as the centres of one indicator: orders by it instead.
    descending : bool
        Largest number first.

    Returns
    -------
    pandas.Series of str
        Letter per area; ties go to the type with the smallest area code.

    Examples
    --------
    >>> import pandas as pd
    >>> letters(pd.Series([7, 7, 3], index=["a", "b", "c"])).tolist()
    ['A', 'A', 'B']
    """
    import pandas as pd

    numbers, names = numbers_of_series(types)
    key = None if by is None else by.reindex(names).to_numpy(dtype=float)
    if key is not None and np.isnan(key).any():
        raise bad("by", "lacks a number for a type", "give one number per type label")
    if key is not None and not descending:
        key = -key
    if key is None and not descending:
        key = -group_weights(types, numbers, population, len(names))
    points = _core.Points(
        area_codes(types.index),
        np.empty((len(types), 0)),
        [],
        weights_of(types, population, "population"),
    )
    ordered = _core.number_types(points, numbers, len(names), key)
    return pd.Series([letter(int(i)) for i in ordered], index=types.index, name="type")


def letter(number: int) -> str:
    """The letter of a type number: 0 is A, 25 is Z, 26 is AA.

    Examples
    --------
    >>> [letter(0), letter(25), letter(26)]
    ['A', 'Z', 'AA']
    """
    text = ""
    number += 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
