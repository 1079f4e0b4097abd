"""What all stages share: findings, errors, cell states, official keys and tables.

A table of areas travels as :class:`AreaTable`: a pandas frame of numbers, a frame of the same
shape that says which kind of cell each one is, and what was noticed while reading.
"""

from __future__ import annotations

from sozialraum.core.areas import AreaTable, Join, join
from sozialraum.core.cells import CellState
from sozialraum.core.codes import (
    check_area_codes,
    grid_cell_codes,
    guess_code_kind,
    repair_leading_zero,
)
from sozialraum.core.door import list_items as list_items
from sozialraum.core.door import require_choice as require_choice
from sozialraum.core.door import require_count as require_count
from sozialraum.core.door import require_flag as require_flag
from sozialraum.core.door import require_number as require_number
from sozialraum.core.door import require_pandas as require_pandas
from sozialraum.core.door import require_path as require_path
from sozialraum.core.door import require_text as require_text
from sozialraum.core.finding import Finding, InvalidInput, Place, Severity, UnknownName
from sozialraum.core.finding import label_text as label_text
from sozialraum.core.finding import shown as shown
from sozialraum.core.nearest_name import nearest_name, unknown_name
from sozialraum.core.nearest_name import there_are as there_are
from sozialraum.core.result import FindingWarning
from sozialraum.core.writing import FileInTheMaking, atomic_write

__all__ = [
    "AreaTable",
    "CellState",
    "FileInTheMaking",
    "Finding",
    "FindingWarning",
    "InvalidInput",
    "Join",
    "Place",
    "Severity",
    "UnknownName",
    "atomic_write",
    "check_area_codes",
    "grid_cell_codes",
    "guess_code_kind",
    "join",
    "nearest_name",
    "repair_leading_zero",
    "unknown_name",
]
