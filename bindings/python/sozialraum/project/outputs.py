"""Which files does a level get? For QGIS, for Excel, for programs, and a picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sozialraum.level.labels import type_names
from sozialraum.level.result import LevelResult
from sozialraum.publish.gate import Imprint
from sozialraum.publish.tables import (
    areas_table,
    beyond_table,
    columns_table,
    siting_table,
    types_table,
    ways_table,
)
from sozialraum.words.files import FILES, SHEETS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["level_files", "write_level"]

_ALWAYS = (
    "areas.gpkg",
    "areas.csv",
    "areas.xlsx",
    "areas.parquet",
    "types.csv",
    "columns.csv",
    "map.png",
)


_MODEL = "types.model"


def level_files(result: LevelResult, imprint: Imprint) -> list[tuple[str, str]]:
    """The files of a level, and what is in each."""
    model = [_MODEL] if _has_model(result, imprint) else []
    return [(name, FILES[name]) for name in (*_ALWAYS, *model, *_way_tables(result))]


def _has_model(result: LevelResult, imprint: Imprint) -> bool:
    """The middles of the types are told inside only."""
    return result.typing.model is not None and imprint.edition == "internal"


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


def write_level(result: LevelResult, folder: Path, imprint: Imprint) -> None:
    """Write all files of :func:`level_files` into a folder that exists."""
    from sozialraum import plot, publish

    table, types = areas_table(result), types_table(result)
    columns = columns_table(result, list(table.columns))
    tables = {"areas.csv": table, "types.csv": types, "columns.csv": columns}
    for name, rows in (tables | _way_tables(result)).items():
        publish.write_table(folder / name, rows, imprint=imprint)
    sheets = {SHEETS["columns"]: columns, SHEETS["types"]: types}
    if result.ways.facilities:
        sheets[SHEETS["ways"]] = ways_table(result)
    sheets[SHEETS["notes"]] = _notes(result)
    publish.write_xlsx(folder / "areas.xlsx", table, sheets=sheets, imprint=imprint)
    publish.write_parquet(folder / "areas.parquet", table, imprint=imprint)
    publish.write_level_layer(result, table, folder / "areas.gpkg")
    figure = plot.draw_level(result, sources=imprint.sources)
    publish.write_png(folder / "map.png", figure, imprint=imprint)
    if result.typing.model is not None and _has_model(result, imprint):
        names = type_names(result)
        told = {letter: names.get(letter, "") for letter in result.typing.model.names}
        replace(result.typing.model, names=told).save(folder / _MODEL)


def _notes(result: LevelResult) -> pd.DataFrame:
    """What a reader of the figures must know: the notes of the project and what was found."""
    import pandas as pd

    from sozialraum.report.appendix import level_findings

    texts = [*result.level.notes, *level_findings(result)]
    numbers = pd.Index([str(i) for i in range(1, len(texts) + 1)], name="nr")
    return pd.DataFrame({"hinweis": texts}, index=numbers, dtype=object)
