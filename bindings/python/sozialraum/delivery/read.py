"""The delivered table with the row of every area, whatever single cells hold."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sozialraum.core import AreaTable, CellState, FindingWarning, InvalidInput
from sozialraum.delivery.remark import Remark
from sozialraum.words.delivery import TOO_MANY_TEXTS, trouble_and_mend
from sozialraum.words.troubles import error_text

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from sozialraum.core import Finding

NUMBER = re.compile(r"\(?[+-]?\d+([.]\d{3})*([.,]\d+)?\)?[prs]?")
THOUSANDS = re.compile(r"[+-]?\d{1,3}([.]\d{3})+")

_NOT_THERE = ("file_missing", "file_not_found", "missing_file", "not_a_file", "not_a_local_file")
_MOST_TRIES = 200
"""Columns with cells that are no number; a table with more is not the one that was asked for."""


@dataclass
class Read:
    """A table, the row of each area, the columns that hold texts, and what could not be read."""

    table: AreaTable
    rows: dict[str, int]
    doubtful: list[str]
    remarks: list[Remark] = field(default_factory=list)


def read(path: str | os.PathLike[str], key: str, expected: Sequence[str]) -> Read | Remark | None:
    """The table; or, if it cannot be read at all, why; None if there is no such key column."""
    from sozialraum import gis

    doubtful: list[str] = []
    for _ in range(_MOST_TRIES):
        try:
            with warnings.catch_warnings():  # what they say is said in the letter
                warnings.simplefilter("ignore", FindingWarning)
                table = gis.read_table(path, key=key, text_columns=doubtful)
        except InvalidInput as error:
            if error.finding.code in _NOT_THERE:
                raise  # nothing was delivered: who calls has mistaken the path
            if error.finding.code == "unknown_column":
                return None
            column = error.finding.place.column
            if error.finding.code != "not_a_number" or column in doubtful:
                return unreadable(error)
            doubtful.append(column)
            continue
        # What is text throughout holds no number either, though numbers were asked for.
        doubtful += [c for c in table.texts.columns if c in expected and c not in doubtful]
        return Read(_with_numbers(table, doubtful), _rows(table), doubtful)
    return Remark("unreadable", facts=TOO_MANY_TEXTS)


def as_number(text: str) -> float | None:
    """The number of a cell as German offices write it; None if it is none."""
    cell = text.strip().replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
    if not NUMBER.fullmatch(cell):
        return None
    digits = cell.strip("()prs")
    if "," in digits or THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    return float(digits)


def _with_numbers(table: AreaTable, doubtful: Sequence[str]) -> AreaTable:
    """The numbers among the texts of doubtful columns, so that all that is wrong is found."""
    data, states = table.data.copy(), table.states.copy()
    for column in doubtful:
        texts = table.texts[column].astype(str)
        numbers = texts.map(as_number).astype(float)
        empty = texts.str.strip() == ""
        data[column] = numbers
        states[column] = np.where(
            empty,
            CellState.NOT_REPORTED,
            np.where(numbers.isna(), CellState.BLOCKED, CellState.REPORTED),
        ).astype("uint8")
    return AreaTable(data, states, table.texts, table.findings)


def unreadable(error: InvalidInput) -> Remark:
    """The German message of an error as a remark."""
    place = error.finding.place
    facts = trouble_and_mend(error_text(error.finding))
    return Remark("unreadable", column=place.column, row=place.row, facts=facts)


def _rows(table: AreaTable) -> dict[str, int]:
    """Row of the file of each area: below the head, blank rows passed over."""
    blank = {int(line) for line in _blank_lines(table.findings)}
    rows, row = {}, 1
    for area in table.data.index:
        row += 1
        while row in blank:
            row += 1
        rows[str(area)] = row
    return rows


def _blank_lines(findings: Sequence[Finding]) -> list[str]:
    for finding in findings:
        if finding.code == "blank_rows":
            return [line for line in finding.details.get("lines", "").split(",") if line]
    return []
