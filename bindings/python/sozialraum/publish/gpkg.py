"""Areas with their types and values as a GeoPackage for QGIS, types coloured."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sozialraum.level.labels import type_names
from sozialraum.words.colours import palette

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.level.result import LevelResult

__all__ = ["write_level_layer"]


def write_level_layer(result: LevelResult, table: pd.DataFrame, path: Path) -> None:
    """Write the areas of a level with a table of theirs, one row an area code."""
    from sozialraum import gis

    areas = result.areas[["geometry"]].join(table)
    areas.index.name = "code"
    gis.write_areas(path, areas, layer="areas", styles=_qml(result))


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
