"""What is usual? The one comparison value of a region, and the mean of its areas.

A region's value is the sum of the numerators over the sum of the denominators: of those who are
counted in the region, the share that the question is about. A mean of areas, in which a hamlet
counts as much as a town, is another number and is never shown under the region's name.

Where an indicator has no base of its own (minutes, a value of the source), people are the base:
the region's value is what the mean person has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.level.measures import Measures

__all__ = ["Comparison", "compare", "value_of"]


@dataclass(frozen=True)
class Comparison:
    """Comparison values by indicator; NaN where no area has a value.

    Attributes
    ----------
    shown, region : pandas.Series
        Sum of numerators over sum of denominators of the areas shown, and of all areas compared.
    mean_area : pandas.Series
        Mean of all areas compared; each counts once.
    others : pandas.DataFrame
        Of each area shown: what all other areas shown have together.
    """

    shown: pd.Series
    region: pd.Series
    mean_area: pd.Series
    others: pd.DataFrame


def compare(areas: gpd.GeoDataFrame, measures: Measures) -> Comparison:
    """The comparison values of a level, computed once. O(areas x indicators)."""
    import pandas as pd

    from sozialraum import indicator

    people = areas["population"].astype(float)
    shown = areas.index[areas["shown"].astype(bool)]
    names = list(measures.value.columns)
    values = measures.value.loc[areas.index]

    def of(codes: pd.Index) -> pd.Series:
        return pd.Series({name: value_of(measures, name, people.loc[codes]) for name in names})

    means = pd.Series({name: indicator.mean_of_areas(values[name]) for name in names})
    others = pd.DataFrame({name: _of_others(measures, name, people.loc[shown]) for name in names})
    return Comparison(of(shown), of(areas.index), means, others)


def value_of(measures: Measures, name: str, people: pd.Series) -> float:
    """Sum of numerators over sum of denominators, in the unit of the indicator.

    Parameters
    ----------
    people : pandas.Series
        Of the areas that are taken together.
    """
    from sozialraum import indicator

    count, base, scale = _parts(measures, name, people)
    return scale * indicator.sum_over_sum(count, base)


def _parts(measures: Measures, name: str, people: pd.Series) -> tuple[pd.Series, pd.Series, float]:
    """Numerators, denominators and the scale of an indicator; without a base people are it."""
    count, base = measures.count.loc[people.index, name], measures.base.loc[people.index, name]
    if measures.base[name].notna().any():
        return count, base, float(measures.definitions[name].scale or 1.0)
    return measures.value.loc[people.index, name] * people, people, 1.0


def _of_others(measures: Measures, name: str, people: pd.Series) -> pd.Series:
    """Of each area the value of all others: the sums of all, without its own parts."""
    count, base, scale = _parts(measures, name, people)
    known = count.notna() & base.notna()
    count, base = count.where(known, 0.0), base.where(known, 0.0)
    rest = base.sum() - base
    result: pd.Series = scale * (count.sum() - count) / rest.where(rest > 0)
    return result
