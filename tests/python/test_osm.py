"""OpenStreetMap files: the face, and counts held against independent readers of the same files."""

import gzip
import math
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon
from sozialraum import core

osm = pytest.importorskip("sozialraum.osm", reason="built without libosmium")

DATA = Path(__file__).resolve().parents[2] / "data/roads_osm"
BAYREUTH = DATA / "north-bayreuth.osm.gz"
LIECHTENSTEIN = DATA / "liechtenstein_2015.osm.pbf"


def parsed(path: Path) -> ET.Element:
    with gzip.open(path) as file:
        return ET.parse(file).getroot()


def tags(element: ET.Element) -> dict[str, str]:
    return {tag.get("k", ""): tag.get("v", "") for tag in element.iter("tag")}


def test_facilities_are_those_an_xml_parser_finds() -> None:
    root = parsed(BAYREUTH)
    expected = Counter(
        (element.tag, int(element.get("id", "")))
        for element in root
        if tags(element).get("amenity") in ("kindergarten", "fire_station")
    )
    found = osm.read_facilities(BAYREUTH, {"amenity": ["kindergarten", "fire_station"]})
    assert Counter(zip(found.osm_type, found.osm_id, strict=True)) == expected
    assert len(found) == 10
    assert found.crs == "EPSG:4326"
    assert found.index[0] == f"{found.osm_type.iloc[0]}/{found.osm_id.iloc[0]}"


def test_a_surface_is_represented_by_a_point_inside() -> None:
    root = parsed(BAYREUTH)
    position = {
        n.get("id"): (float(n.get("lon", "")), float(n.get("lat", ""))) for n in root.iter("node")
    }
    rings = {
        int(way.get("id", "")): [position[nd.get("ref")] for nd in way.iter("nd")]
        for way in root.iter("way")
        if "building" in tags(way)
    }
    found = osm.read_facilities(BAYREUTH, {"building": True})
    ways = found[found.osm_type == "way"]
    assert len(ways) == len(rings) > 4000
    closed = [
        (point, rings[i])
        for point, i in zip(ways.geometry, ways.osm_id, strict=True)
        if rings[i][0] == rings[i][-1]
    ]
    outside = [ring for point, ring in closed if not shapely.Polygon(ring).covers(point)]
    assert not outside


def test_no_school_is_a_finding_and_an_empty_frame() -> None:
    found = osm.read_facilities(BAYREUTH, {"amenity": "school"})
    assert len(found) == 0
    assert list(found.columns) == ["osm_type", "osm_id", "name", "tags", "geometry"]
    assert [f.code for f in found.attrs["findings"]] == ["no_facility"]


def test_liechtenstein_has_its_schools_and_stops() -> None:
    assert len(osm.read_facilities(LIECHTENSTEIN, {"amenity": "school"})) == 19
    assert len(osm.read_facilities(LIECHTENSTEIN, {"highway": "bus_stop"})) == 307


def test_trouble_of_the_file_names_file_and_mending(tmp_path: Path) -> None:
    with pytest.raises(core.InvalidInput, match="there is no such file") as caught:
        osm.read_facilities(tmp_path / "no.osm.pbf", {"amenity": "school"})
    assert caught.value.finding.code == "missing_file"
    cut = tmp_path / "cut.osm.pbf"
    cut.write_bytes(LIECHTENSTEIN.read_bytes()[:500_000])
    with pytest.raises(core.InvalidInput, match="cut or damaged") as caught:
        osm.read_facilities(cut, {"amenity": "school"})
    assert caught.value.finding.place.file == str(cut)


def test_speed_tables_print_change_and_come_back(tmp_path: Path) -> None:
    table = osm.speed_table("car").with_speeds({"tertiary": (70, 40), "signal_seconds": 15})
    assert table.frame.loc[("class", "tertiary"), ["rural", "built_up"]].tolist() == [70.0, 40.0]
    assert table.frame.loc[("setting", "signal_seconds"), "rural"] == 15.0
    (tmp_path / "my.csv").write_text(str(table), encoding="utf-8")
    assert osm.read_speed_table(tmp_path / "my.csv") == table
    with pytest.raises(core.UnknownName, match="did you mean 'tertiary'"):
        table.with_speeds({"tertary": 70})
    with pytest.raises(core.InvalidInput, match="not above 0"):
        table.with_speeds({"tertiary": 0})


@pytest.mark.parametrize(
    "speeds", [{"tertiary": "x"}, {"tertiary": (1, 2, 3)}, {"tertiary": [70, 40]}, {5: 3}, 5]
)
def test_speeds_that_are_none_are_refused(speeds: Any) -> None:
    with pytest.raises(core.InvalidInput, match="speeds"):
        osm.speed_table("car").with_speeds(speeds)
    with pytest.raises(core.InvalidInput, match="speeds"):
        osm.read_roads(BAYREUTH, speeds=speeds)


