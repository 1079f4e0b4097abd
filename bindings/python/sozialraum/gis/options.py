"""What may be said about how a table is read, and the door that checks it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from sozialraum.core import CellState, Place
from sozialraum.core.door import list_items, require_count, require_flag, require_number
from sozialraum.core.door import require_text as text_of
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.core.nearest_name import unknown_name

Path = str | os.PathLike[str]
RowFilter = Mapping[str, str | Sequence[str]]


class ReadOptions(TypedDict, total=False):
    """How cells and rows are read; the same for tables of areas and of places.

    Attributes
    ----------
    sheet : str
        Sheet of a spreadsheet; the first one unless given.
    layer : str
        Layer of a GeoPackage or GML file, or file of an archive; needed if there are several.
    separator : {";", ",", "\\t", "|"}
        Of a CSV file; detected and reported unless given.
    decimal : {",", "."}
        Decimal mark; detected from unambiguous numbers and reported unless given.
    encoding : str
        Such as ``"utf-8"``, ``"cp1252"``; detected and reported unless given.
    text_columns : sequence of str
        Columns that are text, whatever they look like.
    columns : sequence of str
        Columns to take; all unless given. A column named here must hold numbers, unless it is also
        in `text_columns`. Without `columns`, columns without any number are taken as text and
        reported.
    missing_codes : mapping of float to CellState
        Numbers that stand for a missing cell, such as ``{-9: CellState.SUPPRESSED}``.
    signs : mapping of str to CellState
        Further texts with a meaning, such as ``{"*": CellState.SECRET}``.
    rows : mapping of str to str or sequence of str
        Rows to take: for a column, the texts of which one must stand in it; ``*`` at either end
        stands for anything: ``{"AGS": "03252*", "Jahr": ["2022", "2023"]}``.
    leave_out : mapping of str to str or sequence of str
        Rows to leave out, in the same form: ``{"Ort": "*insgesamt"}``.
    long_form : (str, str)
        For a table with one row a value: the column that says what the value is, and the column
        that holds it. Each text of the first becomes a column.
    header : int or (int, int)
        Row of the file that holds the column names, counted from 1; or first and last of several;
        0 if there is none: the columns are then called ``column_1``, ``column_2``, ...
    skip_footer : int
        Rows at the end that are notes; they are reported as dropped.
    """

    sheet: str | None
    layer: str | None
    separator: str | None
    decimal: str | None
    encoding: str | None
    text_columns: Sequence[str]
    columns: Sequence[str] | None
    missing_codes: Mapping[float, CellState] | None
    signs: Mapping[str, CellState] | None
    rows: RowFilter | None
    leave_out: RowFilter | None
    long_form: tuple[str, str] | None
    header: int | tuple[int, int]
    skip_footer: int


def checked(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options as the readers take them; raises :class:`InvalidInput` that names the option."""
    known = list(ReadOptions.__annotations__)
    for name in options:
        if name not in known:
            raise unknown_name("option", name, known, Place(argument=name))
    first, last = _header(options.get("header", 1))
    return {
        **{name: _text_or_none(name, options.get(name)) for name in ("sheet", "layer", "encoding")},
        **{name: _letter_or_none(name, options.get(name)) for name in ("separator", "decimal")},
        "text_columns": names_of("text_columns", _given(options, "text_columns")),
        "columns": names_of("columns", _given(options, "columns")),
        "missing_codes": {
            require_number(code, "missing_codes"): _state("missing_codes", state)
            for code, state in _mapping("missing_codes", options.get("missing_codes")).items()
        },
        "signs": {
            text_of(sign, "signs"): _state("signs", state)
            for sign, state in _mapping("signs", options.get("signs")).items()
        },
        "rows": _row_filter("rows", options.get("rows")),
        "leave_out": _row_filter("leave_out", options.get("leave_out")),
        "long_form": _long_form(options.get("long_form")),
        "header": first,
        "header_rows": last - first + 1,
        "skip_footer": require_count(options.get("skip_footer", 0), "skip_footer"),
    }


def of_areas(
    key: object, kind: object, grid: object, repair_ags: object, options: Mapping[str, Any]
) -> dict[str, Any]:
    """All options of a table of areas."""
    if not isinstance(key, str):
        message = f"is {shown(key)}; the name of one column is needed"
        raise invalid_argument("key", message, "name it")
    text_of(key, "key")
    return checked(options) | {
        "key": key,
        "kind": text_of(kind, "kind"),
        "grid": _grid(grid),
        "repair_ags": require_flag(repair_ags, "repair_ags"),
    }


def text_or_empty(value: object, argument: str) -> str:
    """A text; empty for None."""
    return "" if value is None else text_of(value, argument)


def _given(options: Mapping[str, Any], name: str) -> object:
    value = options.get(name)
    return () if value is None else value


def names_of(argument: str, names: object) -> list[str]:
    """A list of names; one text alone would be read letter by letter."""
    if isinstance(names, str):
        raise invalid_argument(
            argument, "is a text, not a list of column names", f"say [{names!r}]"
        )
    items = list_items(names)
    if items is None:
        raise invalid_argument(argument, f"is {shown(names)}; a list of column names is needed")
    return [text_of(name, argument) for name in items]


def one_letter(argument: str, text: object) -> str:
    """A text of one letter."""
    if len(letter := text_of(text, argument)) != 1:
        raise invalid_argument(argument, f"is {letter!r}, not one letter")
    return letter


def _text_or_none(argument: str, value: object) -> str | None:
    return None if value is None else text_of(value, argument)


def _letter_or_none(argument: str, value: object) -> str | None:
    return None if value is None else one_letter(argument, value)


def _mapping(argument: str, value: object) -> Mapping[Any, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise invalid_argument(argument, f"is {shown(value)}; a mapping is needed")
    return value


def _state(argument: str, value: object) -> int:
    try:
        return int(CellState(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise invalid_argument(
            argument, f"gives {shown(value)}; a CellState is needed", "such as CellState.SECRET"
        ) from None


def _row_filter(argument: str, value: object) -> dict[str, list[str]]:
    filters = {}
    for column, texts in _mapping(argument, value).items():
        items = [texts] if isinstance(texts, str) else names_of(argument, texts)
        if not items:
            raise invalid_argument(argument, f"names no text for the column {shown(column)}")
        filters[text_of(column, argument)] = items
    return filters


def _long_form(value: object) -> tuple[str, str] | None:
    if value is None:
        return None
    items = list_items(value)
    if items is None or len(items) != 2:
        raise invalid_argument(
            "long_form", f"is {shown(value)}; two columns are needed: names and values"
        )
    return text_of(items[0], "long_form"), text_of(items[1], "long_form")


def _header(value: object) -> tuple[int, int]:
    items = list_items(value)
    if items is None:
        row = require_count(value, "header")
        return row, row
    if len(items) != 2:
        raise invalid_argument(
            "header", f"is {shown(value)}; one row is needed, or the first and the last"
        )
    first = require_count(items[0], "header", least=1)
    return first, require_count(items[1], "header", least=first)


def _grid(value: object) -> tuple[str, str, int] | None:
    if value is None:
        return None
    items = list_items(value)
    if items is None or len(items) != 3:
        raise invalid_argument(
            "grid", f"is {shown(value)}; two columns and the side of a cell are needed"
        )
    size = require_count(items[2], "grid", least=1)
    return text_of(items[0], "grid"), text_of(items[1], "grid"), size
