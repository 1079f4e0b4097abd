"""Hills: a made raster, sampled and turned into times; sampled beside rasterio-like arithmetic."""

from pathlib import Path
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import LineString, Point
from sozialraum import core, gis, network

CELLS = 40
SIZE = 0.001


def write_plane(path: Path) -> Path:
    """An ESRI grid whose height is 1000 m a degree of longitude: 1.4 % up to the east at 50°."""
    middles = (np.arange(CELLS) + 0.5) * SIZE * 1000.0
    rows = "\n".join(" ".join(f"{height:.6f}" for height in middles) for _ in range(CELLS))
    path.write_text(
        f"ncols {CELLS}\nnrows {CELLS}\nxllcorner 9.0\nyllcorner 50.0\ncellsize {SIZE}\n"
        f"NODATA_value -9999\n{rows}\n"
    )
    path.with_suffix(".prj").write_text(
        'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
        'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
    )
    return path


@pytest.fixture
def plane(tmp_path: Path) -> Path:
    return write_plane(tmp_path / "plane.asc")


def test_a_plane_is_read_exactly(plane: Path) -> None:
    points = gpd.GeoSeries(
        [Point(9.01, 50.01), Point(9.0333, 50.02), Point(8.0, 50.0)],
        index=["a", "b", "c"],
        crs=4326,
    )
    heights = gis.sample_raster(plane, points)
    assert heights["a"] == pytest.approx(10.0, abs=1e-4)
    assert heights["b"] == pytest.approx(33.3, abs=1e-4)
    assert np.isnan(heights["c"])
    assert [f.code for f in heights.attrs["findings"]].count("outside_raster") == 1
    metres = gis.sample_raster(plane, points.to_crs(25832))
    np.testing.assert_allclose(metres, heights, atol=1e-3)


def street(metres: float, minutes: float) -> network.RoadGraph:
    return network.RoadGraph.from_edges(
        gpd.GeoDataFrame(
            {"u": [1], "v": [2], "metres": [metres], "minutes": [minutes]},
            geometry=[LineString([(9.005, 50.01), (9.035, 50.01)])],
            crs=4326,
        )
    )


def climbed(
    graph: network.RoadGraph, plane: Path, mode: Literal["bicycle", "foot"]
) -> network.RoadGraph:
    return graph.with_heights(gis.sample_raster(plane, graph.height_points()), mode=mode)


def test_uphill_takes_longer_than_downhill(plane: Path) -> None:
    graph = street(1000.0, 12.0)  # 30 m up on 1000 m: 3 %
    walk = climbed(graph, plane, "foot").to_edges().iloc[0]
    assert walk["minutes_forward"] == pytest.approx(12.0 * np.exp(3.5 * 0.03), abs=0.01)
    assert walk["minutes_backward"] == pytest.approx(12.0 * np.exp(-3.5 * 0.03), abs=0.01)
    ride = climbed(street(1000.0, 4.0), plane, "bicycle").to_edges().iloc[0]
    assert ride["minutes_forward"] == pytest.approx(4.0 / (1 - 3 * 0.4002 / 6.01), abs=0.01)
    assert ride["minutes_backward"] == pytest.approx(4.0 / (1 + 3 * 0.2379 / 6.01), abs=0.01)


def test_the_result_says_how_much_is_known(plane: Path) -> None:
    finding = climbed(street(1000.0, 12.0), plane, "foot").findings[-1]
    assert finding.code == "slopes"
    assert finding.details["nodes_without_height"] == "0"
    far = street(1000.0, 12.0).to_edges().translate(5.0)
    lost = network.RoadGraph.from_edges(
        gpd.GeoDataFrame({"u": [1], "v": [2], "metres": [1.0], "minutes": [1.0]}, geometry=far)
    )
    with pytest.raises(core.InvalidInput, match="height"):
        climbed(lost, plane, "foot")


def test_heights_of_nodes_and_bends_go_by_their_numbers() -> None:
    line = LineString([(9.0, 50.0), (9.01, 50.0), (9.02, 50.0)])
    table = {"u": [1], "v": [2], "metres": [1434.0], "minutes": [17.2]}
    graph = network.RoadGraph.from_edges(gpd.GeoDataFrame(table, geometry=[line], crs=4326))
    points = graph.height_points()
    assert points.x.tolist() == [9.0, 9.02, 9.01] and points.crs == 4326  # both ends, then bends
    # A ridge in the middle: 21.5 m up on 717 m, and down again, is the same both ways.
    ridge = graph.with_heights([0.0, 0.0, 21.51], mode="foot").to_edges().iloc[0]
    half = 8.6 * (np.exp(3.5 * 0.03) + np.exp(-3.5 * 0.03))
    assert ridge["minutes_forward"] == pytest.approx(half, abs=0.01)
    assert ridge["minutes_backward"] == ridge["minutes_forward"]
    # A Series in another order means the same; a point without a height is only left out.
    shuffled = pd.Series({2: 21.51, 0: 0.0, 1: 0.0})
    again = graph.with_heights(shuffled, mode="foot").to_edges().iloc[0]
    assert again["minutes_forward"] == ridge["minutes_forward"]
    flat = graph.with_heights([0.0, 0.0, None], mode="foot").to_edges().iloc[0]
    assert flat["minutes_forward"] == pytest.approx(17.2, abs=0.05)


@pytest.mark.parametrize(
    ("heights", "said"),
    [
        ([1.0], "holds 1 numbers, but height_points\\(\\) has 2 rows"),
        (["80", "110"], "holds '80' at '0'"),
        ("80 110", "is no list of numbers"),
        ([[80.0, 110.0]], "is no list of numbers"),
        (pd.Series([80.0, 110.0], index=[1, 2]), "another index than height_points"),
        ([1e9, 0.0], "below|above"),
        (5, "is no list of numbers"),
    ],
    ids=str,
)
def test_heights_that_are_none_are_named(heights: Any, said: str) -> None:
    with pytest.raises(core.InvalidInput, match=said) as refused:
        street(1000.0, 12.0).with_heights(heights, mode="foot")
    assert refused.value.finding.place.argument == "heights"


def test_cars_do_not_climb() -> None:
    with pytest.raises(core.UnknownName, match="mode"):
        street(1000.0, 12.0).with_heights([0.0, 30.0], mode="car")  # type: ignore[arg-type]
