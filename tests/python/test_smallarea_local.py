"""Borrowing from neighbours, against PySAL and by hand."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from sozialraum import access, core, smallarea, spatial
from test_matrix import town

SIDS = Path(__file__).resolve().parents[2] / "data/classic/sids2/sids2.shp"


def sids() -> gpd.GeoDataFrame:
    table = gpd.read_file(SIDS)
    return table.set_index(table["FIPSNO"].astype(int).astype(str))


def test_agrees_with_esda_on_sudden_infant_deaths() -> None:
    smoothing = pytest.importorskip("esda.smoothing")
    from libpysal.weights import Queen

    table = sids()
    w = Queen.from_dataframe(table, use_index=False)
    w.id_order = list(range(len(table)))
    theirs = smoothing.Spatial_Empirical_Bayes(
        table["SID74"].to_numpy(), table["BIR74"].to_numpy(), w
    )
    ours = smallarea.local_empirical_bayes(
        table["SID74"], table["BIR74"], spatial.contiguity(table), intervals=False
    )
    np.testing.assert_allclose(ours.rate, np.asarray(theirs.r).ravel(), rtol=1e-9)
    assert ours.rate.index.equals(table.index)


def test_results_stand_in_the_order_of_the_table_and_islands_are_named() -> None:
    # a and b are neighbours: m = .2, C = .01, A = .01 - .002, w = .8; c keeps its own rate.
    areas = ["a", "b", "c"]
    roads = spatial.Weights(areas, [0, 1, 2, 2], [1, 0], [1.0, 1.0])
    count, base = pd.Series([10.0, 30, 5], ["b", "a", "c"]), pd.Series(100.0, ["b", "a", "c"])
    with pytest.warns(core.FindingWarning, match="islands"):
        result = smallarea.local_empirical_bayes(count, base, roads)
    assert result.rate.round(6).to_dict() == {"b": 0.12, "a": 0.28, "c": 0.05}
    assert result.findings[0].areas == ("c",)
    assert (result.lower < result.rate).all() and (result.rate < result.upper).all()


def test_borrows_by_the_minutes_of_the_roads() -> None:
    graph, homes, _ = town()
    roads = access.travel_time_weights(graph, homes, limit=12, decay=access.Decay.linear(20))
    rng = np.random.default_rng(3)
    base = pd.Series(rng.integers(20, 400, len(homes)).astype(float), homes.index)
    count = pd.Series(rng.binomial(base.astype(int), 0.1).astype(float), homes.index)
    result = smallarea.local_empirical_bayes(count, base, roads, intervals=False)
    # The formula again, with dense matrices.
    k = np.eye(len(homes))
    for i in range(len(homes)):
        row = slice(roads.indptr[i], roads.indptr[i + 1])
        k[i, roads.indices[row]] = roads.data[row]
    y, n = count.to_numpy(), base.to_numpy()
    m = k @ y / (k @ n)
    c = (k * n * (y / n - m[:, None]) ** 2).sum(axis=1) / (k @ n)
    a = np.maximum(0, c - m / (k @ n / k.sum(axis=1)))
    alone = np.diff(roads.indptr) == 0
    expected = np.where(alone, y / n, m + a / (a + m / n) * (y / n - m))
    np.testing.assert_allclose(result.rate, expected, rtol=1e-10)
    assert (~alone).sum() > 3


def test_an_area_the_weights_lack_is_named_and_one_the_table_lacks_is_missing() -> None:
    roads = spatial.Weights(["a", "b"], [0, 1, 2], [1, 0], [1.0, 1.0])
    with pytest.raises(core.UnknownName, match="'x'"):
        smallarea.local_empirical_bayes(
            pd.Series([1.0, 2], ["a", "x"]), pd.Series([10.0, 10], ["a", "x"]), roads
        )
    with pytest.warns(core.FindingWarning, match="islands"):
        alone = smallarea.local_empirical_bayes(
            pd.Series({"b": 1.0}), pd.Series({"b": 10.0}), roads
        )
    assert alone.rate.to_dict() == {"b": 0.1}


def test_a_form_nobody_publishes_is_refused() -> None:
    ones = pd.Series({"a": 1.0, "b": 1.0})
    roads = spatial.Weights(["a", "b"], [0, 1, 2], [1, 0], [1.0, 1.0])
    with pytest.raises(core.InvalidInput, match="geoda"):
        smallarea.local_empirical_bayes(ones, ones * 10, roads, form="geo")  # type: ignore[arg-type]
