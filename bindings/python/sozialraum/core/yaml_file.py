"""Read a YAML file into a pydantic model, and say on which line it is wrong.

Needs ruamel.yaml and pydantic; imported only when a file is read.
"""

from __future__ import annotations

import datetime
import re
import types
import typing
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from sozialraum.core import (
    Finding,
    InvalidInput,
    Place,
    Severity,
    UnknownName,
    nearest_name,
    there_are,
)

__all__ = ["YamlFile", "read"]

Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[int | str, ...]

_MOST_ENTRIES = 200_000
"""Of one file with its aliases written out; a real project has a few hundred."""

_MOST_BYTES = 2**21
"""Of one file; the largest catalogue has a twentieth."""


class YamlFile:
    """A parsed file that knows the line of every option."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = _parse(path)

    def row(self, loc: Loc) -> int:
        """The line of an option, or of the nearest thing around it that is in the file."""
        node: Any = self.tree
        row = 1
        for part in loc:
            try:
                at = node.lc.item if isinstance(part, int) else node.lc.key
                row = at(part)[0] + 1
                node = node[part]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return row

    def real(self, loc: Loc) -> Loc:
        """Without the parts that pydantic adds for a member of a union; a last one stays."""
        node, parts = self.tree, []
        for position, part in enumerate(loc):
            try:
                node = node[part]
            except (KeyError, IndexError, TypeError):
                if position < len(loc) - 1:
                    continue
            parts.append(part)
        return tuple(parts)

    def given(self, loc: Loc) -> Loc:
        """Only the parts that are in the file; of a wrong name, what it stands under."""
        node, parts = self.tree, []
        for part in loc:
            try:
                node = node[part]
            except (KeyError, IndexError, TypeError):
                continue
            parts.append(part)
        return tuple(parts[:-1] if loc and loc[-1] == "[key]" else parts)

    def named(self, loc: Loc) -> Loc:
        """Up to the last option that has a name: not the place in its list."""
        end = len(loc)
        while end and isinstance(loc[end - 1], int | float):
            end -= 1
        return loc[:end]

    def place(self, loc: Loc) -> Place:
        """Where an option stands, for a finding."""
        name = ".".join(str(part) for part in loc)
        return Place(argument=name, file=str(self.path), row=self.row(loc))

    def error(self, code: str, message: str, loc: Loc, hint: str = "") -> InvalidInput:
        """The error for an option, with file and line."""
        return InvalidInput(Finding(code, message, Severity.WARNING, self.place(loc), hint))

    def unknown(self, kind: str, wanted: str, candidates: list[str], loc: Loc) -> UnknownName:
        """The error for a name that does not exist, with the nearest right one."""
        nearest = nearest_name(wanted, candidates)
        hint = f"did you mean '{nearest}'?" if nearest else there_are(candidates, wanted)
        details = {"found": wanted, "nearest": nearest, "expected": ", ".join(candidates)}
        message = f"there is no {kind} '{wanted}'"
        return UnknownName(
            Finding(
                f"unknown_{kind}", message, Severity.WARNING, self.place(loc), hint, details=details
            )
        )


def read(path: str | Path, model: type[Model]) -> tuple[Model, YamlFile]:
    """The checked content of a file.

    Raises
    ------
    InvalidInput
        ``file_missing``, ``file_empty``, ``not_utf8``, ``not_yaml``, ``yaml_too_deep``,
        ``yaml_too_large``, ``duplicate_option``, ``missing_option`` or ``wrong_option``, with file
        and line.
    UnknownName
        ``unknown_option`` with the nearest right name.
    """
    file = YamlFile(Path(path))
    try:
        return model.model_validate(_content(file)), file
    except ValidationError as error:
        raise _first_trouble(file, model, error) from error


def _refuse(code: str, message: str, place: Place, hint: str = "") -> InvalidInput:
    return InvalidInput(Finding(code, message, Severity.WARNING, place, hint))


def _parse(path: Path) -> Any:
    place = Place(file=str(path))
    if not path.is_file():
        raise _refuse("file_missing", "there is no such file", place)
    if path.stat().st_size > _MOST_BYTES:
        raise _refuse("yaml_too_large", f"more than {_MOST_BYTES} bytes", place)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refuse(
            "not_utf8", "the file is not UTF-8 text", place, "save it as UTF-8"
        ) from error
    if not text.strip():
        raise _refuse("file_empty", "the file is empty", place)
    try:
        tree = YAML(typ="rt").load(text)
    except YAMLError as error:
        raise _yaml_error(error, place) from error
    except RecursionError:
        raise _too_deep(place) from None
    except ValueError:
        raise _no_value(text, place) from None
    if not isinstance(tree, dict):
        raise _refuse("not_yaml", "the file holds no options of the form 'name: value'", place)
    return tree


def _yaml_error(error: YAMLError, place: Place) -> InvalidInput:
    if not isinstance(error, MarkedYAMLError):
        return _refuse("not_yaml", str(error), place)
    mark = error.problem_mark or error.context_mark
    problem = (error.problem or "cannot be read as YAML").splitlines()[0]
    code = "duplicate_option" if type(error).__name__ == "DuplicateKeyError" else "not_yaml"
    return _refuse(code, problem, Place(file=place.file, row=mark.line + 1 if mark else None))


def _no_value(text: str, place: Place) -> InvalidInput:
    """The reader turns dates and numbers into values itself, and does not say where it failed."""
    for row, line in enumerate(text.splitlines(), start=1):
        found = re.search(r"\d{4}-\d{1,2}-\d{1,2}|\d{1000,}", line)
        if found is None or _is_date(found[0]):
            continue
        option = line[: found.start()].rpartition(":")[0].strip(" -{,").rpartition(" ")[2]
        shown = found[0][:20]
        return InvalidInput(
            Finding(
                "wrong_option",
                f"{shown} is neither a date nor a number",
                Severity.WARNING,
                Place(argument=option, file=place.file, row=row),
                "correct it, or write it in quotes",
                details={"found": shown, "expected_de": "ein Datum, das es gibt, oder eine Zahl"},
            )
        )
    return _refuse("not_yaml", "a date or a number is none", place)


def _is_date(text: str) -> bool:
    try:
        year, month, day = (int(part) for part in text.split("-"))
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _too_deep(place: Place) -> InvalidInput:
    return _refuse("yaml_too_deep", "the options are nested too deeply", place)


def _content(file: YamlFile) -> Any:
    place = Place(file=str(file.path))
    try:
        _count_entries(file.tree, place)
        return _plain(file.tree)
    except RecursionError:
        raise _too_deep(place) from None


def _count_entries(tree: Any, place: Place) -> None:
    """A few lines of aliases of aliases can stand for billions of entries."""
    waiting, entries = [tree], 0
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict | list):
            entries += len(node)
            waiting += node.values() if isinstance(node, dict) else node
        if entries > _MOST_ENTRIES:
            raise _refuse("yaml_too_large", f"more than {_MOST_ENTRIES} entries", place)


def _plain(node: Any) -> Any:
    """The tree without ruamel's own types; dates and numbers stay what they are."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    if isinstance(node, bool):
        return bool(node)
    for plain in (int, float, str):
        if isinstance(node, plain):
            return plain(node)
    return node


