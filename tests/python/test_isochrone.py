from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point
from sozialraum import core, gis, network, reach
from sozialraum.isochrone import isochrones, minutes_surface

DATA = Path(__file__).resolve().parents[2] / "data"
GEOD = pyproj.Geod(ellps="WGS84")


def town(seed: int, nodes: int = 14, edges: int = 40) -> network.RoadGraph:
    """Random streets in a box of 1.4 by 2.2 km, half of them one-way, slow and quick ones."""
    dice = np.random.default_rng(seed)
    where = np.column_stack([9 + 0.02 * dice.random(nodes), 52 + 0.02 * dice.random(nodes)])
    u, v = dice.integers(0, nodes, (2, edges))
    return network.RoadGraph.from_edges(
        gpd.GeoDataFrame(
            {
                "u": u,
                "v": v,
                "metres": 100.0,
                "minutes": dice.integers(0, 50, edges) / 10,
                "oneway": dice.random(edges) < 0.5,
            },
            geometry=[LineString([where[a], where[b]]) for a, b in zip(u, v, strict=True)],
            crs="EPSG:4326",
        )
    )


def some_places(seed: int, count: int = 6) -> gpd.GeoDataFrame:
    dice = np.random.default_rng(1000 + seed)
    return gpd.GeoDataFrame(
        index=[f"p{i}" for i in range(count)],
        geometry=gpd.points_from_xy(9 + 0.02 * dice.random(count), 52 + 0.02 * dice.random(count)),
        crs="EPSG:4326",
    )


LIMITS = [1.0, 4.0, 7.5, 12.0]


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    resolution=st.sampled_from([23.0, 60.0, 110.0]),
    radius=st.sampled_from([80.0, 300.0]),
    direction=st.sampled_from(["to_facility", "from_facility"]),
)
def test_polygons_are_valid_nested_and_wound_right(
    seed: int, resolution: float, radius: float, direction: reach.Direction
) -> None:
    land = isochrones(
        town(seed),
        some_places(seed),
        limits=LIMITS,
        direction=direction,
        resolution=resolution,
        radius=radius,
    )
    assert shapely.is_valid(land.geometry.values).all()
    assert (land.geometry.is_empty == (land.area_km2 == 0)).all()
    for _, rows in land.groupby("place"):
        rings = rows.geometry.to_numpy()
        for shorter, longer in zip(rings[:-1], rings[1:], strict=True):
            assert shorter.is_empty or shapely.covers(longer, shorter)
    for part in land.geometry.explode():
        if part is None or part.is_empty:
            continue
        assert part.exterior.is_ccw
        assert not any(hole.is_ccw for hole in part.interiors)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_polygons_stay_valid_and_nested_in_another_crs(seed: int) -> None:
    places = some_places(seed).to_crs("EPSG:25832")
    land = isochrones(town(seed), places, limits=LIMITS, resolution=60)
    assert land.crs == places.crs
    assert shapely.is_valid(land.geometry.values).all()
    for _, rows in land.groupby("place"):
        rings = rows.geometry.to_numpy()
        for shorter, longer in zip(rings[:-1], rings[1:], strict=True):
            assert shorter.is_empty or shapely.covers(longer, shorter)


