"""Which share of whom? Definitions, catalogues, rates with intervals, standardisation.

Area codes are the index of every Series and DataFrame. A rate always comes with its interval and
with the state of its cell (:class:`sozialraum.core.CellState`), so that "secret" stays apart from
"nobody lives there".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from sozialraum._core import indicator as _indicator
from sozialraum.core import (
    AreaTable,
    Finding,
    InvalidInput,
    Place,
    Severity,
    require_pandas,
    unknown_name,
)

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

__all__ = [
    "Catalogue",
    "Definition",
    "Dimension",
    "Indicators",
    "Kind",
    "Standardised",
    "byar",
    "case_ratio",
    "clopper_pearson",
    "direct_rate",
    "exact_poisson",
    "load_catalogue",
    "rate",
    "standardise",
    "transform",
    "wilson",
]

Kind = Literal["share", "rate", "ratio", "percentage", "value"]


@dataclass(frozen=True)
class Dimension:
    """A group of indicators, such as demography."""

    id: str
    name_de: str
    name_en: str


@dataclass(frozen=True)
class Definition:
    """Everything that a reader must know to trust one indicator.

    Attributes
    ----------
    id : str
        Short name in tables: ``"under18"``.
    name_de, name_en : str
        What reports show.
    dimension : str
        Id of its :class:`Dimension`.
    kind : {"share", "rate", "ratio", "percentage", "value"}
        ``share``: persons among persons (Wilson interval). ``rate``: events per base, may exceed it
        (exact Poisson interval below 10 cases, else Byar). ``ratio``: things per base, without an
        interval. ``percentage``: delivered in percent, with the base it refers to. ``value``: a
        number as it stands.
    numerator : tuple of str
        Columns whose sum is counted; the one column that is read for ``percentage`` and ``value``.
    denominator : tuple of str
        Columns whose sum is the base.
    unit : str
    scale : float
        The rate is multiplied by it: 100 for percent.
    direction : {-1, 0, 1}
        +1: more of it burdens an area; -1: more of it is a resource; 0: neither.
    source, date, licence : str
    rounding : float
        Step to which the source rounded the numerator (persons; percentage points for
        ``percentage``; the column's unit for ``value``). Widens the interval. 0 = not rounded.
    note : str
    """

    id: str
    name_de: str = ""
    name_en: str = ""
    dimension: str = ""
    kind: Kind = "share"
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    unit: str = ""
    scale: float = 1.0
    direction: int = 0
    source: str = ""
    date: str = ""
    licence: str = ""
    rounding: float = 0.0
    note: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads, each once."""
        return tuple(dict.fromkeys(self.numerator + self.denominator))


@dataclass(frozen=True)
class Indicators:
    """The indicators of all areas: frames of areas x indicator ids.

    Attributes
    ----------
    values : pandas.DataFrame
        In the unit of the definition; NaN where the state has no value.
    lower, upper : pandas.DataFrame
        Interval at the chosen level; NaN where there is none.
    states : pandas.DataFrame of uint8
        :class:`sozialraum.core.CellState` of each value.
    count, base : pandas.DataFrame
        Persons or events behind each value; NaN for plain values.
    findings : list of Finding
    """

    values: pd.DataFrame
    lower: pd.DataFrame
    upper: pd.DataFrame
    states: pd.DataFrame
    count: pd.DataFrame
    base: pd.DataFrame
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class Catalogue:
    """Which indicators describe an area, and how they are made from a table.

    Attributes
    ----------
    definitions : list of Definition
    dimensions : dict of str to Dimension
        In the order of the file.
    title : str
    file : str
        Where it was read from; empty if it was made in code.
    rows : dict of str to int
        Line of each indicator in the file.
    """

    definitions: list[Definition]
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    title: str = ""
    file: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """The columns of a table that the definitions read, each once."""
        return list(dict.fromkeys(c for d in self.definitions for c in d.columns))

    @property
    def directions(self) -> dict[str, int]:
        """Direction of each indicator, as :func:`sozialraum.composite.weighted_sum` takes it."""
        return {definition.id: definition.direction for definition in self.definitions}

    def definition(self, name: str) -> Definition:
        """The definition of an indicator; raises :class:`UnknownName` with the nearest id."""
        for definition in self.definitions:
            if definition.id == name:
                return definition
        raise unknown_name("indicator", name, [d.id for d in self.definitions])

    def compute(
        self,
        table: AreaTable,
        *,
        level: float = 0.95,
        progress: Callable[[int, int], None] | None = None,
    ) -> Indicators:
        """Compute every indicator of every area.

        Parameters
        ----------
        table : AreaTable
            Numbers with their states; the index of ``table.data`` holds the area codes.
        level : float
            Of the intervals.
        progress : callable, optional
            Called with (rows done, rows in all).

        Returns
        -------
        Indicators
            Frames of areas x indicators. The state of a value is that of the cells it is made
            from; a base of zero gives ``UNDEFINED``.

        Raises
        ------
        UnknownName
            A column that the table lacks, with the nearest one, and file and line of the
            indicator.
        InvalidInput
            Negative numbers, a count above its base, a percentage outside 0..100: with the areas.
        """
        areas = [str(code) for code in table.data.index]
        columns = [
            (
                str(name),
                np.asarray(table.data[name], dtype=float),
                np.asarray(table.states[name], dtype=np.uint8),
            )
            for name in table.data.columns
        ]
        compiled = [
            _indicator.Definition(
                d.id, d.kind, list(d.numerator), list(d.denominator), d.scale, d.rounding
            )
            for d in self.definitions
        ]
        try:
            made, findings = _indicator.compute(compiled, areas, columns, level, progress)
        except InvalidInput as error:
            raise self._with_line(error) from error
        return self._frames(made, table.data.index, findings)

    def _with_line(self, error: InvalidInput) -> InvalidInput:
        """The error with file and line of the indicator it speaks of."""
        place = error.finding.place
        name = error.finding.details.get("indicator", place.argument.removeprefix("indicator "))
        if name not in self.rows:
            return error
        place = dataclasses.replace(place, file=self.file, row=self.rows[name])
        return type(error)(dataclasses.replace(error.finding, place=place))

    def _frames(
        self,
        made: Mapping[str, Sequence[npt.NDArray[np.float64]]],
        index: pd.Index,
        findings: list[Finding],
    ) -> Indicators:
        import pandas as pd

        def frame(part: int) -> pd.DataFrame:
            columns = {d.id: made[d.id][part] for d in self.definitions}
            return pd.DataFrame(columns, index=index.astype(str), copy=False)

        return Indicators(
            values=frame(0),
            lower=frame(1),
            upper=frame(2),
            states=frame(3),
            count=frame(4),
            base=frame(5),
            findings=findings,
        )


@dataclass(frozen=True)
class Standardised:
    """Deviations from the mean in standard deviations.

    Attributes
    ----------
    z : pandas.DataFrame
        Same shape as the input; NaN where a value is missing, and in a constant column.
    mean, sd : pandas.Series
        Per column.
    findings : list of Finding
        ``constant_column``, ``all_missing``.
    """

    z: pd.DataFrame
    mean: pd.Series
    sd: pd.Series
    findings: list[Finding] = field(default_factory=list)


def load_catalogue(path: str | Path) -> Catalogue:
    """Read and check a catalogue file.

    Parameters
    ----------
    path : str or Path
        A YAML file with ``dimensions`` and ``indicators``; the form is described in
        ``docs/methods/indicator.md``.

    Returns
    -------
    Catalogue

    Raises
    ------
    InvalidInput
        With file and line: ``file_missing``, ``not_yaml``, ``missing_option``, ``wrong_option``,
        ``duplicate_option``, ``duplicate_indicator``.
    UnknownName
        ``unknown_option`` or ``unknown_dimension``, with the nearest right name.
    """
    from sozialraum import _catalogue_file

    content, file = _catalogue_file.read(path)
    return Catalogue(
        definitions=[Definition(**indicator.definition()) for indicator in content.indicators],
        dimensions={
            name: Dimension(name, dimension.name_de, dimension.name_en)
            for name, dimension in content.dimensions.items()
        },
        title=content.title,
        file=str(path),
        rows={
            indicator.id: file.row(("indicators", i))
            for i, indicator in enumerate(content.indicators)
        },
    )


def rate(
    count: pd.Series,
    base: pd.Series,
    *,
    level: float = 0.95,
    interval: Literal["wilson", "clopper_pearson", "poisson", "none"] = "wilson",
    rounding: float = 0.0,
    threads: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Which share of the base is it in every area, and how sure is it?

    Parameters
    ----------
    count, base : pandas.Series
        Persons, per area code; the two must have the same index. NaN is missing.
    level : float
        Of the interval.
    interval : {"wilson", "clopper_pearson", "poisson", "none"}
        The first two are for shares, whose count is a part of the base; ``poisson`` is for events.
    rounding : float
        Step to which the source rounded the counts; widens the interval by half of it either way.
    threads : int
        0 = as many as the machine has. The result never depends on it.
    progress : callable, optional
        Called with (rows done, rows in all).

    Returns
    -------
    pandas.DataFrame
        Columns ``value``, ``lower``, ``upper`` (parts of 1) and ``state``
        (:class:`sozialraum.core.CellState`); index as given. ``.attrs["findings"]`` names areas
        with a base of zero, which have the state ``UNDEFINED``.

    Raises
    ------
    InvalidInput
        Negative numbers, a count above its base, indices that differ.

    Notes
    -----
    Wilson 1927; Clopper and Pearson 1934; Byar's approximation as in PHDS "Technical Guide:
    Confidence Intervals" 2018.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["Aerzen", "Hessisch Oldendorf"]
    >>> unemployed = pd.Series([245, 445], index=names)
    >>> persons = pd.Series([6416, 11278], index=names)
    >>> rate(unemployed, persons)[["value", "lower", "upper"]].round(4)
                         value   lower   upper
    Aerzen              0.0382  0.0338  0.0432
    Hessisch Oldendorf  0.0395  0.0360  0.0432
    """
    import pandas as pd

    require_same_index(base, count)
    areas = [str(code) for code in count.index]
    value, lower, upper, state, findings = _indicator.rates(
        np.asarray(count, dtype=float),
        np.asarray(base, dtype=float),
        areas,
        interval,
        level,
        rounding,
        threads,
        progress,
    )
    columns = {"value": value, "lower": lower, "upper": upper, "state": state}
    result = pd.DataFrame(columns, index=count.index)
    result.attrs["findings"] = findings
    return result


def require_same_index(base: pd.Series, count: pd.Series) -> None:
    """Refuse what is no column of areas, and two columns of different areas or order."""
    require_pandas("Series", count, "count")
    require_pandas("Series", base, "base")
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


def standardise(
    frame: pd.DataFrame, *, ddof: int = 0, weights: pd.Series | None = None
) -> Standardised:
    """How far is each area from the middle, in standard deviations?

    Parameters
    ----------
    frame : pandas.DataFrame
        Areas x indicators; NaN is missing and stays missing.
    ddof : {0, 1}
        0 = standard deviation of the population, as in the Berlin monitoring; 1 = of a sample.
    weights : pandas.Series, optional
        Weight of each area, such as its inhabitants; same index. A weight of 3 counts like three
        equal rows.

    Returns
    -------
    Standardised
        A constant or empty column has no z (all NaN) and a finding that says so.

    Raises
    ------
    InvalidInput
        Infinite values, weights that are missing or negative, another ``ddof``.

    Examples
    --------
    >>> import pandas as pd
    >>> standardise(pd.DataFrame({"x": [2.0, 4, 4, 4, 5, 5, 7, 9]})).z["x"].tolist()
    [-1.5, -0.5, -0.5, -0.5, 0.0, 0.0, 1.0, 2.0]
    """
    import pandas as pd

    require_pandas("DataFrame", frame, "frame")
    if weights is not None:
        require_pandas("Series", weights, "weights")
    if weights is not None and not weights.index.equals(frame.index):
        raise InvalidInput(
            Finding(
                code="index_mismatch",
                message="the weights speak of other areas than the frame, or in another order",
                severity=Severity.WARNING,
                place=Place(argument="weights"),
                hint="bring them into one order with weights.reindex(frame.index)",
            )
        )
    weight = np.asarray([] if weights is None else weights, dtype=float)
    made = {
        name: _indicator.standardise(np.asarray(frame[name], dtype=float), ddof, weight, str(name))
        for name in frame.columns
    }
    return Standardised(
        z=pd.DataFrame(
            {n: m[0] for n, m in made.items()}, index=frame.index, columns=frame.columns
        ),
        mean=pd.Series({n: m[1] for n, m in made.items()}, dtype=float),
        sd=pd.Series({n: m[2] for n, m in made.items()}, dtype=float),
        findings=[finding for m in made.values() for finding in m[3]],
    )


def transform(column: pd.Series, how: Literal["none", "log", "sqrt"] = "log") -> pd.Series:
    """The logarithm or square root of a skew column, before it is standardised.

    Parameters
    ----------
    column : pandas.Series
        NaN is missing and stays missing.
    how : {"log", "sqrt", "none"}

    Raises
    ------
    InvalidInput
        ``not_transformable``, naming every area whose value has no logarithm or root.

    Examples
    --------
    >>> import pandas as pd
    >>> transform(pd.Series([0.0, 9.0], index=["Moor", "Hafen"]), "sqrt").tolist()
    [0.0, 3.0]
    """
    import pandas as pd

    require_pandas("Series", column, "column")
    areas = [str(code) for code in column.index]
    name = "" if column.name is None else str(column.name)
    values = _indicator.transform(np.asarray(column, dtype=float), how, areas, name)
    return pd.Series(values, index=column.index, name=column.name)


def direct_rate(
    count: pd.DataFrame,
    base: pd.DataFrame,
    standard: pd.Series,
    *,
    level: float = 0.95,
    interval: Literal["dobson", "gamma"] = "dobson",
) -> pd.DataFrame:
    """Which rate would an area have with the age structure of the standard population?

    Parameters
    ----------
    count, base : pandas.DataFrame
        Cases and persons, areas x strata (age groups); same index and columns.
    standard : pandas.Series
        Persons of the standard population per stratum; its index are the columns of ``count``.
    level : float
    interval : {"dobson", "gamma"}
        Dobson's with Byar's limits (Public Health England), or that of Fay and Feuer (1997).

    Returns
    -------
    pandas.DataFrame
        Columns ``value``, ``lower``, ``upper``, ``state``. ``.attrs["findings"]`` names areas with
        an empty stratum (``empty_base``) and with fewer than 10 cases (``few_cases``).

    Raises
    ------
    InvalidInput
        Frames that do not fit, negative numbers, a standard without persons.

    Examples
    --------
    >>> import pandas as pd
    >>> count = pd.DataFrame({"young": [30], "old": [40]}, index=["Hafen"])
    >>> base = pd.DataFrame({"young": [300], "old": [200]}, index=["Hafen"])
    >>> direct_rate(count, base, pd.Series({"young": 1, "old": 3}))["value"].round(4).tolist()
    [0.175]
    """
    made = _indicator.direct_rates(*_strata(count, base, standard), interval, level)
    return _rate_frame(count, made[:4], ("value", "lower", "upper", "state"), made[4])


def case_ratio(
    count: pd.DataFrame,
    base: pd.DataFrame,
    standard: pd.Series,
    *,
    level: float = 0.95,
    interval: Literal["poisson", "lognormal"] = "poisson",
) -> pd.DataFrame:
    """How many cases are there for each that the standard rates let expect? (SMR)

    Parameters
    ----------
    count, base : pandas.DataFrame
        Cases and persons, areas x strata (age groups); same index and columns.
    standard : pandas.Series
        Rate of the standard population per stratum; its index are the columns of ``count``.
    level : float
    interval : {"poisson", "lognormal"}
        Of the observed cases (exact below 10, else Byar), or ratio x exp(-+ z / sqrt(cases)).

    Returns
    -------
    pandas.DataFrame
        Columns ``value``, ``lower``, ``upper``, ``state``, ``expected``; findings as in
        :func:`direct_rate`.

    Raises
    ------
    InvalidInput
        As :func:`direct_rate`.

    Examples
    --------
    >>> import pandas as pd
    >>> count = pd.DataFrame({"young": [3], "old": [2]}, index=["Hafen"])
    >>> base = pd.DataFrame({"young": [10], "old": [10]}, index=["Hafen"])
    >>> case_ratio(count, base, pd.Series({"young": 0.1, "old": 0.1}))["value"].tolist()
    [2.5]
    """
    made = _indicator.case_ratios(*_strata(count, base, standard), interval, level)
    columns = ("value", "lower", "upper", "state", "expected")
    return _rate_frame(count, made[:5], columns, made[5])


def _strata(
    count: pd.DataFrame, base: pd.DataFrame, standard: pd.Series
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64], list[str]]:
    """Areas x strata row by row, once all three are known to speak of the same strata."""
    require_pandas("DataFrame", count, "count")
    require_pandas("DataFrame", base, "base")
    require_pandas("Series", standard, "standard")
    fits = base.index.equals(count.index) and base.columns.equals(count.columns)
    if not fits or not standard.index.equals(count.columns):
        raise InvalidInput(
            Finding(
                code="index_mismatch",
                message="count, base and standard speak of different areas or strata, or in "
                "different order",
                severity=Severity.WARNING,
                place=Place(argument="standard" if fits else "base"),
                hint="bring them into one order with reindex",
            )
        )
    return (
        np.ascontiguousarray(count, dtype=float).ravel(),
        np.ascontiguousarray(base, dtype=float).ravel(),
        np.asarray(standard, dtype=float),
        [str(code) for code in count.index],
    )


def _rate_frame(
    count: pd.DataFrame,
    made: Sequence[npt.NDArray[np.float64] | npt.NDArray[np.uint8]],
    names: Sequence[str],
    findings: list[Finding],
) -> pd.DataFrame:
    import pandas as pd

    result = pd.DataFrame(dict(zip(names, made, strict=True)), index=count.index)
    result.attrs["findings"] = findings
    return result


def wilson(count: float, base: float, *, level: float = 0.95) -> tuple[float, float]:
    """Interval of one share (Wilson 1927).

    Examples
    --------
    >>> lower, upper = wilson(1, 100)
    >>> round(lower, 6), round(upper, 6)
    (0.001767, 0.054486)
    """
    return _indicator.wilson(count, base, level)


def clopper_pearson(count: float, base: float, *, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of one share (Clopper and Pearson 1934); never covers less than the level."""
    return _indicator.clopper_pearson(count, base, level)


def byar(count: float, *, level: float = 0.95) -> tuple[float, float]:
    """Interval of a number of cases by Byar's approximation; for 10 cases and more."""
    return _indicator.byar(count, level)


def exact_poisson(count: float, *, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of a number of cases (Garwood 1936)."""
    return _indicator.exact_poisson(count, level)
