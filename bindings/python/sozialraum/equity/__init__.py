"""Who is within reach, and how evenly? From cells to areas, and from people to one number.

Every figure counts people, not cells. Cells without a way and cells that were not measured stay
visible beside each mean, median and share; they are never dropped in silence.
"""

from __future__ import annotations

from sozialraum.equity.aggregate import Aggregate, aggregate
from sozialraum.equity.inequality import (
    Inequality,
    concentration_index,
    gini,
    lorenz,
    palma,
    poverty,
)

__all__ = [
    "Aggregate",
    "Inequality",
    "aggregate",
    "concentration_index",
    "gini",
    "lorenz",
    "palma",
    "poverty",
]
