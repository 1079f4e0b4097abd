"""A table of travel times as a Parquet file, written piece by piece."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from sozialraum.core import Finding, InvalidInput, Place, Severity

if TYPE_CHECKING:
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
        self._temporary: Path | None = None

    def __enter__(self) -> Self:
        import pyarrow.parquet as pq

        try:
            if self.path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            handle, name = tempfile.mkstemp(
                dir=self.path.parent, prefix=f".{self.path.name}.", suffix=".part"
            )
        except OSError as error:
            raise _cannot_write(self.path, error) from error
        os.close(handle)
        self._temporary = Path(name)
        self._writer = pq.ParquetWriter(name, self._schema, compression="zstd")
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        assert self._temporary is not None
        try:
            self._writer.close()
            if kind is None:
                os.chmod(self._temporary, 0o666 & ~_umask())
                try:
                    os.replace(self._temporary, self.path)
                except OSError as problem:
                    raise _cannot_write(self.path, problem) from problem
        finally:
            self._temporary.unlink(missing_ok=True)

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


def _cannot_write(path: Path, error: OSError) -> InvalidInput:
    """The system's trouble, told of the file that was asked for, not of the one beside it."""
    return InvalidInput(
        Finding(
            code="cannot_write",
            message=f"the file cannot be written: {error.strerror}",
            severity=Severity.WARNING,
            place=Place(file=str(path)),
            hint="check that the folder exists and may be written to",
        )
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
