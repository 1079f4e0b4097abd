"""Which numbers are typed, and how far may each be from the truth?

In standard deviations of the areas, transformed where the project file says so, every dimension
weighing the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sozialraum.level.asked import AskedLevel
from sozialraum.level.measures import Measures, constant_column

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.typology import FrozenIndicator
    from sozialraum.typology.typed_numbers import Bend

__all__ = [
    "RawNumbers",
    "learned_indicators",
    "other_transformations",
    "raw_numbers",
    "spread_of",
    "standard_errors",
    "values_of",
]

_BENDS: tuple[Bend, ...] = (
    "none",
    "sqrt",
)  # what else than its own transformation an indicator might have had
_NOT_KNOWN = 1.0  # standard deviations: without a figure of its own an area is like any other
_NOT_SEEN = 3.0  # the same for a model of raw rates: it may be anywhere


def learned_indicators(
    level: AskedLevel, measures: Measures, codes: list[str]
) -> tuple[FrozenIndicator, ...]:
    """How the values of these areas become the numbers that are typed.

    Transformed, in standard deviations of the areas (each counts once), and every dimension weighs
    the same, however many indicators it has; the mean weight is 1.
    """
    from sozialraum import typology

    for name in measures.typed:
        values = measures.value.loc[codes, name]
        filled = measures.filled.loc[codes, name].astype(bool)
        if values[~filled].nunique() < 2:
            raise constant_column(level, measures, name, float(values.dropna().iloc[0]))
    return typology.frozen_indicators(
        values_of(measures, codes),
        bends={name: measures.uses[name].transform for name in measures.typed},
        weights=_weights(measures),
    )


def values_of(measures: Measures, codes: list[str]) -> pd.DataFrame:
    """What is typed, in the units of the indicators."""
    return measures.value.loc[codes, measures.typed].astype(float)


def _weights(measures: Measures) -> dict[str, float]:
    from sozialraum import typology

    dimensions = {name: measures.definitions[name].dimension for name in measures.typed}
    weights = typology.dimension_weights(dimensions)
    return {str(name): float(weight) for name, weight in weights.items()}


def spread_of(
    measures: Measures, codes: list[str], indicators: Sequence[FrozenIndicator]
) -> pd.DataFrame:
    """Standard error of each typed number, from the interval of its value.

    0 where a value is known exactly; the whole spread of the areas where nothing is known.
    """
    from sozialraum import typology

    names = [one.id for one in indicators]
    values = measures.value.loc[codes, names].astype(float)
    spread = typology.typed_errors(values, standard_errors(measures, codes, names), indicators)
    nothing_known = (
        measures.filled.loc[codes, names].astype(bool) & measures.lower.loc[codes, names].isna()
    )
    return _in_place_of(spread, nothing_known, _NOT_KNOWN, indicators).fillna(0.0)


def standard_errors(measures: Measures, codes: list[str], names: list[str]) -> pd.DataFrame:
    """From the intervals, in the units of the indicators; 0 where there is none."""
    import pandas as pd

    from sozialraum import indicator

    lower, upper = measures.lower.loc[codes], measures.upper.loc[codes]
    return pd.DataFrame(
        {
            name: indicator.standard_error(lower[name].astype(float), upper[name].astype(float))
            for name in names
        }
    ).fillna(0.0)


def _in_place_of(
    table: pd.DataFrame,
    where: pd.DataFrame,
    deviations: float,
    indicators: Sequence[FrozenIndicator],
) -> pd.DataFrame:
    for one in indicators:
        table[one.id] = table[one.id].mask(where[one.id], deviations * one.weight**0.5)
    return table


def other_transformations(
    measures: Measures, points: pd.DataFrame, indicators: Sequence[FrozenIndicator]
) -> list[pd.DataFrame]:
    """The same table had nothing been transformed, or everything by its root.

    An indicator with values below 0 has no root and stays as it is.
    """
    from sozialraum import typology

    values = values_of(measures, list(points.index))
    tables = []
    for how in _BENDS:
        rootless = how == "sqrt"
        table = typology.typed(
            values,
            bends={
                one.id: one.bend if rootless and values[one.id].min() < 0 else how
                for one in indicators
            },
            weights={one.id: one.weight for one in indicators},
        ).fillna(0.0)
        if not table.equals(points):
            tables.append(table)
    return tables


@dataclass(frozen=True)
class RawNumbers:
    """What a model that knows the errors is made of: raw rates, in the units of the typed numbers.

    Attributes
    ----------
    points : pandas.DataFrame
        Areas x typed indicators; nowhere missing.
    errors : pandas.DataFrame
        Standard error of each by the chance of small counts, from the *adjusted* rate: an own rate
        of 0 would seem to be known exactly.
    """

    points: pd.DataFrame
    errors: pd.DataFrame


def raw_numbers(
    measures: Measures, codes: list[str], indicators: Sequence[FrozenIndicator]
) -> RawNumbers:
    """Raw rates with their sampling errors, by the goalposts of the adjusted ones."""
    from sozialraum import typology

    names = [one.id for one in indicators]
    raw = measures.raw.loc[codes, names].astype(float)
    errors = standard_errors(measures, codes, names)
    for name in names:
        sampling = _sampling_error(measures, name, codes)
        if sampling is not None:
            errors[name] = sampling
    filled = measures.filled.loc[codes, names].astype(bool) | raw.isna() | errors.isna()
    raw = raw.mask(filled)
    return RawNumbers(
        typology.typed(raw, indicators=indicators).fillna(0.0),
        _in_place_of(typology.typed_errors(raw, errors, indicators), filled, _NOT_SEEN, indicators),
    )


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
