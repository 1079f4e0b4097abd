"""Tables for programs: Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sozialraum.core.files import whole_file
from sozialraum.publish.gate import Imprint

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["write_parquet"]


def write_parquet(path: Path, table: pd.DataFrame, *, imprint: Imprint | None = None) -> None:
    """Write a table with its index as the first column; the imprint is in the schema's metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    frame = table.reset_index()
    frame.columns = [str(c) for c in frame.columns]
    frame.attrs = {}  # findings have no place in a schema
    content = pa.Table.from_pandas(frame, preserve_index=False)
    if imprint is not None:
        told = {"edition": imprint.edition, "sources": "\n".join(imprint.sources)}
        content = content.replace_schema_metadata({**(content.schema.metadata or {}), **told})
    with whole_file(path) as file:
        pq.write_table(content, file, compression="zstd")
