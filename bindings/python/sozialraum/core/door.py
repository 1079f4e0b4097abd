"""The door of every stage: what tables and single arguments must be, and how they go to the core.

A table comes as a pandas ``Series``, ``DataFrame`` or ``GeoDataFrame`` whose index holds the area
codes, or as an Arrow table (or anything else with ``to_pandas``) that kept such an index. A plain
array stands for a second column of areas that are known already, in their order. Every area occurs
once; numbers are real numbers; missing (NaN, None, NA) stays missing; what is infinite is refused
unless a function says otherwise.
"""

from __future__ import annotations

import math
import numbers
import os
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sozialraum.core.finding import InvalidInput, Place, invalid_argument, label_text, shown
from sozialraum.core.nearest_name import is_unicode, unknown_name
from sozialraum.core.points import PlaceNames

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]


# ---- tables


@dataclass(frozen=True)
class Column:
    """One number an area, as the core takes it, and the index that the answer goes back to."""

    values: Floats
    names: PlaceNames
    name: Hashable

    @property
    def index(self) -> pd.Index:
        return self.names.index

    @property
    def codes(self) -> list[str]:
        """The area codes as text."""
        return self.names.texts

    def answer(self, values: npt.ArrayLike, name: Hashable = None) -> pd.Series:
        """A column of the same areas; called like this one unless said otherwise."""
        import pandas as pd

        return pd.Series(values, index=self.index, name=self.name if name is None else name)


@dataclass(frozen=True)
class Table:
    """Several numbers an area: areas x columns."""

    numbers: list[Floats]
    names: PlaceNames
    columns: pd.Index

    @cached_property
    def values(self) -> Floats:
        """Areas x columns, of which each column is contiguous."""
        cells = np.empty((len(self.index), len(self.numbers)), order="F")
        for i, column in enumerate(self.numbers):
            cells[:, i] = column
        return cells

    def rows(self) -> Floats:
        """Areas x columns, of which each row is contiguous; made block by block in the cache."""
        cells = np.empty((len(self.index), len(self.numbers)))
        for at in range(0, len(cells), 4096):
            block = slice(at, at + 4096)
            cells[block] = np.array([column[block] for column in self.numbers]).T
        return cells

    @property
    def index(self) -> pd.Index:
        return self.names.index

    @property
    def codes(self) -> list[str]:
        """The area codes as text."""
        return self.names.texts

    @property
    def titles(self) -> list[str]:
        """The names of the columns as text."""
        return [label_text(column) for column in self.columns]

    def parts(self) -> list[tuple[str, Floats]]:
        """Name and numbers of every column; where they can be, they are those of the frame."""
        return list(zip(self.titles, self.numbers, strict=True))


def column_of(
    value: object, argument: str, *, like: pd.Index | None = None, infinite: bool = False
) -> Column:
    """One number an area; with ``like``, of just these areas in this order."""
    import pandas as pd

    value = _as_pandas(value)
    if like is not None and isinstance(value, np.ndarray) and value.ndim == 1:
        if len(value) != len(like):
            raise invalid_argument(argument, f"has {len(value)} values for {len(like)} areas")
        value = pd.Series(value, index=like)
    require_pandas("Series", value, argument)
    assert isinstance(value, pd.Series)
    require_same_areas(value.index, like, argument)
    names = PlaceNames(value.index, argument)
    return Column(_numbers(value, argument, names, infinite=infinite), names, value.name)


def table_of(
    value: object, argument: str, *, like: pd.Index | None = None, infinite: bool = False
) -> Table:
    """Areas x columns of numbers; every column has a name of its own."""
    value = frame_of(value, argument)
    require_same_areas(value.index, like, argument)
    names = PlaceNames(value.index, argument)
    titles = [label_text(column) for column in value.columns]
    if len(set(titles)) < len(titles):
        twice = next(title for title in titles if titles.count(title) > 1)
        raise invalid_argument(
            argument, f"has the column '{twice}' twice", code="duplicate_column", column=twice
        )
    columns = [
        _numbers(value.iloc[:, i], argument, names, title, infinite=infinite)
        for i, title in enumerate(titles)
    ]
    return Table(columns, names, value.columns)


def frame_of(value: object, argument: str) -> pd.DataFrame:
    """The table as pandas has it; its cells are not looked at."""
    import pandas as pd

    value = _as_pandas(value)
    require_pandas("DataFrame", value, argument)
    assert isinstance(value, pd.DataFrame)
    return value


def require_text_codes(names: PlaceNames, argument: str) -> list[str]:
    """The area codes, which must be text: a number may have lost its leading zero."""
    index = names.index
    if index.inferred_type == "string" or all(isinstance(label, str) for label in index.tolist()):
        return names.texts
    raise invalid_argument(
        argument,
        "holds area codes that are not text",
        "read the key column as text, so that no leading zero is lost",
        code="bad_area_code",
    )


def require_pandas(kind: str, value: object, argument: str) -> None:
    """Refuse anything but a pandas ``Series`` or ``DataFrame`` indexed by area codes."""
    import pandas as pd

    if isinstance(value, getattr(pd, kind)):
        return
    raise invalid_argument(
        argument,
        f"is a {type(value).__name__}; a pandas {kind} with the area codes as its index is needed",
        f"wrap it: pandas.{kind}({argument}, index=area_codes)",
    )


