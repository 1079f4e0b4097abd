"""What kind of entry a cell is, and why a number is missing."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import core as _core
from sozialraum.core.door import require_pandas
from sozialraum.core.finding import invalid_argument

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from sozialraum.core.door import Table


class CellState(enum.IntEnum):
    """What kind of entry a cell is, and why a number is missing.

    States before ``NOT_REPORTED`` carry a number; in all others the value is NaN.
    """

    REPORTED = 0
    NOTHING = 1
    BELOW_HALF_UNIT = 2
    LIMITED = 3
    PROVISIONAL = 4
    REVISED = 5
    ESTIMATED = 6
    NOT_REPORTED = 7
    SECRET = 8
    LATER = 9
    UNRELIABLE = 10
    BLOCKED = 11
    NO_VALUE = 12
    SUPPRESSED = 13
    UNDEFINED = 14

    @property
    def label_de(self) -> str:
        """German legend text."""
        return str(_core.cell_states()[self.value][1])

    @property
    def has_value(self) -> bool:
        """True if a cell in this state carries a number."""
        return self < CellState.NOT_REPORTED


def states_of(column: pd.Series, states: pd.DataFrame | None) -> npt.NDArray[np.uint8] | None:
    """The states of one column as the core takes them; None where the numbers tell them."""
    if states is None:
        return None
    require_pandas("DataFrame", states, "states")
    if not states.columns.is_unique:
        twice = str(states.columns[states.columns.duplicated()][0])
        raise invalid_argument("states", f"has the column '{twice}' more than once", column=twice)
    if column.name not in states.columns:
        return None
    if not states.index.equals(column.index):
        raise invalid_argument(
            "states",
            "speak of other areas than the numbers, or in another order",
            "bring them into one order with states.reindex(numbers.index)",
            code="index_mismatch",
        )
    cells = states[column.name]
    numbers = np.asarray(cells) if cells.dtype.kind in "iu" else None
    if numbers is None or ((numbers < 0) | (numbers >= len(CellState))).any():
        raise invalid_argument(
            "states",
            f"column '{column.name}' holds what is no CellState",
            "take them from AreaTable.states",
            column=str(column.name),
        )
    return numbers.astype(np.uint8)


def table_states(given: Table, states: pd.DataFrame | None) -> list[npt.NDArray[np.uint8] | None]:
    """The states of every column of a table, as :func:`states_of` of each."""
    import pandas as pd

    if states is None:
        return [None] * len(given.columns)
    columns = zip(given.columns, given.numbers, strict=True)
    return [
        states_of(pd.Series(values, index=given.index, name=name), states)
        for name, values in columns
    ]
