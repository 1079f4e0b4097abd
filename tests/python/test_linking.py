"""Where places meet roads: where one gets on and off, on which bank, on which island."""

import math
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from shapely import LineString, Point, Polygon
from sozialraum import Network, osm
from sozialraum.core import InvalidInput
from sozialraum.network import RoadGraph, snap
from sozialraum.words.troubles import finding_text

EAST = 1 / (111_195 * math.cos(math.radians(50)))  # degrees a metre, at 50 degrees north
NORTH = 1 / 111_195


def lonlat(x: float, y: float) -> tuple[float, float]:
    return 9 + x * EAST, 50 + y * NORTH


def places(**at: tuple[float, float]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        index=list(at), geometry=[Point(lonlat(*p)) for p in at.values()], crs="EPSG:4326"
    )


def roads_of(*rows: dict[str, object]) -> gpd.GeoDataFrame:
    """Roads at 60 km/h between points in metres."""
    ends = sorted({end for row in rows for end in row["line"]})  # type: ignore[attr-defined]
    table = [
        {
            "u": ends.index(row["line"][0]),  # type: ignore[index]
            "v": ends.index(row["line"][-1]),  # type: ignore[index]
            "length": math.dist(row["line"][0], row["line"][-1]),  # type: ignore[index]
            "speed_kmh": 60.0,
            "highway": row.get("highway", "tertiary"),
            "ferry": row.get("ferry", False),
            "geometry": LineString([lonlat(*p) for p in row["line"]]),  # type: ignore[attr-defined]
        }
        for row in rows
    ]
    return gpd.GeoDataFrame(table, crs="EPSG:4326")


def osm_file(folder: Path, body: str) -> Path:
    path = folder / "roads.osm"
    path.write_text(f'<osm version="0.6">{body}</osm>', encoding="utf-8")
    return path


def node(number: int, x: float, y: float) -> str:
    lon, lat = lonlat(x, y)
    return f'<node id="{number}" lat="{lat:.7f}" lon="{lon:.7f}"/>'


def way(number: int, nodes: list[int], **tags: str) -> str:
    refs = "".join(f'<nd ref="{n}"/>' for n in nodes)
    told = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
    return f'<way id="{number}">{refs}{told}</way>'


RIVER = (
    node(1, 0, 0)
    + node(2, 6000, 0)
    + node(3, 0, 400)
    + node(4, 6000, 400)
    + node(5, -100, 50)
    + node(6, 6100, 50)
    + way(1, [1, 2], highway="tertiary")
    + way(2, [3, 4], highway="tertiary")
    + way(3, [1, 3], highway="tertiary", bridge="yes")
    + way(4, [5, 6], waterway="river")
)


def test_a_table_says_where_nobody_gets_on_or_off_or_its_classes_do() -> None:
    table = roads_of(
        {"line": [(0, 0), (4000, 0)], "highway": "motorway"},
        {"line": [(0, 0), (0, -500)]},
        {"line": [(0, -500), (4000, -500)]},
        {"line": [(4000, -500), (4000, 0)]},
    )
    house = places(house=(2000, -100))
    graph = RoadGraph.from_edges(table)
    assert graph.to_edges()["no_stop"].tolist() == [True, False, False, False]
    assert snap(graph, house)["metres"].iloc[0] == pytest.approx(400, abs=1)
    everywhere = RoadGraph.from_edges(table.assign(no_stop=False))
    assert snap(everywhere, house)["metres"].iloc[0] == pytest.approx(100, abs=1)


def test_saved_networks_and_graphml_keep_where_nobody_gets_on(tmp_path: Path) -> None:
    table = roads_of(
        {"line": [(0, 0), (4000, 0)], "ferry": True},
        {"line": [(0, 0), (0, -500)]},
        {"line": [(0, -500), (4000, -500)]},
        {"line": [(4000, -500), (4000, 0)]},
    )
    graph = RoadGraph.from_edges(table)
    graph.save(tmp_path / "roads.network")
    osm.to_graphml(graph, tmp_path / "roads.graphml")
    for again in (
        RoadGraph.load(tmp_path / "roads.network"),
        osm.read_graphml(tmp_path / "roads.graphml"),
        graph.reweighted({"tertiary": 2.0}),
    ):
        assert again.to_edges()["no_stop"].sum() == 1
        row = snap(again, places(pier=(2000, -100))).iloc[0]
        assert row["metres"] == pytest.approx(400, abs=1)


def test_a_river_is_told_or_keeps_a_house_to_its_own_bank(tmp_path: Path) -> None:
    file = osm_file(tmp_path, RIVER)
    house, shop = places(house=(5000, 150)), places(shop=(5000, 400))
    told = Network.from_osm(file).minutes_to_nearest(house, shop, k=1)
    assert [f.code for f in told.attrs["findings"]] == ["origin_across_barrier"]
    own = Network.from_osm(file, barriers="water").minutes_to_nearest(house, shop, k=1)
    assert own.attrs["findings"] == []
    # 250 m on foot to the road of the own bank, where the shop stands
    assert own["minutes_1"].iloc[0] == pytest.approx(3.0, abs=0.05)
    assert told["minutes_1"].iloc[0] > 9


