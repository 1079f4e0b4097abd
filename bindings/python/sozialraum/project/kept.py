"""Which types of an earlier report stay? Its model file and its list of areas."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from sozialraum.core import Place, unknown_name
from sozialraum.level.kept import KeptTypes
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import Level
from sozialraum.project.where import require_file

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["kept_types"]


def kept_types(loaded: LoadedProject, level: Level) -> KeptTypes | None:
    """The types that stay, if the project file names some."""
    from sozialraum import typology

    asked = level.types.kept
    if asked is None:
        return None
    model = typology.load_types(require_file(loaded, asked.model))
    before = _types_of(require_file(loaded, asked.before)) if asked.before else None
    return KeptTypes(model, before, asked.margin)


def _types_of(path: Path) -> pd.Series:
    """Type of each area in the ``areas.csv`` of a report."""
    import pandas as pd

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    present = [str(column) for column in rows[0]] if rows else []
    for column in ("code", "typ"):
        if column not in present:
            raise unknown_name("column", column, present, Place(file=str(path)))
    codes = [row["code"].removeprefix("=").strip('"') for row in rows]  # as text for spreadsheets
    return pd.Series([row["typ"] for row in rows], index=codes, name="typ")
