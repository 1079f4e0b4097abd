"""A folder that appears whole or not at all."""

from __future__ import annotations

import ctypes
import errno
import glob
import json
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sozialraum.core import InvalidInput
from sozialraum.level.trouble import trouble
from sozialraum.project.manifest import MANIFEST

try:
    import fcntl
except ImportError:  # pragma: no cover  (not on Windows)
    fcntl = None  # type: ignore[assignment]

__all__ = ["whole_folder"]

_FORMAT = "sozialraum manifest "
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A new folder beside the target that takes its place when the block ends well.

    On any error, Ctrl-C included, the new folder is removed and an older result stays as it was.
    What this program did not write into the old folder (files, empty folders, links) is carried
    over. A link to a folder stays; the folder it points to is replaced.

    Raises
    ------
    InvalidInput
        ``output_not_writable``, ``output_is_root``, ``output_is_file``, ``output_foreign`` or
        ``disk_full``.
    """
    target = _real(target)
    _recover(target)
    _clear_dead_runs(target)
    _require_ours(target)
    fresh = target.with_name(f".{target.name}.neu-{secrets.token_hex(8)}")
    _make(fresh, target)
    held = _lock(fresh)
    try:
        yield fresh
        _keep_foreign_files(target, fresh)
        _keep_modes(target, fresh)
        _flush(fresh)
        _swap(fresh, target)
    except InvalidInput as error:
        raise _of_target(error, fresh, target) from error
    except OSError as error:
        _name_target(error, fresh, target)
        raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if held is not None:
            os.close(held)


def _lock(folder: Path) -> int | None:
    """Held as long as somebody works in the folder; a killed program lets go of it."""
    if fcntl is None:
        return None
    number = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(number)
        return None
    return number


def _real(target: Path) -> Path:
    """The folder itself where the path is a link: a rename would replace the link."""
    # realpath, as Path.resolve() tells of a circle of links in Python 3.11 and hides it in 3.13.
    real = Path(os.path.realpath(target))
    if _leads_in_a_circle(real):
        raise trouble(
            "output_not_writable",
            "the output folder is a link that leads nowhere",
            file=str(target),
            hint="choose another folder with --out",
            reason=os.strerror(errno.ELOOP),
        )
    if not real.name:
        raise trouble(
            "output_is_root",
            "the root folder cannot be the output folder",
            file=str(real),
            hint="choose a folder below it with --out",
        )
    return real


def _leads_in_a_circle(path: Path) -> bool:
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _of_target(error: InvalidInput, fresh: Path, target: Path) -> InvalidInput:
    """The same trouble under the name the user gave: the new folder's own name tells nothing."""
    finding = error.finding
    if not Path(finding.place.file).is_relative_to(fresh):
        return error
    if finding.code == "cannot_write" and any(os.strerror(n) in finding.message for n in _FULL):
        return trouble(
            "disk_full",
            "the disk is full; the result does not fit",
            file=str(target),
            hint="free some disk space or choose another folder with --out",
        )
    file = str(target / Path(finding.place.file).relative_to(fresh))
    return InvalidInput(replace(finding, place=replace(finding.place, file=file)))


def _name_target(error: OSError, fresh: Path, target: Path) -> None:
    """As for InvalidInput; some writers tell no name at all when the disk is full."""
    if error.filename is None:
        if error.errno in _FULL:
            error.filename = str(target)
    elif Path(os.fsdecode(error.filename)).is_relative_to(fresh):
        inside = Path(os.fsdecode(error.filename)).relative_to(fresh)
        error.filename = str(target if error.errno in _FULL else target / inside)


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.alt")


def _recover(target: Path) -> None:
    """Put an older result back if a run was killed between the two renames."""
    old = _old(target)
    if old.exists() and not target.exists():
        old.rename(target)


def _clear_dead_runs(target: Path) -> None:
    """Remove what a run that was killed without warning left behind: nobody holds its lock."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.neu-*"):
        held = _lock(left) if left.is_dir() else None
        if held is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(held)


def _make(fresh: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
    except OSError as error:
        raise trouble(
            "output_not_writable",
            f"the output folder cannot be made: {error.strerror}",
            file=str(target),
            hint="choose another folder with --out, or get the right to write there",
            reason=str(error.strerror),
        ) from error


def _require_ours(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise trouble(
            "output_is_file",
            "there is a file where the output folder should be",
            file=str(target),
            hint="choose another folder with --out",
        )
    if any(target.iterdir()) and _outputs(target) is None:
        raise _foreign(target)


def _foreign(path: Path) -> InvalidInput:
    return trouble(
        "output_foreign",
        "the output folder holds files that are not from this program",
        file=str(path),
        hint="choose an empty folder with --out",
    )


def _outputs(target: Path) -> set[str] | None:
    """The files an older run wrote, by its manifest; None if the folder is not one of ours.

    Many programs write a file of this name, so its content decides.
    """
    if not (target / MANIFEST).is_file():
        return None
    try:
        content = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or not str(content.get("format")).startswith(_FORMAT):
        return None
    outputs = content.get("outputs")
    return {MANIFEST, *outputs} if isinstance(outputs, dict) else None


def _keep_foreign_files(target: Path, fresh: Path) -> None:
    """The user's own notes beside an older result are not lost when it is replaced.

    Where one has the name of a new output, neither may win: that is an error.
    """
    if not target.is_dir():
        return
    ours = _outputs(target) or set()
    our_folders = {str(folder) for name in ours for folder in Path(name).parents}
    folders: list[Path] = []
    for path in sorted(target.rglob("*")):
        name, copy = path.relative_to(target), fresh / path.relative_to(target)
        is_folder = path.is_dir() and not path.is_symlink()
        if str(name) in our_folders if is_folder else name.as_posix() in ours:
            continue
        if os.path.lexists(copy) and not (is_folder and copy.is_dir()):
            raise _foreign(path)
        if is_folder:
            copy.mkdir(parents=True, exist_ok=True)
            folders.append(name)
        else:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy, follow_symlinks=False)
    for name in reversed(folders):  # inner first: a folder may forbid writing
        shutil.copystat(target / name, fresh / name)


def _flush(folder: Path) -> None:
    """On the disk before the renames: a power cut leaves the old or the new result."""
    for path in [*folder.rglob("*"), folder]:
        if path.is_symlink():
            continue
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _keep_modes(target: Path, fresh: Path) -> None:
    """Who may read an older result may read the new one, and nobody else."""
    if not target.is_dir():
        return
    for path in [fresh, *fresh.rglob("*")]:
        old = target / path.relative_to(fresh)
        if old.exists() and not old.is_symlink() and not path.is_symlink():
            path.chmod(stat.S_IMODE(old.stat().st_mode))


def _swap(fresh: Path, target: Path) -> None:
    """The new folder takes the place of the old one: in one step where the system can.

    Elsewhere in two renames; a run that is killed between them leaves the old result beside the
    place, and the next run puts it back.
    """
    if not target.exists():
        fresh.rename(target)
        return
    if _exchange(fresh, target):  # the old one is removed under the name of the new
        return
    old = _old(target)
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Both names at once lead to the other folder (Linux); False where that is not possible."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    names = (os.fsencode(one), os.fsencode(other))
    done: int = rename(_HERE, names[0], _HERE, names[1], ctypes.c_uint(_BOTH_WAYS))
    return done == 0


_HERE = -100  # AT_FDCWD: names count from the working folder
_BOTH_WAYS = 2  # RENAME_EXCHANGE
