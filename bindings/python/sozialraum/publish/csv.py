"""Tables for spreadsheets and programs: CSV."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sozialraum import _gis
from sozialraum.core import AreaTable, Finding, InvalidInput, Place, Severity, require_path
from sozialraum.core.door import frame_of, require_flag
from sozialraum.gis.options import one_letter
from sozialraum.publish.gate import Imprint
from sozialraum.publish.parts import parts
from sozialraum.publish.xlsx import write_xlsx

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.gis.options import Path

__all__ = ["write_table"]

_OTHERS = (".xls", ".ods", ".xlsm", ".xlsb", ".parquet", ".json", ".gpkg", ".shp", ".dbf")


def write_table(
    path: Path,
    frame: pd.DataFrame | AreaTable,
    *,
    separator: str = ";",
    decimal: str = ",",
    bom: bool = True,
    protect_texts: bool | None = None,
    imprint: Imprint | None = None,
) -> None:
    """Write a table for people or programs: CSV, or XLSX if the name ends so.

    The defaults of CSV open right by double click in a German spreadsheet. In XLSX keys and texts
    are text, numbers are numbers.

    Parameters
    ----------
    path : str or path-like
    frame : pandas.DataFrame or AreaTable
        Index: keys, written as text in a column called like the index, or ``"code"``. Of an
        AreaTable the texts come first, then the numbers, and missing cells carry their official
        sign (``-`` ``.`` ``...`` ``/`` ``x``).
    separator : {";", ",", "\\t", "|"}
    decimal : {",", "."}
    bom : bool
        Begin with the mark by which spreadsheets know UTF-8.
    protect_texts : bool, optional
        Write texts that a spreadsheet would change (keys with a leading zero, ``1-2``, formulas) as
        ``="text"``; :func:`sozialraum.gis.read_table` reads them back. Unless given: if the decimal
        mark is a comma, since such a file is for people. Without it, texts that would be formulas
        get an apostrophe before them.
    imprint : Imprint
        For whom the file is, and the sources of what it shows; XLSX has a sheet for them.

    Raises
    ------
    InvalidInput
        ``cannot_write`` (folder missing, no permission, disk full), ``duplicate_key``,
        ``unknown_format`` for a name that ends like neither. No
        half-written file is left.
    """
    name = require_path(path, "path")
    ending = os.path.splitext(name)[1].lower()
    if ending == ".xlsx":
        write_xlsx(name, frame, imprint=imprint)
        return
    if ending in _OTHERS:
        raise InvalidInput(
            Finding(
                "unknown_format",
                f"a table cannot be written as '{ending}'",
                Severity.WARNING,
                Place(argument="path", file=name),
                "name the file .csv or .xlsx",
            )
        )
    decimal = one_letter("decimal", decimal)
    given = None if protect_texts is None else require_flag(protect_texts, "protect_texts")
    protect = decimal == "," if given is None else given
    if isinstance(frame, AreaTable):
        index, (codes, numbers, _) = frame.data.index, parts(frame.data, frame.states)
        content = (codes, numbers, parts(frame.texts, safe=not protect)[2])
        order = [*frame.texts.columns, *frame.data.columns]
    else:
        frame = frame_of(frame, "frame")
        index, content, order = frame.index, parts(frame, safe=not protect), list(frame.columns)
    options = {
        "key": str(index.name or "code"),
        "order": [str(column) for column in order],
        "separator": one_letter("separator", separator),
        "decimal": decimal,
        "bom": require_flag(bom, "bom"),
        "protect_texts": protect,
    }
    _gis.write_table(name, content, options)
