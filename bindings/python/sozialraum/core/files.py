"""How is a file written so that it is there whole or not at all?

The only place of the Python package that opens a file for writing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from sozialraum.core.finding import Finding, InvalidInput, Place, Severity

try:
    import fcntl
except ImportError:  # pragma: no cover  (not on Windows)
    fcntl = None  # type: ignore[assignment]

__all__ = ["whole_file", "whole_text", "write_whole"]

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_ENDING = ".part"
_LONGEST = 200  # bytes of a name; a file system takes 255


def write_whole(path: str | os.PathLike[str], content: bytes | str) -> None:
    """Write a file at once; text as UTF-8. As :func:`whole_file`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(os.path.join(folder, "a.txt"), "Grüße")
    ...     os.listdir(folder)
    ['a.txt']
    """
    with whole_file(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A file open for writing that takes the place of `path` when the block ends well.

    On any error, Ctrl-C included, the older file stays as it was. Readers see the old or the new
    content, never a part. The new file has the mode of the old one; where `path` is a link, the
    file it points to is replaced and the link stays. Names beside the target are unique, so that
    writers of one name on several hosts do not meet: the last one wins whole. What a killed
    writer left beside the target is removed.

    Raises
    ------
    InvalidInput
        ``cannot_write``: the folder is missing, writing there is not allowed, the disk is full.
    """
    with _whole(path) as number, os.fdopen(number, "wb", closefd=False) as file:
        yield file


@contextmanager
def whole_text(path: str | os.PathLike[str], *, argument: str = "") -> Iterator[TextIO]:
    """As :func:`whole_file`, for text in UTF-8; errors name the caller's `argument`, if any."""
    with (
        _whole(path, argument) as number,
        os.fdopen(number, "w", encoding="utf-8", closefd=False) as file,
    ):
        yield file


@contextmanager
def _whole(path: str | os.PathLike[str], argument: str = "") -> Iterator[int]:
    """The number of an open file that takes the place of `path`."""
    target = Path(os.path.realpath(path))
    _remove_left_over(target)
    part, number = _new_part(target, os.fspath(path), argument)
    try:
        try:
            yield number
            os.fsync(number)
            os.replace(part, target)  # while the lock is held: nobody takes it for left over
        finally:
            os.close(number)
        _flush_folder(target.parent)
    except BaseException as trouble:
        with contextlib.suppress(OSError):
            part.unlink()
        if isinstance(trouble, OSError) and trouble.errno in _FULL:
            raise _cannot_write(os.fspath(path), trouble, argument) from trouble
        raise


def _new_part(target: Path, named: str, argument: str) -> tuple[Path, int]:
    """A new file beside the target, locked, with the mode the target has or would get."""
    stem = os.fsencode(target.name)[:_LONGEST].decode(errors="ignore")
    while True:
        part = target.with_name(f".{stem}.{secrets.token_hex(8)}{_ENDING}")
        try:
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), named)
            number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except OSError as error:
            raise _cannot_write(named, error, argument) from error
        with contextlib.suppress(OSError):
            if fcntl is not None:
                fcntl.flock(number, fcntl.LOCK_EX)
        if os.fstat(number).st_nlink > 0:
            break
        os.close(number)  # who clears up found it between its making and its lock
    with contextlib.suppress(OSError):
        os.fchmod(number, stat.S_IMODE(target.stat().st_mode))
    return part, number


def _cannot_write(named: str, error: OSError, argument: str) -> InvalidInput:
    return InvalidInput(
        Finding(
            code="cannot_write",
            message=f"the file cannot be written: {error.strerror}",
            severity=Severity.WARNING,
            place=Place(file=named, argument=argument),
            hint="check that the folder exists and may be written to",
        )
    )


def _remove_left_over(target: Path) -> None:
    """Parts of this target whose writer is gone: nobody holds their lock any more."""
    if fcntl is None:
        return
    stem = os.fsencode(target.name)[:_LONGEST].decode(errors="ignore")
    try:
        names = [entry.name for entry in os.scandir(target.parent)]
    except OSError:
        return
    for name in names:
        if not (name.startswith(f".{stem}.") and name.endswith(_ENDING)):
            continue
        if len(name) != len(stem) + 2 + 16 + len(_ENDING):
            continue
        with contextlib.suppress(OSError):
            number = os.open(target.with_name(name), os.O_RDWR)
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
                target.with_name(name).unlink()
            finally:
                os.close(number)


def _flush_folder(folder: Path) -> None:
    """The new name on the disk, too, where folders can be flushed."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