@pytest.mark.parametrize("direction", ["to_facility", "from_facility"])
@pytest.mark.parametrize("seed", range(4))
def test_land_agrees_with_travel_times(seed: int, direction: reach.Direction) -> None:
    graph, places, resolution = town(seed), some_places(seed), 12.0
    places = places[(network.snap(graph, places, radius=300).status == "snapped").to_numpy()]
    land = isochrones(
        graph, places, limits=[6.0], direction=direction, resolution=resolution, radius=300
    )
    dice = np.random.default_rng(seed)
    homes = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(
            8.99 + 0.04 * dice.random(1500), 51.99 + 0.04 * dice.random(1500)
        ),
        crs="EPSG:4326",
    )
    homes.index = homes.index.astype(str)
    pairs = reach.travel_times(graph, homes, places, limit=6.0, direction=direction, radius=300)
    flat, homes_flat = land.to_crs("EPSG:25832"), homes.to_crs("EPSG:25832")
    agree, checked, inside = 0, 0, 0
    for row in flat.itertuples():
        within = homes_flat.index.isin(pairs.origin[pairs.facility == row.place])
        covered = homes_flat.within(row.geometry).to_numpy()
        far = homes_flat.distance(row.geometry.boundary).to_numpy() > 1.42 * resolution
        if row.geometry.is_empty:
            far[:] = True
        checked += int(far.sum())
        inside += int((far & covered).sum())
        agree += int((covered == within)[far].sum())
    assert inside > 100
    # Land narrower than the raster can hide between samples; nothing else may differ.
    assert checked - agree <= 0.001 * checked


@pytest.mark.parametrize("mode", ["car", "foot"])
def test_land_around_real_kitas_agrees_with_travel_times(mode: Literal["car", "foot"]) -> None:
    osm = pytest.importorskip("sozialraum.osm")
    path = DATA / "roads_osm/north-bayreuth.osm.gz"
    graph, kitas = (
        osm.read_roads(path, mode=mode),
        osm.read_facilities(path, {"amenity": "kindergarten"}),
    )
    resolution, limit = 15.0, 8.0
    land = isochrones(graph, kitas, limits=[limit], resolution=resolution).to_crs("EPSG:25832")
    west, south, east, north = graph.to_nodes().total_bounds
    dice = np.random.default_rng(7)
    homes = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(
            dice.uniform(west, east, 4000), dice.uniform(south, north, 4000)
        ),
        crs="EPSG:4326",
    )
    homes.index = homes.index.astype(str)
    homes = homes[(network.snap(graph, homes, radius=500).status == "snapped").to_numpy()]
    pairs = reach.travel_times(graph, homes, kitas, limit=limit)
    flat = homes.to_crs("EPSG:25832")
    wrong, inside = 0, 0
    for row in land.itertuples():
        within = flat.index.isin(pairs.origin[pairs.facility == row.place])
        covered = flat.within(row.geometry).to_numpy()
        far = flat.distance(row.geometry.boundary).to_numpy() > 1.42 * resolution
        wrong += int((covered != within)[far].sum())
        inside += int((covered & far).sum())
    assert inside > 50
    assert wrong <= 1


def test_area_is_that_of_the_geodesic_polygon() -> None:
    land = isochrones(town(5), some_places(5), limits=[12.0], resolution=40)
    for row in land.itertuples():
        metres2, _ = GEOD.geometry_area_perimeter(row.geometry)
        assert row.area_km2 == pytest.approx(metres2 / 1e6, rel=1e-6, abs=1e-9)


def test_prepared_graphs_and_threads_give_the_same() -> None:
    graph, places = town(3), some_places(3, 40)
    plain = isochrones(graph, places, limits=LIMITS, threads=1)
    graph.prepare()
    for threads in (1, 2, 3, 8):
        again = isochrones(graph, places, limits=LIMITS, threads=threads)
        assert again.to_wkb().equals(plain.to_wkb())


def test_a_place_off_the_network_has_no_land_and_a_finding() -> None:
    places = gpd.GeoDataFrame(
        index=["Kita", "Alm"], geometry=[Point(9.01, 52.01), Point(9.5, 52.5)], crs="EPSG:4326"
    )
    land = isochrones(town(1), places, limits=[5, 10], resolution=60)
    assert land.place.tolist() == ["Kita", "Kita", "Alm", "Alm"]
    assert land.limit.tolist() == [5, 10, 5, 10]
    assert land.geometry.is_empty.tolist()[2:] == [True, True]
    assert [finding.code for finding in land.attrs["findings"]] == ["place_off_network"]
    tiny = isochrones(town(1), places, limits=[0.001], resolution=60)
    assert tiny.geometry.is_empty.all()
    assert "isochrone_finer_than_grid" in [finding.code for finding in tiny.attrs["findings"]]


