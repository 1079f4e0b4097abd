"""Tables and layers as files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sozialraum import _gis
from sozialraum.core import AreaTable, CellState, Finding, InvalidInput, Place, Severity
from sozialraum.gis.areas import crs_text
from sozialraum.gis.options import one_letter

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.gis.options import Path


def write_areas(
    path: Path,
    frame: gpd.GeoDataFrame,
    *,
    layer: str = "areas",
    styles: str | None = None,
) -> None:
    """Write areas (or places) as GeoPackage: same input, same bytes.

    Parameters
    ----------
    path : str or path-like
    frame : geopandas.GeoDataFrame
        Index: keys, written as text in a field called like the index, or ``"code"``. Columns of
        numbers and booleans become numbers (NaN is NULL), all others texts.
    layer : str
        Name of the layer.
    styles : str, optional
        A QGIS style (QML), kept in the file so that QGIS opens the layer with it; see
        :func:`category_style`.

    Raises
    ------
    InvalidInput
        ``cannot_write`` (folder missing, no permission, disk full), ``no_crs``, ``duplicate_key``,
        ``missing_geometry``. No half-written file is left.
    """
    import shapely

    require_crs(frame)
    geometry = frame.geometry
    if geometry.isna().any():
        missing = [str(code) for code in frame.index[geometry.isna()]]
        raise InvalidInput(
            Finding(
                code="missing_geometry",
                message=f"{len(missing)} areas have no geometry, the first is '{missing[0]}'",
                severity=Severity.WARNING,
                place=Place(argument="frame", area=missing[0]),
                hint="leave them out before writing",
                areas=tuple(missing),
            )
        )
    attributes = frame.drop(columns=geometry.name)
    options = {
        "crs": crs_text(frame.crs),
        "layer": layer,
        "key": str(frame.index.name or "code"),
        "order": [str(name) for name in attributes.columns],
        "style_qml": styles or "",
    }
    wkb = shapely.to_wkb(
        shapely.force_2d(geometry.to_numpy()), output_dimension=2, byte_order=1, include_srid=False
    )
    _gis.write_areas(os.fspath(path), _parts(attributes), list(wkb), options)


def write_table(
    path: Path,
    frame: pd.DataFrame | AreaTable,
    *,
    separator: str = ";",
    decimal: str = ",",
    bom: bool = True,
    protect_texts: bool | None = None,
) -> None:
    """Write a table as CSV; the defaults open right by double click in a German spreadsheet.

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
        ``="text"``; :func:`read_table` reads them back. Unless given: if the decimal mark is a
        comma, since such a file is for people.

    Raises
    ------
    InvalidInput
        ``cannot_write`` (folder missing, no permission, disk full), ``duplicate_key``. No
        half-written file is left.
    """
    if isinstance(frame, AreaTable):
        index, parts = frame.data.index, _parts(frame.data, frame.states)
        texts = _parts(frame.texts)[2]
        parts = (parts[0], parts[1], texts)
        order = [*frame.texts.columns, *frame.data.columns]
    else:
        index, parts, order = frame.index, _parts(frame), list(frame.columns)
    options = {
        "key": str(index.name or "code"),
        "order": [str(name) for name in order],
        "separator": one_letter("separator", separator),
        "decimal": one_letter("decimal", decimal),
        "bom": bom,
        "protect_texts": decimal == "," if protect_texts is None else protect_texts,
    }
    _gis.write_table(os.fspath(path), parts, options)


def category_style(column: str, colours: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """A QGIS style that fills areas by the categories of a column.

    Parameters
    ----------
    column : str
        Text column with the categories, such as ``"type"``.
    colours : mapping of str to str
        Category to colour, ``"#rrggbb"``; in the order of the legend.
    labels : mapping of str to str
        Category to the text in the legend; the category itself where it is missing.

    Returns
    -------
    str
        QML, for `styles` of :func:`write_areas`.

    Examples
    --------
    >>> "Kernort" in category_style("type", {"A": "#1b9e77"}, {"A": "A: Kernort"})
    True
    """
    from xml.sax.saxutils import quoteattr

    categories, symbols = [], []
    for number, (category, colour) in enumerate(colours.items()):
        label = labels.get(category, category)
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        categories.append(
            f'<category symbol="{number}" value={quoteattr(category)} '
            f'label={quoteattr(label)} render="true" type="string"/>'
        )
        symbols.append(
            f'<symbol type="fill" name="{number}" alpha="1" clip_to_extent="1">'
            '<layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">'
            f'<Option type="QString" name="color" value="{red},{green},{blue},255"/>'
            '<Option type="QString" name="outline_color" value="90,90,90,255"/>'
            '<Option type="QString" name="outline_width" value="0.2"/>'
            '<Option type="QString" name="style" value="solid"/>'
            "</Option></layer></symbol>"
        )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        '<qgis version="3.22" styleCategories="Symbology">'
        f'<renderer-v2 type="categorizedSymbol" attr={quoteattr(column)} '
        'symbollevels="0" enableorderby="0" forceraster="0">'
        f"<categories>{''.join(categories)}</categories><symbols>{''.join(symbols)}</symbols>"
        "</renderer-v2></qgis>"
    )


def require_crs(frame: gpd.GeoDataFrame) -> None:
    if frame.crs is None:
        raise InvalidInput(
            Finding(
                code="no_crs",
                message="the frame does not say its coordinate reference system",
                severity=Severity.WARNING,
                place=Place(argument="frame"),
                hint="set it with frame.set_crs('EPSG:25832')",
            )
        )


def _parts(frame: pd.DataFrame, states: pd.DataFrame | None = None) -> tuple[Any, Any, Any]:
    """A frame as (codes, numbers with states, texts)."""
    import pandas as pd

    numbers: list[tuple[str, Any, Any]] = []
    texts: list[tuple[str, list[str]]] = []
    for position, name in enumerate(frame.columns):
        cells = frame.iloc[:, position]
        if pd.api.types.is_numeric_dtype(cells):
            values = cells.to_numpy(dtype="float64", na_value=float("nan"))
            if states is None:
                kinds = pd.isna(values) * int(CellState.NOT_REPORTED)
            else:
                kinds = states.iloc[:, position].to_numpy()
            numbers.append((str(name), values, kinds))
        else:
            missing = cells.isna().to_list()
            shown = zip(cells.to_list(), missing, strict=True)
            texts.append((str(name), ["" if gone else str(cell) for cell, gone in shown]))
    return [str(code) for code in frame.index], numbers, texts
