"""Hills: a made raster, sampled and turned into times; sampled beside rasterio-like arithmetic."""

from pathlib import Path

import geopandas as gpd
import numpy as np
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


def test_uphill_takes_longer_than_downhill(plane: Path) -> None:
    graph = street(1000.0, 12.0)  # 30 m up on 1000 m: 3 %
    walk = graph.with_elevation(plane, mode="foot").to_edges().iloc[0]
    assert walk["minutes_forward"] == pytest.approx(12.0 * np.exp(3.5 * 0.03), abs=0.01)
    assert walk["minutes_backward"] == pytest.approx(12.0 * np.exp(-3.5 * 0.03), abs=0.01)
    ride = street(1000.0, 4.0).with_elevation(plane, mode="bicycle").to_edges().iloc[0]
    assert ride["minutes_forward"] == pytest.approx(4.0 / (1 - 3 * 0.4002 / 6.01), abs=0.01)
    assert ride["minutes_backward"] == pytest.approx(4.0 / (1 + 3 * 0.2379 / 6.01), abs=0.01)


def test_the_result_says_how_much_is_known(plane: Path) -> None:
    finding = street(1000.0, 12.0).with_elevation(plane, mode="foot").findings[-1]
    assert finding.code == "slopes"
    assert finding.details["nodes_without_height"] == "0"
    far = street(1000.0, 12.0).to_edges().translate(5.0)
    lost = network.RoadGraph.from_edges(
        gpd.GeoDataFrame({"u": [1], "v": [2], "metres": [1.0], "minutes": [1.0]}, geometry=far)
    )
    with pytest.raises(core.InvalidInput, match="height"):
        lost.with_elevation(plane, mode="foot")


def test_cars_do_not_climb(plane: Path) -> None:
    with pytest.raises(core.UnknownName, match="mode"):
        street(1000.0, 12.0).with_elevation(plane, mode="car")  # type: ignore[arg-type]
