"""What kind of entry a cell is, and why a number is missing."""

from __future__ import annotations

import enum

from sozialraum._core import core as _core


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
