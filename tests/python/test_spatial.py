import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sozialraum import core, spatial

gpd = pytest.importorskip("geopandas")
libpysal = pytest.importorskip("libpysal")
from shapely.geometry import Point, box  # noqa: E402

warnings.filterwarnings("ignore", category=FutureWarning)
DATA = Path(__file__).parents[2] / "data"


def guerry() -> "gpd.GeoDataFrame":
    return gpd.read_file(DATA / "classic/guerry/Guerry.shp").set_index("CODE_DE")


def communes() -> "gpd.GeoDataFrame":
    return gpd.read_file(DATA / "boundaries/gemeinden_niedersachsen_2022.geojson").set_index("ags")


def sids() -> "gpd.GeoDataFrame":
    frame = gpd.read_file(DATA / "classic/sids2/sids2.shp")
    return frame.set_index(frame.FIPSNO.astype(int).astype(str))


def differences(ours: spatial.Weights, theirs: "libpysal.weights.W") -> list[str]:
    return [c for c in ours.codes if set(ours.neighbours(c).index) != set(theirs.neighbors[c])]


@pytest.mark.parametrize(("read", "links"), [(guerry, 420), (sids, 490), (communes, 5420)])
@pytest.mark.parametrize("rule", ["queen", "rook"])
def test_contiguity_is_that_of_libpysal(read, links: int, rule: str) -> None:
    gdf = read()
    peer = libpysal.weights.Queen if rule == "queen" else libpysal.weights.Rook
    theirs = peer.from_dataframe(gdf, use_index=True, silence_warnings=True)
    ours = spatial.contiguity(gdf, rule=rule)
    assert differences(ours, theirs) == []
    if rule == "queen":
        assert ours.links == links


def test_seven_inhabited_communes_of_lower_saxony_are_islands() -> None:
    borders = communes()
    weights = spatial.contiguity(borders)
    table = pd.read_csv(DATA / "gemeinde_indicators/niedersachsen_gemeinden.csv", dtype=str)
    assert len(set(weights.islands) & set(table.ags)) == 7
    invalid, islands, parts = weights.findings
    assert invalid.code == "invalid_polygons"
    assert set(invalid.areas) == set(borders.index[~borders.is_valid])
    assert islands.code == "islands"
    assert set(islands.areas) == set(weights.islands)
    assert parts.code == "several_components"
    assert weights.components.value_counts().iloc[0] == 964 - 9


def test_contiguity_does_not_depend_on_the_order_of_rows() -> None:
    gdf = guerry()
    straight = spatial.contiguity(gdf)
    mixed = spatial.contiguity(gdf.iloc[::-1])
    for code in gdf.index:
        assert set(straight.neighbours(code).index) == set(mixed.neighbours(code).index)


def test_snap_joins_what_nearly_touches() -> None:
    gdf = gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1), box(1.001, 0, 2, 1)], index=["a", "b"])
    assert spatial.contiguity(gdf).islands == ["a", "b"]
    assert spatial.contiguity(gdf, rule="rook", snap=0.01).islands == []


def test_a_missing_polygon_is_an_island() -> None:
    gdf = gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1), None], index=list("abc"))
    assert spatial.contiguity(gdf).islands == ["c"]


def test_moran_is_that_of_esda() -> None:
    esda = pytest.importorskip("esda")
    gdf = guerry()
    weights = spatial.contiguity(gdf)
    theirs = esda.Moran(gdf.Litercy.to_numpy(), weights.to_libpysal(), permutations=0)
    ours = spatial.moran(gdf.Litercy.sample(frac=1, random_state=1), weights)
    assert ours.I == pytest.approx(theirs.I, rel=1e-12)
    assert ours.expectation == pytest.approx(theirs.EI, rel=1e-12)
    assert ours.variance_normal == pytest.approx(theirs.VI_norm, rel=1e-10)
    assert ours.variance_random == pytest.approx(theirs.VI_rand, rel=1e-10)
    assert ours.z == pytest.approx(theirs.z_rand, rel=1e-10)
    assert ours.p == pytest.approx(theirs.p_rand, rel=1e-8)


def test_moran_of_rates_is_that_of_esda() -> None:
    esda = pytest.importorskip("esda")
    frame = sids()
    weights = spatial.contiguity(frame)
    theirs = esda.Moran_Rate(
        frame.SID79.to_numpy(),
        frame.BIR79.to_numpy(),
        weights.to_libpysal(),
        permutations=0,
    )
    assert spatial.moran_of_rates(frame.SID79, frame.BIR79, weights).I == pytest.approx(theirs.I)


def test_moran_names_the_areas_that_take_no_part() -> None:
    gdf = guerry()
    values = gdf.Litercy.drop("01")
    result = spatial.moran(values, spatial.contiguity(gdf))
    assert result.areas == 84
    assert result.findings[0].areas == ("01",)
    with pytest.raises(core.UnknownName, match="99"):
        spatial.moran(pd.Series({"99": 1.0}), spatial.contiguity(gdf))


def test_nearest_neighbours_are_those_of_scipy() -> None:
    from scipy.spatial import KDTree

    gdf = communes().to_crs(25832)
    points = np.column_stack([gdf.centroid.x, gdf.centroid.y])
    _, rows = KDTree(points).query(points, k=5)
    weights = spatial.nearest_neighbours(gdf, 4)
    for i, code in enumerate(gdf.index):
        assert set(weights.neighbours(code).index) == set(gdf.index[rows[i, 1:]])


def test_nearest_neighbours_need_metres() -> None:
    with pytest.raises(core.InvalidInput, match="degrees") as caught:
        spatial.nearest_neighbours(communes(), 4)
    assert caught.value.finding.code == "degrees_not_metres"
    gdf = gpd.GeoDataFrame(geometry=[Point(0, 0), Point(900, 0)], index=["a", "b"], crs=25832)
    with pytest.raises(core.InvalidInput, match="only 2 areas"):
        spatial.nearest_neighbours(gdf, 2)


def test_weights_go_to_libpysal_and_back() -> None:
    weights = spatial.contiguity(guerry()).row_standardised()
    back = spatial.Weights.from_libpysal(weights.to_libpysal())
    assert back.codes == weights.codes
    assert back.neighbours("01").sort_index().equals(weights.neighbours("01").sort_index())


def test_wrong_names_name_the_nearest() -> None:
    with pytest.raises(core.UnknownName, match="did you mean 'queen'"):
        spatial.contiguity(guerry(), rule="quen")
    with pytest.raises(core.InvalidInput, match="not text"):
        spatial.contiguity(guerry().reset_index())
