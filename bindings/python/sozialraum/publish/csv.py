"""Tables for spreadsheets: CSV as German Excel opens it (semicolons, decimal commas, a BOM)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["write_csv"]


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table with its index as the first column."""
    from sozialraum import gis

    gis.write_table(path, table, separator=";", decimal=",", bom=True)
