"""How do many indicators become one? Weighted sums, the Berlin status index, and others.

A composite is for talking about many areas at once; it never replaces the indicators behind it.
Area codes are the index of every Series and DataFrame, and nothing is guessed for an area that
lacks an indicator.
"""

from __future__ import annotations

from sozialraum.composite.analytic_hierarchy import AnalyticHierarchy, analytic_hierarchy
from sozialraum.composite.group_weights import (
    GroupWeights,
    budget_allocation,
    delphi_round,
)
from sozialraum.composite.mazziotta_pareto import mazziotta_pareto
from sozialraum.composite.normalise import min_max, rank_exponential, ranks
from sozialraum.composite.status_index import (
    DynamicsIndex,
    StatusIndex,
    dynamics_index,
    overlay,
    status_index,
)
from sozialraum.composite.weighted_sum import weighted_sum

__all__ = [
    "AnalyticHierarchy",
    "DynamicsIndex",
    "GroupWeights",
    "StatusIndex",
    "analytic_hierarchy",
    "budget_allocation",
    "delphi_round",
    "dynamics_index",
    "mazziotta_pareto",
    "min_max",
    "overlay",
    "rank_exponential",
    "ranks",
    "status_index",
    "weighted_sum",
]