def _as_pandas(value: object) -> object:
    """Arrow tables, columns of polars and the like as pandas has them."""
    import pandas as pd

    if isinstance(value, pd.DataFrame | pd.Series) or not hasattr(value, "to_pandas"):
        return value
    try:
        return value.to_pandas()
    except Exception:  # whatever another library has against it: told as what it is
        return value


def require_same_areas(index: pd.Index, like: pd.Index | None, argument: str) -> None:
    """Refuse another index than `like`."""
    if like is None or index.equals(like):
        return
    raise invalid_argument(
        argument,
        "speaks of other areas, or has them in another order",
        f"bring them into one order with {argument}.reindex(...)",
        code="index_mismatch",
    )


def _numbers(
    cells: pd.Series, argument: str, names: PlaceNames, column: str = "", *, infinite: bool
) -> Floats:
    """Real numbers with NaN where one is missing."""
    from pandas.api.types import is_complex_dtype, is_numeric_dtype

    inside = f" in column '{column}'" if column else ""
    if cells.dtype == np.float64:
        values = cells.to_numpy()
    elif is_numeric_dtype(cells.dtype) and not is_complex_dtype(cells.dtype):
        values = cells.to_numpy(dtype=np.float64, na_value=np.nan)
    elif cells.dtype == object:
        values = np.fromiter(
            (
                _real(cell, f"holds {shown(cell)}{inside} at '{names.texts[row]}'", argument)
                for row, cell in enumerate(cells)
            ),
            dtype=np.float64,
            count=len(cells),
        )
    else:
        raise invalid_argument(
            argument,
            f"holds {cells.dtype}{inside}",
            "give real numbers; pandas.to_numeric reads them from text",
            code="not_a_number",
            column=column,
        )
    endless = np.isinf(values)
    if not infinite and endless.any():
        row = int(np.argmax(endless))
        raise invalid_argument(
            argument,
            f"is {values[row]}{inside} at '{names.texts[row]}'",
            "leave what is not known empty (NaN)",
            code="not_finite",
            column=column,
            areas=[names.texts[row]],
        )
    return np.ascontiguousarray(values)


def _real(cell: object, trouble: str, argument: str) -> float:
    import pandas as pd

    if cell is None or cell is pd.NA or cell is pd.NaT:
        return math.nan
    if isinstance(cell, bool | np.bool_) or not isinstance(cell, numbers.Real | Decimal):
        raise invalid_argument(
            argument,
            trouble,
            "give real numbers; pandas.to_numeric reads them from text",
            code="not_a_number",
        )
    try:
        return float(cell)
    except (OverflowError, ValueError):  # a whole number of hundreds of digits, a signalling NaN
        raise invalid_argument(argument, f"{trouble}, which is too large") from None


# ---- single arguments


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
    if not isinstance(value, str) or not is_unicode(value):
        raise _unfit(argument, value, "a text is needed")
    return value


def require_list(value: object, argument: str) -> list[Any]:
    """What a list, array or Series holds."""
    listed = list_items(value)
    if listed is None:
        raise _unfit(argument, value, "a list is needed")
    return listed


def require_texts(value: object, argument: str) -> list[str]:
    """A list of texts."""
    listed = list_items(value)
    if listed is None:
        raise _unfit(argument, value, "a list of texts is needed")
    return [require_text(one, argument) for one in listed]


def require_numbers(value: object, argument: str) -> list[float]:
    """A list of numbers, each as :func:`require_number` wants it."""
    listed = list_items(value)
    if listed is None:
        raise _unfit(argument, value, "a list of numbers is needed")
    return [require_number(one, argument) for one in listed]


def require_choice(value: object, argument: str, choices: Sequence[str]) -> str:
    """One of the texts ``choices``; raises :class:`UnknownName` with the nearest one."""
    if isinstance(value, str) and value in choices:
        return value
    wanted = value if isinstance(value, str) else shown(value)
    raise unknown_name(argument, wanted, choices, Place(argument=argument))


def require_label(label: object, argument: str, kind: str, labels: Any) -> Any:
    """A label that occurs; raises :class:`UnknownName` with the nearest one."""
    try:
        if label in labels:
            return label
    except TypeError:  # a list, which no index holds
        pass
    candidates = [label_text(one) for one in labels]
    raise unknown_name(kind, label_text(label), candidates, Place(argument=argument))


def require_path(value: object, argument: str) -> str:
    """The text of a path; raises :class:`InvalidInput` for what is none, or empty."""
    if not isinstance(value, str | os.PathLike):
        raise _unfit(argument, value, "the path of a file is needed")
    path = os.fspath(value)
    if not isinstance(path, str) or not path:
        raise _unfit(argument, path, "the path of a file is needed")
    if "\0" in path or not is_unicode(path):
        raise _unfit(argument, path, "a path of UTF-8 text without NUL is needed")
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
    return invalid_argument(argument, f"is {shown(value)}; {needed}")


def require_progress(progress: object) -> None:
    """None, or something that can be called."""
    if progress is not None and not callable(progress):
        raise _unfit("progress", progress, "a function of (done, total) is needed")
