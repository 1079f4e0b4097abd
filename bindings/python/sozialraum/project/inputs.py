"""What was read? The files a project names and their hashes, taken before they are read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sozialraum.core import InvalidInput
from sozialraum.level.trouble import trouble
from sozialraum.project.load import LoadedProject

__all__ = ["Inputs", "hash_file"]

_PARTS_OF_A_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".shp.xml")


class Inputs:
    """The input files of a run, as they were when it began.

    Attributes
    ----------
    hashes : dict of str to str
        Name as the project file says it -> SHA-256; of a shapefile every part. A file that is not
        there is left to whoever reads it.
    """

    def __init__(self, loaded: LoadedProject) -> None:
        paths = {name: loaded.resolve(name) for name in _names(loaded)}
        for name, path in list(paths.items()):
            paths |= _parts(name, path)
        self._paths = {name: path for name, path in paths.items() if path.is_file()}
        self._stamps = {name: _stamp(path) for name, path in self._paths.items()}
        self.hashes = {name: hash_file(path) for name, path in self._paths.items()}

    def require_unchanged(self) -> None:
        """Refuse results of a file that changed while it was read: they may mix old and new.

        Raises
        ------
        InvalidInput
            ``input_changed``.
        """
        for name, path in self._paths.items():
            if not path.is_file():
                raise _changed(name)
            if _stamp(path) != self._stamps[name] and hash_file(path) != self.hashes[name]:
                raise _changed(name)


def hash_file(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _names(loaded: LoadedProject) -> dict[str, None]:
    """Every file the project file names (and itself), once."""
    project = loaded.project
    names: list[str] = [loaded.path.name]
    if project.roads is not None:
        names.append(project.roads if isinstance(project.roads, str) else project.roads.file)
    for level in project.levels:
        names += [*level.table.files, level.catalogue]
        named = (level.boundaries, level.places, level.outline, level.people_from)
        names += [part.file for part in named if part is not None]
        names += [facility.file for facility in level.facilities]
        decisions = level.types.decisions
        names += [n for n in (level.types.wishes_from, decisions and decisions.file) if n]
        names += [one.file for one in level.years if one.file]
        if level.types.kept is not None:
            names += [n for n in (level.types.kept.model, level.types.kept.before) if n]
    return dict.fromkeys(names)


def _parts(name: str, path: Path) -> dict[str, Path]:
    """What else belongs to a shapefile."""
    if path.suffix.lower() != ".shp":
        return {}
    stem, folder = path.name[: -len(".shp")], name[: -len(path.name)]
    return {
        folder + beside.name: beside
        for beside in sorted(path.parent.iterdir())
        if beside.name.lower() in {(stem + part).lower() for part in _PARTS_OF_A_SHAPEFILE}
    }


def _stamp(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


def _changed(name: str) -> InvalidInput:
    return trouble(
        "input_changed",
        f"the file '{name}' changed while it was read",
        file=name,
        hint="run again when nobody writes to it any more",
    )
