"""What the door of every stage asks of an argument: a number, a count, a flag, a text, a table."""

from __future__ import annotations

import math
import numbers
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum.core.finding import Finding, InvalidInput, Place, Severity, shown
from sozialraum.core.nearest_name import unknown_name

if TYPE_CHECKING:
    import pandas as pd


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


def error_of(code: str, message: str, argument: str, hint: str) -> InvalidInput:
    return InvalidInput(
        Finding(
            code=code,
            message=message,
            severity=Severity.WARNING,
            place=Place(argument=argument),
            hint=hint,
        )
    )


def require_same_index(base: pd.Series, count: pd.Series) -> None:
    """Refuse what is no column of areas, areas named twice, and columns of different areas or
    order.
    """
    require_pandas("Series", count, "count")
    require_pandas("Series", base, "base")
    if not count.index.is_unique:
        twice = tuple(str(code) for code in count.index[count.index.duplicated()].unique())
        raise InvalidInput(
            Finding(
                code="duplicate_key",
                message=f"{len(twice)} areas have several rows, first '{twice[0]}'",
                severity=Severity.WARNING,
                place=Place(argument="count"),
                hint="give one row an area",
                areas=twice,
            )
        )
    if base.index.equals(count.index):
        return
    raise InvalidInput(
        Finding(
            code="index_mismatch",
            message="count and base speak of different areas, or in different order",
            severity=Severity.WARNING,
            place=Place(argument="base"),
            hint="bring them into one order with base.reindex(count.index)",
        )
    )
