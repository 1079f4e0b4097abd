"""Read a project file and say on which line it is wrong."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sozialraum.level.trouble import trouble
from sozialraum.project.schema import Project

__all__ = ["LoadedProject", "load_project"]


@dataclass(frozen=True)
class LoadedProject:
    """A checked project file.

    Attributes
    ----------
    project : Project
    path : Path
        The project file itself.
    """

    project: Project
    path: Path

    def resolve(self, name: str) -> Path:
        """The path of a file named in the project file: relative to it."""
        return Path(os.path.realpath(self.path.parent / name))


def load_project(path: str | Path) -> LoadedProject:
    """Read and check a project file.

    Parameters
    ----------
    path : str or Path
        A YAML file as described in :mod:`sozialraum.project.schema`.

    Raises
    ------
    InvalidInput
        ``file_missing``, ``file_empty``, ``not_utf8``, ``not_yaml``, ``duplicate_option``,
        ``missing_option`` or ``wrong_option``, with file and line.
    UnknownName
        ``unknown_option``, with the nearest right name.
    """
    from sozialraum.core import yaml_file

    if Path(path).is_dir():
        raise trouble(
            "file_is_folder",
            "a folder was given where a project file was expected",
            file=str(path),
            hint="name the file project.yaml inside it",
        )
    project, _ = yaml_file.read(path, Project)
    return LoadedProject(project, Path(os.path.realpath(path)))