def test_no_places() -> None:
    land = isochrones(town(1), some_places(1, 0), limits=[5])
    assert len(land) == 0
    told = [land.attrs["findings"], minutes_surface(town(1), some_places(1, 0)).attrs["findings"]]
    for findings in told:
        (none,) = findings
        assert (none.code, none.place.argument) == ("no_facilities", "places")


def test_a_surface_without_cells_is_told() -> None:
    surface = minutes_surface(town(1), some_places(1), resolution=1e9)
    assert not np.isfinite(surface.minutes).any()
    (told,) = surface.attrs["findings"]
    assert (told.code, told.place.argument) == ("surface_without_cells", "resolution")
    fine = minutes_surface(town(1), some_places(1), resolution=60)
    assert fine.attrs["findings"] == []


def test_mistakes_are_named() -> None:
    graph, places = town(1), some_places(1)
    with pytest.raises(core.InvalidInput, match="limits: do not rise"):
        isochrones(graph, places, limits=[20, 10])
    with pytest.raises(core.InvalidInput, match="limits: are none"):
        isochrones(graph, places, limits=[])
    for limits in (30, None, "10", [5, None], ("a",), [True], {5: 10}, b"x", np.array(3)):
        with pytest.raises(core.InvalidInput, match=r"limits=\[10, 20, 30\]"):
            isochrones(graph, places, limits=limits)  # type: ignore[arg-type]
    with pytest.raises(core.InvalidInput, match="places: is an index of nodes"):
        isochrones(graph, graph.to_nodes().index, limits=[10])  # type: ignore[arg-type]
    with pytest.raises(core.InvalidInput, match="resolution: of 0.001 metres makes a raster"):
        isochrones(graph, places, limits=[10], resolution=0.001)
    with pytest.raises(core.InvalidInput, match="radius: is -1 metres"):
        isochrones(graph, places, limits=[10], radius=-1)
    for argument, value in (("off_road_kmh", np.inf), ("threads", -1), ("resolution", "x")):
        with pytest.raises(core.InvalidInput, match=f"{argument}: is"):
            isochrones(graph, places, limits=[10], **{argument: value})  # type: ignore[arg-type]
    with pytest.raises(core.InvalidInput, match="coordinate reference system"):
        isochrones(graph, gpd.GeoDataFrame(geometry=[Point(9, 52)]), limits=[10])
    with pytest.raises(core.UnknownName, match="did you mean 'to_facility'"):
        isochrones(graph, places, limits=[10], direction="to_facilty")  # type: ignore[arg-type]


def test_progress_tells_samples_and_places() -> None:
    told: list[tuple[int, int]] = []
    isochrones(
        town(2),
        some_places(2),
        limits=[10],
        resolution=2,
        progress=lambda done, total: told.append((done, total)),
    )
    assert all(done <= total for done, total in told)


def test_a_map_can_be_drawn() -> None:
    from sozialraum import plot

    graph, places = town(1), some_places(1, 2)
    land = isochrones(graph, places, limits=[4, 8], resolution=60)
    figure = plot.draw_isochrones(land, roads=graph.to_edges(), places=places, title="Kitas")
    legend = figure.axes[0].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["bis 4 Minuten", "bis 8 Minuten"]


@pytest.mark.parametrize("direction", ["to_facility", "from_facility"])
def test_a_surface_holds_the_minutes_of_the_nearest_place(
    direction: Literal["to_facility", "from_facility"], tmp_path: Path
) -> None:
    graph, places = town(5), some_places(5)
    surface = minutes_surface(graph, places, resolution=60, radius=300, direction=direction)
    points = surface.points()
    assert points.crs == "EPSG:4326" and points.attrs["method"] == "road-network"
    points.index = [f"cell {i}" for i in points.index]
    nearest = reach.minutes_to_nearest(graph, points, places, k=1, direction=direction)
    np.testing.assert_allclose(points["minutes"], nearest.minutes[1], atol=0.1 / 60)
    gis.write_surface(tmp_path / "minutes.tif", surface)
    read = gis.sample_raster(tmp_path / "minutes.tif", points)
    known = read.notna()  # beside a cell without minutes bilinear reading has none
    assert known.mean() > 0.5 and read.attrs["unit"] == "min"
    np.testing.assert_allclose(read[known], points["minutes"][known], rtol=1e-6, atol=1e-4)