def test_tags_explain_themselves() -> None:
    assert osm.way_access({"highway": "footway"}, "car")["reason"] == "class_not_for_mode"
    assert osm.way_access({"highway": "service", "access": "private"})["forward"] == "ends_only"
    assert osm.node_effect({"barrier": "gate"})["delay"] == "barrier"
    assert osm.speed_limits({"maxspeed": "DE:zone:30"})["settlement"] == "built_up"


def test_surfaces_need_a_reference_system() -> None:
    square = gpd.GeoSeries([shapely.box(11.4, 49.9, 11.7, 50.1)])
    with pytest.raises(core.InvalidInput, match="no coordinate reference system"):
        osm.read_roads(BAYREUTH, built_up=square)
    with pytest.raises(core.InvalidInput, match="built_up: is a int"):
        osm.read_roads(BAYREUTH, built_up=5)  # type: ignore[arg-type]


ROADS = {
    "motorway",
    "motorway_link",
    "trunk",
    "primary",
    "primary_link",
    "secondary",
    "tertiary",
    "unclassified",
    "residential",
    "living_street",
    "road",
}


def spherical_metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    lon_a, lat_a, lon_b, lat_b = map(math.radians, (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(half))


def open_car_ways(root: ET.Element) -> dict[int, float]:
    """Ways of the plain road classes without any tag that could close them, and their metres."""
    position = {
        n.get("id"): (float(n.get("lon", "")), float(n.get("lat", ""))) for n in root.iter("node")
    }
    closing = {"access", "vehicle", "motor_vehicle", "motorcar", "area", "smoothness"}
    ways = {}
    for way in root.iter("way"):
        its = tags(way)
        if its.get("highway") not in ROADS or closing & its.keys():
            continue
        line = [position[nd.get("ref")] for nd in way.iter("nd")]
        ways[int(way.get("id", ""))] = sum(map(spherical_metres, line, line[1:]))
    return ways


def read_roads(path: Path, **options: object) -> Any:
    pytest.importorskip("sozialraum.network")
    return osm.read_roads(path, **options)


def test_north_bayreuth_has_the_roads_an_xml_parser_finds() -> None:
    expected = open_car_ways(parsed(BAYREUTH))
    edges = read_roads(BAYREUTH).to_edges()
    edges = edges[edges.way_id.isin(expected.keys())]
    # One-way copies before restricted junctions stand beside their roads: count each place once.
    plain = read_roads(BAYREUTH, turn_restrictions=False).to_edges()
    metres = plain[plain.way_id.isin(expected.keys())].groupby("way_id").metres.sum()
    assert set(edges.way_id) == set(expected)
    assert len(expected) > 600
    for way, length in expected.items():
        # the sphere differs from the ellipsoid by up to 3.2 in 1,000 here
        assert metres[way] == pytest.approx(length, rel=0.0035), way


@pytest.mark.parametrize(
    ("name", "highways"),
    [("porto_portugal.osm.pbf", 51_349), ("liechtenstein_2015.osm.pbf", None)],
)
def test_counts_are_those_of_pyosmium(name: str, highways: int | None) -> None:
    osmium = pytest.importorskip("osmium")
    counted = Counter[str]()
    for item in osmium.FileProcessor(str(DATA / name)):
        if item.is_way():
            counted["ways"] += 1
            other = {("route", "ferry"), ("route", "shuttle_train"), ("man_made", "pier")}
            other |= {("railway", "platform"), ("public_transport", "platform")}
            ferry = item.tags.get("route") == "ferry"
            counted["highways"] += "highway" in item.tags or ferry
            counted["roads"] += "highway" in item.tags or any(
                item.tags.get(key) == value for key, value in other
            )
        elif item.is_node():
            counted["nodes"] += 1
    report = read_roads(DATA / name).import_report.set_index(["subject", "effect", "reason"])
    assert report.loc[("way", "read", "all"), "count"] == counted["ways"]
    # A square of several ways is a road by its relation.
    by_relation = report["count"].get(("way", "noted", "road_by_relation"), 0)
    roads = report.loc[("way", "read", "roads"), "count"]
    assert counted["roads"] <= roads <= counted["roads"] + by_relation
    assert report.loc[("node", "read", "all"), "count"] == counted["nodes"]
    if highways is not None:
        assert counted["highways"] == highways
    dropped = report.loc["way"].loc["dropped", "count"]
    read = ~dropped.index.str.startswith("not_read:")
    fates = report.loc["way"].loc["kept", "count"].sum() + dropped[read].sum()
    assert fates == roads  # every road is kept or dropped for one reason


def test_liechtenstein_has_409_km_of_roads_for_cars() -> None:
    edges = read_roads(LIECHTENSTEIN, turn_restrictions=False).to_edges()
    streets = edges[~edges.way_class.isin(["track", "cycleway", "path"])]
    assert streets.metres.sum() / 1000 == pytest.approx(409, rel=0.02)


def test_every_result_names_its_speed_table() -> None:
    graph = read_roads(BAYREUTH, speeds={"tertiary": (70, 40)})
    assert graph.findings[0].details["speed_table"] == "car-rural-de-1+"


def test_given_surfaces_make_roads_slower() -> None:
    everything = gpd.GeoSeries([shapely.box(11.4, 49.9, 11.7, 50.1)], crs=4326).to_crs(25832)
    plain = read_roads(BAYREUTH).to_edges()
    slow = read_roads(BAYREUTH, built_up=everything).to_edges()
    assert slow.minutes_forward.sum() > plain.minutes_forward.sum()
    assert slow.built_up.sum() > plain.built_up.sum()


@pytest.mark.parametrize("mode", ["car", "bicycle", "foot"])
def test_most_of_the_network_hangs_together(mode: str) -> None:
    graph = read_roads(LIECHTENSTEIN, mode=mode)
    sizes = graph.components("weak").value_counts()
    assert sizes.iloc[0] > 0.9 * sizes.sum()


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    big = tmp_path / "big.osm"
    big.write_bytes(gzip.decompress(BAYREUTH.read_bytes()))
    osm.read_facilities(big, {"building": True}, progress=lambda *at: told.append(at))
    assert all(0 <= done <= total for done, total in told)


def test_all_modes_of_one_scan_are_what_each_gives_alone() -> None:
    together = osm.read_all_modes(BAYREUTH, speeds={"foot": {"path": 4.0}})
    assert list(together) == ["car", "bicycle", "foot"]
    for mode, graph in together.items():
        alone = osm.read_roads(
            BAYREUTH, mode=mode, speeds={"path": 4.0} if mode == "foot" else None
        )
        assert graph.edge_count == alone.edge_count
        assert graph.import_report.equals(alone.import_report)
        assert graph.to_edges().equals(alone.to_edges())
    assert together["foot"].findings[0].details["speed_table"].endswith("+")


@pytest.mark.parametrize("modes", ["car", ["car", "car"], []])
def test_modes_must_be_a_list_of_different_ones(modes: Any) -> None:
    with pytest.raises(core.InvalidInput):
        osm.read_all_modes(BAYREUTH, modes)


@pytest.mark.parametrize(
    ("argument", "value"), [("mode", 5), ("bends", "x"), ("land_use", "no"), ("threads", None)]
)
def test_options_of_another_kind_are_named(argument: str, value: Any) -> None:
    with pytest.raises(core.InvalidInput) as caught:
        osm.read_roads(BAYREUTH, **{argument: value})
    assert caught.value.finding.place.argument == argument
    with pytest.raises(core.InvalidInput, match="path"):
        osm.read_roads(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("cells", [-1, 101, 10**9, 10**30, 1.5, True])
def test_a_margin_out_of_range_is_refused(cells: Any) -> None:
    with pytest.raises(core.InvalidInput, match="margin_cells") as caught:
        osm.read_roads(BAYREUTH, margin_cells=cells)
    assert caught.value.finding.place.argument == "margin_cells"


@pytest.mark.parametrize(
    "filters",
    [{"amenity": []}, {1: "school"}, {None: True}, "amenity", {"amenity": 5}],
)
def test_a_filter_that_says_nothing_is_refused(filters: Any) -> None:
    with pytest.raises(core.InvalidInput, match="filters") as caught:
        osm.read_facilities(BAYREUTH, filters)
    assert caught.value.finding.place.argument == "filters"


def test_points_and_lines_are_no_built_up_land() -> None:
    square = Polygon([(11.5, 49.9), (11.5, 50.1), (11.7, 50.1), (11.7, 49.9)])
    line = LineString([(11.5, 49.9), (11.6, 50.0)])
    land = gpd.GeoSeries(
        [square, Point(11.6, 50.0), MultiPolygon([square]), GeometryCollection([square, line])],
        index=["a", "b", "c", "d"],
        crs=4326,
    )
    (told,) = [
        f for f in osm.read_roads(BAYREUTH, built_up=land).findings if f.code == "no_surface"
    ]
    assert told.areas == ("b", "d")
    assert "2 of 4 geometries are no surfaces (1 GeometryCollection, 1 Point)" in told.message
    both = osm.read_all_modes(BAYREUTH, ["car", "foot"], built_up=land)
    assert all(told in graph.findings for graph in both.values())
    with pytest.raises(core.InvalidInput, match="built_up: holds no surface: 2 of 2"):
        osm.read_roads(BAYREUTH, built_up=gpd.GeoSeries([Point(11, 50), line], crs=4326))
