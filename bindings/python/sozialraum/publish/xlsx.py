"""Tables for offices: XLSX in which a key stays a text and a number a number.

Written here, for two reasons: the packages that write XLSX take some ten times as long for tables
of tens of thousands of rows, and they put the time of day into the file.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from sozialraum.core import AreaTable, CellState
from sozialraum.core.files import write_whole
from sozialraum.publish.gate import Imprint, safe_text
from sozialraum.words.files import SHEETS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["write_xlsx"]

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD, _TEXT = 1, 2  # styles: bold; text that stays text


def write_xlsx(
    path: str | os.PathLike[str],
    frame: pd.DataFrame | AreaTable,
    *,
    sheets: Mapping[str, pd.DataFrame] | None = None,
    imprint: Imprint | None = None,
) -> None:
    """Write a table as XLSX: same input, same bytes.

    Parameters
    ----------
    path : str or path-like
    frame : pandas.DataFrame or AreaTable
        Index: keys, in the first column as text. Missing numbers are empty cells; of an AreaTable
        they carry their official sign.
    sheets : mapping of str to pandas.DataFrame, optional
        Further sheets by name.
    imprint : Imprint, optional
        For whom the file is, and the sources; on a sheet of their own.

    Raises
    ------
    InvalidInput
        ``cannot_write``. No half-written file is left.
    """
    named = {SHEETS["data"]: _rows(frame)}
    for name, further in (sheets or {}).items():
        named[name] = _rows(further)
    if imprint is not None:
        lines = [_text_cell(line, _TEXT) for line in imprint.lines]
        named[SHEETS["sources"]] = [[_text_cell(SHEETS["sources"], _HEAD)], *([x] for x in lines)]
    write_whole(path, _workbook(named))


# ------------------------------------------------------------------------------------------- cells


def _rows(frame: pd.DataFrame | AreaTable) -> list[list[str]]:
    """The cells of a table, row by row, without their addresses."""
    if isinstance(frame, AreaTable):
        index = frame.data.index
        columns = [(str(n), _texts(frame.texts[n])) for n in frame.texts.columns]
        columns += [(str(n), _signed(frame.data[n], frame.states[n])) for n in frame.data.columns]
    else:
        index = frame.index
        columns = [(str(n), _cells(frame.iloc[:, i])) for i, n in enumerate(frame.columns)]
    head = [
        _text_cell(name, _HEAD) for name in (str(index.name or "code"), *(c[0] for c in columns))
    ]
    keys = [_text_cell(str(key), _TEXT) for key in index]
    return [head, *(list(row) for row in zip(keys, *(cells for _, cells in columns), strict=True))]


def _cells(column: pd.Series) -> list[str]:
    import pandas as pd

    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return _texts(column)
    return [_number_cell(value) for value in column.astype(float)]


def _signed(column: pd.Series, states: pd.Series) -> list[str]:
    return [
        _number_cell(value) if CellState(int(state)).has_value else _text_cell(_sign(state), _TEXT)
        for value, state in zip(column.astype(float), states, strict=True)
    ]


def _sign(state: Any) -> str:
    signs = {"nothing": "-", "secret": ".", "suppressed": ".", "later": "...", "unreliable": "/"}
    return {**signs, "blocked": "x"}.get(CellState(int(state)).name.lower(), "")


def _texts(column: pd.Series) -> list[str]:
    return [
        "" if gone else _text_cell(str(text), _TEXT)
        for text, gone in zip(column, column.isna(), strict=True)
    ]


def _number_cell(value: float, style: int = 0) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    styled = f' s="{style}"' if style else ""
    return f"<c{styled}><v>{value + 0.0:.15g}</v></c>"


def _text_cell(text: str, style: int) -> str:
    if not text:
        return ""
    clean = escape(_NOT_XML.sub("\ufffd", safe_text(text)))
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{clean}</t></is></c>'


# ---------------------------------------------------------------------------------------- the file


def _workbook(sheets: Mapping[str, list[list[str]]]) -> bytes:
    return pack_sheets({name: _sheet(rows) for name, rows in sheets.items()})


def plain_cell(cell: str | float | int | None, style: int) -> str:
    """A cell without its address: a number, a text, or nothing."""
    if cell is None or cell == "":
        return ""
    if cell == "-":  # the official sign for nothing; safe_text would take it for a formula
        return f'<c t="inlineStr" s="{style}"><is><t>-</t></is></c>'
    return _text_cell(cell, style) if isinstance(cell, str) else _number_cell(float(cell), style)


def pack_sheets(sheets: Mapping[str, str]) -> bytes:
    """The file of sheets whose inner XML is given: views, columns, data."""
    numbers = range(1, len(sheets) + 1)
    entries = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _names(list(sheets)),
        "xl/_rels/workbook.xml.rels": _relations(
            {
                **{f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers},
                "styles": ("styles", "styles.xml"),
            }
        ),
        "xl/styles.xml": _STYLES,
        **{
            f"xl/worksheets/sheet{n}.xml": f'{_XML}<worksheet xmlns="{_MAIN}">{inner}</worksheet>'
            for n, inner in zip(numbers, sheets.values(), strict=True)
        },
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in entries.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode())
    return packed.getvalue()


def _sheet(rows: list[list[str]]) -> str:
    """The head stays in sight, and the columns can be filtered."""
    wide, tall = max((len(row) for row in rows), default=1), len(rows)
    names = [column_letters(i) for i in range(wide)]
    body = "".join(
        f'<row r="{y}">'
        + "".join(f'<c r="{names[x]}{y}"{cell[2:]}' for x, cell in enumerate(row) if cell)
        + "</row>"
        for y, row in enumerate(rows, start=1)
    )
    last = f"{names[-1]}{tall}"
    return (
        f'<dimension ref="A1:{last}"/>'
        '<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" '
        'activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{wide}" width="16" customWidth="1"/></cols>'
        f'<sheetData>{body}</sheetData><autoFilter ref="A1:{last}"/>'
    )


def column_letters(number: int) -> str:
    """The name of a column, counted from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return letters


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/>'
    '</font><font><b/><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="14"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill><fill><patternFill '
    'patternType="solid"><fgColor rgb="FFFFF8DC"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1"/>'
    "</cellXfs></styleSheet>"
)


def _types(sheets: int) -> str:
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for n in range(1, sheets + 1)
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{parts}</Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _names(names: list[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name[:31])} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, start=1)
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
    )
