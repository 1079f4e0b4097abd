"""A table of travel times as a Parquet file, written piece by piece."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from sozialraum.core.files import whole_file

if TYPE_CHECKING:
    from types import TracebackType

    import numpy.typing as npt


class MatrixFileWriter:
    """Appends pairs to a Parquet file that has its name only when it is complete.

    Everything goes to a temporary file beside ``path``, which takes its place on success and is
    removed otherwise: who finds the file finds all of it.

    Parameters
    ----------
    path : path-like
    origin_ids, facility_ids : list of str
        Texts behind the numbers of the pairs.
    manifest : dict
        How the minutes came about; stored as JSON under the key ``sozialraum`` of the file.

    Raises
    ------
    InvalidInput
        ``cannot_write``: for a folder that is missing or may not be written to.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        origin_ids: list[str],
        facility_ids: list[str],
        manifest: dict[str, Any],
    ) -> None:
        import pyarrow as pa

        self.path = Path(path)
        self.pairs = 0
        self._names = [pa.array(ids, type=pa.string()) for ids in (origin_ids, facility_ids)]
        names = pa.dictionary(pa.int32(), pa.string())
        self._schema = pa.schema(
            [("origin", names), ("facility", names), ("minutes", pa.float64())],
            metadata={"sozialraum": json.dumps(manifest, sort_keys=True)},
        )
        self._writer: Any = None
        self._open: Any = None

    def __enter__(self) -> Self:
        import pyarrow.parquet as pq

        self._open = whole_file(self.path)
        self._writer = pq.ParquetWriter(self._open.__enter__(), self._schema, compression="zstd")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._writer.close()
        except BaseException as trouble:
            self._open.__exit__(type(trouble), trouble, trouble.__traceback__)
            raise
        self._open.__exit__(kind, error, trace)

    def append(
        self,
        origin: npt.NDArray[np.int32],
        facility: npt.NDArray[np.int32],
        minutes: npt.NDArray[np.float64],
    ) -> None:
        """One row group of pairs: numbers of origin and facility, minutes."""
        import pyarrow as pa

        if len(minutes) == 0:
            return
        columns = [
            pa.DictionaryArray.from_arrays(pa.array(numbers, type=pa.int32()), names)
            for numbers, names in zip((origin, facility), self._names, strict=True)
        ]
        self._writer.write_table(pa.table([*columns, pa.array(minutes)], schema=self._schema))
        self.pairs += len(minutes)
