"""Where is a file of a project, and where in the project file does an option stand?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sozialraum.core import InvalidInput, Place
from sozialraum.level.trouble import trouble
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import Level

__all__ = ["option_place", "placed", "require_file"]

_OF_THE_LEVEL = "level."


def option_place(loaded: LoadedProject, level: Level, *option: str | int) -> Place:
    """Where an option of a level stands in the project file, for an error."""
    from sozialraum.core.yaml_file import YamlFile

    number = [other.id for other in loaded.project.levels].index(level.id)
    return YamlFile(loaded.path).place(("levels", number, *option))


@contextmanager
def placed(loaded: LoadedProject, level: Level) -> Iterator[None]:
    """An error about ``level.siting.0.people`` gets the file and the line of that option."""
    try:
        yield
    except InvalidInput as error:
        argument = error.finding.place.argument
        if not argument.startswith(_OF_THE_LEVEL):
            raise
        parts = argument.removeprefix(_OF_THE_LEVEL).split(".")
        option = [int(part) if part.isdigit() else part for part in parts]
        place = option_place(loaded, level, *option)
        raise type(error)(replace(error.finding, place=place)) from error


def require_file(loaded: LoadedProject, name: str) -> Path:
    """The path of a file of the project; an error that says where it was looked for otherwise."""
    path = loaded.resolve(name)
    if not path.exists():
        raise trouble(
            "file_missing",
            f"the file '{name}' named in the project file does not exist",
            file=name,
            hint="check the path; it is relative to the project file",
            looked=str(path),
        )
    if path.is_file() and path.stat().st_size == 0:
        raise trouble("file_empty", "the file is empty", file=name)
    return path
