"""What the data made the engine do, and what the caller got wrong: findings and errors."""

from __future__ import annotations

import enum
import numbers
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np

LONGEST_SHOWN = 60
"""Characters of a value in a message."""


class Severity(enum.Enum):
    """How much a finding matters."""

    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True)
class Place:
    """Where in the user's material something was found; empty where it does not apply.

    Attributes
    ----------
    argument : str
        Name of the function argument or project option.
    file : str
        Path as the user gave it.
    row : int or None
        Line of the file, counted from 1.
    column : str
        Column name.
    area : str
        Area code or facility id.
    """

    argument: str = ""
    file: str = ""
    row: int | None = None
    column: str = ""
    area: str = ""

    def __str__(self) -> str:
        parts = [
            ("file", self.file),
            ("row", "" if self.row is None else str(self.row)),
            ("column", self.column),
            ("area", self.area),
            ("argument", self.argument),
        ]
        return ", ".join(f"{name} {value}" for name, value in parts if value)


@dataclass(frozen=True)
class Finding:
    """What the data made the engine do or doubt.

    Attributes
    ----------
    code : str
        Stable, machine-readable name of the kind of finding, such as ``"duplicate_key"``.
    message : str
        One English sentence: what was found, and what was expected.
    severity : Severity
    place : Place
    hint : str
        How to mend it; empty if there is nothing to do.
    details : dict of str to str
        Named facts, such as ``{"found": "Einwoner", "nearest": "Einwohner"}``.
    areas : tuple of str
        Codes of the areas or ids of the facilities concerned.
    """

    code: str
    message: str
    severity: Severity = Severity.NOTE
    place: Place = field(default_factory=Place)
    hint: str = ""
    details: dict[str, str] = field(default_factory=dict)
    areas: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = str(self.place)
        text = f"{where}: {self.message}" if where else self.message
        return f"{text}. Hint: {self.hint}" if self.hint else text


class InvalidInput(ValueError):
    """The caller gave something that cannot be computed; ``finding`` says what and where."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class UnknownName(InvalidInput, KeyError):
    """A name (column, indicator, layer, type) that does not exist; the hint has the nearest."""

    def __str__(self) -> str:  # KeyError would show the text in quotes
        return str(self.finding)


def shown(value: object) -> str:
    """A value for a message: numbers as the user wrote them, texts in quotes, and not too long."""
    if isinstance(value, int) and abs(value) >= 10**LONGEST_SHOWN:
        return "a number of very many digits"
    try:
        text = str(value) if isinstance(value, numbers.Number) else repr(value)
    except Exception:  # what cannot say what it is, such as a list of such numbers
        return f"a {type(value).__name__}"
    if len(text) <= LONGEST_SHOWN:
        return text
    if isinstance(value, str | bytes):
        return f"{text[:LONGEST_SHOWN]}... ({len(value):,} characters)"
    return f"a {type(value).__name__}"


def _label(label: object) -> str:
    try:
        return str(label)
    except ValueError:  # a number of thousands of digits
        return shown(label)


def label_text(label: object) -> str:
    """The text of a label of an index; of an index of several levels a tuple of plain values."""
    if not isinstance(label, tuple):
        return label if isinstance(label, str) else _label(label)
    return str(tuple(one.item() if isinstance(one, np.generic) else one for one in label))


@contextmanager
def arguments_called(names: Mapping[str, str]) -> Iterator[None]:
    """An error about an argument of the core gets the name that the caller knows it by."""
    try:
        yield
    except InvalidInput as error:
        own = names.get(error.finding.place.argument)
        if own is None:
            raise
        place = replace(error.finding.place, argument=own)
        raise type(error)(replace(error.finding, place=place)) from None


def invalid_argument(
    argument: str,
    trouble: str,
    hint: str = "",
    *,
    code: str = "invalid_argument",
    column: str = "",
    areas: Iterable[str] = (),
    details: dict[str, str] | None = None,
) -> InvalidInput:
    """The one refusal of an argument: ``raise invalid_argument("k", "is 0; 1 is the least")``.

    ``trouble`` goes on after the name of the argument, without a full stop.
    """
    return InvalidInput(
        Finding(
            code=code,
            message=trouble,
            severity=Severity.WARNING,
            place=Place(argument=argument, column=column),
            hint=hint,
            details=details or {},
            areas=tuple(areas),
        )
    )
