"""Areas with their types and values as a GeoPackage for QGIS, types coloured."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from sozialraum import _gis
from sozialraum.core import Finding, InvalidInput, Place, Severity, require_path
from sozialraum.core.door import require_text
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.core.points import require_layer
from sozialraum.gis.areas import crs_text
from sozialraum.level.labels import type_names
from sozialraum.publish.parts import parts
from sozialraum.words.colours import palette

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.gis.options import Path
    from sozialraum.level.result import LevelResult

__all__ = ["category_style", "write_areas", "write_level_layer"]


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

    require_layer(frame, "frame")
    require_text(layer, "layer")
    styles = "" if styles is None else require_text(styles, "styles")
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
        "style_qml": styles,
    }
    wkb = shapely.to_wkb(
        shapely.force_2d(geometry.to_numpy()), output_dimension=2, byte_order=1, include_srid=False
    )
    _gis.write_areas(require_path(path, "path"), parts(attributes), list(wkb), options)


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

    column = require_text(column, "column")
    colours, labels = _texts(colours, "colours"), _texts(labels, "labels")
    categories, symbols = [], []
    for number, (category, colour) in enumerate(colours.items()):
        if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
            raise invalid_argument("colours", f"has {shown(colour)}", "write '#1b9e77'")
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


def _texts(given: object, argument: str) -> dict[str, str]:
    if not isinstance(given, Mapping):
        raise invalid_argument(argument, f"is {shown(given)}; a mapping of texts is needed")
    return {require_text(k, argument): require_text(v, argument) for k, v in given.items()}


def write_level_layer(result: LevelResult, table: pd.DataFrame, path: FilePath) -> None:
    """Write the areas of a level with a table of theirs, one row an area code, by code."""
    areas = result.areas[["geometry"]].join(table).loc[table.index]
    areas.index.name = "code"
    write_areas(path, areas, layer="areas", styles=_qml(result))


# --------------------------------------------------------------------------------------- QGIS style


def _qml(result: LevelResult) -> str:
    """A QGIS style: one colour per type, the letter as label."""
    from xml.sax.saxutils import escape, quoteattr

    names = type_names(result)
    categories, symbols = [], []
    for i, letter in enumerate(result.typing.names):
        label = quoteattr(f"Typ {letter}: {names[letter]}")
        categories.append(
            f'<category value="{escape(letter)}" symbol="{i}" label={label} render="true" type="string"/>'
        )
        symbols.append(_symbol(i, palette(letter)[0]))
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
        '<qgis version="3.22" styleCategories="Symbology|Labeling" labelsEnabled="1">'
        '<renderer-v2 type="categorizedSymbol" attr="typ" forceraster="0" symbollevels="0" enableorderby="0">'
        f"<categories>{''.join(categories)}</categories><symbols>{''.join(symbols)}</symbols></renderer-v2>"
        '<labeling type="simple"><settings calloutType="simple"><text-style fieldName="typ" fontSize="8" '
        'fontSizeUnit="Point" textColor="0,0,0,255" isExpression="0" fontFamily="Sans Serif">'
        '<text-buffer bufferDraw="1" bufferSize="0.8" bufferColor="255,255,255,255"/></text-style>'
        '<placement placement="1"/><rendering scaleVisibility="0"/></settings></labeling></qgis>'
    )


def _symbol(number: int, colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    fill = f"{red},{green},{blue},255"
    options = {
        "color": fill,
        "outline_color": "255,255,255,255",
        "outline_width": "0.2",
        "outline_width_unit": "MM",
        "outline_style": "solid",
        "style": "solid",
    }
    option = "".join(f'<Option name="{k}" value="{v}" type="QString"/>' for k, v in options.items())
    return (
        f'<symbol name="{number}" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">{option}</Option></layer></symbol>'
    )
