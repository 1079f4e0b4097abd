"""Which share of whom? Definitions, catalogues, rates with intervals, standardisation.

Area codes are the index of every Series and DataFrame. A rate always comes with its interval and
with the state of its cell (:class:`sozialraum.core.CellState`), so that "secret" stays apart from
"nobody lives there".
"""

from __future__ import annotations

from sozialraum.indicator.age_standardise import case_ratio, direct_rate, indirect_rate
from sozialraum.indicator.catalogue import Catalogue, Indicators, load_catalogue
from sozialraum.indicator.comparison import mean_of_areas, sum_over_sum, weighted_mean
from sozialraum.indicator.contrast import against_region, change
from sozialraum.indicator.definition import AreaLevel, Definition, Dimension, Kind
from sozialraum.indicator.difference import conditional_poisson, fisher_exact
from sozialraum.indicator.false_discovery import false_discovery
from sozialraum.indicator.funnel import funnel, funnel_limits
from sozialraum.indicator.interval import (
    byar,
    clopper_pearson,
    exact_poisson,
    standard_error,
    wilson,
)
from sozialraum.indicator.mean import means, samples_of, t_interval
from sozialraum.indicator.name_use import name_theme, name_use
from sozialraum.indicator.pool import pool
from sozialraum.indicator.quantile import quantile, quantile_groups
from sozialraum.indicator.rate import rate, rate_by_group
from sozialraum.indicator.scale import Scale, fit_scale
from sozialraum.indicator.slope_index import SlopeIndex, slope_index
from sozialraum.indicator.standardise import Standardised, standardise
from sozialraum.indicator.transform import transform

__all__ = [
    "AreaLevel",
    "Catalogue",
    "Definition",
    "Dimension",
    "Indicators",
    "Kind",
    "Scale",
    "SlopeIndex",
    "Standardised",
    "against_region",
    "byar",
    "case_ratio",
    "change",
    "clopper_pearson",
    "conditional_poisson",
    "direct_rate",
    "exact_poisson",
    "false_discovery",
    "fisher_exact",
    "fit_scale",
    "funnel",
    "funnel_limits",
    "indirect_rate",
    "load_catalogue",
    "mean_of_areas",
    "name_theme",
    "name_use",
    "means",
    "pool",
    "quantile",
    "quantile_groups",
    "rate",
    "rate_by_group",
    "samples_of",
    "slope_index",
    "standard_error",
    "standardise",
    "sum_over_sum",
    "t_interval",
    "transform",
    "weighted_mean",
    "wilson",
]
