"""One project file, one paper for each of many communes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from sozialraum.core import Place, unknown_name
from sozialraum.level.trouble import trouble
from sozialraum.project.load import LoadedProject
from sozialraum.project.schema import Project

__all__ = ["papers_of"]

_WORD = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def papers_of(loaded: LoadedProject) -> dict[str, LoadedProject]:
    """The project of each paper, by its id: ``{name}`` is filled in wherever it stands in a text.

    Raises
    ------
    UnknownName
        ``unknown_word``: a word in braces that the papers do not say.
    InvalidInput
        ``wrong_paper``: a filled in text is no right option any more.
    """
    project = loaded.project
    given = project.model_dump(mode="python", exclude_unset=True, exclude={"each"})
    return {
        entry["id"]: replace(loaded, project=_filled(loaded, given, entry))
        for entry in project.each
    }


def _filled(loaded: LoadedProject, given: Mapping[str, Any], entry: Mapping[str, str]) -> Project:
    content = {key: _fill(value, entry, str(loaded.path)) for key, value in given.items()}
    content["project"] = f"{loaded.project.project}_{entry['id']}"
    try:
        return Project.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        option = ".".join(str(part) for part in first["loc"])
        raise trouble(
            "wrong_paper",
            f"the paper '{entry['id']}' makes a wrong option of '{option}'",
            file=str(loaded.path),
            found=entry["id"],
            option=option,
        ) from error


def _fill(value: Any, entry: Mapping[str, str], file: str) -> Any:
    if isinstance(value, str):
        return _WORD.sub(lambda word: _said(word.group(1), entry, file), value)
    if isinstance(value, dict):
        return {key: _fill(one, entry, file) for key, one in value.items()}
    return [_fill(one, entry, file) for one in value] if isinstance(value, list) else value


def _said(word: str, entry: Mapping[str, str], file: str) -> str:
    if word not in entry:
        raise unknown_name("word", word, list(entry), Place(file=file))
    return entry[word]
