"""What would the rate be with more people? Empirical Bayes for small areas.

In a hamlet of 40 persons one case more or less moves a rate by 2.5 points. The functions here pull
each rate towards the mean of all areas, the harder the fewer people stand behind it, and say by
how much and how sure the result is.
"""

from __future__ import annotations

from sozialraum.smallarea.empirical_bayes import EmpiricalBayes, empirical_bayes, rate_z
from sozialraum.smallarea.guard import Guarded, guard
from sozialraum.smallarea.local_empirical_bayes import LocalEmpiricalBayes, local_empirical_bayes
from sozialraum.smallarea.regression_bayes import RegressionBayes, regression_bayes

__all__ = [
    "EmpiricalBayes",
    "Guarded",
    "LocalEmpiricalBayes",
    "RegressionBayes",
    "empirical_bayes",
    "guard",
    "local_empirical_bayes",
    "rate_z",
    "regression_bayes",
]
