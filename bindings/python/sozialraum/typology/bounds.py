"""At least, and at most, so much of a count in every type: as the core takes it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sozialraum.core import unknown_name
from sozialraum.core.door import require_number, table_of
from sozialraum.core.finding import invalid_argument, label_text, shown
from sozialraum.core.points import PlaceNames

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Bound = tuple[str, npt.NDArray[np.float64], float, float]

AREAS = "areas"
"""The count that needs no column: every area counts one."""


def bounds_of(names: PlaceNames, counts: object, least: object, most: object) -> list[Bound]:
    """Name, counts in the order of the areas, least and most of everything that is bounded."""
    columns = _columns(names, counts)
    columns.setdefault(AREAS, np.ones(len(names.index)))
    floors = _limits(least, "least", list(columns))
    ceilings = _limits(most, "most", list(columns))
    return [
        (name, column, floors.get(name, 0.0), ceilings.get(name, math.inf))
        for name, column in columns.items()
        if name in floors or name in ceilings
    ]


def _columns(names: PlaceNames, counts: object) -> dict[str, npt.NDArray[np.float64]]:
    if counts is None:
        return {}
    table = table_of(counts, "counts")
    place = {code: row for row, code in enumerate(table.codes)}
    lacking = [code for code in names.texts if code not in place]
    rows = [place[code] for code in names.texts if code in place]
    chosen = np.ascontiguousarray(table.values[rows])
    gaps = np.flatnonzero(np.isnan(chosen).any(axis=1))
    lacking += [table.codes[rows[gap]] for gap in gaps]
    if lacking:
        raise invalid_argument(
            "counts",
            f"has no number for {len(lacking)} areas",
            "give every count of every area, 0 where there is none",
            code="missing_values",
            areas=lacking,
        )
    return {title: np.ascontiguousarray(chosen[:, i]) for i, title in enumerate(table.titles)}


def _limits(value: object, argument: str, known: list[str]) -> dict[str, float]:
    import pandas as pd

    if value is None:
        return {}
    if isinstance(value, pd.Series):
        value = value.to_dict()
    if not isinstance(value, Mapping):
        raise invalid_argument(
            argument, f"is {shown(value)}; a number per name is needed", "such as {'people': 300}"
        )
    limits = {}
    for key, limit in value.items():
        name = label_text(key)
        if name not in known:
            raise unknown_name("count", name, known)
        limits[name] = require_number(limit, argument, least=0.0)
    return limits


def totals_table(
    totals: npt.NDArray[np.float64], index: pd.Index, bounds: list[Bound]
) -> pd.DataFrame:
    """How much of every bounded count is in every type."""
    import pandas as pd

    return pd.DataFrame(
        totals.reshape(len(index), len(bounds)), index=index, columns=[name for name, *_ in bounds]
    )


def no_totals() -> pd.DataFrame:
    """Of nothing that is bounded."""
    import pandas as pd

    return pd.DataFrame()
