"""What all stages share: findings, errors, cell states, official keys and tables.

A table of areas travels as :class:`AreaTable`: a pandas frame of numbers, a frame of the same
shape that says which kind of cell each one is, and what was noticed while reading.
"""

from __future__ import annotations

import bisect
import enum
import math
import numbers
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "AreaTable",
    "CellState",
    "Finding",
    "InvalidInput",
    "Join",
    "Place",
    "Severity",
    "UnknownName",
    "check_area_codes",
    "grid_cell_codes",
    "guess_code_kind",
    "join",
    "nearest_name",
    "repair_leading_zero",
]


_LONGEST_SHOWN = 60
"""Characters of a value in a message."""


_MOST_LISTED, _FEW = 50, 10
"""Names that a hint lists all, and how many of more than that."""


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


from sozialraum._core import core as _core  # noqa: E402  (the errors above must exist first)


class CellState(enum.IntEnum):
    """What kind of entry a cell is, and why a number is missing.

    States before ``NOT_REPORTED`` carry a number; in all others the value is NaN.
    """

    REPORTED = 0
    NOTHING = 1
    BELOW_HALF_UNIT = 2
    LIMITED = 3
    PROVISIONAL = 4
    REVISED = 5
    ESTIMATED = 6
    NOT_REPORTED = 7
    SECRET = 8
    LATER = 9
    UNRELIABLE = 10
    BLOCKED = 11
    NO_VALUE = 12
    SUPPRESSED = 13
    UNDEFINED = 14

    @property
    def label_de(self) -> str:
        """German legend text."""
        return str(_core.cell_states()[self.value][1])

    @property
    def has_value(self) -> bool:
        """True if a cell in this state carries a number."""
        return self < CellState.NOT_REPORTED


@dataclass
class AreaTable:
    """All areas of one level with their numbers, the state of every cell, and texts.

    Attributes
    ----------
    data : pandas.DataFrame
        Numbers; the index holds the area codes as text. NaN where a cell carries no number.
    states : pandas.DataFrame
        Same shape; each cell a :class:`CellState` as ``uint8``.
    texts : pandas.DataFrame
        Text columns such as names, same index.
    findings : list of Finding
        What was noticed while the table was made.
    """

    data: pd.DataFrame
    states: pd.DataFrame
    texts: pd.DataFrame
    findings: list[Finding] = field(default_factory=list)

    def column(self, name: str) -> pd.Series:
        """The numbers of one column; raises :class:`UnknownName` with the nearest name."""
        if name not in self.data.columns:
            raise unknown_name("column", name, [str(c) for c in self.data.columns])
        return self.data[name]

    def count_states(self) -> pd.DataFrame:
        """How many cells of each column are in each state (columns x state names)."""
        import pandas as pd

        counts = {
            str(column): {
                state.name.lower(): int((cells == state.value).sum()) for state in CellState
            }
            for column, cells in self.states.items()
        }
        return pd.DataFrame.from_dict(counts, orient="index")


@dataclass(frozen=True)
class Join:
    """Which keys of two tables match: row pairs, and the rows without partner on either side."""

    matched: list[tuple[int, int]]
    left_only: list[int]
    right_only: list[int]
    findings: list[Finding]


def unknown_name(
    kind: str, wanted: str, candidates: Sequence[str], place: Place | None = None
) -> UnknownName:
    """The error for a name that does not exist, with the nearest one as the hint."""
    nearest = nearest_name(wanted, candidates)
    hint = f"did you mean '{nearest}'?" if nearest else there_are(candidates, wanted)
    quoted = f"'{wanted}'" if len(wanted) <= _LONGEST_SHOWN else shown(wanted)
    return UnknownName(
        Finding(
            code=f"unknown_{kind}",
            message=f"there is no {kind} {quoted}",
            severity=Severity.WARNING,
            place=place or Place(),
            hint=hint,
            details={"found": wanted, "nearest": nearest, "expected": _some(candidates, wanted)},
        )
    )


def there_are(candidates: Sequence[str], wanted: str) -> str:
    """A hint that lists the candidates, of many those that stand by `wanted` in the alphabet."""
    if len(candidates) <= _MOST_LISTED:
        return f"there are: {_some(candidates, wanted)}"
    return f"there are {len(candidates):,}, such as: {_some(candidates, wanted)}"


def _some(candidates: Sequence[str], wanted: str) -> str:
    if len(candidates) <= _MOST_LISTED:
        return ", ".join(candidates)
    order = sorted(candidates)
    first = bisect.bisect(order, wanted) - _FEW // 2
    first = min(max(first, 0), len(order) - _FEW)
    return ", ".join(order[first : first + _FEW]) + ", ..."


def require_pandas(kind: str, value: object, argument: str) -> None:
    """Refuse anything but a pandas ``Series`` or ``DataFrame`` indexed by area codes."""
    import pandas as pd

    if isinstance(value, getattr(pd, kind)):
        return
    raise InvalidInput(
        Finding(
            code="invalid_argument",
            message=(
                f"{argument} is a {type(value).__name__}; a pandas {kind} with the area codes as "
                "its index is needed"
            ),
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint=f"wrap it: pandas.{kind}({argument}, index=area_codes)",
        )
    )


def require_count(value: object, argument: str, *, least: int = 0, most: int = 2**31 - 1) -> int:
    """A whole number from ``least`` to ``most``; true and false, text and 1.5 are none."""
    if not isinstance(value, numbers.Integral) or isinstance(value, bool):
        raise _unfit(argument, value, "a whole number is needed")
    count = int(value)
    if count < least:
        raise _unfit(argument, value, f"at least {least} is needed")
    if count > most:
        raise _unfit(argument, value, f"at most {most} is possible")
    return count


