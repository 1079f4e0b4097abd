"""Spreadsheets that are forms, not tables: titles, merged heads, checks of what is typed.

As :mod:`sozialraum.publish.xlsx`: written here, same input, same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from sozialraum.core.files import write_whole
from sozialraum.publish.xlsx import column_letters, pack_sheets, plain_cell

__all__ = ["Cell", "Check", "Sheet", "write_sheets"]

Cell = str | float | int | None

HEAD, TEXT, TITLE, INPUT = 1, 2, 3, 4


@dataclass(frozen=True)
class Check:
    """What may be typed into cells, and what is said otherwise.

    Attributes
    ----------
    cells : str
        Such as ``"B6:B29"``.
    formula : str
        True if the entry is right, for the first of the cells.
    """

    cells: str
    formula: str
    title: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of cells, and how they look.

    Attributes
    ----------
    styles : dict of (int, int) to int
        Row and column, from 0, of cells that are no plain text: HEAD, TITLE, INPUT.
    merges : sequence of str
        Such as ``"B4:D4"``.
    frozen : (int, int)
        Rows and columns that stay in sight.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    merges: Sequence[str] = ()
    widths: Sequence[float] = ()
    frozen: tuple[int, int] = (0, 0)
    checks: Sequence[Check] = ()


def write_sheets(path: str | os.PathLike[str], sheets: Sequence[Sheet]) -> None:
    """Write sheets as XLSX; no half-written file is left."""
    write_whole(path, pack_sheets({sheet.name: _xml(sheet) for sheet in sheets}))


def _xml(sheet: Sheet) -> str:
    rows = []
    for y, row in enumerate(sheet.rows):
        cells = [_cell(cell, sheet.styles.get((y, x)), x, y) for x, cell in enumerate(row)]
        rows.append(f'<row r="{y + 1}">{"".join(cells)}</row>')
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.merges)
    checks = "".join(map(_check, sheet.checks))
    return (
        f"{_views(sheet)}{_columns(sheet)}<sheetData>{''.join(rows)}</sheetData>"
        + (f'<mergeCells count="{len(sheet.merges)}">{merged}</mergeCells>' if merged else "")
        + (
            f'<dataValidations count="{len(sheet.checks)}">{checks}</dataValidations>'
            if checks
            else ""
        )
    )


def _cell(cell: Cell, style: int | None, x: int, y: int) -> str:
    text = plain_cell(cell, TEXT if style is None else style)
    if not text and style is not None:
        text = f'<c s="{style}"/>'
    return text and f'<c r="{column_letters(x)}{y + 1}"{text[2:]}'


def _views(sheet: Sheet) -> str:
    down, right = sheet.frozen
    if not (down or right):
        return '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
    split = (f' xSplit="{right}"' if right else "") + (f' ySplit="{down}"' if down else "")
    pane = "bottomRight" if down and right else "bottomLeft" if down else "topRight"
    return (
        f'<sheetViews><sheetView workbookViewId="0"><pane{split} topLeftCell='
        f'"{column_letters(right)}{down + 1}" activePane="{pane}" state="frozen"/>'
        "</sheetView></sheetViews>"
    )


def _columns(sheet: Sheet) -> str:
    if not sheet.widths:
        return ""
    parts = "".join(
        f'<col min="{i}" max="{i}" width="{width:g}" customWidth="1"/>'
        for i, width in enumerate(sheet.widths, 1)
    )
    return f"<cols>{parts}</cols>"


def _check(check: Check) -> str:
    return (
        '<dataValidation type="custom" allowBlank="1" showErrorMessage="1" '
        f"errorTitle={quoteattr(check.title)} error={quoteattr(check.text)} "
        f'sqref="{check.cells}"><formula1>{escape(check.formula)}</formula1></dataValidation>'
    )
