"""How were the types made, so that they can be made again?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sozialraum._core import typology as _core
from sozialraum.core.door import require_choice, require_count
from sozialraum.core.finding import invalid_argument, shown
from sozialraum.core.points import PlaceNames
from sozialraum.typology.bounds import bounds_of
from sozialraum.typology.region_graph import graph_of
from sozialraum.typology.regions import METHODS as REGION_METHODS

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.spatial import Weights
    from sozialraum.typology.mixture import Family

_METHODS = ("kmeans", "ward", "mixture", "regions")


@dataclass(frozen=True)
class Recipe:
    """How types were made: a repetition that asks whether they come again has to do the same.

    Attributes
    ----------
    method : {"kmeans", "ward", "mixture", "regions"}
        ``"kmeans"`` with floors or ceilings is :func:`bounded_kmeans`.
    counts, least, most
        As in :func:`bounded_kmeans` and :func:`regions`.
    family : str
        Of a :func:`mixture`.
    graph : pandas.DataFrame or Weights, optional
        Of :func:`regions`.
    region_method : str
        As ``method`` of :func:`regions`.

    Examples
    --------
    >>> Recipe("regions", region_method="ward").region_method
    'ward'
    """

    method: Literal["kmeans", "ward", "mixture", "regions"] = "kmeans"
    counts: pd.DataFrame | None = None
    least: Mapping[str, float] | None = None
    most: Mapping[str, float] | None = None
    family: Family = "diagonal"
    graph: pd.DataFrame | Weights | None = None
    region_method: str = "skater"


def refit_of(
    recipe: object, names: PlaceNames, variances: np.ndarray[Any, Any] | None, starts: int
) -> Any:
    """How the core makes types anew; nothing for plain k-means, which it does by itself."""
    if recipe is None:
        return None
    if not isinstance(recipe, Recipe):
        raise invalid_argument("recipe", f"is {shown(recipe)}; a Recipe is needed")
    method = require_choice(recipe.method, "recipe", list(_METHODS))
    starts = require_count(starts, "starts", least=1)
    if method == "ward":
        return _core.refit_by_ward()
    if method == "mixture":
        return _core.refit_as_mixture(recipe.family, variances, starts)
    bounds = bounds_of(names, recipe.counts, recipe.least, recipe.most)
    if method == "kmeans":
        return _core.refit_with_bounds(bounds, starts) if bounds else None
    if recipe.graph is None:
        raise invalid_argument("recipe", "has no graph; regions need to know who is neighbour")
    name = require_choice(recipe.region_method, "recipe", list(REGION_METHODS))
    linkage, all_pairs, cuts = REGION_METHODS[name]
    return _core.refit_as_regions(
        graph_of(names, recipe.graph),
        getattr(_core.RegionLinkage, linkage),
        all_pairs,
        cuts,
        bounds,
    )