def test_barriers_may_be_lines_or_surfaces_of_any_crs() -> None:
    table = roads_of(
        {"line": [(0, 0), (6000, 0)]},
        {"line": [(0, 0), (0, 400)]},
        {"line": [(0, 400), (6000, 400)]},
    )
    house = places(house=(5000, 150))
    graph = RoadGraph.from_edges(table)
    line = LineString([lonlat(-100, 50), lonlat(6100, 50)])
    lake = Polygon([lonlat(*p) for p in ((1000, 40), (5900, 40), (5900, 60), (1000, 60))])
    for barrier in (line, lake):
        barriers = gpd.GeoDataFrame(geometry=[barrier], crs="EPSG:4326").to_crs("EPSG:25832")
        row = snap(graph.linking(barriers=barriers), house).iloc[0]
        assert row["metres"] == pytest.approx(250, abs=1)
    assert snap(graph, house)["metres"].iloc[0] == pytest.approx(150, abs=1)
    # Enclosed on all sides and beyond the radius of the own: not linked at all.
    ring = Point(lonlat(5000, 150)).buffer(0.001).boundary
    fence = gpd.GeoDataFrame(geometry=[ring], crs="EPSG:4326")
    assert snap(graph.linking(barriers=fence), house)["status"].iloc[0] == "too_far"
    with pytest.raises(InvalidInput, match="barriers"):
        graph.linking(barriers="water")
    with pytest.raises(InvalidInput, match="barriers"):
        graph.linking(barriers=gpd.GeoDataFrame(geometry=[line]))


def test_land_beyond_the_river_is_reached_from_its_own_bank_only(tmp_path: Path) -> None:
    file = osm_file(tmp_path, RIVER)
    beyond = Point(lonlat(3000, 150))
    for barriers, land in ((None, True), ("water", False)):
        roads = Network.from_osm(file, barriers=barriers)
        # 4 km along the southern road within 6 minutes; the northern one takes longer
        drawn = roads.isochrones(places(a=(2900, 0)), limits=[4.0], resolution=40, radius=300)
        assert drawn.geometry.iloc[0].contains(beyond) == land


ISLAND = (
    node(1, 0, 0)
    + node(2, 5000, 0)
    + node(3, 0, 3000)
    + node(4, 1500, 3000)
    + way(1, [1, 2], highway="residential")
    + way(2, [3, 4], highway="residential")
)


def test_an_island_has_its_own_school_and_without_one_it_is_told_why(tmp_path: Path) -> None:
    roads = Network.from_osm(osm_file(tmp_path, ISLAND))
    home, both = places(home=(1400, 2950)), places(main=(1400, 50), island=(100, 3000))
    near = roads.minutes_to_nearest(home, both, k=1)
    assert near["facility_1"].iloc[0] == "island"
    cut = roads.minutes_to_nearest(home, both.loc[["main"]], k=1)
    assert np.isnan(cut["minutes_1"].iloc[0])
    assert "origin_cut_off" in [f.code for f in cut.attrs["findings"]]
    told = next(f for f in cut.attrs["findings"] if f.code == "origin_cut_off")
    assert "Insel" in finding_text(told)
    # A part with fewer junctions than asked for does not count: across the water, then.
    main = Network.from_osm(osm_file(tmp_path, ISLAND), smallest_component=3)
    assert main.minutes_to_nearest(home, both, k=1, radius=4000)["facility_1"].iloc[0] == "main"


def test_a_place_without_a_position_is_told_however_it_is_written() -> None:
    graph = RoadGraph.from_edges(roads_of({"line": [(0, 0), (5000, 0)]}))
    x, y = lonlat(1000, 0)
    for lost in (Point(), None, Point(np.nan, np.nan)):
        for crs in ("EPSG:4326", "EPSG:25832"):
            there = gpd.GeoSeries([Point(x, y)], crs="EPSG:4326").to_crs(crs).iloc[0]
            homes = gpd.GeoDataFrame(index=["found", "lost"], geometry=[there, lost], crs=crs)
            found = snap(graph, homes)
            assert found["status"].iloc[1] == "no_position"
            assert "point_without_position" in [f.code for f in found.attrs["findings"]]


def test_exchanged_longitude_and_latitude_are_asked_about() -> None:
    graph = RoadGraph.from_edges(roads_of({"line": [(0, 0), (5000, 0)]}))
    swapped = gpd.GeoDataFrame(index=["home"], geometry=[Point(50.0, 9.0)], crs="EPSG:4326")
    (finding,) = snap(graph, swapped).attrs["findings"]
    assert finding.hint == "exchange longitude and latitude of those places"


def test_a_lost_node_costs_its_road_only_and_isochrones_go_on(tmp_path: Path) -> None:
    village = node(1, 0, 0) + node(2, 2000, 0) + way(1, [1, 2], highway="residential")
    stray = '<node id="8" lat="0" lon="0"/><node id="9" lat="9" lon="50"/>'
    stray += '<node id="10" lat="9.001" lon="50"/>' + way(7, [2, 8], highway="residential")
    stray += way(8, [9, 10], highway="residential")  # swapped, and hangs on nothing
    roads = Network.from_osm(osm_file(tmp_path, village + stray))
    assert "way 7" in str(next(f for f in roads.findings if f.code == "stray_roads"))
    drawn = roads.isochrones(places(a=(500, 0)), limits=[1.0])
    assert drawn["area_km2"].iloc[0] > 0