def _first_trouble(file: YamlFile, model: type[BaseModel], error: ValidationError) -> InvalidInput:
    """A wrong name explains most others (a missing one beside it), so it is told first."""
    order = {"extra_forbidden": 0, "missing": 1}
    errors = error.errors()
    given = [file.given(e["loc"]) for e in errors]

    def rank(number: int) -> tuple[int, bool, int]:
        """Of a union's members, the one that was meant is the one that got furthest."""
        own = given[number]
        further = any(len(other) > len(own) and other[: len(own)] == own for other in given)
        loc = errors[number]["loc"]
        return order.get(errors[number]["type"], 2), further, file.row(loc)

    first = errors[min(range(len(errors)), key=rank)]
    loc = file.real(first["loc"])
    if first["type"] == "extra_forbidden":
        return file.unknown("option", str(loc[-1]), _options_at(model, loc[:-1]), loc)
    if first["type"] == "missing":
        return file.error("missing_option", f"the option '{loc[-1]}' is missing", loc, "add it")
    if first["type"] == "option_needed":
        needed = str(first["ctx"]["option"]).split(".")  # "table.key": below a neighbour
        message = f"the option '{needed[-1]}' is missing"
        return file.error("missing_option", message, (*loc, *needed), "add it")
    loc = file.given(loc)
    message = str(first["msg"]).removeprefix("Value error, ")
    finding = Finding(
        "wrong_option",
        message[:1].lower() + message[1:],
        Severity.WARNING,
        Place(
            argument=".".join(str(part) for part in file.named(loc)),
            file=str(file.path),
            row=file.row(loc),
        ),
        details={"found": _shown(first["input"]), "expected_de": _expected_de(first)},
    )
    return InvalidInput(finding)


def _shown(value: Any) -> str:
    return "" if isinstance(value, dict | list) or value is None else str(value)


def _expected_de(error: Any) -> str:
    """In German words, what pydantic expected."""
    context, kind = error.get("ctx", {}), str(error["type"])
    simple = {
        "string_type": "ein Text",
        "bool_type": "true oder false",
        "bool_parsing": "true oder false",
        "list_type": "eine Liste",
        "model_type": "eingerückte Angaben darunter",
        "model_attributes_type": "eingerückte Angaben darunter",
        "dict_type": "eingerückte Angaben darunter",
        "string_pattern_mismatch": "Buchstaben ohne Umlaute, Ziffern und Unterstrich",
        "greater_than": f"eine Zahl größer als {context.get('gt')}",
        "greater_than_equal": f"eine Zahl von mindestens {context.get('ge')}",
        "less_than": f"eine Zahl kleiner als {context.get('lt')}",
        "less_than_equal": f"eine Zahl von höchstens {context.get('le')}",
        "too_short": f"mindestens {context.get('min_length')} Einträge",
        "literal_error": f"eines von {context.get('expected', '')}".replace(" or ", " oder "),
        "value_error": str(context.get("error", "")),
    }
    if kind.startswith("int_"):
        return "eine ganze Zahl"
    if kind.startswith("float_"):
        return "eine Zahl (mit Punkt, zum Beispiel 1.3)"
    return simple.get(kind, "")


def _options_at(model: Any, loc: Loc) -> list[str]:
    """The options that may stand at a place of the schema."""
    free_name = False
    for part in loc:
        if isinstance(part, int) or free_name:  # an item of a list, or a name the user chose
            free_name = False
            continue
        annotation = model.model_fields[part].annotation
        free_name = typing.get_origin(annotation) is dict
        model = _model_inside(annotation)
    return list(model.model_fields)


def _model_inside(annotation: Any) -> Any:
    """The model behind ``list[M]``, ``dict[str, M]`` or ``M | None``."""
    if hasattr(annotation, "model_fields"):
        return annotation
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is not None:
        for part in typing.get_args(annotation):
            if (found := _model_inside(part)) is not None:
                return found
    return None