def test_the_land_of_an_isochrone_is_where_the_surface_is_within_the_limit() -> None:
    graph, places = town(8), some_places(8, count=1)
    land = isochrones(graph, places, limits=[6.0], resolution=60).geometry.iloc[0]
    surface = minutes_surface(graph, places, resolution=60)
    points = surface.points()
    np.testing.assert_array_equal(points.within(land), points["minutes"] <= 6.0)
    near = minutes_surface(graph, places, resolution=60, limit=6.0)
    assert len(near.points()) == (points["minutes"] <= 6.0).sum()
    assert near.minutes.shape[0] <= surface.minutes.shape[0]


def test_a_surface_of_nothing_is_empty_and_is_not_written(tmp_path: Path) -> None:
    sea = gpd.GeoDataFrame(index=["sea"], geometry=[Point(3, 55)], crs="EPSG:4326")
    surface = minutes_surface(town(1), sea)
    assert surface.minutes.shape == (0, 0) and len(surface.points()) == 0
    assert [f.code for f in surface.attrs["findings"]] == ["place_off_network"]
    with pytest.raises(core.InvalidInput, match="nothing to write"):
        gis.write_surface(tmp_path / "x.tif", surface)
    with pytest.raises(core.InvalidInput, match="cannot_write|cannot be written"):
        gis.write_raster(tmp_path / "no" / "x.tif", [[1.0]], (0, 1, 0, 0, 0, -1))
    with pytest.raises(core.InvalidInput, match="argument values"):
        gis.write_raster(tmp_path / "x.tif", [1.0], (0, 1, 0, 0, 0, -1))
    with pytest.raises(core.InvalidInput, match="argument places"):
        minutes_surface(town(1), town(1).to_nodes().index)


@pytest.mark.parametrize(
    ("argument", "wrong"),
    [
        *[("path", path) for path in (None, 5, "")],
        *[("values", v) for v in ("x", None, [[1.0], [1.0, 2.0]], [["a"]], [[1j]], [[1e300]])],
        ("values", np.zeros((0, 3))),
        *[("transform", t) for t in (None, "abcdef", (1, 2), (np.nan,) * 6, (0, 0, 0, 0, 0, -1))],
        *[("transform", (10**400, 1, 0, 0, 0, -1)), ("crs", None), ("crs", 3035), ("unit", 5)],
    ],
)
def test_a_raster_of_wrong_arguments_names_the_argument(
    tmp_path: Path, argument: str, wrong: Any
) -> None:
    right: dict[str, Any] = {
        "path": tmp_path / "x.tif",
        "values": [[1.0]],
        "transform": (0, 1, 0, 0, 0, -1),
    }
    with pytest.raises(core.InvalidInput) as refused:
        gis.write_raster(**{**right, argument: wrong})
    assert refused.value.finding.place.argument == argument


def test_what_a_masked_raster_hides_is_not_written(tmp_path: Path) -> None:
    values = np.ma.array([[1.0, 2.0]], mask=[[False, True]])
    gis.write_raster(tmp_path / "m.tif", values, (9, 1, 0, 48, 0, -1))
    places = gpd.GeoSeries(gpd.points_from_xy([9.5, 10.5], [47.5, 47.5]), crs="EPSG:4326")
    found = gis.sample_raster(tmp_path / "m.tif", places)
    assert found.tolist()[0] == 1.0
    assert np.isnan(found.tolist()[1])
