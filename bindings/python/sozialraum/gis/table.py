"""Tables of offices: numbers, the state of every cell, and texts."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum import _gis
from sozialraum.core import AreaTable, Finding, InvalidInput, Place, Severity

if TYPE_CHECKING:
    from sozialraum.core import CellState


Path = str | os.PathLike[str]


def read_table(
    path: Path,
    *,
    key: str = "",
    kind: str = "custom",
    grid: tuple[str, str, int] | None = None,
    sheet: str | None = None,
    layer: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    encoding: str | None = None,
    text_columns: Sequence[str] = (),
    columns: Sequence[str] | None = None,
    missing_codes: Mapping[float, CellState] | None = None,
    signs: Mapping[str, CellState] | None = None,
    repair_ags: bool = False,
    header: int | tuple[int, int] = 1,
    skip_footer: int = 0,
) -> AreaTable:
    """What does this file say about each area?

    Reads CSV, XLSX, GeoPackage, Shapefile or DBF, GeoJSON and GML; a ``.zip`` is looked into. All
    cells are taken as text and typed here, so that keys keep their leading zeros. Signs of
    official German tables (``-`` nothing, ``.`` secret, ``...`` later, ``/`` unreliable, ``x``
    blocked, ``(12)`` limited, ``12p`` ``12r`` ``12s``) become cell states.

    Parameters
    ----------
    path : str or path-like
    key : str
        Column that holds the keys of the areas.
    kind : {"kreis", "ags", "ars", "grid_cell", "custom"}
        Kind of key; official keys are checked.
    grid : (str, str, int), optional
        Instead of `key`, for tables of the European grid without keys: the columns of easting and
        northing (metres of EPSG:3035, the centre of the cell or any point in it) and the side of
        the cells in metres. The keys are those of :func:`sozialraum.core.grid_cell_codes`.
    sheet : str, optional
        Sheet of a spreadsheet; the first one unless given.
    layer : str, optional
        Layer of a GeoPackage or GML file; needed if there are several.
    separator : {";", ",", "\\t", "|"}, optional
        Of a CSV file; detected and reported unless given.
    decimal : {",", "."}, optional
        Decimal mark; detected from unambiguous numbers and reported unless given.
    encoding : str, optional
        Such as ``"utf-8"``, ``"cp1252"``; detected and reported unless given.
    text_columns : sequence of str
        Columns that are text, whatever they look like.
    columns : sequence of str, optional
        Columns to take; all unless given. A column named here must hold numbers, unless it is also
        in `text_columns`. Without `columns`, columns without any number are taken as text and
        reported.
    missing_codes : mapping of float to CellState, optional
        Numbers that stand for a missing cell, such as ``{-9: CellState.SUPPRESSED}``; counted in
        the findings.
    signs : mapping of str to CellState, optional
        Further texts with a meaning, such as ``{"*": CellState.SECRET}``.
    repair_ags : bool
        Put lost leading zeros back, and say so. Without it they are an error.
    header : int or (int, int)
        Row of the file that holds the column names, counted from 1; or first and last of several.
    skip_footer : int
        Rows at the end that are notes; they are reported as dropped.

    Returns
    -------
    AreaTable
        ``data``: float64, areas x number columns, NaN where a cell carries no number; ``states``:
        uint8, same shape; ``texts``: areas x text columns; ``findings``. The index holds the keys
        as text, in the order of the file.

    Raises
    ------
    InvalidInput
        ``file_not_found``, ``empty_file``, ``no_rows``, ``row_length``, ``missing_key``,
        ``duplicate_key``, ``lost_leading_zero``, ``bad_area_code``, ``not_a_number``,
        ``ambiguous_number``, ``mixed_decimals``, ``formula_without_value`` and others, with file,
        row, column and a hint.
    UnknownName
        For a column, sheet or layer that is not there; the nearest name is in the hint.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from sozialraum.core import CellState
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "table.csv"
    >>> _ = file.write_text("AGS;Einwohner;Quote\\n03252007;18.429;12,5\\n03252006;57.000;.\\n")
    >>> table = read_table(file, key="AGS", kind="ags")
    >>> table.data.loc["03252007", "Einwohner"]
    np.float64(18429.0)
    >>> CellState(table.states.loc["03252006", "Quote"]).name
    'SECRET'
    >>> folder.cleanup()
    """
    options = table_options(
        key, kind, grid, sheet, layer, separator, decimal, encoding, text_columns, columns,
        missing_codes, signs, repair_ags, header, skip_footer,
    )  # fmt: skip
    table, findings = _gis.read_table(os.fspath(path), options)
    return area_table(table, findings)


def table_options(
    key: str,
    kind: str,
    grid: tuple[str, str, int] | None,
    sheet: str | None,
    layer: str | None,
    separator: str | None,
    decimal: str | None,
    encoding: str | None,
    text_columns: Sequence[str],
    columns: Sequence[str] | None,
    missing_codes: Mapping[float, CellState] | None,
    signs: Mapping[str, CellState] | None,
    repair_ags: bool,
    header: int | tuple[int, int],
    skip_footer: int,
) -> dict[str, Any]:
    first, last = (header, header) if isinstance(header, int) else header
    return {
        "key": key,
        "kind": kind,
        "grid": grid,
        "sheet": sheet,
        "layer": layer,
        "separator": separator,
        "decimal": decimal,
        "encoding": encoding,
        "text_columns": names_of("text_columns", text_columns),
        "columns": names_of("columns", columns or ()),
        "missing_codes": {float(code): int(state) for code, state in (missing_codes or {}).items()},
        "signs": {text: int(state) for text, state in (signs or {}).items()},
        "repair_ags": repair_ags,
        "header": count_of("header", first, 1),
        "header_rows": count_of("header", last - first + 1, 1),
        "skip_footer": count_of("skip_footer", skip_footer, 0),
    }


def one_letter(argument: str, text: str) -> str:
    if len(text) != 1:
        raise invalid(argument, f"is {text!r}, not one letter")
    return text


def names_of(argument: str, names: Sequence[str]) -> list[str]:
    """A list of names; one text alone would be read letter by letter."""
    if isinstance(names, str):
        raise invalid(argument, "is a text, not a list of column names", f"say [{names!r}]")
    return [str(name) for name in names]


def count_of(argument: str, value: int, least: int) -> int:
    if value < least:
        raise invalid(argument, f"must be {least} or more", "rows are counted from 1")
    return int(value)


def invalid(argument: str, trouble: str, hint: str = "") -> InvalidInput:
    return InvalidInput(
        Finding(
            code="invalid_argument",
            message=trouble,
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint=hint,
        )
    )


def area_table(table: Any, findings: list[Finding]) -> AreaTable:
    import pandas as pd

    codes, columns, texts = table
    index = pd.Index(codes, dtype=object)
    data = {name: values for name, values, _ in columns}
    states = {name: cells for name, _, cells in columns}
    return AreaTable(
        data=pd.DataFrame(data, index=index, dtype=np.float64),
        states=pd.DataFrame(states, index=index, dtype=np.uint8),
        texts=pd.DataFrame(dict(texts), index=index, dtype=object),
        findings=findings,
    )
