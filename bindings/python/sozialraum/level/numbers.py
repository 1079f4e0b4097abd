"""Which numbers are typed, and how far may each be from the truth?

In standard deviations of the areas, transformed where the project file says so, every dimension
weighing the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sozialraum.core import InvalidInput
from sozialraum.level.asked import AskedLevel
from sozialraum.level.measures import Measures, constant_column
from sozialraum.level.trouble import trouble

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "RawNumbers",
    "dimension_weights",
    "other_transformations",
    "raw_numbers",
    "standardised",
    "transformed",
    "z_spread",
]

_BENDS = ("none", "sqrt")  # what else than its own transformation an indicator might have had
_NOT_KNOWN = 3.0  # standard deviations: an area without a figure of its own may be anywhere


def standardised(level: AskedLevel, measures: Measures, codes: list[str]) -> pd.DataFrame:
    """Typed indicators, transformed and in standard deviations (population SD, each area counts
    once).
    """
    from sozialraum import indicator

    frame = measures.value.loc[codes, measures.typed].copy()
    for name in frame.columns:
        frame[name] = transformed(frame[name], measures.uses[name].transform, name)
        own = measures.filled.loc[codes, name]
        if frame[name][~own].nunique() < 2:
            value = float(measures.value.loc[codes, name].dropna().iloc[0])
            raise constant_column(level, measures, name, value)
    z: pd.DataFrame = indicator.standardise(frame).z
    return z


def transformed(values: pd.Series, how: str, name: str) -> pd.Series:
    """A skew indicator made less skew; an error where the logarithm does not exist."""
    from sozialraum import indicator

    if how == "none":
        return values
    try:
        scale = indicator.fit_scale(values, how)  # type: ignore[arg-type]
        result: pd.Series = scale.apply(values)["value"]
    except InvalidInput as error:
        if error.finding.code != "not_transformable":
            raise
        lowest = f"{values.min():g}"
        raise trouble(
            "not_transformable",
            f"'{name}' has the value {lowest}, which '{how}' cannot take",
            column=name,
            hint="use 'asinh' or 'none' under transform",
            found=lowest,
            transform=how,
        ) from error
    return result


def dimension_weights(measures: Measures) -> pd.Series:
    """Every dimension weighs the same, however many indicators it has; the mean weight is 1."""
    from sozialraum import typology

    return typology.dimension_weights(
        {name: measures.definitions[name].dimension for name in measures.typed}
    )


def z_spread(measures: Measures, z: pd.DataFrame) -> pd.DataFrame:
    """Standard deviation of each value in z units, carried through the transformation.

    0 where a value is known exactly; 1, the whole spread of the areas, where nothing is known.
    """
    import pandas as pd

    from sozialraum import indicator

    codes, names = list(z.index), list(z.columns)
    spread = pd.DataFrame(0.0, index=codes, columns=names)
    for name in names:
        how = measures.uses[name].transform
        values = measures.value.loc[codes, name].astype(float)
        scale = float(transformed(values, how, name).std(ddof=0))
        lower, upper = measures.lower.loc[codes, name], measures.upper.loc[codes, name]
        if how != "none":  # no interval reaches 0 on a scale of logarithms
            scaled = indicator.fit_scale(values, how)
            lower = scaled.apply(lower.astype(float).clip(lower=1e-3))["value"]
            upper = scaled.apply(upper.astype(float).clip(lower=1e-3))["value"]
        error = indicator.standard_error(lower.astype(float), upper.astype(float))
        spread[name] = (error / scale).fillna(0.0)
        nothing_known = measures.filled.loc[codes, name] & measures.lower.loc[codes, name].isna()
        spread.loc[nothing_known, name] = 1.0
    return spread


def other_transformations(
    level: AskedLevel, measures: Measures, z: pd.DataFrame
) -> list[pd.DataFrame]:
    """The same table had nothing been transformed, or everything by its root.

    An indicator with values below 0 has no root and stays as it is.
    """
    from sozialraum import indicator

    codes, tables = list(z.index), []
    for how in _BENDS:
        frame = measures.value.loc[codes, measures.typed].astype(float).copy()
        for name in frame.columns:
            own = measures.uses[name].transform
            bend = own if how == "sqrt" and float(frame[name].min()) < 0 else how
            frame[name] = transformed(frame[name], bend, name)
        tables.append(indicator.standardise(frame).z.fillna(0.0))
    return [table for table in tables if not table.equals(z.fillna(0.0))]


@dataclass(frozen=True)
class RawNumbers:
    """What a model that knows the errors is made of: raw rates, in the units of the typed numbers.

    Attributes
    ----------
    z : pandas.DataFrame
        Areas x typed indicators; nowhere missing.
    errors : pandas.DataFrame
        Standard error of each by the chance of small counts, from the *adjusted* rate: an own rate
        of 0 would seem to be known exactly.
    """

    z: pd.DataFrame
    errors: pd.DataFrame


def raw_numbers(measures: Measures, z: pd.DataFrame) -> RawNumbers:
    """Raw rates with their sampling errors, by the goalposts of the adjusted ones."""
    import numpy as np
    import pandas as pd

    from sozialraum import indicator

    codes, names = list(z.index), [str(name) for name in z.columns]
    raw = pd.DataFrame(0.0, index=codes, columns=names)
    errors = pd.DataFrame(0.0, index=codes, columns=names)
    for name in names:
        how = measures.uses[name].transform
        fitted = transformed(measures.value.loc[codes, name].astype(float), how, name)
        middle, scale = float(fitted.mean()), float(fitted.std(ddof=0))
        own = measures.raw.loc[codes, name].astype(float)
        error = _sampling_error(measures, name, codes)
        if error is None:
            lower, upper = measures.lower.loc[codes, name], measures.upper.loc[codes, name]
            error = indicator.standard_error(lower.astype(float), upper.astype(float)).fillna(0.0)
        filled = measures.filled.loc[codes, name].astype(bool) | own.isna() | error.isna()
        seen = own.where(~filled, float(own.mean()))
        error = error.where(~filled, 0.0)
        least = float(seen[seen > 0].min()) if how != "none" and (seen > 0).any() else -np.inf
        up = transformed(seen + error, how, name)
        down = transformed((seen - error).clip(lower=least), how, name)
        raw[name] = ((transformed(seen, how, name) - middle) / scale).mask(filled, 0.0)
        errors[name] = ((up - down) / (2 * scale)).mask(filled, _NOT_KNOWN)
    return RawNumbers(raw, errors)


def _sampling_error(measures: Measures, name: str, codes: list[str]) -> pd.Series | None:
    """By the chance of counts of so many people; nothing where the value was not adjusted."""
    adjust = measures.uses[name].adjust
    if adjust == "none":
        return None
    scale = float(measures.definitions[name].scale or 1.0)
    rate = measures.value.loc[codes, name].astype(float) / scale
    base = measures.base.loc[codes, name].astype(float)
    variance = rate * (1 - rate).clip(lower=0) if adjust == "binomial" else rate
    guarded = measures.count_variance.loc[codes, name].astype(float) / base
    error: pd.Series = ((variance + guarded) / base.where(base > 0)).pow(0.5) * scale
    return error
