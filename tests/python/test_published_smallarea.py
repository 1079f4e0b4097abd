"""Published figures of small-area methods that stand in no other test.

The others: docs/methods/smallarea.md, "Checked against", names the test of each.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from sozialraum import indicator, smallarea, spatial
from test_smallarea_local import SIDS

GOLDEN = SIDS.parents[3] / "tests/golden/smallarea"


@pytest.fixture(scope="module")
def sids() -> gpd.GeoDataFrame:
    table = gpd.read_file(SIDS)
    return table.set_index(table["FIPSNO"].astype(int).astype(str))


def test_sudden_infant_deaths_have_the_excess_risks_of_esda(sids: gpd.GeoDataFrame) -> None:
    """Excess_Risk of the tests of esda 2.9: cases over those that the mean lets expect."""
    births = sids["BIR74"].astype(float)
    mean = indicator.sum_over_sum(sids["SID74"], births)
    found = indicator.case_ratio(
        sids[["SID74"]].astype(float).set_axis(["all"], axis=1),
        births.to_frame("all"),
        pd.Series({"all": mean}),
    )
    expected = [0.453433, 0.000000, 0.775871, 0.973810, 3.133190]
    np.testing.assert_allclose(found["value"].iloc[:5], expected, rtol=1e-6)  # six digits


def test_sudden_infant_deaths_have_the_neighbours_and_moments(sids: gpd.GeoDataFrame) -> None:
    assert spatial.contiguity(sids).links == 490
    births, deaths = sids["BIR74"].astype(float), sids["SID74"].astype(float)
    found = smallarea.empirical_bayes(deaths, births)
    assert found.prior_mean == pytest.approx(0.0020214448936544207, rel=1e-14)
    # s² of the rates around it, and what is left when chance is taken out
    chance = found.prior_mean / births.mean()
    assert found.prior_variance + chance == pytest.approx(1.38192266861e-06, rel=1e-10)


def test_ratios_of_lip_cancer_are_pulled_as_marshall_pulls_them() -> None:
    """Observed over expected cases of 56 Scottish districts, recomputed from the formulas."""
    table = pd.read_csv(GOLDEN / "scottish_lip_cancer.csv")
    table.index = pd.Index([str(i) for i in range(1, 57)])
    observed, expected = table.iloc[:, -3].astype(float), table.iloc[:, -2].astype(float)
    found = smallarea.empirical_bayes(observed, expected)
    assert found.prior_mean == pytest.approx(0.999627, abs=5e-7)
    assert found.prior_variance == pytest.approx(0.8027001, abs=5e-8)
    published = {"1": 3.87281, "2": 4.04661, "3": 2.88431, "49": 0.32514, "55": 0.228612}
    for district, ratio in {**published, "56": 0.408779}.items():
        assert found.rate[district] == pytest.approx(ratio, abs=5e-6)


def test_windows_of_homicides_in_st_louis_grow_to_600_000_people() -> None:
    """The documented figures of esda's Spatial_Filtering, whose windows end before the limit.

    The window of a point of the grid holds the counties nearest to it, so the points are areas in
    which nobody lives. Ours hold one county more: the one that reaches the 600,000.
    """
    examples = pytest.importorskip("libpysal.examples")
    table = pd.read_csv(examples.get_path("stl_hom.csv"))
    shapes = gpd.GeoSeries.from_wkt(table["WKT"])
    bbox = ((-92.700676, 36.881809), (-87.916573, 40.3295669))
    x = np.linspace(bbox[0][0], bbox[1][0], 10, endpoint=False)
    y = np.linspace(bbox[0][1], bbox[1][1], 10, endpoint=False)
    at = np.array([(a, b) for a in x for b in y])
    counties = np.column_stack([shapes.centroid.x, shapes.centroid.y])
    cases, people = table.iloc[:, 10].to_numpy(float), table.iloc[:, 13].to_numpy(float)
    distance = np.hypot(*(at[:, None, :] - counties[None]).transpose(2, 0, 1))
    points, areas = len(at), len(counties)
    names = [f"point {i}" for i in range(points)] + [f"county {i}" for i in range(areas)]
    ends = [*range(0, points * areas + 1, areas), *[points * areas] * areas]
    weights = spatial.Weights(
        names,
        ends,
        np.tile(np.arange(points, points + areas), points),
        (1 / (1 + distance)).ravel(),
    )
    nobody = np.zeros(points)
    found = smallarea.growing_windows(
        pd.Series(np.concatenate([nobody, cases]), names),
        pd.Series(np.concatenate([nobody, people]), names),
        weights,
        least_base=600_000,
    )
    last = distance.argsort(axis=1)[range(6), found.members.iloc[:6] - 2]  # one is the point
    assert (found.base.iloc[:6] >= 600_000).all()
    before = found.base.iloc[:6] - people[last]
    assert (before < 600_000).all()
    documented = [3.73728738e-05, 4.04456300e-05, 4.04456300e-05, 3.81035327e-05]
    documented += [4.54831940e-05, 4.54831940e-05]
    rate = (found.count.iloc[:6] - cases[last]) / before
    np.testing.assert_allclose(rate, documented, rtol=1e-8)
