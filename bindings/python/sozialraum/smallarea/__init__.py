"""What would the rate be with more people? Empirical Bayes for small areas.

In a hamlet of 40 persons one case more or less moves a rate by 2.5 points. The functions here pull
each rate towards the mean of all areas, the harder the fewer people stand behind it, and say by
how much and how sure the result is.
"""

from __future__ import annotations

from sozialraum.smallarea.adjusted_rates import AdjustedRates, adjusted_rates
from sozialraum.smallarea.composition import Composition, composition
from sozialraum.smallarea.empirical_bayes import EmpiricalBayes, empirical_bayes, rate_z
from sozialraum.smallarea.fay_herriot import FayHerriot, fay_herriot
from sozialraum.smallarea.growing_windows import GrowingWindows, growing_windows
from sozialraum.smallarea.guard import Guarded, guard
from sozialraum.smallarea.james_stein import JamesStein, james_stein
from sozialraum.smallarea.local_empirical_bayes import LocalEmpiricalBayes, local_empirical_bayes
from sozialraum.smallarea.logit_shrinkage import LogitShrinkage, logit_shrinkage
from sozialraum.smallarea.pooled_years import PooledYears, pooled_years
from sozialraum.smallarea.regression_bayes import RegressionBayes, regression_bayes
from sozialraum.smallarea.space_time_model import SpaceTimeModel, space_time_model
from sozialraum.smallarea.spatial_draws import SpatialDraws
from sozialraum.smallarea.spatial_fay_herriot import SpatialFayHerriot, spatial_fay_herriot
from sozialraum.smallarea.spatial_model import (
    SpatialModel,
    estimate_spatial_model,
    spatial_model,
)
from sozialraum.smallarea.table_draws import TableDraws, draws_from_counts
from sozialraum.smallarea.weighted_density import weighted_density

__all__ = [
    "AdjustedRates",
    "Composition",
    "EmpiricalBayes",
    "FayHerriot",
    "GrowingWindows",
    "Guarded",
    "JamesStein",
    "LocalEmpiricalBayes",
    "LogitShrinkage",
    "PooledYears",
    "RegressionBayes",
    "SpaceTimeModel",
    "SpatialDraws",
    "SpatialFayHerriot",
    "SpatialModel",
    "TableDraws",
    "adjusted_rates",
    "composition",
    "draws_from_counts",
    "empirical_bayes",
    "estimate_spatial_model",
    "fay_herriot",
    "growing_windows",
    "guard",
    "james_stein",
    "local_empirical_bayes",
    "logit_shrinkage",
    "pooled_years",
    "rate_z",
    "regression_bayes",
    "space_time_model",
    "spatial_fay_herriot",
    "spatial_model",
    "weighted_density",
]
