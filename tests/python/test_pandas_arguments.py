"""What is no Series, DataFrame or GeoDataFrame is told so by name, in every face."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from sozialraum import composite, core, equity, indicator, smallarea, spatial

COLUMN = pd.Series([1.0, 2.0], index=["a", "b"])

CALLS: list[tuple[str, str, Callable[[Any], object]]] = [
    ("count", "Series", lambda x: indicator.rate(x, COLUMN)),
    ("base", "Series", lambda x: indicator.rate(COLUMN, x)),
    ("column", "Series", lambda x: indicator.transform(x)),
    ("frame", "DataFrame", lambda x: indicator.standardise(x)),
    ("weights", "Series", lambda x: indicator.standardise(COLUMN.to_frame(), weights=x)),
    ("count", "DataFrame", lambda x: indicator.direct_rate(x, COLUMN.to_frame(), COLUMN)),
    ("count", "Series", lambda x: smallarea.empirical_bayes(x, COLUMN)),
    ("base", "Series", lambda x: smallarea.rate_z(COLUMN, x)),
    ("z", "DataFrame", lambda x: composite.weighted_sum(x)),
    ("shares", "DataFrame", lambda x: composite.status_index(x)),
    ("changes", "DataFrame", lambda x: composite.dynamics_index(x)),
    ("status", "Series", lambda x: composite.overlay(x, COLUMN)),
    ("frame", "DataFrame", lambda x: composite.min_max(x)),
    ("column", "Series", lambda x: composite.ranks(x)),
    ("column", "Series", lambda x: composite.rank_exponential(x)),
    ("frame", "DataFrame", lambda x: composite.mazziotta_pareto(x)),
    ("value", "Series", lambda x: equity.gini(x, COLUMN)),
    ("people", "Series", lambda x: equity.palma(COLUMN, x)),
    ("gdf", "GeoDataFrame", lambda x: spatial.contiguity(x)),
    ("gdf", "GeoDataFrame", lambda x: spatial.nearest_neighbours(x, 1)),
]


@pytest.mark.parametrize("nonsense", [[1.0, 2.0], {"a": 1.0}, "count"])
@pytest.mark.parametrize(("argument", "kind", "call"), CALLS)
def test_the_argument_and_the_kind_are_named(
    argument: str, kind: str, call: Callable[[Any], object], nonsense: object
) -> None:
    with pytest.raises(core.InvalidInput, match=kind) as caught:
        call(nonsense)
    assert caught.value.finding.place.argument == argument