def require_number(value: object, argument: str, *, least: float = -math.inf) -> float:
    """A number, maybe infinite, from ``least``; true and false, text, None and NaN are none."""
    if not isinstance(value, numbers.Real) or isinstance(value, bool):
        raise _unfit(argument, value, "a number is needed")
    try:
        number = float(value)
    except OverflowError:  # a whole number of hundreds of digits
        raise _unfit(argument, value, "a smaller number is needed") from None
    if number != number:
        raise _unfit(argument, value, "a number is needed")
    if number < least:
        raise _unfit(argument, value, f"at least {least:g} is needed")
    return number


def require_flag(value: object, argument: str) -> bool:
    """True or False itself (numpy's too); neither text nor numbers stand for it."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    raise _unfit(argument, value, "True or False is needed")


def require_text(value: object, argument: str) -> str:
    """A text, maybe empty; neither numbers nor dates stand for one."""
    if not isinstance(value, str):
        raise _unfit(argument, value, "a text is needed")
    return value


def require_choice(value: object, argument: str, choices: Sequence[str]) -> str:
    """One of the texts ``choices``; raises :class:`UnknownName` with the nearest one."""
    if isinstance(value, str) and value in choices:
        return value
    wanted = value if isinstance(value, str) else repr(value)
    raise unknown_name(argument, wanted, choices, Place(argument=argument))


def require_path(value: object, argument: str) -> str:
    """The text of a path; raises :class:`InvalidInput` for what is none, or empty."""
    if not isinstance(value, str | os.PathLike):
        raise _unfit(argument, value, "the path of a file is needed")
    path = os.fspath(value)
    if not isinstance(path, str) or not path:
        raise _unfit(argument, path, "the path of a file is needed")
    return path


def list_items(value: object) -> list[Any] | None:
    """What a list, array or Series holds; None of what is no list, such as a text or a dict."""
    if isinstance(value, str | bytes | bytearray | Mapping):
        return None
    try:
        return list(value)  # type: ignore[call-overload, no-any-return]
    except TypeError:  # an array without dimension has __iter__ too
        return None


def shown(value: object) -> str:
    """A value for a message: numbers as the user wrote them, texts in quotes, and not too long."""
    if isinstance(value, int) and abs(value) >= 10**_LONGEST_SHOWN:
        return "a number of very many digits"
    text = str(value) if isinstance(value, numbers.Number) else repr(value)
    if len(text) <= _LONGEST_SHOWN:
        return text
    if isinstance(value, str | bytes):
        return f"{text[:_LONGEST_SHOWN]}... ({len(value):,} characters)"
    return f"a {type(value).__name__}"


def label_text(label: object) -> str:
    """The text of a label of an index; of an index of several levels a tuple of plain values."""
    if not isinstance(label, tuple):
        return str(label)
    return str(tuple(one.item() if isinstance(one, np.generic) else one for one in label))


def _unfit(argument: str, value: object, needed: str) -> InvalidInput:
    """``argument is value; needed``."""
    return InvalidInput(
        Finding(
            code="invalid_argument",
            message=f"is {shown(value)}; {needed}",
            severity=Severity.WARNING,
            place=Place(argument=argument),
        )
    )


def nearest_name(wanted: str, candidates: Iterable[str]) -> str:
    """The candidate with the smallest edit distance, or ``""`` if none is near."""
    return _core.nearest_name(wanted, list(candidates))


def check_area_codes(codes: Iterable[str], kind: str = "ags") -> list[str]:
    """Check official keys and return them in their one spelling.

    Parameters
    ----------
    codes : iterable of str
    kind : {"kreis", "ags", "ars", "grid_cell", "custom"}
        5, 8 or 12 digits, a European grid cell, or any text.

    Raises
    ------
    InvalidInput
        ``lost_leading_zero`` or ``bad_area_code``, naming the key.

    Examples
    --------
    >>> check_area_codes(["03252007"], kind="ags")
    ['03252007']
    """
    return _core.check_area_codes([str(code) for code in codes], kind)


def repair_leading_zero(text: str, kind: str = "ags") -> str | None:
    """The key with its lost zero put back, or None if the text is not such a key.

    Examples
    --------
    >>> repair_leading_zero("3252007")
    '03252007'
    """
    return _core.repair_leading_zero(text, kind)


def guess_code_kind(text: str) -> str:
    """The kind of key a text looks like; ``"custom"`` if like none."""
    return _core.guess_code_kind(text)


def grid_cell_codes(east: Sequence[float], north: Sequence[float], size: int) -> list[str]:
    """Codes of the European grid cells that hold the points (EPSG:3035, metres).

    Examples
    --------
    >>> grid_cell_codes([4420500.0], [2974500.0], 1000)
    ['CRS3035RES1000mN2974000E4420000']
    """
    return _core.grid_cell_codes(east, north, size)


def join(
    left: Iterable[str], right: Iterable[str], *, kind: str = "ags", right_kind: str | None = None
) -> Join:
    """Which rows of two tables speak of the same area?

    Parameters
    ----------
    left, right : iterable of str
        Area codes.
    kind, right_kind : str
        Kind of the keys; ``right_kind`` is ``kind`` unless given.

    Raises
    ------
    InvalidInput
        ``key_kinds_differ`` or ``no_key_matches``.
    """
    matched, left_only, right_only, findings = _core.join(
        list(left), list(right), kind, right_kind or kind
    )
    return Join(matched, left_only, right_only, findings)
