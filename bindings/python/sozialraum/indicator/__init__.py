"""Which share of whom? Definitions, catalogues, rates with intervals, standardisation.

Area codes are the index of every Series and DataFrame. A rate always comes with its interval and
with the state of its cell (:class:`sozialraum.core.CellState`), so that "secret" stays apart from
"nobody lives there".
"""

from __future__ import annotations

from sozialraum.indicator.age_standardise import case_ratio, direct_rate
from sozialraum.indicator.catalogue import Catalogue, Indicators, load_catalogue
from sozialraum.indicator.comparison import mean_of_areas, sum_over_sum, weighted_mean
from sozialraum.indicator.definition import AreaLevel, Definition, Dimension, Kind
from sozialraum.indicator.interval import (
    byar,
    clopper_pearson,
    exact_poisson,
    standard_error,
    wilson,
)
from sozialraum.indicator.name_use import name_theme, name_use
from sozialraum.indicator.rate import rate
from sozialraum.indicator.standardise import Standardised, standardise
from sozialraum.indicator.transform import transform

__all__ = [
    "AreaLevel",
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
    "mean_of_areas",
    "name_theme",
    "name_use",
    "rate",
    "standard_error",
    "standardise",
    "sum_over_sum",
    "transform",
    "weighted_mean",
    "wilson",
]
