"""Which files does a level get? For QGIS, for Excel, for programs, and a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sozialraum.level.result import LevelResult
from sozialraum.publish.tables import (
    areas_table,
    beyond_table,
    columns_table,
    siting_table,
    types_table,
    ways_table,
)
from sozialraum.words.files import FILES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["level_files", "write_level"]

_ALWAYS = ("areas.gpkg", "areas.csv", "areas.parquet", "types.csv", "columns.csv", "map.png")


def level_files(result: LevelResult) -> list[tuple[str, str]]:
    """The files of a level, and what is in each."""
    return [(name, FILES[name]) for name in (*_ALWAYS, *_way_tables(result))]


def _way_tables(result: LevelResult) -> dict[str, pd.DataFrame]:
    """Name and rows of the tables on ways, as far as there is something to tell."""
    tables = {}
    if result.ways.facilities:
        tables["ways.csv"] = ways_table(result)
    if any(summary.beyond for summary in result.mode_summaries):
        tables["beyond.csv"] = beyond_table(result)
    if result.siting:
        tables["siting.csv"] = siting_table(result)
    return tables


def write_level(result: LevelResult, folder: Path) -> None:
    """Write all files of :func:`level_files` into a folder that exists."""
    from sozialraum import plot, publish

    table = areas_table(result)
    publish.write_csv(folder / "areas.csv", table)
    publish.write_parquet(folder / "areas.parquet", table)
    publish.write_csv(folder / "types.csv", types_table(result))
    publish.write_csv(folder / "columns.csv", columns_table(result, list(table.columns)))
    for name, rows in _way_tables(result).items():
        publish.write_csv(folder / name, rows)
    publish.write_level_layer(result, table, folder / "areas.gpkg")
    publish.write_png(folder / "map.png", plot.draw_level(result))
