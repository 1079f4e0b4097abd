"""Tables for programs: Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["write_parquet"]


def write_parquet(path: Path, table: pd.DataFrame) -> None:
    """Write a table with its index as the first column."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    frame = table.reset_index()
    frame.columns = [str(c) for c in frame.columns]
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), path, compression="zstd")
