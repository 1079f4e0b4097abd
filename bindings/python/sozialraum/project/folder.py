"""A folder that appears whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sozialraum.project.manifest import MANIFEST
from sozialraum.project.trouble import trouble

__all__ = ["whole_folder"]


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A new folder beside the target that takes its place when the block ends well.

    On any error, Ctrl-C included, the new folder is removed and an older result stays as it was.
    Files
    in the old folder that this program did not write are carried over.

    Raises
    ------
    InvalidInput
        ``output_not_writable``, ``output_is_file`` or ``output_foreign``.
    """
    _recover(target)
    _clear_dead_runs(target)
    _require_ours(target)
    fresh = target.with_name(f".{target.name}.neu-{os.getpid()}")
    _make(fresh, target)
    try:
        yield fresh
        _keep_foreign_files(target, fresh)
        _flush(fresh)
        _swap(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.alt")


def _recover(target: Path) -> None:
    """Put an older result back if a run was killed between the two renames."""
    old = _old(target)
    if old.exists() and not target.exists():
        old.rename(target)


def _clear_dead_runs(target: Path) -> None:
    """Remove what a run that was killed without warning left behind."""
    for left in target.parent.glob(f".{target.name}.neu-*"):
        number = left.name.rpartition("-")[2]
        if number.isdigit() and not _alive(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


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
    if any(target.iterdir()) and not (target / MANIFEST).is_file():
        raise trouble(
            "output_foreign",
            "the output folder holds files that are not from this program",
            file=str(target),
            hint="choose an empty folder with --out",
        )


def _keep_foreign_files(target: Path, fresh: Path) -> None:
    """The user's own notes beside an older result are not lost when it is replaced."""
    if not (target / MANIFEST).is_file():
        return
    try:
        ours = set(json.loads((target / MANIFEST).read_text(encoding="utf-8"))["outputs"])
    except (ValueError, KeyError, TypeError):
        ours = set()
    ours.add(MANIFEST)
    for path in sorted(p for p in target.rglob("*") if p.is_file()):
        name = path.relative_to(target)
        if name.as_posix() in ours or (fresh / name).exists():
            continue
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, fresh / name)


def _flush(folder: Path) -> None:
    """On the disk before the renames: a power cut leaves the old or the new result."""
    for path in [*folder.rglob("*"), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _swap(fresh: Path, target: Path) -> None:
    old = _old(target)
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
