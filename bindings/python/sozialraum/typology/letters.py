"""Letters for types, by a stated rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core.door import (
    column_of,
    require_count,
    require_flag,
    require_pandas,
    require_text,
    require_text_codes,
)
from sozialraum.core.finding import Place, invalid_argument, label_text, shown
from sozialraum.core.nearest_name import unknown_name
from sozialraum.core.points import PlaceNames
from sozialraum.typology.points import group_weights, numbers_of_series, weights_of

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

    require_pandas("Series", types, "types")
    areas = PlaceNames(types.index, "types")
    codes = require_text_codes(areas, "types")
    numbers, names = numbers_of_series(types)
    descending = require_flag(descending, "descending")
    key = None if by is None else column_of(by, "by").answer(column_of(by, "by").values)
    order = None if key is None else key.reindex(names).to_numpy()
    if order is not None and np.isnan(order).any():
        raise invalid_argument("by", "lacks a number for a type", "give one number per type label")
    if order is not None and not descending:
        order = -order
    if order is None and not descending:
        order = -group_weights(areas, numbers, population, len(names))
    people = weights_of(areas, population, "population")
    points = _core.Points(codes, np.empty((len(types), 0)), [], people)
    ordered = _core.number_types(points, numbers, len(names), order)
    return pd.Series([letter(int(i)) for i in ordered], index=types.index, name="type")


def letter(number: int) -> str:
    """The letter of a type number: 0 is A, 25 is Z, 26 is AA.

    Examples
    --------
    >>> [letter(0), letter(25), letter(26)]
    ['A', 'Z', 'AA']
    """
    text = ""
    number = require_count(number, "number") + 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def new_names(names: object, old: Iterable[str]) -> dict[str, str]:
    """The new name of every type, none twice."""
    if not isinstance(names, Mapping):
        raise invalid_argument("names", f"is {shown(names)}; a mapping of old to new is needed")
    new: dict[str, str] = {}
    for name in old:
        if name not in names:
            given = [label_text(key) for key in names]
            raise unknown_name("type", str(name), given, Place(argument="names"))
        new[name] = require_text(names[name], "names")
    if len(set(new.values())) < len(new):
        raise invalid_argument("names", "gives one name to two types", code="duplicate_key")
    return new
