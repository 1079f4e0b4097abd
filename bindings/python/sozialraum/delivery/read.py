"""The delivered table with the row of every area, whatever single cells hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sozialraum.core import AreaTable, InvalidInput
from sozialraum.delivery.remark import Remark
from sozialraum.words.delivery import TOO_MANY_TEXTS, trouble_and_mend
from sozialraum.words.troubles import error_text

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from sozialraum.core import Finding

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
            table = gis.read_table(path, key=key, text_columns=doubtful)
        except InvalidInput as error:
            if error.finding.code == "unknown_column":
                return None
            column = error.finding.place.column
            if error.finding.code != "not_a_number" or column in doubtful:
                return unreadable(error)
            doubtful.append(column)
            continue
        # What is text throughout holds no number either, though numbers were asked for.
        doubtful += [c for c in table.texts.columns if c in expected and c not in doubtful]
        return Read(table, _rows(table), doubtful)
    return Remark("unreadable", facts=TOO_MANY_TEXTS)


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
