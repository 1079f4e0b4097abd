"""The delivered table with the row of every area, whatever single cells hold."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sozialraum.core import AreaTable, CellState, FindingWarning, InvalidInput
from sozialraum.delivery.remark import Remark
from sozialraum.publish.supplier_template import FORM_HEADER, chapter_sheet
from sozialraum.words.delivery import TOO_MANY_TEXTS, trouble_and_mend
from sozialraum.words.troubles import error_text

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from sozialraum.core import Finding
    from sozialraum.indicator import Catalogue

NUMBER = re.compile(r"\(?[+-]?\d+([.]\d{3})*([.,]\d+)?\)?[prs]?")
THOUSANDS = re.compile(r"[+-]?\d{1,3}([.]\d{3})+")

_NOT_THERE = ("file_missing", "file_not_found", "missing_file", "not_a_file", "not_a_local_file")
_MOST_TRIES = 200
"""Columns with cells that are no number; a table with more is not the one that was asked for."""


@dataclass
class Read:
    """A table, the row of each area, and the columns that hold texts."""

    table: AreaTable
    rows: dict[str, int]
    doubtful: list[str]
    form: bool = False
    """Is it the form of the catalogue, in which a cell may be left empty?"""


@dataclass(frozen=True)
class Place:
    """Where in a file the table stands."""

    sheet: str
    header: int


FIRST_SHEET = Place("", 1)


def read(
    path: str | os.PathLike[str], key: str, expected: Sequence[str], *, at: Place = FIRST_SHEET
) -> Read | Remark | None:
    """The table; or, if it cannot be read at all, why; None without such a key column or sheet."""
    from sozialraum import gis

    doubtful: list[str] = []
    for _ in range(_MOST_TRIES):
        try:
            with warnings.catch_warnings():  # what they say is said in the letter
                warnings.simplefilter("ignore", FindingWarning)
                table = gis.read_table(
                    path, key=key, text_columns=doubtful, sheet=at.sheet or None, header=at.header
                )
        except InvalidInput as error:
            if error.finding.code in _NOT_THERE:
                raise  # nothing was delivered: who calls has mistaken the path
            if error.finding.code in ("unknown_column", "unknown_sheet"):
                return None
            column = error.finding.place.column
            if error.finding.code != "not_a_number" or column in doubtful:
                return unreadable(error)
            doubtful.append(column)
            continue
        # What is text throughout holds no number either, though numbers were asked for.
        doubtful += [c for c in table.texts.columns if c in expected and c not in doubtful]
        return Read(_with_numbers(table, doubtful), _rows(table, at.header), doubtful)
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


def read_form(path: str | os.PathLike[str], key: str, catalogue: Catalogue) -> Read | Remark | None:
    """The form of the catalogue, a sheet a chapter; None if the file is not that form.

    What was left empty was not asked to be there: its columns are not.
    """
    sheets: list[Read] = []
    for letter, chapter in catalogue.chapters.items():
        place = Place(chapter_sheet(letter, chapter.name_de), FORM_HEADER)
        found = read(path, key, catalogue.columns, at=place)
        if isinstance(found, Remark) and found.facts.get("trouble"):
            return found
        if isinstance(found, Read):
            sheets.append(found)
    return _as_one(sheets) if sheets else None


def _as_one(sheets: Sequence[Read]) -> Read:
    """All sheets side by side; an area stands in the same row of each."""
    import pandas as pd

    tables = [sheet.table for sheet in sheets]
    index = tables[0].data.index
    for table in tables[1:]:
        index = index.union(table.data.index, sort=False)
    data = pd.concat([table.data.reindex(index) for table in tables], axis=1)
    states = pd.concat([table.states.reindex(index) for table in tables], axis=1)
    texts = pd.concat([table.texts.reindex(index) for table in tables], axis=1)
    rows = {area: row for sheet in reversed(sheets) for area, row in sheet.rows.items()}
    doubtful = [column for sheet in sheets for column in sheet.doubtful]
    kinds = states.fillna(CellState.NOT_REPORTED).astype("uint8")
    return Read(AreaTable(data, kinds, texts.fillna("")), rows, doubtful, form=True)


def _rows(table: AreaTable, header: int) -> dict[str, int]:
    """Row of the file of each area: below the head, blank rows passed over."""
    blank = {int(line) for line in _blank_lines(table.findings)}
    rows, row = {}, header
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
