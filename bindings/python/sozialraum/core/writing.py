"""How is a file written so that readers see the old one or the whole new one?"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from sozialraum._core import core as _core

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["FileInTheMaking", "atomic_write"]


class FileInTheMaking:
    """A file that takes its place when it is whole; :func:`atomic_write` gives it."""

    def __init__(self, file: _core.AtomicFile) -> None:
        self._file = file

    @property
    def temporary(self) -> Path:
        """Where to write, for libraries that open files themselves.

        It ends as the target does. Close it before the block ends.
        """
        return self._file.temporary

    def write(self, data: str | bytes) -> None:
        """Append bytes, or text as UTF-8 with the line ends it has."""
        self._file.write(data.encode() if isinstance(data, str) else data)


@contextlib.contextmanager
def atomic_write(path: str | os.PathLike[str]) -> Iterator[FileInTheMaking]:
    """Write a file so that readers see the old one or the whole new one, never a half.

    It grows in a hidden folder beside the target, which only its owner may enter, and is renamed
    over the target when the block ends without an exception; with one, the old file stays as it
    was. Several writers under one name never meet: the last one stays. What killed processes left
    is removed. A file that exists keeps its permissions; a symbolic link is followed.

    Parameters
    ----------
    path : str or path
        The file. Its folder must exist.

    Yields
    ------
    FileInTheMaking
        With ``write(text or bytes)``, and ``temporary``, a path for libraries that open files
        themselves.

    Raises
    ------
    InvalidInput
        ``cannot_write``: no such folder, no permission, write-protected, disk full, or a folder or
        device stands at the path.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> with atomic_write(folder / "areas.csv") as file:
    ...     file.write("ags;people\\n")
    >>> (folder / "areas.csv").read_text()
    'ags;people\\n'
    """
    file = _core.AtomicFile(path)
    try:
        yield FileInTheMaking(file)
        file.commit()
    finally:
        file.discard()
